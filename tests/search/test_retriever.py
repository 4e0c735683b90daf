"""The hybrid retriever: order, filters, hostile questions, LangChain's standard suite, damage on disk."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant.search.fusion import Weights, fuse
from assistant.search.index import HybridIndex, unit_vectors
from assistant.search.retriever import HybridRetriever, by_article
from assistant.search.units import article_content


@pytest.fixture(scope="module")
def index(units, encoder):
    return HybridIndex.build(units, encoder)


@pytest.fixture(scope="module")
def retriever(index):
    return HybridRetriever(index=index)


class TestStandardSuite(RetrieversIntegrationTests):
    index: HybridIndex

    @pytest.fixture(autouse=True)
    def _index(self, index):
        self.index = index

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return HybridRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"index": self.index}

    @property
    def retriever_query_example(self) -> str:
        return "申诉期间停止执行吗？"


def test_weifang_14_is_found_first_in_its_own_words(retriever):
    hits = retriever.search("被问责当事人申诉期间，不停止问责决定的执行", 5)
    assert hits[0].id == hits[0].article == "weifang-2011:14"
    assert hits[0].text == "被问责当事人申诉期间，不停止问责决定的执行。"
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_search_is_the_fusion_of_all_scores(retriever, index, units, encoder):
    query = "瞒报事故会怎么处理"
    weights = Weights(0.6, 0.4)
    semantic = unit_vectors(units, encoder) @ encoder.encode([query])[0]
    fused = fuse(index.lexical.scores(query), semantic, weights)
    expected = sorted(zip(fused.tolist(), (u.id for u in units), strict=True), key=lambda x: (-x[0], x[1]))
    hits = retriever.model_copy(update={"weights": weights}).search(query, len(units))
    np.testing.assert_allclose([h.score for h in hits], [score for score, _ in expected], atol=1e-5)
    assert {h.id for h in hits} == {u.id for u in units}


def test_a_clause_is_drawn_towards_its_article(units, encoder):
    vectors = unit_vectors(units, encoder)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    alone = encoder.encode([u.content for u in units])
    for i, unit in enumerate(units):
        fellows = [u for u in units if u.article == unit.article]
        if len(fellows) == 1:
            np.testing.assert_allclose(vectors[i], alone[i], atol=1e-6)
        else:
            article = encoder.encode([article_content(fellows)])[0]
            assert vectors[i] @ article >= alone[i] @ article - 1e-6


def test_filter_keeps_to_the_regulations_named(retriever):
    for regulations in (["harbin-2011"], ["ccp-2016", "guangzhou-2009"]):
        hits = retriever.search("谁来作出问责决定", 20, regulations=regulations)
        assert {h.regulation for h in hits} <= set(regulations)
        assert len(hits) == 20
    assert retriever.search("谁来作出问责决定", 20, regulations=["unknown"]) == []
    assert retriever.search("谁来作出问责决定", 20, regulations=[]) == []


def test_expansions_alone_can_find(retriever):
    hits = retriever.search("May execution be stayed?", 3, expansions=["申诉期间", "停止执行"])
    assert "weifang-2011:14" in {h.id for h in hits}


@pytest.mark.parametrize("query", ["", " \n　", "？！。"])
def test_an_empty_question_finds_nothing_or_at_least_nothing_breaks(retriever, query):
    assert len(retriever.search(query, 5)) in (0, 5)
    assert retriever.search("", 5) == retriever.search("问责", 0) == []


def test_hostile_questions_are_only_questions(retriever):
    for query in ("问责" * 50_000, "\x00\ud7ff\U0010ffff", "'; DROP TABLE", "<script>", "\u202e问责"):
        assert len(retriever.search(query, 3)) <= 3


def test_hits_are_grouped_by_article_in_order(retriever):
    hits = retriever.search("责令辞职或者解聘、免职", 30)
    groups = by_article(hits)
    assert [g.article for g in groups] == list(dict.fromkeys(h.article for h in hits))
    assert sum(len(g.hits) for g in groups) == 30
    assert all(g.score == g.hits[0].score == max(h.score for h in g.hits) for g in groups)


def test_works_in_a_chain_as_any_retriever(retriever):
    ids = RunnableLambda[list[Document], list[str | None]](lambda documents: [d.id for d in documents])
    assert (retriever | ids).invoke("申诉期间，不停止问责决定的执行")[0] == "weifang-2011:14"


def test_index_on_disk_answers_as_the_one_in_memory(units, encoder, index, tmp_path):
    for _ in ("built", "opened"):
        opened = HybridRetriever(index=HybridIndex.open(units, encoder, tmp_path))
        query = "多少天里头得写申诉"
        assert opened.search(query, 10) == HybridRetriever(index=index).search(query, 10)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "name", ["vectors.faiss", "documents.jsonl", "manifest.json", "bm25/vocab.index.json"]
)
def test_damaged_index_is_rebuilt_with_a_message(units, encoder, tmp_path, caplog, name):
    HybridIndex.open(units, encoder, tmp_path)
    (folder,) = tmp_path.iterdir()
    (folder / name).write_bytes((folder / name).read_bytes()[:-40])
    with caplog.at_level(logging.WARNING):
        HybridIndex.open(units, encoder, tmp_path)
    assert "检索索引已损坏，正在重建" in caplog.text
    assert name.rpartition("/")[2] in caplog.text
    caplog.clear()
    HybridIndex.open(units, encoder, tmp_path)
    assert not caplog.text, "rebuilt, so whole again"


def test_other_texts_have_another_index_and_the_old_one_goes(units, encoder, tmp_path):
    HybridIndex.open(units, encoder, tmp_path)
    (first,) = tmp_path.iterdir()
    HybridIndex.open(units[1:], encoder, tmp_path)
    (second,) = tmp_path.iterdir()
    assert first != second


def test_disk_that_cannot_be_written_serves_from_memory(units, encoder, tmp_path, caplog):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    index = HybridIndex.open(units, encoder, tmp_path / "file")
    assert "只在内存中使用" in caplog.text
    assert HybridRetriever(index=index).search("问责", 1)


def test_one_regulation_is_replaced_and_the_old_index_goes_on(units, index, encoder, tmp_path):
    harbin = [u for u in units if u.regulation == "harbin-2011"]
    changed = replace(harbin[0], text="网格员每天拍一张星空照片。")
    for before in (index, HybridIndex.open(units, encoder, tmp_path)):
        after = before.replaced("harbin-2011", [changed])
        assert HybridRetriever(index=after).search("星空照片", 1)[0].text == changed.text
        found = HybridRetriever(index=after).search("网格", len(units))
        assert [h.id for h in found if h.regulation == "harbin-2011"] == [changed.id]
        assert len(found) == len(units) - len(harbin) + 1
        assert len(HybridRetriever(index=before).search("网格", len(units))) == len(units)
        assert not HybridRetriever(index=before).search("星空", 1)[0].text.startswith("网格员每天拍")


def test_a_regulation_is_removed_or_added(units, index):
    removed = index.replaced("harbin-2011", [])
    assert HybridRetriever(index=removed).search("网格员", 5, regulations=["harbin-2011"]) == []
    again = removed.replaced("harbin-2011", [u for u in units if u.regulation == "harbin-2011"])
    hits = HybridRetriever(index=again).search("网格员 每天", 5, regulations=["harbin-2011"])
    assert {h.regulation for h in hits} == {"harbin-2011"}


def test_no_units_is_an_error_that_says_so(encoder):
    with pytest.raises(ValueError, match="至少一条条文"):
        HybridIndex.build([], encoder)
