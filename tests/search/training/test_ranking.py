"""Learning to rank: weights find what tells right articles, and no part is ranked with what it taught."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.search.ranker import SIGNALS
from assistant.search.train import Training
from assistant.search.training.ranking import Ranked, RankingData, fit, parts_of
from tests.search.training.test_training import RECIPE


def lists(rng, count, telling):
    for _ in range(count):
        signals = rng.normal(size=(9, SIGNALS)).astype(np.float32)
        right = np.zeros(9, np.bool_)
        right[int((signals[:, telling] + 0.3 * rng.normal(size=9)).argmax())] = True
        yield Ranked(signals, right, 1.0)


@pytest.mark.parametrize("telling", range(SIGNALS))
def test_the_signal_that_tells_gets_the_weight(telling):
    weights = fit(list(lists(np.random.default_rng(0), 200, telling)))
    others = np.delete(np.abs(weights), telling)
    assert weights[telling] > 2
    assert others.max() < weights[telling] / 4


def test_lists_of_no_weight_do_not_count():
    rng = np.random.default_rng(1)
    real = list(lists(rng, 100, 0))
    ignored = [Ranked(r.signals, r.right, 0.0) for r in lists(rng, 100, 1)]
    np.testing.assert_allclose(fit([*real, *ignored]), fit(real), rtol=0.02, atol=0.02)


def test_nothing_to_learn_from_is_an_error():
    with pytest.raises(ValueError, match="没有一道题目的条文进入候选"):
        fit([])


def test_parts_hold_every_question_once_and_stay_the_same():
    parts = parts_of(23, 5)
    assert sorted(q for part in parts for q in part) == list(range(23))
    assert {len(part) for part in parts} == {4, 5}
    assert parts == parts_of(23, 5)


def test_a_part_is_ranked_with_what_the_others_taught(articles, matched, encoder, tmp_path):
    training = Training(articles, matched, RECIPE, tmp_path)
    data = RankingData(training.corpus, articles, [q.question for q in matched.questions])
    parts, taught = parts_of(len(matched.questions), 3), []

    def teach(questions):
        taught.append(sorted(questions))
        return training.run(questions)

    weights = data.learn(parts, teach)
    every = set(range(len(matched.questions)))
    assert taught == [sorted(every - set(part)) for part in parts]
    assert weights.shape == (SIGNALS,)
    assert weights[:2].sum() > 0, "the questions are cut from their articles: words and meaning tell"
    ranker = training.ranker(parts)
    np.testing.assert_allclose(ranker.weights, weights, rtol=1e-4, atol=1e-4)
    assert len(ranker.asked.vectors) == len(every)
    kept = training.ranker(parts, encoder)
    assert kept.asked.vectors.shape == (len(every), encoder.dimension), "for an encoder that stays as it is"
    np.testing.assert_array_equal(kept.weights, ranker.weights)
