"""Numbers: value, unit and comparator (15日 is not 15个工作日, 以内 is not 以后), dates included.

Source: DESIGN.md, Guard, “quantities with unit and trigger”.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.corpus.quantities import Number
from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Amount, Reading

PERIODS = frozenset({"工作日", "日", "周", "月", "年", "小时", "分钟", "季度", "学期"})
COUNTERS = frozenset({"种", "项", "条", "类", "个", "档", "款", "章", "方面", "部分", "点", "级", ""})
MUST_FLAG = (
    Example("对决定不服的，可自收到决定书之日起15日内提出书面申诉。", "weifang-2011"),
    Example("调查工作应当由三名及以上工作人员进行。", "weifang-2011"),
    Example("书面申诉要在收到决定书15个工作日之后才能提出。", "weifang-2011"),
)
NEAR_MISSES = (
    Example("申诉期限不是30个工作日，而是自收到问责决定书之日起15个工作日。", "weifang-2011"),
    Example("被调查人应在收到调查通知后七个工作日内书面说明。", "guangzhou-2009"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare every number of the statement with those of the rule."""
    known = [a.number for a in frame.reading.amounts]
    for amount in reading.amounts:
        number = amount.number
        raw = reading.text[number.start : number.unit_end]
        alike = [k for k in known if _same_dimension(number, k)]
        same = [k for k in alike if _equal(number, k)]
        if amount.denied:
            if same and len({(k.value, k.measure) for k in alike}) == 1:
                yield _clash("hard", amount, raw, alike, frame)
            continue
        if same:
            if not any(_fits(number, k) for k in same):
                yield _clash("hard", amount, raw, alike, frame)
        elif frame.count and number.measure in COUNTERS and number.value > 1:
            if number.value not in frame.count:
                yield Clash(
                    "hard", number.start, number.unit_end, "、".join(map(str, sorted(frame.count))), raw, "数目与规定不同"
                )
        elif number.value == 1 and number.measure in COUNTERS:
            continue
        elif alike:
            yield _clash("hard", amount, raw, alike, frame)
        else:
            yield Clash("leftover", number.start, number.unit_end, "", raw, "所依据的规定没有这一数字")


def _same_dimension(number: Number, other: Number) -> bool:
    if number.kind == "date" or other.kind == "date":
        return number.kind == other.kind and number.measure == other.measure
    if number.measure in PERIODS:
        return other.measure in PERIODS
    if number.measure in COUNTERS or other.measure in COUNTERS:
        return number.measure == other.measure or number.value == other.value
    return number.measure == other.measure and number.kind == other.kind


def _equal(number: Number, other: Number) -> bool:
    return number.value == other.value and number.upper == other.upper and (
        number.measure == other.measure or {number.measure, other.measure} <= COUNTERS | {"人", "名"}
    )


_OPPOSED = {"<=": {">=", ">"}, ">=": {"<=", "<"}, ">": {"<=", "<", ">="}, "<": {">=", ">", "<="}}


def _fits(number: Number, other: Number) -> bool:
    return other.comparator not in _OPPOSED.get(number.comparator, set())


def _clash(force: str, amount: Amount, raw: str, alike: list[Number], frame: Frame) -> Clash:
    expected = "、".join(dict.fromkeys(frame.reading.text[k.start : k.unit_end] for k in alike))
    number = amount.number
    return Clash("hard", number.start, number.unit_end, expected, raw, "数字、单位或者范围与规定不同")
