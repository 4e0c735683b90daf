"""Denial: what stands inside 不是… must differ from the rule (不是30个工作日，而是15个工作日).

Source: DESIGN.md, Guard, “negation and double negation”; a correction is true where what it denies is not the rule's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.guard.checks import actors, amounts, modality
from assistant.guard.checks.needs import met
from assistant.guard.clash import DENIED, Clash, Example, denied_by
from assistant.guard.frames import Frame
from assistant.guard.needs import WAYS
from assistant.guard.parties import places
from assistant.guard.reading import Reading

TIME = re.compile("(?:之|以)[前后]")
"""之前，而不是之后: which of the two is compared by `times`."""
TOGETHER, ALONE = ("集体", "会议"), ("个别", "个人", "一个人", "单独", "独自", "一人", "一把手")
AGENTS = frozenset({"authority", "responsibility"})
MUST_FLAG = (
    Example("申诉期限不是15个工作日，而是30个工作日。", "weifang-2011"),
    Example("问责决定不是自作出之日起生效。", "guangzhou-2009"),
)
NEAR_MISSES = (
    Example("申诉期限不是30个工作日，而是自收到问责决定书之日起15个工作日。", "weifang-2011"),
    Example("弄虚作假、隐瞒事实真相的当事人，应从重问责，不是可从重问责。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Each denied clause must name something that the rule has otherwise."""
    yield from _excluded(reading, frame)
    yield from _always(reading, frame)
    for clause in sorted({x.clause for x in (*reading.atoms, *reading.tokens, *reading.amounts) if x.denied}):
        atoms = [a for a in reading.atoms if a.denied and a.clause == clause]
        tokens = [t for t in reading.tokens if t.kind in {"class", "modal"} and not t.negates]
        places = [a for a in (*atoms, *tokens, *reading.amounts) if a.denied and a.clause == clause]
        if not places:
            continue
        start, end = min(p.start for p in places), max(p.end for p in places)
        found = reading.text[start:end]
        foreign = any(not any(k in frame.keys for k in a.own) for a in atoms)
        foreign |= any(
            t.value not in frame.named
            for t in tokens
            if t.kind == "class" and t.denied and t.clause == clause
        )
        if _is_not_always(reading, clause) and _is_limited(reading, clause, frame):
            continue
        if _differs(reading, frame, clause) or (not foreign and actors.disclaimed(reading, frame, clause)):
            continue
        restored = any(t.kind == "restore" for t in reading.tokens) or _is_of_one(found, frame)
        if _of_another(foreign, restored, (start, end), reading, frame) or (
            not foreign and _is_relayed(reading, frame, clause)
        ):
            continue
        if foreign and not restored:
            yield Clash("leftover", start, end, "", "不是" + found, "所依据的规定没有这一内容")
        elif not foreign:
            yield Clash("soft", start, end, found, "不是" + found, DENIED)


