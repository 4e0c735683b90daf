"""Both indexes over the same search units: built, opened where they are up to date, and kept whole on disk."""

from __future__ import annotations

import hashlib
import logging
import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.search.encoder import Encoder, Vectors
from assistant.search.folder import DamagedFolder, check_folder, remove_drafts, write_folder
from assistant.search.lexical import LexicalIndex
from assistant.search.store import FaissStore, Record
from assistant.search.units import SearchUnit, article_content, texts_key
from assistant.search.vectors import Keys

logger = logging.getLogger(__name__)

FORMAT = 2
_LEXICAL = "bm25"
_ABANDONED = 3600.0
ARTICLE_SHARE = 0.5
"""Weight of the article's vector beside 1 for the clause's own: with it, the right article was among the first ten for
62% of unseen questions on national law instead of 60% (both searches weighted alike)."""


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
        store = FaissStore(encoder)
        store.put([_record(unit) for unit in units], unit_vectors(units, encoder))
        return cls(store, LexicalIndex.build([unit.content for unit in units]), encoder)

    @classmethod
    def open(cls, units: Sequence[SearchUnit], encoder: Encoder, parent: Path) -> HybridIndex:
        """The index of these units under `parent`: opened where it is there and whole, else built and written.

        A damaged index is rebuilt with a warning. Where the disk cannot be written, the index serves from memory.
        """
        key = index_key(units, encoder)
        folder = parent / key[:16]
        if folder.exists():
            try:
                return cls.load(folder, encoder, key)
            except (DamagedFolder, OSError, RuntimeError, ValueError, KeyError) as error:
                logger.warning("检索索引已损坏，正在重建：%s", error)
        index = cls.build(units, encoder)
        try:
            index.write(folder, key)
            _tidy(parent, folder)
        except OSError as error:
            logger.warning("检索索引不能写入 %s，本次只在内存中使用：%s", parent, error)
        return index

    @classmethod
    def load(cls, folder: Path, encoder: Encoder, key: str | None = None) -> HybridIndex:
        """The index in a folder, whatever it holds or only that of `key`. Raises DamagedFolder."""
        about = check_folder(folder)
        if key is not None and about.get("key") != key:
            raise DamagedFolder(f"{folder} 的 key 为 {about.get('key')}，应为 {key}")
        store = FaissStore.open(folder, encoder)
        lexical = LexicalIndex.open(folder / _LEXICAL)
        if not len(store) == lexical.size == about.get("units"):
            raise DamagedFolder(
                f"{folder} 有 {len(store)} 个向量、{lexical.size} 段文字，应各有 {about.get('units')}"
            )
        return cls(store, lexical, encoder)

    def write(self, folder: Path, key: str) -> None:
        """Write both indexes as a folder, whole or not at all. Raises OSError where the disk refuses."""

        def write(draft: Path) -> None:
            self.store.save(draft)
            self.lexical.save(draft / _LEXICAL)

        write_folder(folder, write, {"key": key, "format": FORMAT, "units": len(self.store)})

    def replaced(self, regulation: str, units: Sequence[SearchUnit]) -> HybridIndex:
        """This index with the units of one regulation replaced (or added, or, given none, removed), in memory.

        Only the new units are read; this index goes on serving as it is.
        """
        store = self.store.copy()
        store.delete([self.store.record(int(key)).id for key in self.rows([regulation])])
        store.put([_record(unit) for unit in units], unit_vectors(units, self.encoder))
        lexical = self.lexical.extended([unit.content for unit in units]) if units else self.lexical
        return HybridIndex(store, lexical, self.encoder)

    @cached_property
    def keys(self) -> Keys:
        """Keys of all units, ascending; rows of the BM25 index that are not among them belong to units removed."""
        return np.asarray([key for key, _ in self.store.items()], np.int64)

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


def unit_vectors(units: Sequence[SearchUnit], encoder: Encoder) -> Vectors:
    """A vector of length 1 per unit, shape (len(units), dimension): of the clause itself, drawn towards its article."""
    vectors = encoder.encode([unit.content for unit in units])
    articles = [
        [i for i, _ in group] for _, group in groupby(enumerate(units), key=lambda entry: entry[1].article)
    ]
    several = [rows for rows in articles if len(rows) > 1]
    whole = encoder.encode([article_content([units[i] for i in rows]) for rows in several])
    for rows, vector in zip(several, whole, strict=True):
        mixed = vectors[rows] + np.float32(ARTICLE_SHARE) * vector
        norms = np.linalg.norm(mixed, axis=1, keepdims=True)
        vectors[rows] = mixed / np.where(norms > 0, norms, 1.0)
    return vectors


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
