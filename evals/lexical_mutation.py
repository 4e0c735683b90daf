"""Mutation operators on the words of one rendering: numbers, units, comparators, tiers, modality, negation, dates.

What needs other rules to be false, such as another body in the place of the one who acts, is in `evals.mutation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.corpus.numerals import to_chinese
from assistant.corpus.quantities import find_numbers
from assistant.rules.base import Encoded

UNITS = {"个工作日": "日", "工作日": "日", "年": "个月", "个月": "个工作日", "万元": "元"}
COMPARATORS = {
    "个工作日内": "个工作日后",
    "年内": "年后",
    "个月内": "个月后",
    "及以上": "及以下",
    "不少于": "不超过",
    "至少": "至多",
    "以上": "以下",
}
MODALITY = {
    "应当": "可以",
    "可以": "应当",
    "不得": "可以",
    "有权": "无权",
    "应": "可",
    "可": "应",
    "提倡": "应当",
    "一般应": "不得",
}
NEGATION = {
    "应当": "不应当",
    "可以": "不可以",
    "不停止": "停止",
    "不再": "仍",
    "不予": "应予",
    "免于": "不免于",
    "不得": "",
    "有权": "没有权",
}
TIERS = ("情节较轻", "情节较重", "情节严重")
CHANGEABLE = frozenset({"工作日", "日", "月", "年", "人", "次", "元", "户", "个"})


@dataclass(frozen=True, slots=True)
class Change:
    """A kind of change and the rendering so changed, which may be the same."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a rendering was not changed where it might have been."""

    reason: str


def values(encoded: Encoded) -> Iterator[Change]:
    """Another number of the same unit."""
    for number in find_numbers(encoded.zh):
        if number.measure not in CHANGEABLE or number.kind not in {"cardinal", "percent"} or number.word:
            continue
        if not isinstance(number.value, int) or number.upper is not None:
            continue
        for value in (number.value + 5, number.value * 2):
            written = str(value) if number.raw.isdigit() else to_chinese(value)
            yield Change("数值", encoded.zh[: number.start] + written + encoded.zh[number.end :])


def units(encoded: Encoded) -> Iterator[Change]:
    """The same number of another unit."""
    for number in find_numbers(encoded.zh):
        if number.kind == "cardinal" and number.unit in UNITS and not number.word:
            changed = encoded.zh[: number.end] + UNITS[number.unit] + encoded.zh[number.unit_end :]
            yield Change("单位", changed)


def comparators(encoded: Encoded) -> Iterator[Change]:
    """以内 for 以后, 至少 for 至多."""
    for word, changed in COMPARATORS.items():
        if encoded.zh.count(word) == 1 and not (word == "以上" and "及以上" in encoded.zh):
            yield Change("范围", encoded.zh.replace(word, changed))


def tiers(encoded: Encoded) -> Iterator[Change]:
    """Another tier of gravity."""
    for tier in TIERS:
        if encoded.zh.count(tier) == 1 and sum(t in encoded.zh for t in TIERS) == 1:
            for other in TIERS:
                yield Change("档次", encoded.zh.replace(tier, other))


def modality(encoded: Encoded) -> Iterator[Change | LeftOut]:
    """The rule's own modal word changed."""
    marker = _marker(encoded)
    if marker in MODALITY and encoded.zh.count(marker) == 1:
        yield Change("情态", encoded.zh.replace(marker, MODALITY[marker]))
    elif marker:
        yield LeftOut("情态词不唯一或者没有相反的词")


def negation(encoded: Encoded) -> Iterator[Change]:
    """A negation dropped or added at the rule's own operator."""
    marker = _marker(encoded)
    for word, changed in NEGATION.items():
        if (
            word.startswith(marker or word)
            and encoded.zh.count(word) == 1
            and (marker or word in {"不停止", "不再", "不予"})
        ):
            yield Change("否定", encoded.zh.replace(word, changed))


def dates(encoded: Encoded) -> Iterator[Change]:
    """Another year or month."""
    for match in re.finditer(r"(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?", encoded.zh):
        later = str(int(match["year"]) + 1)
        yield Change("日期", encoded.zh[: match.start("year")] + later + encoded.zh[match.end("year") :])
        if match["month"]:
            month = str(int(match["month"]) % 12 + 1)
            text = encoded.zh[: match.start("month")] + month + encoded.zh[match.end("month") :]
            yield Change("日期", text)


def _marker(encoded: Encoded) -> str:
    """The modal word that the rendering has for the rule."""
    rule = encoded.rule
    marker = getattr(rule, "marker", None)
    if marker:
        return marker
    for key, word in (("must", "应当"), ("may", "可以"), ("must_not", "不得")):
        if getattr(rule, key, None) is not None and encoded.zh.count(word) == 1:
            return word
    return ""
