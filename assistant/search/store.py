"""A LangChain vector store over FAISS, kept as an index file and JSON lines: no pickle, so opening runs no code."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from assistant.search.encoder import Encoder, Vectors
from assistant.search.records import Record, RecordFile, Records, write_records
from assistant.search.vectors import Keys, Nearest, VectorIndex

VECTORS = "vectors.faiss"


@dataclass(frozen=True, slots=True)
class _State:
    """Vectors and records that belong together. vectors: None before the first."""

    vectors: VectorIndex | None
    records: Records


class FaissStore(VectorStore):
    """Texts by id, found by cosine of their vectors. Every record has an integer key, given in order, never again."""

    def __init__(self, embedding: Embeddings) -> None:
        self._embedding = embedding
        self._state = _State(None, Records())
        self._next = 0
        self._lock = threading.Lock()

    # -- LangChain's interface -----------------------------------------------------------------------------------

    @property
    def embeddings(self) -> Embeddings:
        """The encoder."""
        return self._embedding

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: Sequence[str | None] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """Add texts; one under an id that is there replaces it. Raises ValueError where the lengths differ."""
        del kwargs
        given = list(texts)
        about: list[dict[str, Any]] = [{} for _ in given] if metadatas is None else metadatas
        names = [None] * len(given) if ids is None else ids
        if not len(given) == len(about) == len(names):
            raise ValueError(f"{len(given)} 段文字、{len(about)} 份元数据、{len(names)} 个 id：数目应相同")
        last = {
            id or str(uuid.uuid4()): (text, data) for id, text, data in zip(names, given, about, strict=True)
        }
        records = [Record(id, text, dict(data)) for id, (text, data) in last.items()]
        self.put(records, _encode(self._embedding, [r.text for r in records]))
        return [r.id for r in records]

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool:
        """Delete records by id, or all where `ids` is None; unknown ids are passed over."""
        del kwargs
        with self._lock:
            old = self._state.records.keys() if ids is None else self._keys(ids)
            self._change(old)
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """The documents with these ids, in that order; unknown ids are left out."""
        records = self._state.records
        return [records[key].document() for id in ids if (key := records.key(id)) is not None]

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        """The k nearest documents, best first."""
        return [document for document, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """The k nearest documents with their cosine, best first."""
        del kwargs
        return self._found(_encode(self._embedding, [query])[0], k)

    def similarity_search_by_vector(
        self, embedding: list[float], k: int = 4, **kwargs: Any
    ) -> list[Document]:
        """The k documents nearest to a vector."""
        del kwargs
        return [document for document, _ in self._found(np.asarray(embedding, np.float32), k)]

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> Self:
        """A store of these texts."""
        store = cls(embedding)
        store.add_texts(texts, metadatas, ids=ids, **kwargs)
        return store

    # -- by key --------------------------------------------------------------------------------------------------

    def put(self, records: Sequence[Record], vectors: Vectors, instead_of: Iterable[int] = ()) -> Keys:
        """Add records with their vectors, shape (len(records), dimension); the keys they get, in order.

        Records under the same ids, and under the keys `instead_of`, go at the same time.
        """
        with self._lock:
            old = {*instead_of, *self._keys([record.id for record in records])}
            return self._change(old, records, vectors if len(records) else None)

    def copy(self) -> FaissStore:
        """A store with the same records and keys, at no cost; editing one leaves the other as it is."""
        other = FaissStore(self._embedding)
        with self._lock:
            other._state, other._next = self._state, self._next
        return other

    def nearest(self, vector: Vectors, k: int, among: Keys | None = None) -> Nearest:
        """Keys of the k records nearest to a vector, of all or of those under the keys `among`."""
        return _nearest(self._state, vector, k, among)

    def similarities(self, vector: Vectors, keys: Keys) -> Vectors:
        """Cosine of a vector with the records under these keys, shape (len(keys),)."""
        return self.vectors(keys) @ vector if len(keys) else np.zeros(0, np.float32)

    def vectors(self, keys: Keys) -> Vectors:
        """The vectors under these keys, shape (len(keys), dimension). Raises KeyError for one that is not there."""
        if self._state.vectors is None:
            raise KeyError(f"no vector under {keys[:3].tolist()}: the store is empty")
        return self._state.vectors.vectors(keys)

    def record(self, key: int) -> Record:
        """The record under a key. Raises KeyError where there is none (any more)."""
        return self._state.records[key]

    def key(self, id: str) -> int | None:
        """The key of an id, or None."""
        return self._state.records.key(id)

    def items(self) -> Iterator[tuple[int, Record]]:
        """Keys and records, by key."""
        return self._state.records.items()

    def places(self) -> Keys:
        """For each key given so far a number that grows with the alphabetical order of ids; 0 for records removed."""
        return self._state.records.places(self._next)

    def __len__(self) -> int:
        return len(self._state.records)

    # -- on disk -------------------------------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """Write index and documents into an existing folder. Opened from there, keys count from 0 in the same order."""
        state = self._state
        if state.vectors is not None:
            state.vectors.save(folder / VECTORS)
        write_records(folder, (record for _, record in state.records.items()))

    @classmethod
    def open(cls, folder: Path, embedding: Embeddings) -> Self:
        """Open what `save` wrote; vectors and documents stay on disk and are mapped into memory."""
        store, file = cls(embedding), RecordFile(folder)
        vectors = VectorIndex.open(folder / VECTORS) if (folder / VECTORS).exists() else None
        store._state, store._next = _State(vectors, Records(file)), len(file)
        return store

    def _found(self, vector: Vectors, k: int) -> list[tuple[Document, float]]:
        state = self._state
        near = _nearest(state, vector, k)
        found = zip(near.keys.tolist(), near.scores.tolist(), strict=True)
        return [(state.records[key].document(), score) for key, score in found]

    def _keys(self, ids: Iterable[str]) -> set[int]:
        return {key for id in ids if (key := self.key(id)) is not None}

    def _change(
        self, removed: Iterable[int], records: Sequence[Record] = (), vectors: Vectors | None = None
    ) -> Keys:
        """Remove keys and add records with their vectors, in one step for those who search meanwhile."""
        state = self._state
        old = np.asarray(sorted(removed), np.int64)
        new = np.arange(self._next, self._next + len(records), dtype=np.int64)
        if state.vectors is not None:
            given = state.vectors.added[:0] if vectors is None else vectors
            changed = state.vectors.changed(old, given, new)
        else:
            changed = None if vectors is None else VectorIndex.build(vectors, new)
        added = {int(key): record for key, record in zip(new, records, strict=True)}
        self._state = _State(changed, state.records.changed(old.tolist(), added))
        self._next += len(records)
        return new


def _nearest(state: _State, vector: Vectors, k: int, among: Keys | None = None) -> Nearest:
    if state.vectors is None:
        return Nearest(np.zeros(0, np.int64), np.zeros(0, np.float32))
    return state.vectors.nearest(vector, k, among)


def _encode(embedding: Embeddings, texts: list[str]) -> Vectors:
    """Vectors of length 1, whichever embeddings they come from."""
    if isinstance(embedding, Encoder):
        return embedding.encode(texts)
    vectors = np.asarray(embedding.embed_documents(texts), np.float32).reshape(len(texts), -1)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(norms > 0, norms, 1.0)).astype(np.float32)
