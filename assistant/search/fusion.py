"""One score from what words (BM25) and meaning (vectors) say about the same candidates.

BM25 has no fixed scale: it is divided by the best score any clause reaches for the question. Cosines have one, but
differ little from clause to clause: they are measured from the mean of the candidates, in units of their best.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.search.lexical import Scores


@dataclass(frozen=True, slots=True)
class Weights:
    """Share of words and of meaning in the fused score."""

    lexical: float
    semantic: float


def fuse(lexical: Scores, semantic: Scores, weights: Weights) -> Scores:
    """Fused score of each candidate; both inputs have shape (candidates,), and so has the result."""
    return (weights.lexical * relative(lexical) + weights.semantic * relative(semantic)).astype(np.float32)


def relative(scores: Scores) -> Scores:
    """Scores between 0 (the lowest) and 1 (the best); all 0 where they do not differ."""
    if not len(scores):
        return scores
    low, high = scores.min(), scores.max()
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)


def order(scores: Scores, places: NDArray[np.int64]) -> NDArray[np.intp]:
    """Positions from the best score down; equal scores by place, so that the order never depends on the index.

    places: shape of scores; where each candidate's id stands among all ids in alphabetical order.
    """
    return np.lexsort((places, -scores))
