"""The store passes LangChain's standard suite, and survives being saved, damaged and edited."""

from __future__ import annotations

import numpy as np
import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding
from langchain_core.vectorstores import VectorStore
from langchain_tests.integration_tests import VectorStoreIntegrationTests

from assistant.search.store import FaissStore


class TestStandardSuite(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self) -> VectorStore:
        return FaissStore(self.get_embeddings())


@pytest.fixture
def store() -> FaissStore:
    return FaissStore.from_texts(
        ["申诉期间不停止执行", "不得提拔", "书面申诉"],
        DeterministicFakeEmbedding(size=8),
        [{"n": 1}, {"n": 2}, {"n": 3}],
        ids=["a", "b", "c"],
    )


def test_saved_store_answers_as_before(store, tmp_path):
    store.save(tmp_path)
    opened = FaissStore.open(tmp_path, store.embeddings)
    assert opened.similarity_search("不得提拔", k=3) == store.similarity_search("不得提拔", k=3)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "by_id.npy",
        "documents.jsonl",
        "starts.npy",
        "vectors.faiss",
    ]


def test_opened_store_can_be_edited_and_leaves_the_files_alone(store, tmp_path):
    store.save(tmp_path)
    before = (tmp_path / "vectors.faiss").read_bytes()
    opened = FaissStore.open(tmp_path, store.embeddings)
    opened.delete(["a"])
    opened.add_texts(["新的一条"], [{"n": 4}], ids=["d"])
    assert opened.similarity_search("新的一条", k=9)[0].id == "d"
    assert {d.id for d in opened.similarity_search("新的一条", k=9)} == {"b", "c", "d"}
    assert opened.key("d") == 3, "a key is never given twice"
    assert (tmp_path / "vectors.faiss").read_bytes() == before


def test_an_id_twice_in_one_call_keeps_the_last(store):
    store.add_texts(["旧", "新"], ids=["x", "x"])
    assert [d.page_content for d in store.get_by_ids(["x"])] == ["新"]


def test_lengths_that_differ_are_refused(store):
    with pytest.raises(ValueError, match="2 段文字、1 份元数据"):
        store.add_texts(["一", "二"], [{}])


def test_a_copy_is_edited_alone(store):
    copy = store.copy()
    copy.add_texts(["新的一条"], ids=["a"])
    copy.delete(["b"])
    assert [d.page_content for d in copy.get_by_ids(["a", "b", "c"])] == ["新的一条", "书面申诉"]
    assert [d.page_content for d in store.get_by_ids(["a", "b"])] == ["申诉期间不停止执行", "不得提拔"]
    assert {
        copy.record(int(key)).id for key in copy.nearest(copy.vectors(keys_of(copy, "c"))[0], 9).keys
    } == {"a", "c"}


def test_an_edited_store_is_saved_whole(store, tmp_path):
    store.delete(["a"])
    store.add_texts(["新的一条"], [{"n": 4}], ids=["d"])
    store.save(tmp_path)
    opened = FaissStore.open(tmp_path, store.embeddings)
    assert [(key, record.id) for key, record in opened.items()] == [(0, "b"), (1, "c"), (2, "d")]
    assert opened.similarity_search("新的一条", k=9) == store.similarity_search("新的一条", k=9)


def test_places_follow_the_alphabet_whether_records_are_on_disk_or_not(store, tmp_path):
    for name in ("新", "ab", "0", "bb", "z"):
        store.add_texts([name], ids=[name])
    store.save(tmp_path)
    opened = FaissStore.open(tmp_path, store.embeddings)
    opened.delete(["b"])
    opened.add_texts(["后来"] * 4, ids=["aa", "b", "a", "\uffff"])
    for each in (store, opened):
        places = each.places()
        ids = [record.id for key, record in sorted(each.items(), key=lambda entry: places[entry[0]])]
        assert ids == sorted(ids)
        assert len(ids) == len(each)


def test_an_empty_store_is_saved_and_opened(tmp_path):
    FaissStore(DeterministicFakeEmbedding(size=8)).save(tmp_path)
    opened = FaissStore.open(tmp_path, DeterministicFakeEmbedding(size=8))
    assert len(opened) == 0
    assert opened.similarity_search("无") == []
    assert opened.get_by_ids(["a"]) == []
    opened.add_texts(["一"], ids=["a"])
    assert [d.id for d in opened.similarity_search("一")] == ["a"]


def keys_of(store, *ids):
    return np.asarray([store.key(id) for id in ids], np.int64)
