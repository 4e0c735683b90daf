"""Both types of index add, remove, filter, open from disk, and find what comparing every vector finds."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.search import vectors as module
from assistant.search.vectors import VectorIndex


@pytest.fixture(params=["flat", "cells"])
def _type(request, monkeypatch):
    monkeypatch.setattr(module, "FLAT_UP_TO", 10**6 if request.param == "flat" else 10)


@pytest.fixture
def vectors():
    drawn = np.random.default_rng(0).normal(size=(3000, 16)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


@pytest.fixture
def keys(vectors):
    return np.arange(len(vectors), dtype=np.int64) * 3 + 1


@pytest.mark.usefixtures("_type")
def test_a_vector_is_nearest_to_itself(vectors, keys):
    index = VectorIndex.build(vectors, keys)
    assert [int(index.nearest(vectors[i], 1).keys[0]) for i in range(0, 3000, 300)] == keys[::300].tolist()


@pytest.mark.usefixtures("_type")
def test_among_some_keys_nothing_else_is_found_and_nothing_is_missed(vectors, keys):
    index = VectorIndex.build(vectors, keys)
    among = keys[100:200]
    near = index.nearest(vectors[7], 10, among)
    expected = among[np.argsort(-(vectors[100:200] @ vectors[7]))[:10]]
    assert near.keys.tolist() == expected.tolist()
    assert len(index.nearest(vectors[7], 10, among[:3]).keys) == 3
    assert len(index.nearest(vectors[7], 10, among[:0]).keys) == 0


@pytest.mark.usefixtures("_type")
def test_opened_by_memory_map_it_answers_as_before_and_a_copy_can_be_edited(vectors, keys, tmp_path):
    index = VectorIndex.build(vectors, keys)
    index.save(tmp_path / "v.faiss")
    opened = VectorIndex.open(tmp_path / "v.faiss")
    assert opened.nearest(vectors[5], 9).keys.tolist() == index.nearest(vectors[5], 9).keys.tolist()
    np.testing.assert_allclose(opened.vectors(keys[[9, 2]]), vectors[[9, 2]], atol=1e-3)
    copy = opened.editable()
    copy.remove([int(keys[5])])
    copy.add(vectors[5:6], np.array([99_999], np.int64))
    assert int(copy.nearest(vectors[5], 1).keys[0]) == 99_999
    assert int(opened.nearest(vectors[5], 1).keys[0]) == int(keys[5])
    assert len(copy) == len(opened) == 3000


def test_cells_miss_little(vectors, keys, monkeypatch):
    exact = VectorIndex.build(vectors, keys)
    monkeypatch.setattr(module, "FLAT_UP_TO", 10)
    cells = VectorIndex.build(vectors, keys)
    clustered = vectors[:50] + 0.2 * vectors[50:100]
    kept = [
        len(set(cells.nearest(v, 10).keys.tolist()) & set(exact.nearest(v, 10).keys.tolist()))
        for v in clustered
    ]
    assert np.mean(kept) >= 3, "random vectors have no clusters: the worst case for cells"
    assert min(int(cells.nearest(v, 1).keys[0] == exact.nearest(v, 1).keys[0]) for v in clustered[:5]) == 1


def test_a_file_that_is_no_index_is_refused(tmp_path):
    (tmp_path / "v.faiss").write_bytes(b"no index")
    with pytest.raises(RuntimeError):
        VectorIndex.open(tmp_path / "v.faiss")
