"""Selecting the rules that answer a question: which topic each part is about, in which regulations, which rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answer.query import Ask, How, Part, Query
from assistant.answer.relevance import Relevance, Scores, figure_of
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.matching import Matcher
from assistant.rules.schema import Enumeration, Factor, Situation, Tier

_RELEVANT = 0.3
_RELEVANT_NAMED = 0.2
_RELEVANT_UNCUED = 0.5
_RELEVANT_NAMED_UNCUED = 0.3
_NEAR = 0.8
_KIN = 0.5
"""Of the best topic's fit; one act may be of two topics that are both about conduct."""
_WORDING = 4.0
_DISTINCT = 0.7
_FITTING = 0.5
_MOST = 6
_FEW = 3


@dataclass(frozen=True, slots=True)
class Pick:
    """What one regulation says on one topic that a part asks about; no rules: it is silent, `silence` where recorded.

    narrowed: the rules are those of the topic that the question's own words single out; cued: the question's own
    words name the topic.
    """

    part: Part
    topic: str
    regulation: str
    rules: tuple[Encoded, ...]
    silence: Encoded | None = None
    narrowed: bool = False
    cued: bool = False


class Selection:
    """Chooses rules by cues of topics and words of rules; nothing here knows any particular topic or regulation."""

    def __init__(self, base: RuleBase, matcher: Matcher, relevance: Relevance) -> None:
        self._base = base
        self._matcher = matcher
        self._relevance = relevance
        self._conduct = {rule.topic for rule in base if isinstance(rule.rule, Situation)}

    def picks(self, query: Query) -> tuple[Pick, ...]:
        """The picks of all parts, in their order, each topic of a regulation once.

        A part that asks nothing is context, unless it fits its topic better than those that ask fit theirs, or tells
        of conduct that a situation or a factor is about.
        """
        asking = [part for part in query.parts if part.asks] or list(query.parts)
        scores = {part: self._relevance.scores(query, part) for part in query.parts}
        told = max(scores[part].best for part in asking)
        seen: dict[tuple[str, str], Pick] = {}
        for part in query.parts:
            for pick in self._of_part(query, part, scores[part]):
                if part in asking or scores[part].best > told or _tells_of_conduct(pick):
                    _merge(seen, pick)
        return tuple(pick for pick in seen.values() if pick.rules or pick.silence)

    def _of_part(self, query: Query, part: Part, scores: Scores) -> list[Pick]:
        """For each regulation in question its rules on the topic, or on its own topic that fits nearly as well."""
        result: list[Pick] = []
        for topic in self._topics(query, scores):
            for regulation in self.targets(query, topic):
                pick = self._pick(query, part, topic, regulation)
                if not pick.rules and (own := self._own_topic(regulation, scores, scores.by_topic[topic])):
                    pick = self._pick(query, part, own, regulation)
                result.append(replace(pick, cued=pick.topic in scores.cued))
        return result

    def _own_topic(self, regulation: str, scores: Scores, best: float) -> str | None:
        own = scores.own.get(regulation, {})
        topic = max(own, key=lambda topic: own[topic], default=None)
        return topic if topic is not None and own[topic] >= _NEAR * best else None

    def targets(self, query: Query, topic: str) -> tuple[str, ...]:
        """The regulations that a question on this topic is about."""
        having = self._base.regulations_on(topic)
        if query.how is How.OPEN:
            return having
        if query.how is How.SUBJECT:
            return tuple(r for r in query.regulations if r in having) or query.regulations[:1]
        local = [r for r in query.regulations if r not in query.titled]
        fitting = self._by_place(local, having)
        return tuple(dict.fromkeys((*query.titled, *fitting)))

    def _by_place(self, local: list[str], having: tuple[str, ...]) -> list[str]:
        """Of several regulations of one place, those with a rule on the topic; the first where none has one."""
        chosen: list[str] = []
        places = {r: self._base.library.regulations[r].meta.places[:1] for r in local}
        for place in dict.fromkeys(places.values()):
            group = [r for r in local if places[r] == place]
            chosen += [r for r in group if r in having] or group[:1]
        return chosen

    def _topics(self, query: Query, scores: Scores) -> list[str]:
        ranked = sorted(scores.by_topic, key=lambda topic: -scores.by_topic[topic])
        if not ranked or scores.by_topic[ranked[0]] < _least(query, ranked[0] in scores.cued):
            return []
        first = ranked[0]
        near = [t for t in ranked[1:] if scores.by_topic[t] >= _NEAR * scores.by_topic[first]]
        kin = [
            t
            for t in ranked[1:]
            if {first, t} <= self._conduct
            and t in scores.cued
            and scores.by_topic[t] >= _KIN * scores.by_topic[first]
        ]
        return list(dict.fromkeys((first, *near[:1], *kin[:1])))

    def _pick(self, query: Query, part: Part, topic: str, regulation: str) -> Pick:
        on = self._base.on(regulation, topic)
        every = tuple(rule for rule in on if not rule.silent and rule.normative is not query.commentary)
        rules = tuple(rule for rule in every if not _lists_others(rule, every)) or every
        silence = next((rule for rule in on if rule.silent), None)
        if len(rules) <= _FEW:
            return Pick(part, topic, regulation, rules, silence, narrowed=len(rules) == 1)
        wording = self._relevance.wording(query)
        terms = self._matcher.fit(rules, part.weights)
        least = min(wording[rule.id] for rule in rules)
        told = {rule.id: terms[rule.id] + (figure_of(rule) in query.figures) for rule in rules}
        scores = {rule.id: told[rule.id] + _WORDING * (wording[rule.id] - least) for rule in rules}
        best = max(scores.values())
        fitting = tuple(rule for rule in rules if scores[rule.id] >= _FITTING * best)
        by_name = self._base.topics[topic].zh in part.text
        if not by_name and max(told.values()) >= _DISTINCT and len(fitting) < len(rules):
            best_first = sorted(fitting, key=lambda rule: -scores[rule.id])
            return Pick(part, topic, regulation, tuple(best_first[:_MOST]), silence, narrowed=True)
        if not by_name and len(rules) < len(every) and not part.asks & {Ask.LIST, Ask.COUNT, Ask.MEANING}:
            return Pick(part, topic, regulation, (), None)
        return Pick(part, topic, regulation, _whole(every), silence)


