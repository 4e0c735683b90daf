"""The guard on what was composed: a sentence that it does not confirm is replaced by the clause itself.

Composed sentences are renderings of rules, so a finding here is a bug of rule, rendering or guard; it is logged, and
the reader gets the clause.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from assistant.answer.draft import Draft
from assistant.answer.model import Basis, Statement
from assistant.corpus.library import Library
from assistant.guard.finding import Verdict
from assistant.guard.guard import Guard
from assistant.rules.base import RuleBase

_LOG = logging.getLogger(__name__)


class Checking:
    """Passes every rule sentence of a draft through the guard; a rule's rendering is judged once and remembered."""

    def __init__(self, base: RuleBase, guard: Guard) -> None:
        self._base = base
        self._library: Library = base.library
        self._guard = guard
        self._judged: dict[Statement, Statement] = {}

    def checked(self, draft: Draft) -> Draft:
        """The draft with each sentence confirmed or replaced."""
        statements = dict.fromkeys(self._confirmed(statement) for statement in draft.statements)
        return replace(draft, statements=tuple(statements))

    def _confirmed(self, statement: Statement) -> Statement:
        if statement.basis is not Basis.RULE or not statement.citations:
            return statement
        if statement not in self._judged:
            self._judged[statement] = self._judge(statement)
        return self._judged[statement]

    def _judge(self, statement: Statement) -> Statement:
        id = statement.citations[0]
        report = self._guard.check(statement.text, regulation=id.split(":")[0])
        silent = any(self._base.rules[rule].silent for rule in statement.rules)
        if report.verdict is Verdict.SUPPORTED or silent:
            return statement
        _LOG.error(
            "规则“%s”的表述没有通过核对（%s），改引原文：%s", statement.rules, report.verdict, statement.text
        )
        clause = self._library.provision(id)
        return Statement(
            text=clause.text, basis=Basis.QUOTE, citations=(clause.id,), verdict=Verdict.SUPPORTED
        )
