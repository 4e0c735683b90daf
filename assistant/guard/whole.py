"""The answer as a whole: true sentences can mislead together.

A rule is published with the rules that it is always read with (exceptions, conditions, caps, overlays), and what is
compared is compared in the same respects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.corpus.quantities import find_numbers
from assistant.guard.finding import Finding, Verdict
from assistant.rules.base import Encoded, RuleBase


class Statement(Protocol):
    """What is read of a published statement: its text and the ids of the rules that bear it out."""

    @property
    def text(self) -> str:
        """What is said."""
        ...

    @property
    def rules(self) -> Sequence[str]:
        """The rules that bear it out."""
        ...


def check_answer(statements: Sequence[Statement], base: RuleBase) -> tuple[Finding, ...]:
    """What the answer leaves out. Spans are those of the statement in whose text the gap shows.

    Raises KeyError for a rule id that the base does not have.
    """
    return (*_companions(statements, base), *_fairness(statements, base))


def _companions(statements: Sequence[Statement], base: RuleBase) -> Iterator[Finding]:
    published = {rule for statement in statements for rule in statement.rules}
    for statement in statements:
        for id in statement.rules:
            for companion in base.rules[id].rule.publish_with if not base.rules[id].silent else ():
                if companion in published:
                    continue
                published.add(companion)
                missing = base.rules[companion]
                yield Finding(
                    verdict=Verdict.UNSUPPORTED, span=(0, len(statement.text)), rules=(id, companion),
                    provisions=(missing.provision,), expected=missing.zh, message="这条规定须与例外或者限制一并说明",
                )  # fmt: skip


def _fairness(statements: Sequence[Statement], base: RuleBase) -> Iterator[Finding]:
    """On one topic of several regulations: a number is given for each that has one, or for none."""
    said: dict[str, dict[str, list[tuple[Encoded, Statement]]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        for id in statement.rules:
            encoded = base.rules[id]
            said[encoded.topic][encoded.regulation].append((encoded, statement))
    for by_regulation in said.values():
        if len(by_regulation) < 2:
            continue
        rows = [row for rows in by_regulation.values() for row in rows]
        numbered = any(_has_limit(e) and _states_limit(e, s) for e, s in rows)
        for encoded, statement in rows:
            if numbered and _has_limit(encoded) and not _states_limit(encoded, statement):
                yield Finding(
                    verdict=Verdict.UNSUPPORTED, span=(0, len(statement.text)), rules=(encoded.id,),
                    provisions=(encoded.provision,), expected=encoded.zh, message="比较时只说了一方的期限",
                )  # fmt: skip


def _has_limit(encoded: Encoded) -> bool:
    return getattr(encoded.rule, "within", None) is not None


def _states_limit(encoded: Encoded, statement: Statement) -> bool:
    within = getattr(encoded.rule, "within", None)
    return within is not None and any(n.value == within.value for n in find_numbers(statement.text))
