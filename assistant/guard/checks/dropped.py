"""A word dropped from within a phrase: 信息 where the rule has 未公开信息, 社会影响 where it has 严重社会影响.

What may be left out of a rule are whole clauses and members of lists. Where two pieces stand side by side in a statement and
the rule has another word between them, the statement says more than the rule.
Source: DESIGN.md, Guard, “a fact the rule turns on, is not stated”.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Atom, Reading
from assistant.guard.signs import places_of

LONGEST = 6
LISTED = frozenset("、，；：或和及与并（）() ")
"""What stands between members of a list, or clauses: either may be left out."""
MUST_FLAG = (
    Example("利用工作掌握的信息为自己或亲属谋取利益的，应当问责。", "guangzhou-2009"),
    Example("省属高校发生安全稳定责任事故的问责，参照本办法执行。", "weifang-2011"),
)
NEAR_MISSES = (
    Example("利用工作掌握的未公开信息为亲属谋取利益的，应当问责。", "guangzhou-2009"),
    Example("省属驻潍高校发生安全稳定责任事故的问责，参照本办法执行。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Find the seams of a statement at which the rule has something more."""
    if reading.english or frame.encoded.rule.elements.zh:
        return
    rule = frame.reading.text
    for left, right in zip(reading.atoms, reading.atoms[1:], strict=False):
        if (
            left.clause != right.clause
            or left.denied
            or right.denied
            or not _beside(left, right, reading.text)
        ):
            continue
        one, two = left.own[0], right.own[-1]
        if len(one) < 2 or len(two) < 2 or reading.text[left.start : right.end] in rule:
            continue
        gap = _gap(one, two, rule)
        content = any(rule[a.start : a.end] in gap for a in frame.reading.atoms)
        if gap and content and gap not in reading.text:
            place = (left.start, right.end)
            yield Clash(
                "missing", *place, f"{one}{gap}{two}", reading.text[slice(*place)], "少了规定中的限定词"
            )


def _beside(left: Atom, right: Atom, text: str) -> bool:
    return text[left.end : right.start] in {"", "的"}


def _gap(one: str, two: str, rule: str) -> str:
    """What the rule has between two pairs of signs, where that is one word more."""
    for at in places_of(one, rule):
        end = at + len(one)
        stop = rule.find(two, end)
        between = rule[end:stop] if stop >= 0 else ""
        if between.strip("的") and len(between) <= LONGEST and not LISTED & set(between):
            return between
    return ""
