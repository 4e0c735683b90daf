"""Selecting the rules that answer a question: which topic each part is about, in which regulations, which rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer.query import Ask, How, Part, Query
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.matching import Matcher, TopicHit
from assistant.rules.schema import Enumeration, Situation, Tier

_NEAR = 0.8
_FITTING = 0.6
_ABSENT = 0.5
_MOST = 6


@dataclass(frozen=True, slots=True)
class Pick:
    """What one regulation says on one topic that a part asks about; no rules: it is silent, `silence` where recorded.

    narrowed: the rules are those of the topic that the question's own words single out.
    """

    part: Part
    topic: str
    regulation: str
    rules: tuple[Encoded, ...]
    silence: Encoded | None = None
    narrowed: bool = False


class Selection:
    """Chooses rules by cues of topics and words of rules; nothing here knows any particular topic or regulation."""

    def __init__(self, base: RuleBase, matcher: Matcher) -> None:
        self._base = base
        self._matcher = matcher

    def picks(self, query: Query) -> tuple[Pick, ...]:
        """The picks of all parts, in their order, each topic of a regulation once."""
        seen: dict[tuple[str, str], Pick] = {}
        for part in query.parts:
            for topic in self._topics(query, part):
                for regulation in self.targets(query, topic):
                    pick = self._pick(part, topic, regulation)
                    old = seen.get((topic, regulation))
                    if old is None:
                        seen[topic, regulation] = pick
                    elif old.narrowed and pick.narrowed:
                        rules = tuple(dict.fromkeys((*old.rules, *pick.rules)))
                        seen[topic, regulation] = Pick(old.part, topic, regulation, rules, narrowed=True)
        return tuple(seen.values())

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

    def _topics(self, query: Query, part: Part) -> list[str]:
        hits = self._matcher.topics(part.own, part.weights)
        ranked = sorted(hits, key=lambda hit: -self._fit(query, hit))
        if not ranked:
            return []
        best = self._fit(query, ranked[0])
        return [hit.topic for hit in ranked if self._fit(query, hit) >= _NEAR * best][:2]

    def _fit(self, query: Query, hit: TopicHit) -> float:
        """A topic on which none of the regulations in question has a rule fits less well."""
        if query.how is How.OPEN:
            return hit.score
        having = self._base.regulations_on(hit.topic)
        return hit.score * (1.0 if any(r in having for r in query.regulations) else _ABSENT)

    def _pick(self, part: Part, topic: str, regulation: str) -> Pick:
        on = self._base.on(regulation, topic)
        rules = tuple(rule for rule in on if not rule.silent)
        silence = next((rule for rule in on if rule.silent), None)
        if not rules:
            return Pick(part, topic, regulation, (), silence)
        scores = {rule.id: self._matcher.overlap(rule, part.weights) for rule in rules}
        best = max(scores.values())
        fitting = tuple(rule for rule in rules if best and scores[rule.id] >= _FITTING * best)
        if 0 < len(fitting) < len(rules) and self._singles_out(part, rules):
            return Pick(part, topic, regulation, fitting[:_MOST], silence, narrowed=True)
        return Pick(part, topic, regulation, _whole(rules), silence)

    def _singles_out(self, part: Part, rules: tuple[Encoded, ...]) -> bool:
        """Whether the question says something that some of these rules have and others do not."""
        common = frozenset.intersection(*(self._matcher.terms_of(rule) for rule in rules))
        return any(term in part.weights for rule in rules for term in self._matcher.terms_of(rule) - common)


def _whole(rules: tuple[Encoded, ...]) -> tuple[Encoded, ...]:
    """All rules of a topic; of situations, the list in place of its items."""
    lists = tuple(rule for rule in rules if isinstance(rule.rule, Enumeration))
    if lists and any(isinstance(rule.rule, Situation) for rule in rules):
        return lists
    return rules


def linked(base: RuleBase, rules: Iterable[Encoded]) -> tuple[Encoded, ...]:
    """`rules` with the exceptions, conditions, caps and overlays that are published with them, each once."""
    result: dict[str, Encoded] = {}
    queue = list(rules)
    for rule in queue:
        result.setdefault(rule.id, rule)
    for rule in queue:
        for ref in rule.rule.publish_with:
            result.setdefault(ref, base.rules[ref])
    return tuple(result.values())


def wants_scenario(pick: Pick) -> bool:
    """Whether a part is about conduct that meets situations, and asks (or leaves open) what follows from it."""
    situations = any(isinstance(rule.rule, Situation) for rule in pick.rules)
    return situations and not (pick.part.asks & {Ask.COMPARE, Ask.MEANING, Ask.COUNT})


def tiers(base: RuleBase, regulation: str) -> tuple[Encoded, ...]:
    """The tier rules of a regulation, lightest first as in the text."""
    return tuple(rule for rule in base.on(regulation, "sanctions.tier") if isinstance(rule.rule, Tier))
