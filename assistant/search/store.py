"""A LangChain vector store over FAISS, kept as an index file and JSON lines: no pickle, so opening runs no code."""

from __future__ import annotations

import json
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
from assistant.search.vectors import Keys, Nearest, VectorIndex

VECTORS, DOCUMENTS = "vectors.faiss", "documents.jsonl"


@dataclass(frozen=True, slots=True)
class Record:
    """A stored text. metadata: JSON values only."""

    id: str
    text: str
    metadata: dict[str, Any]

    def document(self) -> Document:
        """The record as LangChain knows it."""
        return Document(id=self.id, page_content=self.text, metadata=dict(self.metadata))


class FaissStore(VectorStore):
    """Texts by id, found by cosine of their vectors. Every record has an integer key, given in order, never again."""

    def __init__(self, embedding: Embeddings) -> None:
        self._embedding = embedding
        self._vectors: VectorIndex | None = None
        self._records: dict[int, Record] = {}
        self._keys: dict[str, int] = {}
        self._next = 0
        self._editable = True
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
            self._remove(list(self._keys) if ids is None else ids)
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """The documents with these ids, in that order; unknown ids are left out."""
        return [self._records[self._keys[id]].document() for id in ids if id in self._keys]

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        """The k nearest documents, best first."""
        return [document for document, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """The k nearest documents with their cosine, best first."""
        del kwargs
        near = self.nearest(_encode(self._embedding, [query])[0], k)
        return [
            (self._records[int(key)].document(), float(score))
            for key, score in zip(near.keys, near.scores, strict=True)
        ]

    def similarity_search_by_vector(
        self, embedding: list[float], k: int = 4, **kwargs: Any
    ) -> list[Document]:
        """The k documents nearest to a vector."""
        del kwargs
        vector = np.asarray(embedding, np.float32)
        return [self._records[int(key)].document() for key in self.nearest(vector, k).keys]

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

    def put(self, records: Sequence[Record], vectors: Vectors) -> Keys:
        """Add records with their vectors, shape (len(records), dimension); the keys they get, in order."""
        with self._lock:
            self._remove([r.id for r in records])
            keys = np.arange(self._next, self._next + len(records), dtype=np.int64)
            self._next += len(records)
            if len(records):
                if self._vectors is None:
                    self._vectors = VectorIndex.build(vectors, keys)
                else:
                    self._edit().add(vectors, keys)
            self._records |= {int(key): record for key, record in zip(keys, records, strict=True)}
            self._keys |= {record.id: int(key) for key, record in zip(keys, records, strict=True)}
            return keys

    def copy(self) -> FaissStore:
        """A store in memory with the same records and keys; editing one leaves the other as it is."""
        other = FaissStore(self._embedding)
        with self._lock:
            other._vectors = None if self._vectors is None else self._vectors.editable()
            other._records, other._keys, other._next = dict(self._records), dict(self._keys), self._next
        return other

    def nearest(self, vector: Vectors, k: int, among: Keys | None = None) -> Nearest:
        """Keys of the k records nearest to a vector, of all or of those under the keys `among`."""
        if self._vectors is None:
            return Nearest(np.zeros(0, np.int64), np.zeros(0, np.float32))
        return self._vectors.nearest(vector, k, among)

    def similarities(self, vector: Vectors, keys: Keys) -> Vectors:
        """Cosine of a vector with the records under these keys, shape (len(keys),)."""
        if self._vectors is None or not len(keys):
            return np.zeros(0, np.float32)
        return self._vectors.vectors(keys) @ vector

    def record(self, key: int) -> Record:
        """The record under a key. Raises KeyError where there is none (any more)."""
        return self._records[key]

    def key(self, id: str) -> int | None:
        """The key of an id, or None."""
        return self._keys.get(id)

    def items(self) -> Iterator[tuple[int, Record]]:
        """Keys and records, by key."""
        return iter(sorted(self._records.items()))

    def __len__(self) -> int:
        return len(self._records)

    # -- on disk -------------------------------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """Write index and documents into an existing folder."""
        if self._vectors is not None:
            self._vectors.save(folder / VECTORS)
        with (folder / DOCUMENTS).open("w", encoding="utf-8") as out:
            for key, record in self.items():
                row = {"key": key, "id": record.id, "text": record.text, "metadata": record.metadata}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")

    @classmethod
    def open(cls, folder: Path, embedding: Embeddings) -> Self:
        """Open what `save` wrote; vectors stay on disk and are mapped into memory."""
        store = cls(embedding)
        with (folder / DOCUMENTS).open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                store._records[row["key"]] = Record(row["id"], row["text"], row["metadata"])
        store._keys = {record.id: key for key, record in store._records.items()}
        store._next = max(store._records, default=-1) + 1
        if (folder / VECTORS).exists():
            store._vectors = VectorIndex.open(folder / VECTORS)
            store._editable = False
        return store

    def _remove(self, ids: Sequence[str]) -> None:
        keys = [self._keys.pop(id) for id in ids if id in self._keys]
        if keys:
            self._edit().remove(keys)
            for key in keys:
                del self._records[key]

    def _edit(self) -> VectorIndex:
        assert self._vectors is not None, "records without vectors"
        if not self._editable:
            self._vectors, self._editable = self._vectors.editable(), True
        return self._vectors


def _encode(embedding: Embeddings, texts: list[str]) -> Vectors:
    """Vectors of length 1, whichever embeddings they come from."""
    if isinstance(embedding, Encoder):
        return embedding.encode(texts)
    vectors = np.asarray(embedding.embed_documents(texts), np.float32).reshape(len(texts), -1)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(norms > 0, norms, 1.0)).astype(np.float32)
