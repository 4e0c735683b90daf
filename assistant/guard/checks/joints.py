"""And and or: a decision is served on the person and the unit, not on the person or the unit.

Source: DESIGN.md, Guard, “an incompatible field”; `weifang-2011:12.1` (送达被问责当事人及所在单位).
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Piece, Reading, same_piece
from assistant.guard.signs import places_of

OR, AND = "或", "及和与并且还"
WAYS = "；"
"""Stands between ways of which one is enough."""
BOTH = ("既", "并且", "而且", "同时", "且", "又")
REACH, FAR = 4, 12
TOGETHER = ("和", "并", "及", "以及")
AT_ONCE = "同时"
OF_CHOICE = frozenset({"authority", "tier", "duty"})
KINDS = frozenset({"duty", "authority", "factor", "tier"})
"""Of what must be done, both are owed; of what may be, either."""
MUST_FLAG = (
    Example("问责决定书应当送达被问责当事人或者所在单位。", "weifang-2011"),
    Example("受到问责的干部应当写出书面检讨，或者在民主生活会上作出深刻检查。", "ccp-2016"),
    Example("问责情况应当及时向有关单位和社会公布。", "guangzhou-2009"),
    Example("对党组织履行职责不力、情节较重的，应当责令整改，或者通报。", "ccp-2016"),
    Example("申诉可以向问责决定机构和上一级部门同时提出。", "weifang-2011"),
    Example("不履行职责，既造成重大失误又造成不良社会影响的，才应当问责。", "guangzhou-2009"),
)
NEAR_MISSES = (
    Example("问责决定书应当送达被问责当事人和所在单位。", "weifang-2011"),
    Example("对问责决定不服的，可以向问责决定机构或者上一级部门提出书面申诉。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare what joins two pieces of the statement with what joins them in the rule."""
    if reading.english:
        return
    kind, rule = frame.encoded.rule.kind, frame.reading
    narrow = bool(reading.of("only"))
    for at in places_of(OR, reading.text) if kind in KINDS else ():
        between = _between(reading, frame, at)
        if between and WAYS not in between and OR not in between and any(sign in between for sign in AND):
            yield Clash("soft", at, at + 1, between, OR, "规定是两者都要，不是任选其一")
    for word in TOGETHER if kind in OF_CHOICE or AT_ONCE in reading.text else ():
        for at in _choices(word, reading, frame):
            yield Clash("soft", at, at + len(word), OR, word, "规定是任选其一，不是两者都要")
    for word in BOTH if narrow and OR in rule.text else ():
        for at in _choices(word, reading, frame):
            yield Clash("hard", at, at + len(word), OR, word, "规定是符合其一即可")


def _choices(word: str, reading: Reading, frame: Frame) -> Iterator[int]:
    """Places of a word between pieces that the rule has 或 between, and nothing that adds."""
    for at in places_of(word, reading.text):
        between = _between(reading, frame, at)
        if OR in between and not any(sign in between for sign in AND):
            yield at


def _between(reading: Reading, frame: Frame, at: int) -> str:
    """What stands in the rule between the pieces that stand on either side of a place of the statement."""
    pieces = sorted(reading.pieces, key=lambda x: x.start)
    left = [x for x in pieces if x.end <= at]
    right = [x for x in pieces if x.start > at]
    if not left or not right:
        return ""
    for ours in (left[-1:], left[-2:-1], left[-3:-2]):
        for other in right[:REACH]:
            if ours and (found := _span(ours[0], other, frame)):
                return found
    return _in_manner(reading.text[:at], reading.text[at:], getattr(frame.encoded.rule, "manner", "") or "")


def _in_manner(before: str, after: str, manner: str) -> str:
    """The same for what a rule says of the manner, which its wording need not repeat."""
    left = manner.find(before.rstrip("，")[-2:]) + 2
    ends = (manner.find(after[i : i + 2], left) for i in range(min(len(after), FAR)))
    right = next((at for at in ends if at > left), -1)
    return manner[left:right] if left > 1 and right > 0 else ""


def _span(left: Piece, right: Piece, frame: Frame) -> str:
    theirs = frame.reading.pieces
    ends = [t.end for t in theirs if same_piece(left, t)]
    starts = [t.start for t in theirs if same_piece(right, t)]
    spans = [(end, start) for end in ends for start in starts if end <= start]
    end, start = min(spans, key=lambda s: s[1] - s[0], default=(0, 0))
    return frame.reading.text[end:start]
