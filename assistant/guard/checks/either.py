"""One of two ways that a rule leaves open is not what must be done.

Source: DESIGN.md, Guard, “an incompatible field”; `guangzhou-2009:32` (向有关单位或社会公布), `ccp-2016:7.2(2)` (谈话或者书面方式).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading
from assistant.guard.signs import pairs

KINDS = frozenset({"duty", "tier"})
FIELDS = ("must", "manner", "to")
"""What of a rule is to be done; a condition may be told by any of its alternatives."""
OR = re.compile(r"或者?")
STOPS = "，；、。"
OPEN = ("或", "之一", "可以", "等")
MUST = "must"
REACH = 4
OBJECT = "将"
MUST_FLAG = (
    Example("问责情况应当及时向社会公布。", "guangzhou-2009"),
    Example("对失职失责、情节较轻的领导干部，应当以书面方式进行诫勉。", "ccp-2016"),
)
NEAR_MISSES = (
    Example("问责情况应当及时向有关单位或者社会公布。", "guangzhou-2009"),
    Example("对失职失责、情节较轻的领导干部，应当以谈话或者书面方式进行诫勉。", "ccp-2016"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """A statement that something must be done may not tell one way alone where the rule has two."""
    rule = frame.encoded.rule
    if reading.english or rule.kind not in KINDS or any(word in reading.text for word in OPEN):
        return
    modal = next((t for t in reading.of("modal") if t.value == MUST and not t.denied), None)
    if modal is None:
        return
    said = pairs(reading.text) | reading.content
    for text in (value for name in FIELDS if (value := getattr(rule, name, None))):
        for match in OR.finditer(text):
            one, two = _left(text[: match.start()]), _right(text[match.end() :])
            if one and two and _is_one_way(one - two, two - one, said):
                yield Clash("missing", *reading.span, text, "", "规定是任选其一，这里只说了一种")


def _is_one_way(one: frozenset[str], two: frozenset[str], said: frozenset[str]) -> bool:
    """Whether most of one way is told, and nothing of the other."""
    mostly = [2 * len(said & way) > len(way) for way in (one, two)]
    return any(mostly) and bool(said & one) != bool(said & two)


def _left(text: str) -> frozenset[str]:
    """What stands right before 或, in its clause; nothing where it is what something is done to (将决定或撤项决定送达)."""
    clause = text[max(text.rfind(sign) for sign in STOPS) + 1 :]
    return frozenset() if OBJECT in clause else pairs(clause[-REACH:])


def _right(text: str) -> frozenset[str]:
    return pairs(re.split(f"[{STOPS}]", text)[0][:REACH])
