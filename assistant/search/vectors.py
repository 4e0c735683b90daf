"""Vectors under integer keys in a FAISS index, whose type follows from how many there are.

Up to `FLAT_UP_TO` vectors every one is compared; above, an inverted file of 16-bit vectors is searched in the cells
nearest to the query. What was indexed opens by memory map and never changes: vectors added later are kept beside it and
compared one by one, removed ones are passed over, until there are enough of either to index all anew. So a change costs
what it adds, however large the rest is, and whoever holds the index of before goes on with it.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from assistant.search.encoder import Vectors

_faiss: Any = faiss
Keys = NDArray[np.int64]
FLAT_UP_TO = 20_000
_CELLS_PER_ROOT = 4
_PROBED_SHARE = 1 / 8
_TRAINED_PER_CELL = 40
_BY_VECTOR = (False,)  # Cells hold vectors, not residuals: those would need the centroid at each comparison.
_COMPARED = 4096
_BESIDE, _BESIDE_SHARE = 2048, 1 / 4


def _no_keys() -> Keys:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Nearest:
    """Keys of the nearest vectors and their inner products, best first."""

    keys: Keys
    scores: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class VectorIndex:
    """Vectors of length 1, found by inner product.

    index: FAISS index whose row i is the vector under keys[i]; keys: ascending, shape (index.ntotal,); added: vectors that
    are not in it, shape (len(added_keys), dimension); added_keys: ascending, above all of `keys`; removed: those of `keys`
    that are gone, ascending.
    """

    index: Any
    keys: Keys
    added: Vectors
    added_keys: Keys = field(default_factory=_no_keys)
    removed: Keys = field(default_factory=_no_keys)

    @classmethod
    def build(cls, vectors: Vectors, keys: Keys) -> VectorIndex:
        """Index vectors of shape (n, dimension) under ascending keys; n decides the type of index."""
        count, dimension = vectors.shape
        index = _faiss.IndexFlatIP(dimension) if count <= FLAT_UP_TO else _cells(vectors)
        index.add(np.ascontiguousarray(vectors))
        return cls(index, keys, vectors[:0])

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """Open a written index by memory map. Raises RuntimeError for a file that is not one."""
        index = _faiss.read_index(str(path), _faiss.IO_FLAG_MMAP_IFC)
        return cls(index, np.arange(index.ntotal, dtype=np.int64), np.zeros((0, index.d), np.float32))

    def save(self, path: Path) -> None:
        """Write the vectors in the order of their keys; opened, they have the keys 0, 1, 2, …"""
        _faiss.write_index(self._whole().index, str(path))

    def changed(self, removed: Keys, vectors: Vectors, keys: Keys) -> VectorIndex:
        """This index without the keys `removed` (unknown ones are passed over) and with vectors under new keys, all above
        those given so far. This index stays as it is.
        """
        kept = ~np.isin(self.added_keys, removed)
        changed = VectorIndex(
            self.index,
            self.keys,
            np.concatenate((self.added[kept], vectors)),
            np.concatenate((self.added_keys[kept], keys)),
            np.union1d(self.removed, removed[_positions(self.keys, removed) >= 0]),
        )
        beside = len(changed.added_keys) + len(changed.removed)
        return changed._whole() if beside > max(_BESIDE, _BESIDE_SHARE * len(self.keys)) else changed

    def __len__(self) -> int:
        return len(self.keys) - len(self.removed) + len(self.added_keys)

    @cached_property
    def live(self) -> Keys:
        """All keys there are, ascending."""
        return np.concatenate((np.setdiff1d(self.keys, self.removed, assume_unique=True), self.added_keys))

    def nearest(self, vector: Vectors, k: int, among: Keys | None = None) -> Nearest:
        """The k nearest of all, or of those of `among` (ascending) that there are; fewer where there are fewer."""
        if among is not None and len(among) <= _COMPARED:
            known = among[_positions(self.live, among) >= 0]
            return _best(known, self.vectors(known) @ vector, k)
        near = self._indexed(vector, k, among)
        if not len(self.added_keys):
            return near
        beside = np.ones(len(self.added_keys), bool) if among is None else np.isin(self.added_keys, among)
        keys = np.concatenate((near.keys, self.added_keys[beside]))
        return _best(keys, np.concatenate((near.scores, self.added[beside] @ vector)), k)

    def vectors(self, keys: Keys) -> Vectors:
        """The vectors under these keys, shape (len(keys), dimension). Raises KeyError for an unknown key."""
        found = np.empty((len(keys), self.added.shape[1]), np.float32)
        rows, beside = _positions(self.keys, keys), _positions(self.added_keys, keys)
        if (unknown := keys[(rows < 0) & (beside < 0)]).size:
            raise KeyError(int(unknown[0]))
        if (indexed := rows >= 0).any():
            with _one_thread():
                found[indexed] = self.index.reconstruct_batch(rows[indexed])
        found[beside >= 0] = self.added[beside[beside >= 0]]
        return found

    def _indexed(self, vector: Vectors, k: int, among: Keys | None) -> Nearest:
        """The nearest of those that FAISS holds."""
        chosen = np.ones(len(self.keys), bool) if among is None else np.isin(self.keys, among)
        chosen[_positions(self.keys, self.removed)] = False
        count = int(chosen.sum())
        if min(k, count) <= 0:
            return Nearest(_no_keys(), np.zeros(0, np.float32))
        bits = np.packbits(chosen, bitorder="little")
        selector = None if count == len(self.keys) else _faiss.IDSelectorBitmap(bits)
        parameters = self._parameters(selector, count / len(self.keys))
        with _one_thread():
            scores, rows = self.index.search(vector.reshape(1, -1), min(k, count), params=parameters)
        found = rows[0] >= 0
        return Nearest(self.keys[rows[0][found]], scores[0][found])

    def _parameters(self, selector: Any, share: float) -> Any:
        """share: of all vectors, how many `selector` lets through; the fewer, the more cells are searched."""
        if isinstance(self.index, _faiss.IndexIVF):
            probed = math.ceil(self.index.nlist * min(1.0, _PROBED_SHARE / share))
            return _faiss.SearchParametersIVF(sel=selector, nprobe=probed)
        return None if selector is None else _faiss.SearchParameters(sel=selector)

    def _whole(self) -> VectorIndex:
        """All that there are, in one index."""
        if not len(self.added_keys) and not len(self.removed):
            return self
        return VectorIndex.build(self.vectors(self.live), self.live)


@contextmanager
def _one_thread() -> Generator[None]:
    """FAISS on the calling thread alone: one query is too little to share, and waiting for a second thread to get a core
    of a busy machine takes twenty milliseconds instead of one.
    """
    threads = _faiss.omp_get_max_threads()
    _faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        _faiss.omp_set_num_threads(threads)


def _best(keys: Keys, scores: NDArray[np.float32], k: int) -> Nearest:
    best = np.lexsort((keys, -scores))[: max(k, 0)]
    return Nearest(keys[best], scores[best])


def _positions(ascending: Keys, wanted: Keys) -> NDArray[np.int64]:
    """Where each wanted key stands among ascending ones; -1 where it does not."""
    if not len(ascending):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return np.where(ascending[at] == wanted, at, -1)


def _cells(vectors: Vectors) -> Any:
    count, dimension = vectors.shape
    cells = int(_CELLS_PER_ROOT * math.sqrt(count))
    coarse = _faiss.IndexFlatIP(dimension)
    index = _faiss.IndexIVFScalarQuantizer(
        coarse, dimension, cells, _faiss.ScalarQuantizer.QT_fp16, _faiss.METRIC_INNER_PRODUCT, *_BY_VECTOR
    )
    index.cp.max_points_per_centroid = _TRAINED_PER_CELL
    index.cp.niter = 6
    index.cp.seed = 1
    index.set_direct_map_type(_faiss.DirectMap.Array)
    index.train(np.ascontiguousarray(vectors))
    return index
