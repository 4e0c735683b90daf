"""Numbers: value, unit and comparator (15日 is not 15个工作日, 以内 is not 以后), dates included.

Source: DESIGN.md, Guard, “quantities with unit and trigger”.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.bounds import comparator_of, fits
from assistant.guard.clash import Clash, Example
from assistant.guard.counted import COUNTERS, is_counted
from assistant.guard.frames import Frame
from assistant.guard.numbers import PERIODS
from assistant.guard.reading import Amount, Reading
from assistant.guard.vocabulary import TOO_FEW

LEAST = "至少"
THROUGH = frozenset("至到—－~")
"""Between the two ends of a range."""
CONDITIONAL = frozenset({"factor", "situation", "tier"})
REACHED = ("达到", "达", "满", "够")
"""达到两次: what says that a number is the least."""
SINGLE = frozenset(
    {
        "份",
        "部",
        "封",
        "张",
        "篇",
        "段",
        "所",
        "起",
        "桩",
        "件",
        "位",
        "套",
        "场",
        "层",
        "方",
        "笔",
        "道",
        "句",
        "宗",
    }
)
"""一份, 一所: not a number that anything turns on."""
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
    known = frame.reading.amounts
    for amount in reading.amounts:
        alike = [k for k in known if _same_dimension(amount, k)]
        bound = any(t.clause == amount.clause for t in reading.of("class", "bound"))
        same = _same(amount, alike, bound, _is_end(amount, reading))
        ruled_out = _is_ruled_out(amount, alike, reading, frame)
        if amount.denied or ruled_out or is_counted(amount, reading, frame):
            continue
        if same:
            fitting = (k for k in same if fits(amount, k, reading, frame.reading))
            if not any(_runs_alike(amount, k, reading, frame.reading) for k in fitting):
                yield _clash(amount, reading, alike, frame)
            elif _is_floor(same, frame) and not _is_bounded(amount, reading):
                place = (amount.start, amount.end)
                yield Clash("missing", *place, LEAST, reading.text[slice(*place)], "规定的是下限，这里没有说")
        elif frame.count and amount.measure in COUNTERS and (amount.first > 1 or _is_count(amount, reading)):
            if amount.first not in frame.count:
                counts = "、".join(map(str, sorted(frame.count)))
                yield Clash(
                    "hard",
                    amount.start,
                    amount.end,
                    counts,
                    reading.text[amount.start : amount.end],
                    "数目与规定不同",
                )
        elif amount.value == (1,) and amount.measure in COUNTERS | SINGLE and not _is_count(amount, reading):
            continue
        elif alike:
            yield _clash(amount, reading, alike, frame)
        else:
            raw = reading.text[amount.start : amount.end]
            yield Clash("leftover", amount.start, amount.end, "", raw, "所依据的规定没有这一数字")


def _same(amount: Amount, alike: list[Amount], bound: bool, end: int) -> list[Amount]:
    """The numbers of the rule that an amount is. bound: whether a word says that it is one (以上); end: of a range, as `_is_end`
    has it, that must be the same end there.
    """
    found = [k for k in alike if _equal(amount, k) and not ((bound or end) and len(k.value) > 1)]
    return found or [k for k in alike if end and len(k.value) > 1 and amount.first == k.value[end > 0]]


def _is_end(amount: Amount, reading: Reading) -> int:
    """-1 where an amount is the lower end of a range told in two (一级至六级), 1 where it is the upper one, else 0."""
    if amount.date or len(amount.value) > 1:
        return 0
    if reading.text[amount.start - 1 : amount.start] in THROUGH:
        return int(any(a.end == amount.start - 1 for a in reading.amounts))
    if reading.text[amount.end : amount.end + 1] in THROUGH:
        return -int(any(a.start == amount.end + 1 for a in reading.amounts))
    return 0


def _is_floor(same: list[Amount], frame: Frame) -> bool:
    """Whether a rule commands no less than a number; a condition is met by the number itself (一年内两次)."""
    command = frame.encoded.rule.kind not in CONDITIONAL
    return command and all(_is_least(amount, frame.reading) for amount in same)


def _is_least(amount: Amount, rule: Reading) -> bool:
    """Whether a rule sets a number that may be exceeded (两名及以上), periods and dates apart."""
    return not amount.date and amount.measure not in PERIODS and comparator_of(amount, rule) in {">=", ">"}


def _is_bounded(amount: Amount, reading: Reading) -> bool:
    """Whether a statement says that a number may be exceeded (两名或两名以上), or that it will do (两名也可以)."""
    enough = any(t.value == "may" and t.clause == amount.clause for t in reading.of("modal"))
    reached = reading.text[: amount.start].endswith(REACHED)
    twice = any(a.value == amount.value and comparator_of(a, reading) for a in reading.amounts)
    return enough or reached or twice


def _is_count(amount: Amount, reading: Reading) -> bool:
    """有一种, 分为一档: one, counted."""
    return reading.text[: amount.start].endswith(("有", "共", "分为", "仅", "只")) and not amount.date


def _runs_alike(amount: Amount, other: Amount, reading: Reading, rule: Reading) -> bool:
    """Of dates: that neither is an end where the other is a beginning, nor the end of a year that of a month."""
    if not amount.date:
        return True
    until = reading.text[: amount.start].endswith(("到", "至", "截至", "截止"))
    since = rule.text[: other.start].endswith("自")
    ours, theirs = _part(reading.text[amount.end :]), _part(rule.text[other.end :])
    whole = ours in {"底", "末", "初", "中"} and len(amount.value) != len(other.value)
    return not (until and since) and not whole and not (ours and theirs and ours != theirs)


def _part(after: str) -> str:
    """底 of 6月底, 后 of 8月后: which part of a month or year, or which side of it."""
    return next(
        (sign for sign in ("底", "末", "初", "中", "后", "前", "起") if after.lstrip("年").startswith(sign)),
        "",
    )


def holds(amount: Amount, reading: Reading, frame: Frame) -> bool:
    """Whether the rule has this very number."""
    same = [k for k in frame.reading.amounts if _equal(amount, k)]
    return any(fits(amount, k, reading, frame.reading) for k in same) or amount.first in frame.count


def _same_dimension(amount: Amount, other: Amount) -> bool:
    if amount.date or other.date:
        return amount.date and other.date
    if amount.measure in PERIODS:
        return other.measure in PERIODS
    if amount.measure in COUNTERS or other.measure in COUNTERS:
        return amount.measure == other.measure or amount.value == other.value
    return amount.measure == other.measure


def _equal(amount: Amount, other: Amount) -> bool:
    if amount.date:
        begins = amount.value == other.value[: len(amount.value)] and other.measure.startswith(amount.measure)
        ends = amount.value == other.value[-len(amount.value) :] and other.measure.endswith(amount.measure)
        return begins or (ends and len(amount.value) > 1)
    measures = {amount.measure, other.measure}
    inside = len(other.value) == 2 and len(amount.value) == 1 and not amount.comparator
    if inside and amount.measure == other.measure:
        return other.value[0] <= amount.first <= other.value[1]
    counted = measures <= COUNTERS or (measures <= {"人", "cardinal", ""})
    return amount.value == other.value and (amount.measure == other.measure or counted)


def _is_ruled_out(amount: Amount, alike: list[Amount], reading: Reading, frame: Frame) -> bool:
    """Whether a statement forbids a number that the rule's bound leaves out (不能只派一名: 两名及以上)."""
    forbidding = (*reading.of("modal"), *reading.of("filler"))
    forbidden = any(t.value in {"must_not", TOO_FEW} and t.clause == amount.clause for t in forbidding)
    if not forbidden or amount.comparator or amount.measure in PERIODS:
        return False
    bounds = [(comparator_of(other, frame.reading), other.first) for other in alike]
    return any(
        (sign in {">=", ">"} and amount.first < least) or (sign in {"<=", "<"} and amount.first > least)
        for sign, least in bounds
    )


def _clash(amount: Amount, reading: Reading, alike: list[Amount], frame: Frame) -> Clash:
    expected = "、".join(dict.fromkeys(frame.reading.text[k.start : k.end] for k in alike))
    found = reading.text[amount.start : amount.end]
    return Clash("hard", amount.start, amount.end, expected, found, "数字、单位或者范围与规定不同")
