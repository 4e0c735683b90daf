"""Both indexes over the same search units: built, opened where they are up to date, and kept whole on disk."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.search.encoder import Encoder, Vectors
from assistant.search.folder import DamagedFolder, check_folder, read_manifest, remove_drafts, write_folder
from assistant.search.lexical import LexicalIndex
from assistant.search.membership import Membership, texts_by_regulation
from assistant.search.records import Record
from assistant.search.store import FaissStore
from assistant.search.units import SearchUnit, article_content
from assistant.search.vectors import Keys

logger = logging.getLogger(__name__)

FORMAT = 4
_LEXICAL = "bm25"
_ABANDONED = 3600.0
ARTICLE_SHARE = 0.5
"""Weight of the article's vector beside 1 for the clause's own: with it, the right article was among the first ten for
62% of unseen questions on national law instead of 60% (both searches weighted alike)."""
_SMALL = 20_000
_CHANGED_SHARE = 1 / 20


class HybridIndex:
    """FAISS store and BM25 index; key k of the store is row k of the BM25 index."""

    def __init__(
        self, store: FaissStore, lexical: LexicalIndex, members: Membership, encoder: Encoder
    ) -> None:
        self.store = store
        self.lexical = lexical
        self.members = members
        self.encoder = encoder

    @classmethod
    def build(cls, units: Sequence[SearchUnit], encoder: Encoder) -> HybridIndex:
        """Index units in memory: words in one thread, meaning in another. Raises ValueError where there are none."""
        if not units:
            raise ValueError("检索索引需要至少一条条文，实际没有；请检查 knowledge/regulations")
        with ThreadPoolExecutor(1) as other:
            lexical = other.submit(LexicalIndex.build, [unit.content for unit in units])
            store = FaissStore(encoder)
            store.put([_record(unit) for unit in units], unit_vectors(units, encoder))
            return cls(store, lexical.result(), Membership.of(units), encoder)

    @classmethod
    def open(cls, units: Sequence[SearchUnit], encoder: Encoder, parent: Path) -> HybridIndex:
        """The index of these units under `parent`: opened where it is there and whole, else built and written.

        Where a large index of this encoder is there that differs in a few regulations, these are replaced in memory at each
        start; once they are many, all is built anew. A damaged index is rebuilt with a warning. What is there already
        stays until the new index is complete, and is deleted then. Where the disk cannot be written, the index serves from
        memory.
        """
        texts = texts_by_regulation(units)
        key = index_key(texts, encoder)
        folder = parent / key[:16]
        if folder.exists() and (index := cls._whole(folder, encoder, key)):
            return index
        for other in _folders(parent, encoder) if len(units) > _SMALL else ():
            if other != folder and (index := cls._whole(other, encoder)):
                changes = _changes(index.members, texts, units)
                there, wanted = len(index.rows(list(changes))), sum(map(len, changes.values()))
                if max(there, wanted) <= _CHANGED_SHARE * len(units):
                    return index.updated(changes)
        return _kept(cls.build(units, encoder), folder, key)

    @classmethod
    def _whole(cls, folder: Path, encoder: Encoder, key: str | None = None) -> HybridIndex | None:
        """The index in a folder; None, with a warning, where it is damaged."""
        try:
            return cls.load(folder, encoder, key)
        except (DamagedFolder, OSError, RuntimeError, ValueError, KeyError) as error:
            logger.warning("检索索引已损坏，正在重建：%s", error)
            return None

    @classmethod
    def load(cls, folder: Path, encoder: Encoder, key: str | None = None) -> HybridIndex:
        """The index in a folder, whatever it holds or only that of `key`. Raises DamagedFolder."""
        about = check_folder(folder)
        if key is not None and about.get("key") != key:
            raise DamagedFolder(f"{folder} 的 key 为 {about.get('key')}，应为 {key}")
        store, members = FaissStore.open(folder, encoder), Membership.open(folder)
        lexical = LexicalIndex.open(folder / _LEXICAL)
        if not len(store) == lexical.size == len(members.owners) == about.get("units"):
            raise DamagedFolder(
                f"{folder} 有 {len(store)} 个向量、{lexical.size} 段文字，应各有 {about.get('units')}"
            )
        return cls(store, lexical, members, encoder)

    def write(self, folder: Path, key: str) -> None:
        """Write both indexes as a folder, whole or not at all. Raises OSError where the disk refuses."""

        def write(draft: Path) -> None:
            self.store.save(draft)
            self.members.save(draft)
            self.lexical.save(draft / _LEXICAL)

        about = {"key": key, "encoder": self.encoder.fingerprint, "format": FORMAT, "units": len(self.store)}
        write_folder(folder, write, about)

    def replaced(self, regulation: str, units: Sequence[SearchUnit]) -> HybridIndex:
        """This index with the units of one regulation replaced (or added, or, given none, removed), in memory.

        Only the new units are read; this index goes on serving as it is. The disk is left alone: it holds what the texts
        hold, and a start finds by itself in which regulations the texts have changed since (`open`).
        """
        return self.updated({regulation: units})

    def updated(self, changes: Mapping[str, Sequence[SearchUnit]]) -> HybridIndex:
        """As `replaced`, for several regulations at once."""
        units = [unit for changed in changes.values() for unit in changed]
        store = self.store.copy()
        old = self.rows(list(changes)).tolist()
        store.put([_record(unit) for unit in units], unit_vectors(units, self.encoder), instead_of=old)
        lexical = self.lexical.extended([unit.content for unit in units]) if units else self.lexical
        members = self.members
        for regulation, changed in changes.items():
            members = members.replaced(regulation, changed)
        return HybridIndex(store, lexical, members, self.encoder)

    @property
    def keys(self) -> Keys:
        """Keys of all units, ascending; rows of the BM25 index that are not among them belong to units removed."""
        return self.members.keys

    def rows(self, regulations: Sequence[str]) -> Keys:
        """Keys of the units of these regulations, ascending; unknown ids are passed over."""
        return self.members.rows(regulations)

    def without(self, regulations: Collection[str]) -> Keys:
        """Keys of the units of all other regulations, ascending."""
        return self.members.without(regulations)

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """For each key a number that grows with the alphabetical order of ids, shape (lexical.size,)."""
        return self.store.places()


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


def index_key(texts: Mapping[str, str], encoder: Encoder) -> str:
    """What an index is good for: exactly these texts (`texts_by_regulation`) with exactly this encoder."""
    return hashlib.sha256(
        f"{FORMAT}\x1f{encoder.fingerprint}\x1f{json.dumps(dict(texts))}".encode()
    ).hexdigest()


def _changes(
    members: Membership, texts: Mapping[str, str], units: Sequence[SearchUnit]
) -> dict[str, list[SearchUnit]]:
    """The regulations whose texts differ from what was indexed, each with its units: none where it is gone."""
    known = members.texts
    changes = {id: list[SearchUnit]() for id in (*known, *texts) if known.get(id) != texts.get(id)}
    for unit in units:
        if unit.regulation in changes:
            changes[unit.regulation].append(unit)
    return changes


def _kept(index: HybridIndex, folder: Path, key: str) -> HybridIndex:
    """The index from disk, where it is written to and stands alone; itself where the disk cannot be written."""
    try:
        index.write(folder, key)
        _tidy(folder)
        return HybridIndex.load(folder, index.encoder, key)
    except OSError as error:
        logger.warning("检索索引不能写入 %s，本次只在内存中使用：%s", folder.parent, error)
        return index


def _record(unit: SearchUnit) -> Record:
    about = {"regulation": unit.regulation, "article": unit.article, "text": unit.text}
    return Record(unit.id, unit.content, about)


def _folders(parent: Path, encoder: Encoder) -> Iterator[Path]:
    """Indexes that were made in this format with this encoder, whatever their texts."""
    for folder in sorted(parent.glob("[!.]*")):
        try:
            about = read_manifest(folder).about
        except DamagedFolder:
            continue
        if about.get("format") == FORMAT and about.get("encoder") == encoder.fingerprint:
            yield folder


def _tidy(current: Path) -> None:
    """Delete indexes of former texts or encoders; a process that still serves one keeps its open files."""
    for folder in current.parent.iterdir():
        if folder.is_dir() and not folder.name.startswith(".") and folder != current:
            shutil.rmtree(folder, ignore_errors=True)
    remove_drafts(current.parent, time.time() - _ABANDONED)
