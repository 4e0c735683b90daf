"""Vectors under integer keys in a FAISS index, whose type follows from how many there are.

Up to `FLAT_UP_TO` vectors every one is compared; above, an inverted file of 16-bit vectors is searched in the cells
nearest to the query. Both take single additions and removals and open by memory map. An HNSW graph is no choice here:
it cannot remove.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
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
_PROBED_SHARE = 1 / 16
_TRAINED_PER_CELL = 40
_BY_VECTOR = (False,)  # Cells hold vectors, not residuals: those would need the centroid at each comparison.


@dataclass(frozen=True, slots=True)
class Nearest:
    """Keys of the nearest vectors and their inner products, best first."""

    keys: Keys
    scores: NDArray[np.float32]


class VectorIndex:
    """A FAISS index by inner product over vectors of length 1."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors, keys: Keys) -> VectorIndex:
        """Index vectors of shape (n, dimension); n decides the type of index."""
        count, dimension = vectors.shape
        index = _faiss.IndexIDMap2(_faiss.IndexFlatIP(dimension)) if count <= FLAT_UP_TO else _cells(vectors)
        index.add_with_ids(np.ascontiguousarray(vectors), keys)
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """Open a written index by memory map. Raises RuntimeError for a file that is not one."""
        return cls(_faiss.read_index(str(path), _faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        """Write the index."""
        _faiss.write_index(self._index, str(path))

    def editable(self) -> VectorIndex:
        """A copy in memory, which takes additions and removals; what is open by memory map does not."""
        return VectorIndex(_faiss.deserialize_index(_faiss.serialize_index(self._index)))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, vectors: Vectors, keys: Keys) -> None:
        """Add vectors under new keys."""
        self._index.add_with_ids(np.ascontiguousarray(vectors), keys)

    def remove(self, keys: Sequence[int]) -> None:
        """Remove the vectors under these keys; unknown keys are passed over."""
        self._index.remove_ids(np.asarray(keys, np.int64))

    def nearest(self, vector: Vectors, k: int, among: Keys | None = None) -> Nearest:
        """The k nearest of all, or of those under the keys `among`; fewer where there are fewer."""
        k = min(k, len(self) if among is None else len(among))
        if k <= 0:
            return Nearest(np.zeros(0, np.int64), np.zeros(0, np.float32))
        selector = None if among is None else _faiss.IDSelectorBatch(among)
        scores, keys = self._index.search(vector.reshape(1, -1), k, params=self._parameters(selector))
        found = keys[0] >= 0
        return Nearest(keys[0][found], scores[0][found])

    def vectors(self, keys: Keys) -> Vectors:
        """The vectors under these keys, shape (len(keys), dimension). Raises RuntimeError for an unknown key."""
        found: Vectors = self._index.reconstruct_batch(keys)
        return found

    def _parameters(self, selector: Any) -> Any:
        if isinstance(self._index, _faiss.IndexIVF):
            probed = self._index.nlist if selector else math.ceil(self._index.nlist * _PROBED_SHARE)
            return _faiss.SearchParametersIVF(sel=selector, nprobe=probed)
        return None if selector is None else _faiss.SearchParameters(sel=selector)


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
    index.set_direct_map_type(_faiss.DirectMap.Hashtable)
    index.train(np.ascontiguousarray(vectors))
    return index
