"""Conditions: a statement that leaves out what the rule turns on says more than the rule.

Source: DESIGN.md, Guard, “ambiguous … a fact the rule turns on, is not stated”.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.checks.amounts import COUNTERS, holds
from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.needs import LISTED
from assistant.guard.reading import Reading
from assistant.guard.segments import Part
from assistant.rules.schema import Factor

SHARE = 0.3
HALF = 0.5
SCANT = 0.2
PARTIAL = frozenset({"sanctions", "enumeration", "principle", "fact", "scope"})
"""Rules of which any member may be told alone."""
ENOUGH = 5
MUST_FLAG = (
    Example("瞒报学校安全稳定事故的，应当问责。", "weifang-2011"),
    Example("积极配合问责调查的，可从轻问责。", "weifang-2011"),
)
NEAR_MISSES = (
    Example("瞒报突发公共事件的，应当问责。", "guangzhou-2009"),
    Example("积极配合问责调查并主动承担责任的，可从轻问责。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Every need of the rule must be met in one of its ways."""
    keys = reading.around or reading.content
    counted = any(a.measure in COUNTERS and a.first in frame.count for a in reading.amounts)
    listed = len(reading.content & frame.content) >= HALF * len(frame.content)
    if reading.english and frame.encoded.rule.kind not in PARTIAL and _is_scant(reading, frame):
        yield Clash("missing", *reading.span, frame.reading.text, "", "说得太少，无法与规定核对")
    for need in frame.needs:
        start, end = reading.span
        if need.relay and not frame.who & {t.value for t in reading.of("class", "actor")}:
            continue
        if need.words:
            if need.beside in reading.text and not any(word in reading.text for word in need.words):
                yield Clash("missing", start, end, need.name, "", "没有说明规定所要求的条件")
        elif need.own:
            numbers = any(holds(a, reading, frame) for a in reading.amounts if not a.denied and a.first != 1)
            if not numbers and not any(part & reading.content for way in need.ways for part in way):
                yield Clash("leftover", start, end, need.name, "", "没有说到规定的内容")
        elif (need.name == LISTED and listed) or (counted and isinstance(frame.encoded.rule, Factor)):
            continue
        elif not any(all(met(part, keys) for part in way) for way in need.ways):
            yield Clash("missing", start, end, need.name, "", "没有说明规定所要求的条件")


def _is_scant(reading: Reading, frame: Frame) -> bool:
    """Whether too little of a rule is said: English has no needs for conditions."""
    said = reading.around or reading.content
    return len(said & frame.content) < SCANT * len(frame.content)


def met(part: frozenset[str], keys: frozenset[str]) -> bool:
    """Whether enough of a part of a need is said."""
    share = part.share if isinstance(part, Part) else SHARE
    return not part or len(part & keys) >= min(share * len(part), ENOUGH)