def _least(query: Query, cued: bool) -> float:
    """How well a topic must fit to be answered: the less a question says of what it is about, the better."""
    if query.titled or query.how is How.FILTER:
        return _RELEVANT_NAMED if cued else _RELEVANT_NAMED_UNCUED
    return _RELEVANT if cued else _RELEVANT_UNCUED


def _tells_of_conduct(pick: Pick) -> bool:
    return pick.narrowed and any(isinstance(rule.rule, Situation | Factor) for rule in pick.rules)


def _merge(seen: dict[tuple[str, str], Pick], pick: Pick) -> None:
    """Add a pick; rules that two parts single out on one topic are joined."""
    key = (pick.topic, pick.regulation)
    old = seen.get(key)
    if old is None:
        seen[key] = pick
        return
    part = replace(old.part, asks=old.part.asks | pick.part.asks)
    rules = old.rules
    if old.narrowed and pick.narrowed:
        rules = tuple(dict.fromkeys((*old.rules, *pick.rules)))
    elif pick.narrowed:
        rules = pick.rules
    seen[key] = replace(old, part=part, rules=rules, narrowed=old.narrowed or pick.narrowed)


def _lists_others(rule: Encoded, rules: tuple[Encoded, ...]) -> bool:
    return isinstance(rule.rule, Enumeration) and any(isinstance(other.rule, Situation) for other in rules)


def _whole(rules: tuple[Encoded, ...]) -> tuple[Encoded, ...]:
    """All rules of a topic; of situations, the list in place of its items."""
    lists = tuple(rule for rule in rules if isinstance(rule.rule, Enumeration))
    if lists and any(isinstance(rule.rule, Situation) for rule in rules):
        return lists
    return rules


def wants_scenario(pick: Pick) -> bool:
    """Whether a part is about conduct that meets situations, and asks (or leaves open) what follows from it."""
    situations = any(isinstance(rule.rule, Situation) for rule in pick.rules)
    return situations and not (pick.part.asks & {Ask.COMPARE, Ask.MEANING, Ask.COUNT})


def tiers(base: RuleBase, regulation: str) -> tuple[Encoded, ...]:
    """The tier rules of a regulation, lightest first as in the text."""
    return tuple(rule for rule in base.on(regulation, "sanctions.tier") if isinstance(rule.rule, Tier))
