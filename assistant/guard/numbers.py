"""Numbers and dates of a text as the guard compares them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from assistant.corpus.quantities import Number
from assistant.guard.reading import Amount

PERIODS = frozenset({"工作日", "自然日", "日", "周", "月", "年", "小时", "分钟", "季度", "学期"})
SHARES = {"fraction": "share", "percent": "share"}
"""一半 and 50% are one."""
COUNTER, PERSONS = "个", ("人", "工作人员", "成员")
"""一个工作人员 counts persons."""
ONE, _ENDS = "one", re.compile(r"[.,;]|$| (?:rmb|and|is|shall|must|may|gets?|receives?)\b", re.IGNORECASE)
"""A four-star one: no number, but what was named before."""
CARDINAL, MONEY = "cardinal", "元"
_ELLIPSIS = re.compile(r" ?(?:[,.;，。；]|$|(?:a|per) year|each|for |and |respectively|每年)")
"""Behind a number that leaves out its unit (五星级每年5万元，四星级3万)."""
_SIZES = "年月日"
"""The order of the parts of a date, however it is written (8 July 2016)."""


def amounts_of(
    text: str, numbers: Sequence[Number], bounds: Sequence[int], denied: Callable[[int], bool]
) -> Iterator[Amount]:
    """The numbers of a text; a date's parts are one. bounds: places of the signs between clauses; denied: by place."""
    numbers = [
        n for n in numbers if not (n.raw.casefold() == ONE and not n.unit and _ENDS.match(text, n.unit_end))
    ]
    i, before = 0, ""
    while i < len(numbers):
        run = [numbers[i]]
        while run[0].kind == "date" and i + len(run) < len(numbers):
            following = numbers[i + len(run)]
            if following.kind != "date" or following.start != run[-1].unit_end:
                break
            run.append(following)
        i += len(run)
        first, last = run[0], run[-1]
        if first.kind == "date":
            run.sort(key=lambda n: _SIZES.find(n.measure))
        date = first.kind == "date"
        value = (
            tuple(n.value for n in run)
            if date
            else (first.value,)
            if first.upper is None
            else (first.value, first.upper)
        )
        measure = (
            "".join(n.measure for n in run) if date else first.measure or SHARES.get(first.kind, first.kind)
        )
        if measure == CARDINAL and before in {*PERIODS, MONEY} and _ELLIPSIS.match(text, last.unit_end):
            measure = before
        before = measure
        if measure == COUNTER and text[last.unit_end :].startswith(PERSONS):
            measure = PERSONS[0]
        clause = bisect_left(bounds, first.start)
        comparator = first.comparator
        if not date and measure in PERIODS and text[last.unit_end :].lstrip("之以过").startswith("后"):
            comparator = ">"
        yield Amount(
            value,
            measure,
            comparator,
            date,
            first.start,
            last.unit_end,
            clause,
            denied(first.start),
        )
