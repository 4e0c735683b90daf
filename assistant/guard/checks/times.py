"""Before and after: what must be done before a decision is not done after it.

Source: DESIGN.md, Guard, “an incompatible field”; `weifang-2011:11` (作出问责决定前), `guangzhou-2009:21.1` (立项后).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading, Time, own_keys

TIMED = "先后与规定不同"
BEFORE, DATED = ("前", "before"), ("底", "末", "年", "月", "日")
"""2011年8月底前 is 2011年8月底: a date by which."""
WHILE = re.compile("过程中|的同时|之中")
"""Something done while something else is being done is done neither before nor after."""
MUST_FLAG = (
    Example("Before the investigation the investigation team shall make a written report.", "weifang-2011"),
    Example("问责决定作出后，应当听取被问责当事人的陈述和申辩。", "weifang-2011"),
    Example("在集体决策后明确提出反对意见的领导班子成员，不予问责。", "guangzhou-2009"),
    Example("问责决定机构在作出问责决定的同时，应当听取被问责当事人的陈述和申辩。", "weifang-2011"),
    Example("承办机关应当在立项前的3个工作日内将调查通知送达被调查人。", "guangzhou-2009"),
)
NEAR_MISSES = (
    Example("After the investigation the investigation team shall make a written report.", "weifang-2011"),
    Example("作出问责决定之前，应当听取被问责当事人的陈述和申辩。", "weifang-2011"),
    Example("立项以后的3个工作日内，承办机关应当将调查通知送达被调查人。", "guangzhou-2009"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare each 前 and 后 with those of the rule over the same content; 前 must stand in the rule."""
    yield from _while(reading, frame)
    yield from _of_other_date(reading, frame)
    for time in reading.times:
        same = [t for t in frame.reading.times if t.keys & time.keys]
        found = reading.text[time.start : time.end]
        if time.before and reading.text[: time.start].endswith(DATED):
            continue
        if any(t.before == time.before for t in same):
            continue
        if same:
            expected = frame.reading.text[same[0].start : same[0].end]
            yield Clash("hard", time.start, time.end, expected, found, TIMED)
        elif (time.before and not any(word in frame.reading.text.casefold() for word in BEFORE)) or _is_late(
            time, reading, frame
        ):
            yield Clash("leftover", time.start, time.end, "", found, "规定没有这一先后")


def _of_other_date(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """What stands behind a date that opens the sentence (到2008年，…) is of that date."""
    theirs = [a for a in frame.reading.amounts if a.date]
    ours = reading.dated[-1:] if not any(a.date for a in reading.amounts) else ()
    if ours and theirs and all(a.first != ours[0].first for a in theirs):
        found = reading.text[ours[0].start : ours[0].end]
        yield Clash("leftover", *reading.span, "", found, "规定说的是另一时间")


def _while(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """What is done before or after in the one and meanwhile in the other."""
    ours, theirs = _meanwhile(reading.text), _meanwhile(frame.reading.text)
    for during, at in ours.items():
        if during not in theirs and any(during in t.keys for t in frame.reading.times):
            yield Clash("hard", at, at + len(during), "", reading.text[at : at + len(during)], TIMED)
    for time in reading.times:
        if time.keys & set(theirs) and not time.keys & set(ours) and not _timed(time, frame):
            yield Clash("hard", time.start, time.end, "", reading.text[time.start : time.end], TIMED)


def _timed(time: Time, frame: Frame) -> bool:
    return any(t.keys & time.keys for t in frame.reading.times)


@lru_cache(maxsize=4096)
def _meanwhile(text: str) -> Mapping[str, int]:
    """The two signs before each word for while something is being done, with their places."""
    return {text[m.start() - 2 : m.start()]: m.start() - 2 for m in WHILE.finditer(text) if m.start() >= 2}


def _is_late(time: Time, reading: Reading, frame: Frame) -> bool:
    """Whether the rule has what a statement puts first (…后) behind all that the statement has follow it."""
    if time.before or reading.english:
        return False
    rule = sorted(frame.reading.pieces, key=lambda piece: piece.start)
    ours = [p.start for p in rule if time.keys & set(own_keys(p))]
    later = {k for p in reading.pieces if p.start >= time.end for k in own_keys(p)}
    theirs = [p.start for p in rule if later & set(own_keys(p))]
    return bool(ours and theirs) and min(ours) > max(theirs)
