"""Another word in the place of the rule's own: 正职标准 where the rule has 副职标准.

`members` and `actors` compare words that the vocabulary knows; this check needs no vocabulary: what stands before and behind
the strange word is the rule's, and the rule has something else between them.
Source: DESIGN.md, Guard, “an incompatible field”.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Atom, Reading
from assistant.guard.signs import places_of

LONGEST = 4
MOST = 0.75
"""So much of the content must be the rule's."""
MUST_FLAG = (
    Example("社区专职工作者的工资标准按社区两委正职标准执行。", "harbin-2011"),
    Example("网格划分要横向到边、纵向到顶，不留空白区域。", "harbin-2011"),
)
NEAR_MISSES = (
    Example("社区专职工作者的工资标准按社区两委副职标准执行。", "harbin-2011"),
    Example("民情分析会由社区每日定时召开。", "harbin-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Find strange words that stand where the rule has others."""
    if reading.english or not reading.atoms:
        return
    strange = [a for a in reading.atoms if not a.denied and not any(k in frame.keys for k in a.keys)]
    if len(strange) > (1 - MOST) * len(reading.atoms):
        return
    for start, end in _runs(strange):
        own = _instead(reading.text, start, end, frame.reading.text)
        found = reading.text[start:end]
        if (
            _is_content(own, frame)
            and own not in reading.text
            and found not in own
            and len(own) <= len(found) + 1
        ):
            yield Clash("soft", start, end, own, found, "与规定的用词不同")


def _is_content(words: str, frame: Frame) -> bool:
    """Whether words are content of the rule, no mere 因 or 按照."""
    text = frame.reading.text
    return bool(words) and any(text.startswith(words, a.start) for a in frame.reading.atoms)


def _runs(atoms: list[Atom]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for atom in atoms:
        if atom.start != end and end > start:
            yield start, end
        start, end = (start if atom.start == end else atom.start), atom.end
    if end > start:
        yield start, end


def _instead(text: str, start: int, end: int, rule: str) -> str:
    """What the rule has between the two signs on either side, "" where it has them not."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if not (before.isalnum() and after.isalnum()):
        return ""
    for at in places_of(before, rule):
        close = rule.find(after, at + 1, at + 2 + LONGEST)
        between = rule[at + 1 : close] if close > at + 1 else ""
        if between and between.isalnum():
            return between
    return ""
