"""The learned order: a weighted sum, kept beside the encoder, used on large indexes only."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.search.asked import Answer, Asked
from assistant.search.encoder import EncoderError
from assistant.search.fusion import Weights
from assistant.search.index import HybridIndex, unit_vectors
from assistant.search.naming import article_digest, law_digest
from assistant.search.ranker import RANKER, Ranker, signals
from assistant.search.retriever import HybridRetriever

QUERY = "瞒报事故会怎么处理"
WEIGHTS = np.array([1.0, 2.0, 3.0, 4.0], np.float32)


@pytest.fixture(scope="module")
def index(units, encoder):
    return HybridIndex.build(units, encoder)


@pytest.fixture(scope="module")
def article(units):
    """One that is not among the first for the query."""
    return next(u for u in units if u.regulation == "ccp-2016")


@pytest.fixture(scope="module")
def ranker(article, encoder):
    answer = article_digest(article.title, article.article), law_digest(article.title)
    return Ranker(WEIGHTS, Asked(encoder.encode([QUERY, QUERY]), [Answer(0, *answer), Answer(1, *answer)]))


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr("assistant.search.retriever.FLAT_UP_TO", 10)


@pytest.mark.usefixtures("large")
def test_scores_are_the_weighted_sum_of_all_signals(index, units, encoder, ranker, article):
    vector = encoder.encode([QUERY])[0]
    words = index.lexical.scores(QUERY)
    expected = words / words.max() + 2 * (unit_vectors(units, encoder) @ vector)
    expected += [3 * (u.regulation == article.regulation) for u in units]
    expected += [4 * np.log(2) * (u.article == article.article) for u in units]
    best = sorted(zip(expected.tolist(), (u.id for u in units), strict=True), key=lambda x: (-x[0], x[1]))
    hits = HybridRetriever(index=index, ranker=ranker).search(QUERY, len(units))
    np.testing.assert_allclose([h.score for h in hits], [score for score, _ in best], atol=1e-3)
    assert hits[0].article == article.article


@pytest.mark.usefixtures("large")
def test_what_was_asked_about_is_found_though_nothing_else_points_to_it(
    index, units, ranker, article, monkeypatch
):
    monkeypatch.setattr("assistant.search.retriever._CANDIDATES", 5)
    plain, ranked = HybridRetriever(index=index), HybridRetriever(index=index, ranker=ranker)
    assert article.article not in {h.article for h in plain.search(QUERY, 5)}
    assert article.article in {h.article for h in ranked.search(QUERY, 5)}
    others = [r for r in dict.fromkeys(u.regulation for u in units) if r != article.regulation]
    assert article.regulation not in {h.regulation for h in ranked.search(QUERY, 20, regulations=others)}


def test_few_clauses_and_set_weights_are_fused(index, ranker):
    plain, ranked = HybridRetriever(index=index), HybridRetriever(index=index, ranker=ranker)
    assert ranked.search(QUERY, 10) == plain.search(QUERY, 10)
    fixed = {"weights": Weights(1.0, 0.0)}
    assert ranked.model_copy(update=fixed).search(QUERY, 9) == plain.model_copy(update=fixed).search(QUERY, 9)


@pytest.mark.usefixtures("large")
def test_it_is_kept_beside_the_encoder(index, ranker, tmp_path):
    assert Ranker.load(tmp_path) is None
    ranker.save(tmp_path)
    opened = Ranker.load(tmp_path)
    assert opened is not None
    assert opened.asked.answers == ranker.asked.answers
    one, other = (HybridRetriever(index=index, ranker=r).search(QUERY, 10) for r in (ranker, opened))
    assert [h.id for h in one] == [h.id for h in other]


def test_a_damaged_one_says_so(ranker, tmp_path):
    ranker.save(tmp_path)
    file = tmp_path / RANKER
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(EncoderError, match=RANKER):
        Ranker.load(tmp_path)
    with pytest.raises(ValueError, match="应为"):
        Ranker(np.zeros(3, np.float32), ranker.asked)


def test_words_count_in_units_of_the_best():
    evidence = np.array([[0.5, 0], [0, 1]], np.float32)
    found = signals(np.array([2, 4], np.float32), np.array([0.1, 0.2], np.float32), evidence)
    np.testing.assert_allclose(found, [[0.5, 0.1, 0.5, 0], [1, 0.2, 0, 1]])
    assert signals(np.zeros(2, np.float32), np.zeros(2, np.float32), evidence)[:, 0].tolist() == [0, 0]
