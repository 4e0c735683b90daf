"""A rule said in full with another body or person in the place of the one who acts.

`actors` compares those that stand at a place where only the agent can; this check needs no such place: nearly all of the
rule is said, the one who acts is not, and what is said instead names a body or person.
Source: DESIGN.md, Guard, “who decides, proposes, executes”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.guard.clash import OTHER_AGENT, Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Atom, Reading, Token

NEARLY_ALL = 0.85
LEAST = 4
"""So much content a rule has without its agent, if another agent is to be told by it."""
BEHIND = frozenset("由为是在对的")
"""What stands before one who acts, where it does not begin the clause."""
MUST_FLAG = (
    Example("对学校和校（园）长的问责由教职工实施。", "weifang-2011"),
    Example("中央军事委员会在职责范围内负有全面领导责任。", "ccp-2016"),
)
NEAR_MISSES = (
    Example("对学校和校（园）长的问责，由教育行政部门或者理事会、董事会实施。", "weifang-2011"),
    Example("党组（党委）领导班子在职责范围内负有全面领导责任。", "ccp-2016"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Find the stretch that stands where the rule has the one who acts."""
    rest = frame.without_who
    if len(rest) < LEAST or len(rest & reading.content) < NEARLY_ALL * len(rest):
        return
    said = reading.around or reading.content
    if said & frame.who_keys:
        return
    for start, end in _strange(reading, frame):
        found = reading.text[start:end]
        if _placed(reading, start, end) and any(body in found for body in frame.bodies):
            who = getattr(frame.encoded.rule, "who", None) or ""
            yield Clash("soft", start, end, who, found, OTHER_AGENT)
            return


def _strange(reading: Reading, frame: Frame) -> Iterator[tuple[int, int]]:
    """Stretches of content that the rule has not, its agent left out."""
    said: Sequence[Atom | Token] = sorted(
        (x for x in (*reading.atoms, *reading.of("class", "actor")) if not x.denied), key=lambda x: x.start
    )
    for strange, run in groupby(said, lambda x: _is_strange(x, frame)):
        if strange:
            found = list(run)
            yield found[0].start, found[-1].end


def _is_strange(thing: Atom | Token, frame: Frame) -> bool:
    keys = (thing.value,) if isinstance(thing, Token) else thing.keys
    return not any(key in frame.without_who for key in keys)


def _placed(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch begins a clause, stands behind 由 or 为, or before a modal word."""
    before = reading.text[:start].rstrip(" （(")
    leads = not before or before[-1] in "，；：,;" or before[-1] in BEHIND
    return leads or any(t.start == end for t in reading.of("modal"))
