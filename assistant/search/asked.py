"""What has been asked before: questions whose answers are known, as vectors, and the articles that answered them.

Laws and articles differ widely in how often people's questions turn on them, and nothing in their words says so. The
questions that resemble this one do say so, as in k-nearest-neighbour language models (Khandelwal et al., 2020). Kept
are vectors and digests, never text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.search.encoder import Vectors
from assistant.search.lexical import Scores
from assistant.search.vectors import Keys

Digests = NDArray[np.int64]
_NEAREST = 30
_TEMPERATURE = 0.05
_STRANGE, _FAMILIAR = 0.3, 0.4
"""Cosine with the most similar question asked: nothing is concluded from it below the one, everything from the other on.
Of lay questions to national law 1 in 80 lies below the one, of questions on the accountability regulations every second.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """An article that answers a question. question: its row among the vectors; article, law: digests (`naming`)."""

    question: int
    article: int
    law: int


@dataclass(frozen=True, slots=True)
class Places:
    """Of each row of an index, the slot of its article and of its law among those asked about; -1 for all others."""

    articles: Digests
    laws: Digests


@dataclass(frozen=True, slots=True)
class Recall:
    """What similar questions turned on. rows: of the index, ascending: clauses of articles that answered those.

    familiar: 0 for a question unlike any, 1 for one like some. shares: per slot of a law, its share of the similar
    questions (0 to 1); times: per slot of an article, the logarithm of how often it was asked about. Both end with a 0,
    which slot -1 finds, and shrink with `familiar`.
    """

    familiar: float
    rows: Keys
    shares: Scores
    times: Scores
    places: Places

    def evidence(self, rows: Keys) -> NDArray[np.float32]:
        """Share of the law and times of the article of each of these rows: shape (len(rows), 2)."""
        return np.stack((self.shares[self.places.laws[rows]], self.times[self.places.articles[rows]]), axis=1)


class Asked:
    """Questions asked and the articles that answered them."""

    def __init__(self, vectors: Vectors, answers: Sequence[Answer]) -> None:
        """vectors: of length 1, shape (questions, dimension). Raises ValueError where there is no answer."""
        if not answers:
            raise ValueError("没有附条文的题目，无从得知什么常被问到；请检查 --questions")
        self.vectors = vectors
        self.answers = tuple(answers)
        rows = np.array([(a.question, a.article, a.law) for a in answers], np.int64)
        self._questions = rows[:, 0]
        self._articles, self._slots = np.unique(rows[:, 1], return_inverse=True)
        self._laws, law_slots = np.unique(rows[:, 2], return_inverse=True)
        self._turned_on = np.unique(np.stack((self._questions, law_slots), axis=1), axis=0)
        self._times = np.append(np.log(np.bincount(self._slots)), 0).astype(np.float32)

    def places(self, articles: Digests, laws: Digests) -> Places:
        """Where the rows of an index belong, by the digests of their articles and laws: shape (rows,) each."""
        return Places(_among(self._articles, articles), _among(self._laws, laws))

    def recall(self, vector: Vectors, places: Places) -> Recall:
        """What is known of questions like the one with this vector, of shape (dimension,), for an index of these places."""
        alike = self.vectors @ vector
        best = alike.max()
        familiar = min(1.0, max(0.0, (float(best) - _STRANGE) / (_FAMILIAR - _STRANGE)))
        weights = np.exp((alike - best) / _TEMPERATURE)
        weights /= weights.sum()
        shares = np.bincount(self._turned_on[:, 1], weights[self._turned_on[:, 0]], len(self._laws) + 1)
        answered = np.zeros(len(self._times), np.bool_)
        if familiar > 0:
            near = np.isin(self._questions, np.argsort(-alike, kind="stable")[:_NEAREST])
            answered[self._slots[near]] = True
        return Recall(
            familiar=familiar,
            rows=np.flatnonzero(answered[places.articles]),
            shares=(familiar * shares).astype(np.float32),
            times=(familiar * self._times).astype(np.float32),
            places=places,
        )


def _among(known: Digests, wanted: Digests) -> Digests:
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1)
