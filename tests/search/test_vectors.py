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
def test_opened_by_memory_map_it_answers_as_before_under_keys_from_0(vectors, keys, tmp_path):
    index = VectorIndex.build(vectors, keys)
    index.save(tmp_path / "v.faiss")
    opened = VectorIndex.open(tmp_path / "v.faiss")
    assert keys[opened.nearest(vectors[5], 9).keys].tolist() == index.nearest(vectors[5], 9).keys.tolist()
    np.testing.assert_allclose(opened.vectors(np.array([9, 2])), vectors[[9, 2]], atol=1e-3)


@pytest.mark.usefixtures("_type")
def test_a_changed_index_finds_what_there_is_and_the_one_of_before_goes_on(vectors, tmp_path):
    before = VectorIndex.build(vectors[:2000], np.arange(2000, dtype=np.int64))
    before.save(tmp_path / "v.faiss")
    before = VectorIndex.open(tmp_path / "v.faiss")
    new = np.arange(2000, 2100, dtype=np.int64)
    after = before.changed(np.array([5, 7, 10**6]), vectors[2000:2100], new)
    after = after.changed(np.array([2001]), vectors[5:6], np.array([2100]))
    assert len(after) == 2000 - 2 + 99 + 1
    assert int(after.nearest(vectors[5], 1).keys[0]) == 2100
    assert int(after.nearest(vectors[2050], 1).keys[0]) == 2050
    assert not {5, 7, 2001} & set(after.nearest(vectors[7], len(after)).keys.tolist())
    among = np.array([5, 6, 2001, 2002, 2100])
    assert sorted(after.nearest(vectors[5], 9, among).keys.tolist()) == [6, 2002, 2100]
    np.testing.assert_allclose(after.vectors(np.array([2100, 3])), vectors[[5, 3]], atol=1e-3)
    with pytest.raises(KeyError, match="2001"):
        after.vectors(np.array([3, 2001]))
    assert int(before.nearest(vectors[5], 1).keys[0]) == 5
    assert len(before) == 2000


@pytest.mark.usefixtures("_type")
def test_many_changes_are_indexed_anew_under_the_same_keys(vectors, monkeypatch):
    monkeypatch.setattr(module, "_BESIDE", 50)
    index = VectorIndex.build(vectors[:400], np.arange(400, dtype=np.int64))
    for first in range(400, 3000, 200):
        keys = np.arange(first, first + 200, dtype=np.int64)
        index = index.changed(keys - 400, vectors[first : first + 200], keys)
    assert index.live.tolist() == list(range(2600, 3000))
    assert len(index.added_keys) + len(index.removed) <= max(50, len(index.keys) / 4)
    assert [int(index.nearest(vectors[i], 1).keys[0]) for i in (2600, 2999)] == [2600, 2999]


@pytest.mark.usefixtures("_type")
def test_among_most_keys_nothing_else_is_found(vectors, keys, monkeypatch):
    monkeypatch.setattr(module, "_COMPARED", 10)
    index = VectorIndex.build(vectors, keys)
    among = np.delete(keys, 7)
    near = index.nearest(vectors[7], 5, among)
    assert len(near.keys) == 5
    assert int(keys[7]) not in near.keys
    few = index.nearest(vectors[7], 20, keys[:20])
    assert set(few.keys.tolist()) == set(keys[:20].tolist()), "few of many: all cells are searched"


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
