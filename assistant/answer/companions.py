"""Rules with what must be published beside them: in full where the question touches it, by its clause where not."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.compose import Composer
from assistant.answer.model import Statement
from assistant.answer.query import Query
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.matching import Matcher
from assistant.rules.schema import Authority


class Companions:
    """Writes rules with their exceptions, conditions, caps and overlays."""

    def __init__(self, base: RuleBase, matcher: Matcher, composer: Composer) -> None:
        self._base = base
        self._matcher = matcher
        self._composer = composer

    def statements(self, query: Query, rules: Sequence[Encoded]) -> list[Statement]:
        """The sentences of `rules`, then of their companions; special procedures of other clauses that the question
        does not touch are pointed to in one sentence.
        """
        companions = [rule for rule in self._base.linked(rules) if rule not in rules]
        clauses = {rule.provision for rule in rules}
        aside = [
            rule for rule in companions if rule.provision not in clauses and not self._touched(query, rule)
        ]
        full = [rule for rule in (*rules, *companions) if rule not in aside]
        further = [rule for rule in self._base.linked(full) if rule not in full and rule not in aside]
        full += [rule for rule in further if rule.provision in clauses]
        aside += [rule for rule in further if rule.provision not in clauses]
        result = [self._composer.of(rule, query.language) for rule in full]
        return [*result, self._composer.pointer(aside, query.language)] if aside else result

    def _touched(self, query: Query, rule: Encoded) -> bool:
        """Whether a companion bears on what is asked; only special procedures ever do not."""
        if not isinstance(rule.rule, Authority):
            return True
        return bool((self._matcher.matters(rule.zh) | self._matcher.persons(rule.zh)) & query.topical)
