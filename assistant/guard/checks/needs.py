"""Conditions: a statement that leaves out what the rule turns on says more than the rule.

Source: DESIGN.md, Guard, “ambiguous … a fact the rule turns on, is not stated”.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.checks.amounts import holds
from assistant.guard.clash import Clash, Example
from assistant.guard.counted import COUNTERS
from assistant.guard.frames import Frame
from assistant.guard.need import Need
from assistant.guard.needs import DEFINED, LISTED
from assistant.guard.numbers import PERIODS
from assistant.guard.reading import Reading
from assistant.guard.segments import Part
from assistant.rules.parts import AS_IT_IS, PIECES
from assistant.rules.schema import Factor, Situation

NO_ACT, NO_CONDITION = "没有说到规定的内容", "没有说明规定所要求的条件"
RELAYED = "规定中这一方只是提出，由别的机关作出"
SHARE = 0.3
HALF = 0.5
DEFINING = ("指", "称", "定义", "概念", "对象", "包括", "适用")
DESCRIBED = ("表现", "描述", "写进", "写入", "写在", "列进", "列入", "列在", "归在", "归入", "见于", "项下", "其中", "出现在", "点名", "点出", "谈的是", "讲的是", "说的是", "针对的是", "那一项", "这一项")  # fmt: skip
FOLLOWS = ("问责", "追责", "追究")
"""Who says one of these says that a situation has consequences."""
SCANT, HINT = 0.2, 0.12
PARTIAL = frozenset({"sanctions", "enumeration", "principle", "fact", "scope"})
"""Rules of which any member may be told alone."""
ENOUGH = 5
SHOWN = 3
MUST_FLAG = (
    Example("瞒报学校安全稳定事故的，应当问责。", "weifang-2011"),
    Example("积极配合问责调查的，可从轻问责。", "weifang-2011"),
)
NEAR_MISSES = (
    Example("瞒报突发公共事件的，应当问责。", "guangzhou-2009"),
    Example("积极配合问责调查并主动承担责任的，可从轻问责。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Every need of the rule must be met in one of its ways, and enough of the rule be said."""
    unencoded = reading.english and not frame.encoded.rule.elements.en
    scant = unencoded and frame.encoded.rule.kind not in PARTIAL and _is_scant(reading, frame)
    fact = frame.encoded.rule.kind == "fact" and not frame.encoded.rule.elements.zh
    if scant or (fact and not reading.amounts and _is_hint(reading, frame)):
        yield Clash("missing", *reading.span, frame.reading.text, "", "说得太少，无法与规定核对")
    for need in (n for n in frame.needs if not n.settled):
        if not _is_waived(need, reading, frame) and not _is_met(need, reading, frame):
            force, message = ("leftover", NO_ACT) if need.own else ("missing", NO_CONDITION)
            if need.relay:
                force, message = "soft", RELAYED
            yield Clash(force, *reading.span, _untold(need, reading), "", message)


def _is_met(need: Need, reading: Reading, frame: Frame) -> bool:
    if need.words:
        return need.beside not in reading.text or any(word in reading.text for word in need.words)
    if need.own:
        bounded = getattr(frame.encoded.rule, "within", None) is not None
        telling = (
            a
            for a in reading.amounts
            if not a.denied and a.first != 1 and (bounded or a.measure not in PERIODS)
        )
        numbers = any(holds(a, reading, frame) for a in telling)
        return numbers or any(part & reading.content for way in need.ways for part in way)
    return any(all(_is_told(part, reading) for part in way) for way in need.ways)


def _is_told(part: frozenset[str], reading: Reading) -> bool:
    """Whether enough of a part is said in the sentence, or one of its numbers."""
    numbers = isinstance(part, Part) and part.numbers
    if numbers and any(a.value in numbers for a in reading.amounts if not a.denied):
        return True
    said = reading.around or reading.content
    return met(part, said, reading.text, empty=not numbers)


def _untold(need: Need, reading: Reading) -> str:
    """What is not told of the way that is told most; the name of the need where its ways have no words."""
    left = [
        [_either(words) for words, part in zip(told, way, strict=True) if not _is_told(part, reading)]
        for told, way in zip(need.told, need.ways, strict=False)
    ]
    best = min(zip(left, need.ways, strict=False), key=lambda way: (len(way[0]), -len(way[1])), default=None)
    return "、".join(best[0]) if best else need.name


def _either(words: str) -> str:
    """The pieces of an element, for people: a few of them."""
    pieces = [piece.removeprefix(AS_IT_IS) for piece in words.split(PIECES)]
    return "或者".join(pieces[:SHOWN]) + ("等" if len(pieces) > SHOWN else "")


def _is_waived(need: Need, reading: Reading, frame: Frame) -> bool:
    """Whether a statement need not meet it: it names nobody, counts, lists or defines."""
    if need.relay:
        return not frame.who & {t.value for t in reading.of("class", "actor")}
    if need.name == DEFINED:
        return any(word in reading.text for word in DEFINING)
    if need.told and _is_described(reading, frame):
        return True
    if need.name == LISTED:
        return len(reading.content & frame.content) >= HALF * len(frame.content)
    if need.told and any(a.measure in COUNTERS and a.first in frame.lists for a in reading.amounts):
        return True
    counted = any(a.measure in COUNTERS and a.first in frame.count for a in reading.amounts)
    return counted and isinstance(frame.encoded.rule, Factor) and not (need.own or need.words)


def _is_described(reading: Reading, frame: Frame) -> bool:
    """Whether a situation is only said to stand in a list, without its consequence: nothing is said to follow from it."""
    said = (reading.text[t.start : t.end] for t in reading.tokens)
    claims = any(word in token for token in said for word in FOLLOWS)
    placed = any(word in reading.text for word in DESCRIBED)
    return isinstance(frame.encoded.rule, Situation) and placed and not claims


def _is_hint(reading: Reading, frame: Frame) -> bool:
    """Whether a statement has but a word of a fact."""
    return len(reading.content & frame.content) < HINT * len(frame.content)


def _is_scant(reading: Reading, frame: Frame) -> bool:
    """Whether too little of a rule is said: English has no needs for conditions."""
    said = reading.around or reading.content
    return len(said & frame.content) < SCANT * len(frame.content)


def met(part: frozenset[str], keys: frozenset[str], text: str = "", empty: bool = True) -> bool:
    """Whether enough of a part of a need is said, by its keys, by most of a piece or in its wordings. empty: what holds of
    one that has none of these.
    """
    if not isinstance(part, Part):
        return not part or len(part & keys) >= min(SHARE * len(part), ENOUGH)
    if any(2 * len(piece & keys) > len(piece) for piece in part.pieces):
        return True
    if any(wording in text.casefold() for wording in part.wordings):
        return True
    enough = bool(part) and len(part & keys) >= min(part.share * len(part), ENOUGH)
    return enough or (empty and not (part or part.pieces or part.wordings))
