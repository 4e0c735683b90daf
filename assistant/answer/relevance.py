"""How well each topic, in each regulation, fits a part of a question: by cues, by wording, by figures.

The weights were chosen on the gold questions (`python -m evals run`); each ingredient is between 0 and about 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answer.evidence import Evidence
from assistant.answer.query import Figure, How, Part, Query
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.matching import Matcher
from assistant.rules.schema import Effect, Norm, Target

_CUE = 0.15
_WHOLE = 1.0
_FIGURE = 0.2
_FIGURE_UNIT = 0.1
_RARE = 0.4
_OUTSIDE = 0.8
_SILENT = 0.6


@dataclass(frozen=True, slots=True)
class Scores:
    """How well topics fit a part: over all regulations, and own[regulation][topic] where it has a rule on it.

    cued: the topics that a cue points to.
    """

    by_topic: Mapping[str, float]
    own: Mapping[str, Mapping[str, float]]
    cued: frozenset[str]

    @property
    def best(self) -> float:
        """The best score of any topic."""
        return max(self.by_topic.values(), default=0.0)


class Relevance:
    """Scores the rules of a base against parts of questions."""

    def __init__(self, base: RuleBase, matcher: Matcher, evidence: Evidence) -> None:
        self._base = base
        self._matcher = matcher
        self._evidence = evidence
        self._rules = tuple(base)
        self._topics = {topic: i for i, topic in enumerate(base.topics)}
        self._topic = np.array([self._topics[rule.topic] for rule in self._rules])
        self._law = np.array([rule.normative for rule in self._rules])
        self._silent = np.array([rule.silent for rule in self._rules])
        self._rows: dict[str, NDArray[np.intp]] = {
            id: np.flatnonzero([rule.regulation == id for rule in self._rules])
            for id in base.library.regulations
        }
        self._figures = {i: figure for i, rule in enumerate(self._rules) if (figure := figure_of(rule))}

    def scores(self, query: Query, part: Part) -> Scores:
        """The scores of all topics for one part; rules of the regulations in question count first."""
        cues = {hit.topic: hit.score for hit in self._matcher.topics(part.text, part.own, part.weights)}
        wording = self._evidence.coverage(part.text) + _WHOLE * self._evidence.coverage(query.matter)
        if query.how is not How.OPEN:
            inside = np.zeros(len(self._rules), bool)
            for regulation in query.regulations:
                inside[self._rows[regulation]] = True
            wording = wording * np.where(inside, 1.0, _OUTSIDE)
        score = wording + _CUE * np.array([cues.get(topic, 0.0) for topic in self._topics])[self._topic]
        for row, figure in self._figures.items():
            score[row] += _figure_fit(figure, query)
        score += _RARE * self._evidence.rarities(part.text)
        score[~(self._law | query.commentary)] = 0.0
        return Scores(self._by_topic(query, score), self._own(score), frozenset(cues))

    def wording(self, query: Query) -> Mapping[str, float]:
        """How much of the question's wording each rule covers, by rule id."""
        return dict(
            zip((rule.id for rule in self._rules), self._evidence.coverage(query.matter), strict=True)
        )

    def _by_topic(self, query: Query, score: NDArray[np.float64]) -> dict[str, float]:
        best = np.zeros(len(self._topics))
        np.maximum.at(best, self._topic, score)
        return {topic: float(best[i]) * self._in_question(query, topic) for topic, i in self._topics.items()}

    def _own(self, score: NDArray[np.float64]) -> dict[str, dict[str, float]]:
        own: dict[str, dict[str, float]] = defaultdict(dict)
        for regulation, rows in self._rows.items():
            for row in map(int, rows[~self._silent[rows]]):
                topic = self._rules[row].topic
                own[regulation][topic] = max(float(score[row]), own[regulation].get(topic, 0.0))
        return own

    def _in_question(self, query: Query, topic: str) -> float:
        """A topic on which the regulations in question are silent fits less; one foreign to them not at all."""
        if query.how is How.OPEN:
            return 1.0
        on = [rule for regulation in query.regulations for rule in self._base.on(regulation, topic)]
        if query.commentary and any(not rule.normative for rule in on):
            return 1.0
        return 0.0 if not on else _SILENT if all(rule.silent or not rule.normative for rule in on) else 1.0


def figure_of(rule: Encoded) -> Figure | None:
    """The figure that a rule sets, if any."""
    match rule.rule:
        case Norm(within=quantity) | Effect(lasting=quantity) | Target(figure=quantity) if quantity:
            return Figure(quantity.value, quantity.unit)
        case _:
            return None


def _figure_fit(figure: Figure, query: Query) -> float:
    """A question that gives a rule's figure means it; one that gives another of the same unit may."""
    if figure in query.figures:
        return _FIGURE
    return _FIGURE_UNIT if any(told.unit == figure.unit for told in query.figures) else 0.0
