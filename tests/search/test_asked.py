"""What similar questions turned on: shares of laws, times of articles, and silence about questions unlike any."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.search.asked import Answer, Asked

VECTORS = np.eye(3, 4, dtype=np.float32)
ANSWERS = [Answer(0, 11, 1), Answer(0, 12, 1), Answer(1, 12, 1), Answer(2, 21, 2)]
ARTICLES, LAWS = np.array([21, 12, 99, 11]), np.array([2, 1, 9, 1])
"""An index of four clauses; nobody asked about the third or its law."""


@pytest.fixture
def asked():
    return Asked(VECTORS, ANSWERS)


def recall(asked, vector):
    return asked.recall(np.array(vector, np.float32), asked.places(ARTICLES, LAWS))


def test_rows_find_the_places_of_their_articles_and_laws(asked):
    places = asked.places(ARTICLES, LAWS)
    assert places.articles.tolist() == [2, 1, -1, 0]
    assert places.laws.tolist() == [1, 0, -1, 0]


def test_a_law_counts_by_its_share_of_the_similar_questions(asked):
    shares, times = recall(asked, [1, 0, 0, 0]).evidence(np.arange(4)).T
    assert shares == pytest.approx([0, 1, 0, 1], abs=1e-6), (
        "a question counts once, however many of its articles"
    )
    assert times == pytest.approx([0, np.log(2), 0, 0]), "12 was asked about twice"
    shares = recall(asked, [0.6, 0, 0.6, 0]).evidence(np.arange(4))[:, 0]
    assert shares == pytest.approx([0.5, 0.5, 0, 0.5], abs=1e-4)


def test_articles_of_similar_questions_are_found(asked):
    assert recall(asked, [1, 0, 0, 0]).rows.tolist() == [0, 1, 3], "all three questions are among the nearest"


def test_nothing_is_concluded_about_a_question_unlike_any(asked):
    strange = recall(asked, [0.1, 0.1, 0.1, 0.98])
    assert strange.rows.tolist() == []
    assert not strange.evidence(np.arange(4)).any()
    half = recall(asked, [0.35, 0, 0, 0.93]).evidence(np.arange(4))
    assert half[1] == pytest.approx(np.array([1, np.log(2)]) / 2, abs=5e-3)


def test_without_an_answer_there_is_nothing_to_recall():
    with pytest.raises(ValueError, match="没有附条文的题目"):
        Asked(VECTORS, [])
