"""Correcting what a question takes for granted before answering it."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.compose import Composer
from assistant.answer.draft import Draft
from assistant.answer.model import Outcome, Statement
from assistant.answer.premise import Denied, Premises
from assistant.answer.query import Ask, Query
from assistant.rules.base import Encoded, RuleBase


class Corrections:
    """Puts what the rules say of denied premises before the answer."""

    def __init__(self, base: RuleBase, composer: Composer, premises: Premises) -> None:
        self._base = base
        self._composer = composer
        self._premises = premises

    def applied(self, query: Query, draft: Draft, answering: set[str]) -> Draft:
        """`draft` as it is, or led by what the rules say of the denied premises.

        answering: the regulations that have rules on what is asked.
        """
        beside = self._premises.beside(query, draft.rules)
        denied = self._premises.denied(query, answering, () if beside else draft.rules)
        if not denied:
            return self._with_rules(query, draft, beside) if beside else draft
        language = query.language
        first: list[Statement] = []
        rules: list[Encoded] = []
        for premise in denied:
            first.append(self._correction(query, premise))
            rules += self._base.linked(premise.rules)
        only_unlisted = all(premise.unlisted for premise in denied)
        asked = [s for s in draft.statements if s.citations] if draft.outcome is Outcome.ANSWERED else []
        corrections = [self._composer.of(rule, language) for rule in dict.fromkeys(rules)]
        statements = dict.fromkeys((*first, *corrections, *(() if all(p.unknown for p in denied) else asked)))
        outcome = Outcome.PREMISE_CORRECTED
        if only_unlisted and query.asks & {Ask.WHETHER, Ask.COUNT} and not self._premises.places(query):
            outcome = Outcome.ANSWERED if draft.outcome is Outcome.ANSWERED and asked else Outcome.SILENT
        return Draft(outcome, tuple(statements), (*rules, *draft.rules), draft.notices)

    def _with_rules(self, query: Query, draft: Draft, beside: tuple[Encoded, ...]) -> Draft:
        """An answer with the rules to which the figure that it was asked to confirm belongs."""
        if draft.outcome is not Outcome.ANSWERED:
            return draft
        added = (self._composer.of(rule, query.language) for rule in beside)
        statements = tuple(dict.fromkeys((*draft.statements, *added)))
        return replace(draft, statements=statements, rules=(*draft.rules, *beside))

    def _correction(self, query: Query, premise: Denied) -> Statement:
        """What does not hold, and what does where the clause says it in a few words."""
        language = query.language
        if premise.unlisted:
            title = self._composer.title(premise.rules[0].regulation, language)
            return self._composer.say("not_listed", language, title=title, sanction=premise.unlisted)
        if (
            language == "zh"
            and premise.found
            and premise.expected
            and premise.found in query.text
            and any(premise.expected in rule.zh for rule in premise.rules)
        ):
            return self._composer.say("instead", language, found=premise.found, expected=premise.expected)
        return self._composer.say("premise_short", language)
