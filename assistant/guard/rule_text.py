"""What the text of a rule gives for comparing: its wording, its strings, its date and its counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import cast

from assistant.guard.reading import Amount, Reading
from assistant.rules import schema as s
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.parts import Alternative, Quantity, Sanction


def dated(reading: Reading, day: date | None) -> Reading:
    """A fact's date as a number of the rule, where its words do not have it (自发布之日起施行)."""
    if day is None or any(a.date for a in reading.amounts):
        return reading
    value = (day.year, day.month, day.day)
    amount = Amount(value, "年月日", "", date=True, start=0, end=len(reading.text), clause=0, denied=False)
    return replace(reading, amounts=(*reading.amounts, amount))


def counts(rule: s.Rule) -> frozenset[int]:
    """How many members a list has: with and without its catch-all."""
    match rule:
        case s.Sanctions():
            named = sum(not m.other for m in rule.members)
            return frozenset({len(rule.members), named})
        case s.Enumeration():
            return frozenset({len(rule.members)})
        case s.Factor():
            return frozenset({len(rule.any_of)})
        case s.Principle() | s.Tier():
            return frozenset({len(rule.items if isinstance(rule, s.Principle) else rule.sanctions)})
        case _:
            return frozenset()


def lists(rule: s.Rule) -> frozenset[int]:
    """How many a rule names as those who act: what 由三个部门解释 may count."""
    who = getattr(rule, "who", None) or ""
    return frozenset({who.count("、") + 1}) if "、" in who else frozenset()


def wording(encoded: Encoded, base: RuleBase) -> str:
    """The rule in Chinese; a list whose items have rules of their own only by its name and number."""
    rule = encoded.rule
    if isinstance(rule, s.Enumeration):
        items = base.library.regulations[encoded.regulation].children(encoded.provision)
        if any(base.of_provision(item.id) for item in items):
            return f"{rule.name}共{len(rule.members)}{rule.counted or '项'}，其中包括最后兜底的其他情形"
    return encoded.zh


def strings(rule: s.Rule) -> Iterator[str]:
    """All texts of the fields of a rule that a statement may use."""
    skip = {
        "topic",
        "kind",
        "en",
        "zh",
        "assumes",
        "publish_with",
        "confusable_with",
        "overrides",
        "means",
        "elements",
    }
    for name, value in rule:
        if name in skip:
            continue
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from _texts(cast("tuple[object, ...]", value))
        elif isinstance(value, Quantity):
            yield from filter(None, (value.phrase, value.start))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for piece in cast("tuple[object, ...]", value):
            yield from _texts(piece)
    elif isinstance(value, Sanction):
        yield value.name
    elif isinstance(value, Alternative):
        yield from filter(None, (value.conduct, value.consequence))
