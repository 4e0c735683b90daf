"""The order of two steps: first removed and then dealt with is not the reverse.

Source: DESIGN.md, Guard, “an incompatible field”; `guangzhou-2009:30.3` (免去职务后，再…). Words: `knowledge/guard.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading, Time, Token, own_keys, same_piece

MUST_FLAG = (
    Example("被问责人拒绝执行问责决定的，先按照有关规定作出处理，再免去职务。", "guangzhou-2009"),
    Example("被问责人拒绝执行问责决定的，先处理，然后免职。", "guangzhou-2009"),
)
NEAR_MISSES = (
    Example("被问责人拒绝执行问责决定的，先依照管理权限免去职务，再按照有关规定作出处理。", "guangzhou-2009"),
    Example("调查组要先完成调查，随后形成书面调查报告。", "weifang-2011"),
)
FIRST = ("先", "首先", "先行")
THEN = ("再", "然后", "随后", "之后", "此后", "接着", "最后", "最终", "后")


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare the order of what stands between 先 and 再, and behind 再, with that of the rule."""
    first, then = _word(reading, FIRST, 0), None
    if first is not None:
        then = _word(reading, THEN, first.end)
    if first is None or then is None:
        return
    if earlier := [t for t in frame.reading.times if t.before]:
        yield from _turned(reading, first, then, earlier)
        return
    if not any(word in frame.reading.text for word in THEN):
        found = reading.text[first.start : first.end]
        yield Clash("leftover", first.start, first.end, "", found, "规定没有这一先后")
        return
    one = _places(reading, first.end, then.start, frame)
    two = _places(reading, then.end, len(reading.text), frame)
    if one and two and max(one) > max(two) and min(one) > min(two):
        yield Clash("hard", first.start, then.end, "", reading.text[first.start : then.end], "先后与规定相反")


def _turned(reading: Reading, first: Token, then: Token, earlier: Sequence[Time]) -> Iterator[Clash]:
    """Where the rule has …前: what stands before 前 is what comes second."""
    later = frozenset(k for time in earlier for k in time.keys)
    one = {k for p in reading.pieces if first.end <= p.start < then.start for k in own_keys(p)}
    two = {k for p in reading.pieces if p.start >= then.end for k in own_keys(p)}
    if later & one and not later & two:
        yield Clash("hard", first.start, then.end, "", reading.text[first.start : then.end], "先后与规定相反")
    elif not later & two:
        yield Clash(
            "leftover", first.start, first.end, "", reading.text[first.start : first.end], "规定没有这一先后"
        )


def _word(reading: Reading, words: Sequence[str], start: int) -> Token | None:
    fillers = (t for t in reading.of("filler") if t.start >= start)
    return next((t for t in fillers if reading.text[t.start : t.end] in words), None)


def _places(reading: Reading, start: int, end: int, frame: Frame) -> list[int]:
    """Where the rule has the content of a stretch."""
    found: list[int] = []
    for piece in reading.pieces:
        if start <= piece.start < end:
            own = [theirs.start for theirs in frame.reading.pieces if same_piece(piece, theirs)]
            at = frame.reading.text.find(reading.text[piece.start : piece.start + 2])
            found += own or ([at] if at >= 0 else [])
    return found
