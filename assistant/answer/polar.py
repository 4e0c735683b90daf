"""Yes or no: what the guard says of a yes-no question turned into a statement, if it is sure and on the same topic."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.answer.premise import QuestionWords
from assistant.answer.query import Ask, Query
from assistant.guard.finding import Verdict
from assistant.guard.guard import Guard
from assistant.rules.base import Encoded
from assistant.rules.derived import STATUS

_OTHER_ASKS = frozenset(Ask) - {Ask.WHETHER, Ask.SOURCE}
_SENTENCE = re.compile(r"[。；！\n]|[？?](?=.)")


class Polar:
    """Answers yes-no questions of one sentence about one regulation."""

    def __init__(self, guard: Guard, words: QuestionWords) -> None:
        self._guard = guard
        self._words = words

    def verdict(self, query: Query, rules: Collection[Encoded]) -> bool | None:
        """True for yes, False for no; None where the question is no such one, or the rules picked do not settle it,
        as when they say that something is not provided or not verified.
        """
        statement = self._statement(query)
        regulations = {rule.regulation for rule in rules}
        unsettled = any(rule.silent or rule.topic == STATUS for rule in rules)
        if statement is None or len(regulations) != 1 or unsettled:
            return None
        report = self._guard.check(statement, regulation=regulations.pop())
        topics = {rule.topic for rule in rules}
        used = [
            id for finding in report.findings if finding.verdict is report.verdict for id in finding.rules
        ]
        if not used or any(
            id.rsplit("#", 1)[1].split(".")[0] not in {t.split(".")[0] for t in topics} for id in used
        ):
            return None
        return {Verdict.SUPPORTED: True, Verdict.CONTRADICTED: False}.get(report.verdict)

    def _statement(self, query: Query) -> str | None:
        """The question as the statement that it asks about."""
        text = query.text.strip().rstrip("？?").strip()
        if query.asks & _OTHER_ASKS or query.language != "zh" or _SENTENCE.search(text):
            return None
        if any(word in text for word in self._words.choosing):
            return None
        said = text
        for asking, stating in self._words.polar.items():
            said = said.replace(asking, stating, 1)
        for end in self._words.polar_ends:
            said = said.removesuffix(end).rstrip("，, ")
        return said if said != text else None
