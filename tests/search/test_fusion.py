"""Fusion is what a naive reading of its definition gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.search.fusion import Weights, fuse, order

SCORES = st.floats(-5, 5, width=32).map(lambda x: round(x, 3))


def naive(lexical, semantic, weights):
    def relative(scores):
        low, high = min(scores), max(scores)
        return [(score - low) / (high - low) if high > low else 0.0 for score in scores]

    pairs = zip(relative(lexical), relative(semantic), strict=True)
    return [weights.lexical * a + weights.semantic * b for a, b in pairs]


@given(st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=9), st.floats(0, 1))
def test_fused_scores_are_those_of_the_definition(pairs, share):
    lexical, semantic = (np.array(column, np.float32) for column in zip(*pairs, strict=True))
    weights = Weights(share, 1 - share)
    np.testing.assert_allclose(
        fuse(lexical, semantic, weights), naive(lexical.tolist(), semantic.tolist(), weights), atol=1e-4
    )


def test_nothing_fused_is_nothing():
    empty = np.zeros(0, np.float32)
    assert fuse(empty, empty, Weights(1, 1)).shape == (0,)


@pytest.mark.parametrize("ids", [["b", "a", "c"], ["c", "b", "a"]])
def test_equal_scores_are_in_the_order_of_their_ids(ids):
    scores = np.array([1, 1, 2], np.float32)
    places = np.array([sorted(ids).index(id) for id in ids])
    assert [ids[i] for i in order(scores, places)] == [ids[2], *sorted(ids[:2])]
