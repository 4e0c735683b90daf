"""Both indexes over the same search units: built, opened where they are up to date, and kept whole on disk."""

from __future__ import annotations

import hashlib
import logging
import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.search.encoder import Encoder
from assistant.search.folder import DamagedFolder, check_folder, remove_drafts, write_folder
from assistant.search.lexical import LexicalIndex
from assistant.search.store import FaissStore, Record
from assistant.search.units import SearchUnit, texts_key
from assistant.search.vectors import Keys

logger = logging.getLogger(__name__)

FORMAT = 1
_LEXICAL = "bm25"
_ABANDONED = 3600.0


class HybridIndex:
    """FAISS store and BM25 index; key k of the store is row k of the BM25 index."""

    def __init__(self, store: FaissStore, lexical: LexicalIndex, encoder: Encoder) -> None:
        self.store = store
        self.lexical = lexical
        self.encoder = encoder

    @classmethod
    def build(cls, units: Sequence[SearchUnit], encoder: Encoder) -> HybridIndex:
        """Index units in memory. Raises ValueError where there are none."""
        if not units:
            raise ValueError("检索索引需要至少一条条文，实际没有；请检查 knowledge/regulations")
        contents = [unit.content for unit in units]
        store = FaissStore(encoder)
        store.put([_record(unit) for unit in units], encoder.encode(contents))
        return cls(store, LexicalIndex.build(contents), encoder)

    @classmethod
    def open(cls, units: Sequence[SearchUnit], encoder: Encoder, parent: Path) -> HybridIndex:
        """The index of these units under `parent`: opened where it is there and whole, else built and written.

        A damaged index is rebuilt with a warning. Where the disk cannot be written, the index serves from memory.
        """
        key = index_key(units, encoder)
        folder = parent / key[:16]
        if folder.exists():
            try:
                return cls._opened(folder, key, encoder)
            except (DamagedFolder, OSError, RuntimeError, ValueError, KeyError) as error:
                logger.warning("检索索引已损坏，正在重建：%s", error)
        index = cls.build(units, encoder)
        try:
            write_folder(folder, index.save, {"key": key, "format": FORMAT, "units": len(units)})
            _tidy(parent, folder)
        except OSError as error:
            logger.warning("检索索引不能写入 %s，本次只在内存中使用：%s", parent, error)
        return index

    @classmethod
    def _opened(cls, folder: Path, key: str, encoder: Encoder) -> HybridIndex:
        about = check_folder(folder)
        if about.get("key") != key:
            raise DamagedFolder(f"{folder} 的 key 为 {about.get('key')}，应为 {key}")
        store = FaissStore.open(folder, encoder)
        lexical = LexicalIndex.open(folder / _LEXICAL)
        if not len(store) == lexical.size == about.get("units"):
            raise DamagedFolder(
                f"{folder} 有 {len(store)} 个向量、{lexical.size} 段文字，应各有 {about.get('units')}"
            )
        return cls(store, lexical, encoder)

    def save(self, folder: Path) -> None:
        """Write both indexes into an existing folder."""
        self.store.save(folder)
        self.lexical.save(folder / _LEXICAL)

    def rows(self, regulations: Sequence[str]) -> Keys:
        """Keys of the units of these regulations, ascending; unknown ids are passed over."""
        found = [
            self._rows[regulation] for regulation in dict.fromkeys(regulations) if regulation in self._rows
        ]
        return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """Where the id under each key stands in the alphabetical order of ids: shape (keys,)."""
        keys = [key for _, key in sorted((record.id, key) for key, record in self.store.items())]
        places = np.zeros(self.lexical.size, np.int64)
        places[keys] = np.arange(len(keys))
        return places

    @cached_property
    def _rows(self) -> dict[str, Keys]:
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for key, record in self.store.items():
            rows[record.metadata["regulation"]].append(key)
        return {regulation: np.asarray(keys, np.int64) for regulation, keys in rows.items()}


def index_key(units: Sequence[SearchUnit], encoder: Encoder) -> str:
    """What an index is good for: exactly these texts with exactly this encoder."""
    return hashlib.sha256(f"{FORMAT}\x1f{texts_key(units)}\x1f{encoder.fingerprint}".encode()).hexdigest()


def _record(unit: SearchUnit) -> Record:
    about = {"regulation": unit.regulation, "article": unit.article, "text": unit.text}
    return Record(unit.id, unit.content, about)


def _tidy(parent: Path, current: Path) -> None:
    """Delete indexes of former texts or encoders; a process that still serves one keeps its open files."""
    for folder in parent.iterdir():
        if folder.is_dir() and not folder.name.startswith(".") and folder != current:
            shutil.rmtree(folder, ignore_errors=True)
    remove_drafts(parent, time.time() - _ABANDONED)
