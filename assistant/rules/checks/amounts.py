"""Quantities and dates of a rule stand in its clause: the phrase verbatim, with value and unit; the numbers of a date."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.corpus.quantities import find_numbers
from assistant.corpus.text import folded
from assistant.rules.base import RuleBase
from assistant.rules.checks.fields import QUANTITIES
from assistant.rules.checks.problem import Problem, problem
from assistant.rules.checks.source import around, missing_run
from assistant.rules.parts import Quantity
from assistant.rules.schema import Fact, Target

_SHARES = frozenset({"", "%", "比例"})


def quantities_in_clause(base: RuleBase) -> Iterator[Problem]:
    """The phrase of a quantity is verbatim in the clause, and bears its value and its unit."""
    for encoded in base:
        key = QUANTITIES.get(encoded.rule.kind)
        quantity: Quantity | None = getattr(encoded.rule, key) if key else None
        if key is None or quantity is None:
            continue
        if folded(quantity.phrase) not in folded(base.library.provision(encoded.provision).text):
            yield problem(base, encoded, (key, "phrase"), quantity.phrase, "条款原文中的一段")
        if not _borne(quantity):
            stated = "、".join(number.raw for number in find_numbers(quantity.phrase)) or "没有数量"
            yield problem(
                base,
                encoded,
                (key, "value"),
                f"{quantity.value}{quantity.unit}",
                f"原文的数值和单位（{stated}）",
            )
        if quantity.extension and missing_run(quantity.extension, around(base, encoded)):
            yield problem(base, encoded, (key, "extension"), quantity.extension, "条款原文的用语")


def _borne(quantity: Quantity) -> bool:
    """Whether the phrase states this number; 每日 and 每周 state 1 without a numeral."""
    if quantity.value == 1 and quantity.unit == quantity.per and f"每{quantity.unit}" in quantity.phrase:
        return True
    units = _SHARES if quantity.unit in _SHARES else {quantity.unit}
    return any(
        number.value == quantity.exact and number.upper == quantity.upper and number.measure in units
        for number in find_numbers(quantity.phrase)
    )


def dates_in_clause(base: RuleBase) -> Iterator[Problem]:
    """The numbers of a date stand in the clause; of a target's `due`, in its `by`."""
    for encoded in base:
        rule = encoded.rule
        if isinstance(rule, Fact) and rule.day is not None:
            text, day, path = base.library.provision(encoded.provision).text, rule.day, ("day",)
            wanted = {day.year, day.month, day.day}
        elif isinstance(rule, Target) and rule.due is not None:
            text, day, path = rule.by or "", rule.due, ("due",)
            wanted = {day.year} if not rule.assumes else set[int]()
        else:
            continue
        if not wanted <= _numbers(text):
            yield problem(
                base, encoded, path, day.isoformat(), f"原文写明的日期；原文的数字：{_numbers(text)}"
            )


def _numbers(text: str) -> set[object]:
    return {number.value for number in find_numbers(text)}
