"""Training pairs: two texts that should be near each other, cut anew at every step from laws and questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.search.training.corpus import Corpus, Text
from assistant.search.training.model import Ids

_LAW_GROUP = 16
_GROUPED, _DOMAIN = 0.5, 0.25
"""Shares of the law pairs: articles of one law together (they are each other's hard negatives), and accountability."""
_QUESTION_DROP, _LAW_DROP = 0.15, 0.1


@dataclass(frozen=True, slots=True)
class Batch:
    """queries[i] belongs to targets[i]; further targets are hard negatives. same[i, j]: target j answers query i too."""

    queries: list[Ids]
    targets: list[Ids]
    same: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Pair:
    query: Ids
    target: Ids
    article: int
    question: int | None = None
    hard: int | None = None


class Sampler:
    """Batches from a corpus; the same seed and step give the same batch.

    train: positions of the questions to learn from; hard: per question, articles that look right and are not.
    """

    def __init__(self, corpus: Corpus, train: Sequence[int], hard: NDArray[np.int64] | None) -> None:
        self._corpus = corpus
        self._asked = [(q, article) for q in train for article in corpus.questions[q].relevant]
        self._hard = hard

    def batch(self, size: int, questions: float, seed: Sequence[int]) -> Batch:
        """A batch of `size` pairs, of which the share `questions` comes from questions and their answers."""
        rng = np.random.default_rng(list(seed))
        count = int(size * questions)
        if count and not self._asked:
            raise ValueError("没有可学的题目；请检查 --questions")
        pairs = [self._question_pair(rng) for _ in range(count)]
        pairs += [_law_pair(self._corpus, i, rng) for i in self._positions(size - count, rng)]
        hard = [(self._document(p.hard, rng), p.hard) for p in pairs if p.hard is not None]
        articles = np.array([p.article for p in pairs] + [article for _, article in hard])
        same = articles[: len(pairs), None] == articles[None, :]
        for row, pair in enumerate(pairs):
            if pair.question is not None:
                same[row] |= np.isin(articles, self._corpus.questions[pair.question].relevant)
        same[np.arange(len(pairs)), np.arange(len(pairs))] = False
        return Batch([p.query for p in pairs], [p.target for p in pairs] + [text for text, _ in hard], same)

    def _positions(self, count: int, rng: np.random.Generator) -> list[int]:
        domain, laws, texts = self._corpus.domain, self._corpus.laws, len(self._corpus.texts)
        chosen: list[int] = domain[rng.integers(0, len(domain), int(count * _DOMAIN))].tolist()
        chosen += rng.integers(0, texts, int(count * (1 - _GROUPED - _DOMAIN))).tolist()
        while len(chosen) < count:
            law = laws[self._corpus.texts[int(rng.integers(0, texts))].law]
            chosen += rng.permutation(list(law))[:_LAW_GROUP].tolist()
        return chosen[:count]

    def _question_pair(self, rng: np.random.Generator) -> _Pair:
        q, article = self._asked[int(rng.integers(0, len(self._asked)))]
        asked, kind = self._corpus.questions[q], rng.random()
        query, target = _drop(asked.question, _QUESTION_DROP, rng), None
        if 0.5 <= kind < 0.65 and len(asked.answer) > 5:
            query = _drop(_crop(asked.answer, 5, 60, rng), _QUESTION_DROP, rng)
        elif 0.65 <= kind < 0.85 and len(asked.answer) > 8:
            target = _crop(asked.answer, 8, 80, rng)
        elif kind >= 0.85 and len(asked.keywords) > 1:
            query = _drop(asked.keywords, _QUESTION_DROP / 2, rng)
        hard = None if self._hard is None else int(self._hard[q, rng.integers(0, self._hard.shape[1])])
        return _Pair(query, self._document(article, rng) if target is None else target, article, q, hard)

    def _document(self, position: int, rng: np.random.Generator) -> Ids:
        """An article, or one of its leaf clauses, under its title and heading."""
        text = self._corpus.texts[position]
        if rng.random() < 0.5:
            return self._corpus.document(position)
        leaf = text.leaves[int(rng.integers(0, len(text.leaves)))]
        return np.concatenate((text.title, text.heading, leaf.lead, leaf.words))


def _law_pair(corpus: Corpus, position: int, rng: np.random.Generator) -> _Pair:
    """Heading ↔ article, clause ↔ lead-in or other clause, article ↔ its neighbour, or crop ↔ rest."""
    text, kind = corpus.texts[position], rng.random()
    if kind < 0.15:
        return _Pair(np.concatenate((text.title, text.heading)), text.whole, position)
    if kind < 0.4 and len(text.leaves) > 1:
        one, other = (text.leaves[int(i)] for i in rng.permutation(len(text.leaves))[:2])
        target = one.lead if len(one.lead) and rng.random() < 0.6 else other.words
        return _Pair(_drop(one.words, _LAW_DROP, rng), _headed(text, target, rng), position)
    following = corpus.texts[position + 1] if position + 1 < len(corpus.texts) else None
    if kind < 0.5 and following is not None and following.law == text.law:
        return _Pair(_drop(text.whole, 3 * _LAW_DROP, rng), _headed(text, following.whole, rng), position)
    if len(text.whole) < 6:
        return _Pair(_drop(text.whole, 3 * _LAW_DROP, rng), corpus.document(position), position)
    length = min(len(text.whole) - 1, int(rng.integers(3, 25)))
    start = int(rng.integers(0, len(text.whole) - length + 1))
    crop = text.whole[start : start + length]
    rest = np.concatenate((text.whole[:start], text.whole[start + length :]))
    return _Pair(
        _drop(crop, _LAW_DROP, rng), _headed(text, rest if rng.random() < 0.6 else text.whole, rng), position
    )


def _headed(text: Text, words: Ids, rng: np.random.Generator) -> Ids:
    """Words under their title and heading, each left out now and then: a match must not hang on them."""
    parts = [part for part in (text.title, text.heading) if rng.random() > 0.3]
    return np.concatenate((*parts, words))


def _drop(ids: Ids, share: float, rng: np.random.Generator) -> Ids:
    if len(ids) < 3:
        return ids
    kept = ids[rng.random(len(ids)) >= share]
    return kept if len(kept) else ids


def _crop(ids: Ids, shortest: int, longest: int, rng: np.random.Generator) -> Ids:
    length = min(len(ids), int(rng.integers(shortest, longest)))
    start = int(rng.integers(0, len(ids) - length + 1))
    return ids[start : start + length]
