"""Which belongs to which: where a rule has 分别, the first of the one list goes with the first of the other.

Source: DESIGN.md, Guard, “subjects and scope”; `weifang-2011:3.2` (分别是本系统、本学校…第一责任人).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading
from assistant.guard.signs import pairs

LISTS = re.compile(r"(?P<first>[^，。；]+)分别(?P<joint>是|为|由|在|以)(?P<second>[^，。；]+)")
AS = re.compile(r"以(?P<what>[^，。；]{2,}?)为(?P<role>[^，。；、]{2})")
RESPECTIVELY, HEAD = "分别", 3
MUST_FLAG = (
    Example("学校主要负责人是本系统安全稳定工作第一责任人。", "weifang-2011"),
    Example("各级教育行政部门主要负责人是本学校安全稳定工作第一责任人。", "weifang-2011"),
    Example("社区党建工作以保持党同人民群众的血肉联系为重点。", "guangzhou-party-2006"),
)
NEAR_MISSES = (
    Example("学校主要负责人是本学校安全稳定工作第一责任人。", "weifang-2011"),
    Example("各级教育行政部门主要负责人是本系统安全稳定工作第一责任人。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """A statement of one member of the first list may not go with another member of the second."""
    if reading.english:
        return
    yield from _as(reading, frame)
    match = LISTS.search(frame.reading.text) if RESPECTIVELY in frame.reading.text else None
    if match is None:
        return
    first, second = _members(match["first"]), _members(match["second"])
    before, _, after = reading.text.partition(match["joint"])
    ours, theirs = _told(before, first), _told(after, second)
    if len(first) == len(second) and len(ours) == len(theirs) == 1 and ours != theirs:
        expected = match["second"].split("、")[ours[0]]
        yield Clash("soft", *reading.span, expected, "", "与规定的对应关系不同")


def _as(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """以…为重点 is not 以…为核心 (`guangzhou-party-2006:二(一)`)."""
    if not AS.search(reading.text):
        return
    known = [(m["role"], pairs(m["what"])) for m in AS.finditer(f"{frame.reading.text}。{frame.quote}")]
    for match in AS.finditer(reading.text):
        said = pairs(match["what"])
        own = max((len(said & what) for role, what in known if role == match["role"]), default=0)
        other = max((len(said & what) for role, what in known if role != match["role"]), default=0)
        if any(role == match["role"] for role, _ in known) and other > own:
            yield Clash("soft", match.start(), match.end(), "", match.group(), "与规定的对应关系不同")


def _members(text: str) -> list[frozenset[str]]:
    """What only this member of a list has; of the last, its first signs, as the rest goes with all."""
    *parts, last = text.split("、")
    found = [pairs(part) for part in (*parts, last[:HEAD])]
    return [own.difference(*(other for other in found if other is not own)) for own in found]


def _told(text: str, members: Sequence[frozenset[str]]) -> list[int]:
    """Places of the members that a text tells in full or most."""
    said = pairs(text)
    return [i for i, own in enumerate(members) if own and len(own & said) * 2 >= len(own)]
