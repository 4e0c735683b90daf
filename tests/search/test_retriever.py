"""The hybrid retriever: order, filters, hostile questions, LangChain's standard suite."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant.corpus.library import Library
from assistant.search.fusion import Weights, fuse
from assistant.search.index import HybridIndex, unit_vectors
from assistant.search.retriever import HybridRetriever, by_article
from assistant.search.units import article_content
from assistant.settings import Settings


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


def test_many_questions_at_once_find_what_each_finds_alone(retriever):
    queries = ["申诉期间停止执行吗", "", "谁来作出问责决定", "瞒报事故会怎么处理", "责令辞职"] * 4
    alone = [retriever.search(query, 10) for query in queries]
    assert retriever.search_many(queries, 10) == alone
    batch = retriever.batch(queries, config={"max_concurrency": 2})
    assert [[d.id for d in documents] for documents in batch] == [[h.id for h in hits] for hits in alone]


def test_in_a_batch_an_error_is_that_questions_own(retriever, monkeypatch):
    search = HybridRetriever.search

    def failing(self, query, k, **more):
        if query == "坏":
            raise RuntimeError("坏")
        return search(self, query, k, **more)

    monkeypatch.setattr(HybridRetriever, "search", failing)
    first, second, third = retriever.batch(["申诉", "坏", "问责"], return_exceptions=True)
    assert isinstance(second, RuntimeError)
    assert first == retriever.invoke("申诉")
    assert third == retriever.invoke("问责")


@pytest.fixture(scope="module")
def two_versions(tmp_path_factory, encoder_folder):
    """A retriever over a law of 2001, its revision of 2010, and another law."""
    folder = tmp_path_factory.mktemp("laws")
    for name, words in {
        "试验法(2001-02-03)": "网格员每月拍一张星空照片。",
        "试验法(2010-04-05)": "网格员每天拍一张星空照片。",
        "别法(2005-01-01)": "照片应当清楚。",
    }.items():
        text = f"# {name.partition('(')[0]}\n\n<!-- INFO END -->\n\n第一条 {words}\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return HybridRetriever.of(
        Library.load(folder), Settings(data=folder / "data", encoder=str(encoder_folder))
    )


def test_the_version_in_force_ranks_and_an_older_one_is_found_by_asking(two_versions):
    def found(query, **more):
        return [hit.regulation for hit in two_versions.search(query, 9, **more)]

    query = "网格员 星空照片"
    assert set(found(query)) == {"试验法(2010-04-05)", "别法(2005-01-01)"}
    assert set(found(query, at=date(2009, 1, 1))) == {"试验法(2001-02-03)", "别法(2005-01-01)"}
    assert found("2001年试验法 星空照片")[0] == "试验法(2001-02-03)"
    assert found("修订前的试验法 星空照片")[0] == "试验法(2001-02-03)"
    assert found(query, regulations=["试验法(2001-02-03)"]) == ["试验法(2001-02-03)"]
    assert two_versions.invoke(query)[0].metadata["regulation"] == "试验法(2010-04-05)"


def test_works_in_a_chain_as_any_retriever(retriever):
    ids = RunnableLambda[list[Document], list[str | None]](lambda documents: [d.id for d in documents])
    assert (retriever | ids).invoke("申诉期间，不停止问责决定的执行")[0] == "weifang-2011:14"
