"""Who does it to whom: what a statement has before its modal word stands before the modal word of the rule.

Source: DESIGN.md, Guard, “who decides, proposes, executes”; `weifang-2011:13.2` (the decision is told to the appellant, who
tells nobody).
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.clash import ACTED, Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading

BEFORE_EVENT = 4
"""So far before an event stands what it happens to (调查组成立后)."""
PASSIVE = ("由", "被", " by ")
"""Behind these stands the one who acts, wherever he stands."""
MUST_FLAG = (
    Example("申诉人应当以书面形式告知申诉处理决定。", "weifang-2011"),
    Example("居委会要支持社区党组织依法充分行使职权。", "guangzhou-party-2006"),
    Example(
        "The appellant shall inform the deciding body of the decision on the appeal in writing.",
        "weifang-2011",
    ),
)
NEAR_MISSES = (
    Example("申诉处理决定应当以书面形式告知申诉人。", "weifang-2011"),
    Example("社区党组织要支持居委会依法充分行使职权。", "guangzhou-party-2006"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """What is said before the modal word must not all stand behind that of the rule, where the rest changes place too."""
    ours = None if any(word in reading.text for word in PASSIVE) else _sides(reading)
    theirs = _sides(frame.reading) if ours and ours[0] else None
    if ours is None or theirs is None:
        return
    before, after, place = ours
    own_before, own_after, _ = theirs
    turned = before and not before & own_before and before & own_after
    if turned and after & (own_before - own_after):
        yield Clash("soft", *place, "", reading.text[slice(*place)], ACTED)


def _sides(reading: Reading) -> tuple[frozenset[str], frozenset[str], tuple[int, int]] | None:
    """Content before the first modal word, in its clause, and behind it; and where the former stands."""
    modal = next((t for t in reading.of("modal") if not t.denied), None)
    if modal is None:
        return None
    pieces = [*((a.start, a.end, a.clause, frozenset(a.own)) for a in reading.atoms)]
    pieces += [(t.start, t.end, t.clause, frozenset({t.value})) for t in reading.of("class")]
    times = [range(e.start - BEFORE_EVENT, e.end) for e in reading.events]
    pieces = [p for p in pieces if not any(p[0] in time for time in times)]
    first = [p for p in pieces if p[2] == modal.clause and p[0] < modal.start]
    later = [p for p in pieces if p[0] > modal.start]
    place = (min(p[0] for p in first), max(p[1] for p in first)) if first else (modal.start, modal.end)
    return _keys(first), _keys(later), place


def _keys(pieces: list[tuple[int, int, int, frozenset[str]]]) -> frozenset[str]:
    return frozenset(k for p in pieces for k in p[3] if len(k) > 1)
