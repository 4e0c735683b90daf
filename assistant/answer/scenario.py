"""A scenario in a question: which situations it may meet, what is still open, what may follow, who decides."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answer.companions import Companions
from assistant.answer.compose import Composer
from assistant.answer.model import Statement
from assistant.answer.query import Ask, Query
from assistant.answer.select import Pick, tiers
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.matching import Matcher
from assistant.rules.parts import Alternative
from assistant.rules.schema import Sanctions, Situation, Tier

_FITTING = 0.6


class Scenarios:
    """Writes what the rules make of a described case; it never chooses a sanction."""

    def __init__(self, base: RuleBase, matcher: Matcher, composer: Composer, companions: Companions) -> None:
        self._base = base
        self._matcher = matcher
        self._composer = composer
        self._companions = companions

    def statements(
        self, query: Query, pick: Pick, others: Iterable[str]
    ) -> tuple[list[Statement], list[Encoded]]:
        """Situations with their open elements, then tiers or sanctions, then who decides, unless `others` (topics
        that the question asks about by itself) have it. Also the rules used.
        """
        language = query.language
        rules = list(self._base.linked(pick.rules))
        result = [self._composer.rule(rule, language) for rule in rules]
        result += self._open_elements(query, rules)
        result.append(self._composer.say("elements", language))
        if pick.part.asks & {Ask.HOW, Ask.LIST} or not pick.part.asks:
            options = list(self._base.linked(self._options(query, pick.regulation)))
            result += [self._composer.rule(rule, language) for rule in options]
            if tiers(self._base, pick.regulation):
                result.append(self._composer.say("need_tier", language))
            rules += options
            if "authority.decision" not in others:
                deciders = self._deciders(query, pick)
                result += self._companions.statements(query, deciders)
                rules += self._base.linked(deciders)
        return result, rules

    def _open_elements(self, query: Query, rules: Iterable[Encoded]) -> list[Statement]:
        """Consequences that a situation requires and the question does not mention."""
        wanted: dict[str, None] = {}
        lacking: dict[str, None] = {}
        for rule in rules:
            if not isinstance(rule.rule, Situation) or self._is_met(rule.rule, query):
                continue
            for alternative in rule.rule.alternatives:
                shown = _in_language(alternative, query.language)
                if alternative.consequence and shown:
                    denied = self._matcher.topical(alternative.consequence) & query.denied
                    (lacking if denied else wanted).setdefault(shown)
        return [
            *(self._composer.say("lacks_element", query.language, element=element) for element in lacking),
            *(self._composer.say("need_element", query.language, element=element) for element in wanted),
        ]

    def _is_met(self, situation: Situation, query: Query) -> bool:
        """Whether one way of meeting the situation needs no consequence, or one that the question tells of."""
        consequences = [alternative.consequence for alternative in situation.alternatives]
        return any(c is None or self._matcher.topical(c) & query.terms for c in consequences)

    def _options(self, query: Query, regulation: str) -> tuple[Encoded, ...]:
        """The sanctions of the tier that the question states, of all tiers, or those of a regulation without tiers."""
        if by_tier := tiers(self._base, regulation):
            stated = [
                r for r in by_tier if isinstance(r.rule, Tier) and r.rule.tier and r.rule.tier in query.text
            ]
            return tuple(stated) or by_tier
        return tuple(
            rule for rule in self._base.on(regulation, "sanctions") if isinstance(rule.rule, Sanctions)
        )

    def _deciders(self, query: Query, pick: Pick) -> list[Encoded]:
        """Who decides about the persons that the question names; everyone's rule where it names none."""
        rules = [rule for rule in self._base.on(pick.regulation, "authority.decision") if not rule.silent]
        weights = dict.fromkeys(query.terms, 1.0)
        scores = self._matcher.fit(rules, weights)
        best = max(scores.values(), default=0.0)
        return [rule for rule in rules if not best or scores[rule.id] >= _FITTING * best]


def _in_language(alternative: Alternative, language: str) -> str | None:
    """The consequence that a way of meeting a situation needs, if it is written in that language."""
    return alternative.consequence_en if language == "en" else alternative.consequence
