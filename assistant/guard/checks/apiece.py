"""Apiece or in all: 各招录1名 is not 共招录1名, 两人负责一个 not 各负责一个.

Source: DESIGN.md, Guard, “quantities”; `harbin-2011:三(三)` (648个社区各招录1名), `guangzhou-party-2006:五(一).3` (每人一个联系点).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Amount, Reading

REACH = 8
STOPS = re.compile(r"[，。；：、]")
APIECE = re.compile(r"各(?![级地区类项种部单县市街社界方])|每(?=[人个名位])|分别|人均|户均")
IN_ALL = re.compile(r"(?<!公)共(?![产青同])|总计|合计|合起来|加起来")
MUST_FLAG = (
    Example("648个社区共招录1名社区专职工作者。", "harbin-2011"),
    Example("社区社会保障协理员两人各负责一个网格。", "harbin-2011"),
)
NEAR_MISSES = (
    Example("648个社区各招录1名社区专职工作者。", "harbin-2011"),
    Example("社区社会保障协理员两人负责一个网格。", "harbin-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """What stands before each number that both have: whether it is so many apiece."""
    if reading.english:
        return
    for amount in (a for a in reading.amounts if not a.denied and not a.date):
        same = [o for o in frame.reading.amounts if (o.value, o.measure) == (amount.value, amount.measure)]
        ours = _marked(amount, reading)
        theirs = {_marked(other, frame.reading) for other in same}
        if same and ours and ours not in theirs and (ours == "apiece" or "apiece" in theirs):
            found = _clause(amount, reading)
            expected = "、".join(_clause(other, frame.reading) for other in same)
            yield Clash(
                "hard", amount.start, amount.end, expected, found, "是各有这么多还是一共这么多，与规定不同"
            )


def _clause(amount: Amount, reading: Reading) -> str:
    """What stands before an amount in its clause, for people."""
    return STOPS.split(reading.text[: amount.end])[-1]


def _marked(amount: Amount, reading: Reading) -> str:
    before = STOPS.split(reading.text[max(0, amount.start - REACH) : amount.start])[-1]
    if APIECE.search(before):
        return "apiece"
    return "in all" if IN_ALL.search(before) else ""
