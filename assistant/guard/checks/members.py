"""Exclusive members: a statement may not name one where the rule names another (情节较重 for 情节严重, 口头 for 书面).

Source: DESIGN.md, Guard, “an incompatible field”. Classes: `knowledge/guard.yaml`, and the sanctions of the rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.clash import OTHER_MEMBER, Clash, Example
from assistant.guard.frames import DUE, Frame
from assistant.guard.reading import Reading, Token
from assistant.guard.vocabulary import CLASS_ACTOR, TOO_FEW

GOVERNING = frozenset({"tier", "audience", "failure", "school_kind", "star", "review"})
OF_NUMBERS = frozenset({"extent", "bound"})
"""Words of comparison: where the rule has none, the numbers themselves are compared (`amounts`)."""
WITHIN = frozenset({"audience"})
"""Classes whose members may stand within a longer name (领导干部 in 党政领导干部)."""
ATTRIBUTE = "的"
BEING = frozenset(
    {
        "be",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "to",
        "not",
        "also",
        "must",
        "shall",
        "itself",
        "themselves",
    }
)
MUST_FLAG = (
    Example("停职检查属于情节严重时的问责方式。", "weifang-2011"),
    Example("申诉处理决定应当以口头形式告知申诉人及其所在单位。", "weifang-2011"),
)
NEAR_MISSES = (
    Example("停职检查不是情节严重的问责方式，而是情节较重的问责方式。", "weifang-2011"),
    Example("申诉处理决定应当用书面形式告知申诉人及其所在单位，不是口头告知。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare the members of every class but the actors."""
    yield from _governed(reading, frame)
    for token in reading.tokens:
        if token.kind != "class" or token.group == CLASS_ACTOR:
            continue
        known = frame.members(token.group)
        if not known and token.group in OF_NUMBERS:
            continue
        found = reading.text[token.start : token.end]
        expected = "、".join(sorted(known))
        if (
            token.denied
            or _does_not_do(token, reading, frame)
            or token.value in frame.named
            or _part_of_other(token, reading, frame)
            or (token.value == DUE and _is_attribute(token, reading))
            or (reading.english and _is_rendered(found, frame))
            or (token.group in WITHIN and found in frame.encoded.zh)
        ):
            continue
        if known and not token.negated:
            yield Clash("soft", token.start, token.end, expected, found, OTHER_MEMBER)
        elif token.negated and known:
            yield Clash("soft", token.start, token.end, expected, "不" + found, OTHER_MEMBER)
        else:
            yield _leftover(token, found)


def _governed(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """What an earlier clause of the sentence is about also governs this one, unless it names its own."""
    for token in reading.before:
        known = frame.members(token.group)
        if (
            token.group not in GOVERNING
            or reading.of("class", token.group)
            or not known
            or token.value in known
        ):
            continue
        if any(t.value in known for t in reading.before if t.group == token.group):
            continue
        start, end = reading.span
        found = reading.text[token.start : token.end]
        yield Clash("soft", start, end, "、".join(sorted(known)), found, "前文所说的情形或者对象与规定不同")


def _does_not_do(token: Token, reading: Reading, frame: Frame) -> bool:
    """Whether another member than the rule's is said not to suffice (不能只口头告知: 书面)."""
    before = (t for t in reading.of("filler") if t.value == TOO_FEW and t.clause == token.clause)
    return token.value not in frame.named and any(t.end <= token.start for t in before)


def _is_rendered(found: str, frame: Frame) -> bool:
    """Whether the rule's own English has the word (suspended)."""
    return found.casefold() in frame.encoded.en.casefold()


def _is_attribute(token: Token, reading: Reading) -> bool:
    """应当问责的事项, a cadre held to account: what is spoken of, no claim that it is so."""
    if reading.english:
        before = reading.text[: token.start].split()
        return bool(before) and before[-1].casefold() not in BEING
    return reading.text[token.end :].startswith(ATTRIBUTE)


def _part_of_other(token: Token, reading: Reading, frame: Frame) -> bool:
    """追究责任 behind 不再依照…: the one member is said by both."""
    others = [
        t for t in reading.of("class", token.group) if t.clause == token.clause and t.end <= token.start
    ]
    return any(token.value in t.value and t.value in frame.named for t in others)


def _leftover(token: Token, found: str) -> Clash:
    return Clash("leftover", token.start, token.end, "", found, "所依据的规定没有这一内容")
