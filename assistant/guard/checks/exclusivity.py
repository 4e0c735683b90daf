"""Only and all: 只能, 仅, 一律, 所有 claim more than a rule with alternatives, conditions or exceptions bears out.

Source: DESIGN.md, Guard, “claimed to be enumerated”. Words: `knowledge/guard.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.guard.checks.modality import PROPOSES
from assistant.guard.checks.needs import met
from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.needs import GRAVITY, WAYS
from assistant.guard.reading import Reading, Token, own_keys
from assistant.guard.vocabulary import CLASS_ACTOR, CLASS_SANCTION
from assistant.rules.schema import Factor, Situation

NARROWS = frozenset(
    {
        "只需",
        "只须",
        "限于",
        "只",
        "只能",
        "仅",
        "仅限",
        "仅限于",
        "只限",
        "唯一",
        "only",
        "solely",
        "exclusively",
    }
)
LIMITED = ("限于", "仅限", "只限")
NARROWS_BEFORE = "才"
"""Before it stands the condition; behind the others."""
ADDS_CONDITION = frozenset({"只有", "才", "仅"})
MOST = 0.6
SUFFICES = ("即可", "就可以了", "就行", "便可", "足够", "足矣", "suffices", "is enough", "will do")
EXCEPT = re.compile(
    r"(?<![免排解废清扫删辞剔])除|以外|之外|不适用|\bexcept\b|\bunless\b|does not apply|do not apply"
)
REPORTS = re.compile(
    r"(?:是)?(?:规定|写|说|要求|提到|讲|笼统)|了| (?:says?|states?|provides?|requires?|mentions?)\b"
)
"""Behind 只: what the text says, not what is allowed (只规定自发布之日起施行)."""
TOLD_ALONE = frozenset({"fact", "duty", "permission", "prohibition", "responsibility"})
ANYONE, OF_PERSONS = frozenset({"anyone", "everyone"}), frozenset({"situation", "factor", "effect"})
"""Whoever meets the conditions of these is meant."""
CONNECTIVES = frozenset({"after", "if", "when", "where", "with", "upon", "once"})
OUTSIDE = ("外", "之外", "以外")
BESIDES = ("还", "也", "又", "都", "同样", "另", "besides", "also")
MUST_FLAG = (
    Example("书面申诉只能向上一级部门提出。", "weifang-2011"),
    Example("问责方式只能单独使用。", "ccp-2016"),
    Example("终身问责适用于一切失职失责，不论轻重。", "ccp-2016"),
)
NEAR_MISSES = (
    Example("对党组织只有检查、通报、改组三种问责方式。", "ccp-2016"),
    Example("失职失责性质恶劣、后果严重的，不论其责任人是否退休，都应当严肃问责。", "ccp-2016"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """A word of exclusivity is borne out where the statement names every member that the rule names."""
    yield from _excepted(reading, frame)
    yield from _sufficient(reading, frame)
    in_rule = {
        frame.reading.text[t.start : t.end].casefold()
        for t in frame.reading.tokens
        if t.kind in {"only", "all"}
    }
    for token in reading.tokens:
        word = reading.text[token.start : token.end].casefold()
        if token.kind not in {"only", "all"} or word in in_rule or token.denied:
            continue
        extra = _beyond(reading, frame) or _of_another(reading, frame)
        if token.kind == "only" and word in ADDS_CONDITION and extra:
            condition = extra[0] < token.start if word == NARROWS_BEFORE else extra[0] >= token.end
            force = "hard" if condition else "leftover"
            yield Clash(force, *extra, "", reading.text[slice(*extra)], "规定没有这一条件")
        elif _is_borne_out(token, word, reading, frame):
            continue
        elif token.kind == "only" and word in NARROWS:
            left = "、".join(_unnamed(reading, frame))
            yield Clash(
                "soft", token.start, token.end, f"还有{left}" if left else "", word, "规定没有这样限定"
            )
        elif token.kind == "only" and (place := _other_ways(reading, frame)):
            yield Clash("hard", *place, "", word, "规定列举的各种情形是分开的，符合其中之一即可")
        elif token.kind == "only" and word == NARROWS_BEFORE and frame.encoded.rule.kind == "scope":
            continue
        elif token.kind == "only" and (left := _unnamed(reading, frame)):
            yield Clash("soft", token.start, token.end, "还有" + "、".join(left), word, "规定不止这些")
        elif token.kind == "all" and (_conditional(reading, frame) or frame.excepted or _general(frame)):
            expected = "、".join(need.name for need in frame.needs) or "一般应当"
            yield Clash("soft", token.start, token.end, expected, word, "规定有条件或者例外")


def _sufficient(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """送达所在单位即可: nothing else is called for, so most of the rule must be said."""
    word = next((w for w in SUFFICES if w in reading.text.casefold()), "")
    if word and frame.content and len(reading.content & frame.content) < MOST * len(frame.content):
        start = reading.text.casefold().find(word)
        yield Clash("missing", start, start + len(word), frame.reading.text, word, "规定的内容不止这些")


def _excepted(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """An exception that the rule has not; 除了…还 adds and excepts nothing."""
    for match in EXCEPT.finditer(reading.text, *reading.span):
        word, at = match.group(), match.start()
        if word not in frame.reading.text and not any(w in _goes_on(reading, at) for w in BESIDES):
            yield Clash("leftover", *match.span(), "", word, "规定没有这一例外")


def _goes_on(reading: Reading, at: int) -> str:
    """The clause of a place, and the next where the exception fills its own: there stands what is added to it."""
    clause = reading.clause_at(at)
    _, end = reading.extent(clause, clause + 1)
    if reading.text[:end].endswith(OUTSIDE) or reading.text.startswith("了", at + 1):
        _, end = reading.extent(clause, clause + 2)
    return reading.text[at:end].casefold()


def _is_borne_out(token: Token, word: str, reading: Reading, frame: Frame) -> bool:
    """Whether a rule is as narrow as the word says: who only proposes, the only tier of a sanction, a condition."""
    if token.kind == "all":
        return word in ANYONE and frame.encoded.rule.kind in OF_PERSONS and not frame.excepted
    reports = bool(REPORTS.match(reading.text, token.end)) and frame.encoded.rule.kind in TOLD_ALONE
    if reports and not _unnamed(reading, frame):
        return True
    proposes = getattr(frame.encoded.rule, "role", "") == PROPOSES
    return proposes or _of_tier(token, reading, frame) or _of_condition(token, word, reading, frame)


def _of_tier(token: Token, reading: Reading, frame: Frame) -> bool:
    """Whether sanctions that no other tier has are said to be for their tier alone (免职只对应情节严重)."""
    sanctions = [t for t in reading.of("class", CLASS_SANCTION) if not t.denied]
    before = bool(sanctions) and all(t.end <= token.start for t in sanctions)
    behind = reading.behind(token)
    gravity = frozenset[str]().union(*(need.keys for need in frame.needs if need.name == GRAVITY))
    told = bool(behind) and all(gravity & set(own_keys(piece)) for piece in behind)
    return before and told and {t.value for t in sanctions} <= frame.only_here


def _of_condition(token: Token, word: str, reading: Reading, frame: Frame) -> bool:
    """Whether what stands behind the word is the rule's own condition (限于…, only after …)."""
    if reading.english:
        behind = reading.text[token.end :].casefold().split()[:1]
        return (
            bool(behind) and behind[0] in CONNECTIVES and behind[0] in frame.reading.text.casefold().split()
        )
    when = getattr(frame.encoded.rule, "when", None) if word.endswith(LIMITED) else None
    keys = frozenset[str]().union(*(need.keys for need in frame.needs if when and need.name == when))
    said = reading.behind(token)
    return bool(keys and said) and all(keys & set(own_keys(piece)) for piece in said)


