"""Learning the ranker's weights from questions that neither the encoder nor what was asked before has seen.

Each part of the questions is ranked with an encoder taught by the other parts, and with their questions as those asked
before: as it will be with new questions. Each question is ranked once more as if no law that answers it had ever been
asked about, so that the order does not hang on that alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from assistant.search.asked import Answer, Asked
from assistant.search.encoder import Vectors
from assistant.search.index import ARTICLE_SHARE
from assistant.search.lexical import LexicalIndex
from assistant.search.naming import article_digest, law_digest
from assistant.search.ranker import SIGNALS, signals
from assistant.search.training.articles import Article
from assistant.search.training.corpus import Corpus
from assistant.search.training.mining import embed_all
from assistant.search.training.model import PieceVectors

_CANDIDATES = 400
_ANSWER = 0.5
"""Weight of a question's written answer beside 1 for the question, in the vector of what was asked."""
_NEVER_ASKED = 0.3
"""Weight of a question ranked as if its laws had never been asked about, beside 1 for the question as it is."""
_ITERATIONS = 100
_BLOCK = 32
Taught = Callable[[Sequence[int]], PieceVectors]
"""The encoder taught by the questions at some positions."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates for one question. signals: shape (articles, SIGNALS); right: shape (articles,)."""

    signals: NDArray[np.float32]
    right: NDArray[np.bool_]
    weight: float


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors of questions and of their written answers: shape (questions, dimension) each."""

    questions: Vectors
    answers: Vectors


def parts_of(questions: int, parts: int) -> list[list[int]]:
    """Positions of the questions in `parts` parts, always the same. Questions that share an article may lie apart."""
    order = np.random.default_rng(7).permutation(questions)
    return [sorted(int(i) for i in order[part::parts]) for part in range(parts)]


class RankingData:
    """What all parts have in common: questions, clauses with their words, and the articles and laws they belong to."""

    def __init__(self, corpus: Corpus, articles: Sequence[Article], questions: Sequence[str]) -> None:
        """questions: their words, in the order of the corpus."""
        self._corpus = corpus
        self._questions = questions
        self._lexical = LexicalIndex.build([unit.content for a in articles for unit in a.units])
        self._owner = np.repeat(np.arange(len(articles)), [len(a.units) for a in articles])
        self._starts = np.flatnonzero(np.diff(self._owner, prepend=-1))
        self._articles = np.array([article_digest(a.title, a.id) for a in articles], np.int64)
        self._laws = np.array([law_digest(a.title) for a in articles], np.int64)

    def asked(self, questions: Sequence[int], embedded: Embedded) -> Asked:
        """The questions at these positions as those asked before."""
        return Asked(
            _normalised(embedded.questions + np.float32(_ANSWER) * embedded.answers),
            [
                Answer(row, int(self._articles[i]), int(self._laws[i]))
                for row, q in enumerate(questions)
                for i in self._corpus.questions[q].relevant
            ],
        )

    def embedded(self, questions: Sequence[int], vectors: PieceVectors) -> Embedded:
        """The questions at these positions by an encoder in training."""
        texts = [self._corpus.questions[q] for q in questions]
        return Embedded(
            embed_all(vectors, [t.question for t in texts]), embed_all(vectors, [t.answer for t in texts])
        )

    def learn(self, parts: Sequence[Sequence[int]], taught: Taught) -> NDArray[np.float32]:
        """Weights of the signals, shape (SIGNALS,), learnt from the questions at the positions of these parts."""
        lists: list[Ranked] = []
        for part in tqdm(parts, desc="排序", unit="份", disable=None):
            others = [q for other in parts if other is not part for q in other]
            lists += self._ranked(part, others, taught(others))
        return fit(lists)

    def _ranked(self, part: Sequence[int], others: Sequence[int], vectors: PieceVectors) -> Iterator[Ranked]:
        clauses, asked = self._clauses(vectors), self.asked(others, self.embedded(others, vectors))
        places = asked.places(self._articles, self._laws)
        vector = self.embedded(part, vectors).questions
        for row, (q, meaning) in enumerate(zip(part, _similarities(vector, clauses), strict=True)):
            words = self._lexical.scores(self._questions[q])
            recall = asked.recall(vector[row], places)
            found = np.union1d(self._owner[_best(words)], self._owner[_best(meaning)])
            candidates = np.union1d(found, recall.rows)
            relevant = list(self._corpus.questions[q].relevant)
            right = np.isin(candidates, relevant)
            if right.any():
                by_article = [np.maximum.reduceat(s, self._starts)[candidates] for s in (words, meaning)]
                evidence = recall.evidence(candidates)
                yield Ranked(signals(by_article[0], by_article[1], evidence), right, 1.0)
                strange = self._without(asked, set(self._laws[relevant].tolist()))
                if strange is not None:
                    here = strange.places(self._articles[candidates], self._laws[candidates])
                    evidence = strange.recall(vector[row], here).evidence(np.arange(len(candidates)))
                    yield Ranked(signals(by_article[0], by_article[1], evidence), right, _NEVER_ASKED)

    def _clauses(self, vectors: PieceVectors) -> Vectors:
        """Vectors of all clauses, as indexes have them (`assistant.search.index.unit_vectors`)."""
        texts = self._corpus.texts
        leaves = [
            np.concatenate((t.title, t.heading, leaf.lead, leaf.words)) for t in texts for leaf in t.leaves
        ]
        clauses = embed_all(vectors, leaves)
        wholes = embed_all(vectors, [self._corpus.document(i) for i in range(len(texts))])
        several = np.bincount(self._owner)[self._owner] > 1
        clauses[several] += np.float32(ARTICLE_SHARE) * wholes[self._owner[several]]
        return _normalised(clauses)

    @staticmethod
    def _without(asked: Asked, laws: set[int]) -> Asked | None:
        """Those questions asked that turned on none of these laws; None where there are none."""
        dropped = {a.question for a in asked.answers if a.law in laws}
        kept = [row for row in range(len(asked.vectors)) if row not in dropped]
        rows = {row: at for at, row in enumerate(kept)}
        answers = [Answer(rows[a.question], a.article, a.law) for a in asked.answers if a.question in rows]
        return Asked(asked.vectors[kept], answers) if answers else None


def fit(lists: Sequence[Ranked]) -> NDArray[np.float32]:
    """Weights under which right articles get the largest share of each list (ListNet's loss: Cao et al., 2007).

    Raises ValueError where there is no list.
    """
    if not lists:
        raise ValueError("没有一道题目的条文进入候选，无从学习排序；请检查 --laws 和 --questions")
    longest = max(len(ranked.right) for ranked in lists)
    features = torch.zeros(len(lists), longest, SIGNALS)
    target, hidden = torch.zeros(len(lists), longest), torch.ones(len(lists), longest, dtype=torch.bool)
    for i, ranked in enumerate(lists):
        count = len(ranked.right)
        features[i, :count] = torch.tensor(ranked.signals)
        target[i, :count] = torch.tensor(ranked.right / ranked.right.sum())
        hidden[i, :count] = False
    weight = torch.tensor([ranked.weight for ranked in lists])
    learnt = torch.zeros(SIGNALS, requires_grad=True)
    optimiser = torch.optim.LBFGS([learnt], max_iter=_ITERATIONS, line_search_fn="strong_wolfe")

    def loss() -> float:
        optimiser.zero_grad()
        scores = (features @ learnt).masked_fill(hidden, -1e4)
        found = -(torch.log_softmax(scores, dim=1) * target).sum(1)
        mean = (found * weight).sum() / weight.sum()
        mean.backward()  # pyright: ignore[reportUnknownMemberType]
        return mean.item()

    optimiser.step(loss)  # pyright: ignore[reportUnknownMemberType]
    return learnt.detach().numpy()


def _similarities(vectors: Vectors, clauses: Vectors) -> Iterator[Vectors]:
    """Of each vector with all clauses, shape (clauses,); several at once, since reading the clauses takes longest."""
    for start in range(0, len(vectors), _BLOCK):
        yield from vectors[start : start + _BLOCK] @ clauses.T


def _best(scores: NDArray[np.float32]) -> NDArray[np.intp]:
    return np.argpartition(-scores, min(_CANDIDATES, len(scores)) - 1)[:_CANDIDATES]


def _normalised(vectors: NDArray[Any]) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(norms > 0, norms, 1)).astype(np.float32)