def _always(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """并非所有申诉期间都不停止执行: what a rule says without a condition or an exception it says of every case."""
    for clause in sorted({t.clause for t in reading.of("all")}):
        if _is_not_always(reading, clause) and not _is_limited(reading, clause, frame):
            start, end = reading.extent(clause, clause + 1)
            yield Clash("soft", start, end, frame.reading.text, reading.text[start:end].strip("。"), DENIED)


def _is_limited(reading: Reading, clause: int, frame: Frame) -> bool:
    """Whether a rule has an exception, or a condition that a clause does not tell: then it does not hold in every case."""
    rule = frame.encoded.rule
    named = {getattr(rule, "when", None), getattr(rule, "approval", None), *WAYS}
    said = reading.part(clause, clause + 1).content
    conditions = [need for need in frame.needs if need.name in named and need.ways and not need.own]
    unmet = any(not any(all(met(part, said) for part in way) for way in need.ways) for need in conditions)
    return frame.overridden or unmet


def _is_not_always(reading: Reading, clause: int) -> bool:
    """Whether what is denied is that something holds in every case (并非每起事故都要会同公安调查)."""
    tokens = [t for t in reading.tokens if t.clause == clause]
    return any(one.kind == "deny" and other.kind == "all" for one, other in pairwise(tokens))


def _of_another(
    foreign: bool, restored: bool, place: tuple[int, int], reading: Reading, frame: Frame
) -> bool:
    """Whether what is denied is that another acts than the one who does. foreign: it is not in the rule; restored: what is so
    instead is told.
    """
    if foreign:
        return _is_other_agent(reading, frame)
    return restored and _acts_not(*place, reading, frame)


def _is_of_one(found: str, frame: Frame) -> bool:
    """Whether what is denied is done by one alone, where the rule has it done together (不能由个别领导单独作出)."""
    together = any(word in frame.reading.text for word in TOGETHER)
    return together and any(word in found for word in ALONE)


def _is_relayed(reading: Reading, frame: Frame, clause: int) -> bool:
    """Whether one is denied to act who in the rule only asks another to (暂停职务不由承办机关决定: 提请决定机关…)."""
    denied = {t.value for t in reading.of("class", "actor") if t.denied and t.clause == clause}
    return bool(denied & frame.who) and any(need.relay for need in frame.needs)


def _acts_not(start: int, end: int, reading: Reading, frame: Frame) -> bool:
    """Whether what is denied begins with a party, and the rule has it nowhere as the one who acts (牵头的不是驻区单位，而是社区党组织)."""
    mentions = [m for m in frame.parties.mentions(reading.text) if m.start < end and start < m.end]
    first = any(m.start <= start for m in mentions)
    return first and not any("acts" in places(frame.mentions, m.party) for m in mentions)


def _is_other_agent(reading: Reading, frame: Frame) -> bool:
    """Whether the one who acts is told, and what is denied is nobody of the rule (第一责任人是校长，而不是副校长)."""
    said = {t.value for t in reading.of("class") if not t.denied}
    who = getattr(frame.encoded.rule, "who", None) or ""
    named = any(reading.text[m.start : m.end] in who for m in frame.parties.mentions(reading.text))
    told = frame.encoded.rule.kind in AGENTS and (bool(frame.who & said) or named)
    return told and not {t.value for t in reading.of("class") if t.denied} & (frame.named | frame.who)


def _excluded(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """…不在问责情形之列: what is said before 不在 is denied to be the rule's."""
    if reading.of("restore"):
        return
    for token in reading.of("deny"):
        turned = [t for t in reading.tokens if t.kind == "all" or t.negates]
        if any(t.clause == token.clause and t.start >= token.end for t in turned):
            continue
        if TIME.match(reading.text, token.end):
            continue
        behind = [x for x in (*reading.pieces, *reading.amounts, *reading.of("modal")) if x.denied]
        before = [a for a in reading.atoms if not a.denied]
        if any(x.clause == token.clause for x in behind) or not before:
            continue
        if all(any(k in frame.keys for k in a.keys) for a in before):
            yield denied_by(token, reading)


def _differs(reading: Reading, frame: Frame, clause: int) -> bool:
    tokens = [t for t in reading.tokens if t.denied and t.clause == clause]
    said = [x for x in (*reading.atoms, *reading.amounts) if x.denied and x.clause == clause]
    restored = any(t.kind == "restore" for t in reading.tokens) or not (
        said or any(t.kind == "class" for t in tokens)
    )
    others = [t for t in tokens if t.kind == "class" and t.value not in frame.named]
    if any(restored or frame.members(t.group) for t in others):
        return True
    modals = [t for t in tokens if t.kind == "modal" and not modality.agrees(t, reading, frame)]
    if any(restored or t.head in frame.content for t in modals):
        return True
    if any(e.denied and e.clause == clause and e.name not in frame.reading.starts for e in reading.events):
        return True
    denied = [a for a in reading.amounts if a.denied and a.clause == clause]
    return any(not amounts.holds(a, reading, frame) for a in denied)