def _beyond(reading: Reading, frame: Frame) -> tuple[int, int] | None:
    """The first content that the rule does not have."""
    for atom in reading.atoms:
        if not atom.denied and not any(key in frame.keys for key in atom.keys):
            return atom.start, atom.end
    return None


def _other_ways(reading: Reading, frame: Frame) -> tuple[int, int] | None:
    """Where a rule has several ways and the statement makes one of them, or several at once, the only one."""
    if not isinstance(frame.encoded.rule, Situation | Factor) or reading.english:
        return None
    ways = [way for need in frame.needs if need.name in WAYS for way in need.ways]
    told = [way for way in ways if all(met(part, reading.around or reading.content) for part in way)]
    return reading.span if len(ways) > 1 and told else None


def _of_another(reading: Reading, frame: Frame) -> tuple[int, int] | None:
    """The consequence of another alternative, where the conduct that is told needs none."""
    for need in frame.needs if isinstance(frame.encoded.rule, Situation) else ():
        said = reading.around or reading.content
        told = [i for i, way in enumerate(need.ways[: len(need.results)]) if way and met(way[0], said)]
        foreign = frozenset(k for i, result in enumerate(need.results) if i not in told for k in result)
        if not told or any(need.results[i] for i in told):
            continue
        for atom in reading.atoms:
            if foreign & set(atom.keys) and not any(
                told_key in atom.keys for i in told for told_key in need.ways[i][0]
            ):
                return atom.start, atom.end
    return None


def _unnamed(reading: Reading, frame: Frame) -> list[str]:
    """Members of a class of which the statement names some, that the rule has besides."""
    left: list[str] = []
    groups = {t.group for t in reading.tokens if t.kind == "class" and not t.denied}
    for group in sorted(groups):
        ours = {t.value for t in reading.tokens if t.group == group and not t.denied and not t.negated}
        theirs = frame.who if group == CLASS_ACTOR and frame.who else frame.members(group)
        if ours & theirs:
            left += sorted(theirs - ours)
    return left


def _conditional(reading: Reading, frame: Frame) -> bool:
    """Whether a rule has conditions; English says them in words of its own: they are said where most of the rule is."""
    if not (reading.english and frame.conditional and frame.content):
        return frame.conditional
    return len(reading.content & frame.content) < MOST * len(frame.content)


def _general(frame: Frame) -> bool:
    return any(t.value == "general" for t in frame.reading.of("modal"))
