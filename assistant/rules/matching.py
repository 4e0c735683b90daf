"""From terms to topics and rules: how well each topic's cues, and each rule's own words, fit what was said."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.rules.base import Encoded, RuleBase
from assistant.rules.lexicon import Lexicon
from assistant.rules.phrases import Phrases

_NOT_TOPICAL = frozenset({"asks", "fillers"})
_GENERAL = "general"
_KIND = "@"
_WHO_OR_GENERAL = frozenset({"persons", "organs", "general"})
_GENERAL_WEIGHT = 0.4
_CONTEXT_ONLY = 0.35
_BY_NAME = 8.0


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A topic that a cue points to; `own` where one of the cue's terms stands in the part itself."""

    topic: str
    score: float
    cue: tuple[str, ...]
    own: bool


class Matcher:
    """Scores topics and rules against weighted terms (term → 0..1, 1 for terms of the part that asks)."""

    def __init__(self, base: RuleBase, lexicon: Lexicon) -> None:
        """Raises KeyError where a cue names a term that the lexicon lacks."""
        self._base = base
        self._names = Phrases(
            {name: topic.id for topic in base.topics.values() for name in (topic.zh, topic.en)}
        )
        self._lexicon = lexicon
        self._cues = [(topic.id, cue) for topic in base.topics.values() for cue in topic.cues]
        kinds = {_KIND + term.kind for term in lexicon.terms.values()}
        for topic, cue in self._cues:
            for term in cue:
                if term not in lexicon.terms and term not in kinds:
                    raise KeyError(f"topics.yaml: {topic} 的 cue 用了词典没有的术语“{term}”")
        self._rule_terms = {rule.id: self.topical(rule.zh) for rule in base}
        topics_of = Counter(
            term for _, cue in {(t, c) for t, cue in self._cues for c in cue} for term in (cue,)
        )
        self._topic_idf = {
            term: math.log(1 + len(base.topics) / n) * self._weight(term) for term, n in topics_of.items()
        }

    def _by_kind(self, weights: Mapping[str, float]) -> dict[str, float]:
        """For each section of the lexicon the weight of its weightiest term: what a cue means by @sanctions."""
        result: dict[str, float] = {}
        for term, weight in weights.items():
            key = _KIND + self._lexicon.terms[term].kind
            result[key] = max(weight, result.get(key, 0.0))
        return result

    def _kind(self, term: str) -> str:
        return term.removeprefix(_KIND) if term.startswith(_KIND) else self._lexicon.terms[term].kind

    def _weight(self, term: str) -> float:
        return _GENERAL_WEIGHT if self._kind(term) == _GENERAL else 1.0

    def topical(self, text: str) -> frozenset[str]:
        """The terms of a text that say what it is about: all but question words and fillers."""
        found = (term for match in self._lexicon.find(text) for term in match.terms)
        return frozenset(term for term in found if self._lexicon.terms[term].kind not in _NOT_TOPICAL)

    def matters(self, text: str) -> frozenset[str]:
        """The topical terms of a text that are neither persons or bodies nor words that everything has."""
        return frozenset(term for term in self.topical(text) if self._kind(term) not in _WHO_OR_GENERAL)

    def persons(self, text: str) -> frozenset[str]:
        """The persons that a text names."""
        return frozenset(term for term in self.topical(text) if self._kind(term) == "persons")

    def topics(self, text: str, own: frozenset[str], weights: Mapping[str, float]) -> list[TopicHit]:
        """The topics pointed to, best first, each by its best cue; ties in the order of topics.yaml.

        text: the part itself; a topic that it calls by its name is pointed to most.
        """
        weights = {**self._by_kind(weights), **weights}
        own = own | {_KIND + self._lexicon.terms[term].kind for term in own}
        best = {f.value: TopicHit(f.value, _BY_NAME, (f.surface,), own=True) for f in self._names.find(text)}
        for topic, cue in self._cues:
            if not all(term in weights for term in cue):
                continue
            is_own = any(term in own and self._kind(term) not in _NOT_TOPICAL for term in cue)
            score = sum(self._topic_idf[term] * weights[term] for term in cue) * (
                1 if is_own else _CONTEXT_ONLY
            )
            if topic not in best or score > best[topic].score:
                best[topic] = TopicHit(topic, score, cue, is_own)
        return sorted(best.values(), key=lambda hit: -hit.score)

    def fit(self, rules: Sequence[Encoded], weights: Mapping[str, float]) -> dict[str, float]:
        """How well each of several rules fits what was said, by what sets it apart from the others.

        A term counts by its weight and by its rarity among these rules: what all of them have tells nothing.
        """
        holders = Counter(term for rule in rules for term in self._rule_terms[rule.id])
        rarity = {term: math.log(len(rules) / n) * self._weight(term) for term, n in holders.items()}
        return {
            rule.id: sum(rarity[t] * weights[t] for t in self._rule_terms[rule.id] if t in weights)
            for rule in rules
        }
