"""The store passes LangChain's standard suite, and survives being saved, damaged and edited."""

from __future__ import annotations

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
    assert sorted(p.name for p in tmp_path.iterdir()) == ["documents.jsonl", "vectors.faiss"]


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
