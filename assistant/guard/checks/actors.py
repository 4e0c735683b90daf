"""Who acts: the body or person that a statement has acting must be the one of the rule.

Source: DESIGN.md, Guard, “who decides, proposes, executes”. Actors: `knowledge/guard.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.guard.clash import ACTED, ACTING, Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading, Token

SLOTS = frozenset("报向经送给")
"""What stands before an actor that something is reported, submitted or sent to."""
ASKED = ("由", "提请", "责成", "委托")
EACH = "各该其本"
"""What may stand between 由 and the one who acts."""
PASSIVE = ("被", "受到", "受")
NAMING = frozenset("为是")
TOLD = ("告知", "送达", "向", "给", "通报", "报送", "通知")
CLOSE = 12
TOGETHER = "、"
"""Joins those who act together, where the rule has no 有权."""
FREE = frozenset({"may", "power"})
JOINED = re.compile("和|以及|、")
JOINTS = frozenset({"", "或", "、", "和", "或者", "及", "以及"})
MUST_FLAG = (
    Example("对班主任、教师的问责由教育行政部门实施。", "weifang-2011"),
    Example("问责决定由市委组织部送达被问责人。", "guangzhou-2009"),
)
NEAR_MISSES = (
    Example("教师的问责由学校实施，教育行政部门的问责由党委、政府或上一级教育行政部门实施。", "weifang-2011"),
    Example("撤项决定也要由承办机关送达被问责人。", "guangzhou-2009"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare the actors; one in the role of the agent must be the rule's own."""
    known = frame.members("actor")
    slots = _slots(frame)
    by = frozenset(t.value for t in frame.reading.of("class", "actor") if _is_asked(t, frame.reading))
    yield from _alternative(reading, frame)
    yield from _bearer(reading, frame)
    told = _told(frame)
    wrong = -1
    for i, token in enumerate(reading.tokens):
        if token.kind != "class" or token.group != "actor" or token.denied or _disclaims(reading, i, frame):
            continue
        if _is_apposed(reading, i, frame):
            continue
        found = reading.text[token.start : token.end]
        there = slots.get(_slot(token, reading), frozenset[str]())
        if turned := _turned(reading, i, frame, told):
            yield _clash(token, found, frame.who, turned)
        elif _before(token, reading) == "对" and frame.target and token.value not in frame.target:
            yield _clash(token, found, frame.target, "对象与规定不同")
        elif (
            (_commands(reading, i) or _is_named(reading, i, frame))
            and frame.who
            and not _among(token, frame.who | by)
        ):
            wrong = token.clause
            yield _clash(token, found, frame.who, "主体与规定不同")
        elif there and not _among(token, there):
            yield _clash(token, found, there, "主体与规定不同")
        elif token.value not in known and not _named(token, frame):
            other = known or getattr(frame.encoded.rule, "who", None)
            opposed = other and (_commands(reading, i) or _leads(reading, i) or wrong == token.clause)
            wrong = token.clause if opposed else wrong
            yield Clash(
                "soft" if opposed else "leftover", token.start, token.end, "、".join(sorted(known)), found,
                "规定中没有这一主体",
            )  # fmt: skip


def _is_apposed(reading: Reading, i: int, frame: Frame) -> bool:
    """Whether one is said to be the one of the rule (校长作为学校主要负责人)."""
    token = reading.tokens[i]
    following = reading.text[token.end : token.end + CLOSE]
    named = (t for t in reading.tokens[i + 1 :] if t.group == "actor" and t.start < token.end + CLOSE)
    return following.startswith("作为") and any(t.value in frame.named for t in named)


def _disclaims(reading: Reading, i: int, frame: Frame) -> bool:
    """Whether another than the one who acts is said not to act (中央组织部不是解释机关)."""
    token = reading.tokens[i]
    behind = [t for t in reading.tokens[i + 1 :] if t.clause == token.clause]
    denied = bool(behind) and behind[0].kind == "deny" and not any(t.kind == "restore" for t in behind)
    return denied and bool(frame.who) and not _among(token, frame.who) and token.value not in frame.named


def disclaimed(reading: Reading, frame: Frame, clause: int) -> bool:
    """Whether a clause only says that another than the one who acts does not act."""
    actors = [
        i for i, t in enumerate(reading.tokens) if t.group == "actor" and t.clause == clause and not t.denied
    ]
    return bool(actors) and all(_disclaims(reading, i, frame) for i in actors)


def _left(who: frozenset[str], agents: set[str]) -> set[str]:
    return {w for w in who if not any(w in agent or agent in w for agent in agents)}


def _told(frame: Frame) -> frozenset[str]:
    """Those to whom the rule has something told, sent or reported."""
    rule = frame.reading
    return frozenset(t.value for t in rule.of("class", "actor") if rule.text[: t.start].endswith(TOLD))


def _turned(reading: Reading, i: int, frame: Frame, told: frozenset[str]) -> str:
    """Whether one who is told something in the rule acts here, or the one who acts is acted upon."""
    token = reading.tokens[i]
    if token.value in told and token.value not in frame.who and _commands(reading, i):
        return ACTED
    behind = any(a.end == token.start for a in reading.atoms)
    if token.value in frame.who and behind and frame.encoded.rule.kind in {"factor", "situation"}:
        return ACTING
    return ""


def _clash(token: Token, found: str, expected: frozenset[str], message: str) -> Clash:
    return Clash("soft", token.start, token.end, "、".join(sorted(expected)), found, message)


def _alternative(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """One of several bodies of which a fact decides, alone."""
    agents = {t.value for t in reading.tokens if t.group == "actor" and not t.denied}
    rule = frame.encoded.rule
    if rule.kind == "authority" and rule.assumes and agents & frame.who and frame.who - agents:
        start, end = reading.span
        left = "、".join(sorted(frame.who - agents))
        yield Clash("missing", start, end, left, "", "由谁实施要看没有写明的事实")
    several = any(sign in (getattr(rule, "who", None) or "") for sign in (TOGETHER, "或"))
    joint = (
        rule.kind == "authority" and several and not any(m.value in FREE for m in frame.reading.of("modal"))
    )
    if joint and agents & frame.who and len(left := _left(frame.who, agents)) < len(frame.who) and left:
        yield Clash("missing", *reading.span, "、".join(sorted(left)), "", "没有写全由哪几个机构共同实施")


def _bearer(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Who bears a responsibility is the one of the rule."""
    ours = [t for t in reading.tokens if t.group == "actor" and not t.denied]
    if frame.encoded.rule.kind == "responsibility" and ours and not any(_named(t, frame) for t in ours):
        found = reading.text[ours[0].start : ours[0].end]
        yield _clash(ours[0], found, frame.who, "主体与规定不同")
        return
    last = _last_of(frame) if frame.encoded.rule.kind == "responsibility" and ours else ""
    if last and last not in {t.value for t in ours}:
        yield Clash("missing", *reading.span, last, "", "没有写明是谁的责任")


def _last_of(frame: Frame) -> str:
    """The person who bears a responsibility, behind the bodies that he is of (街道（乡镇）主要负责人)."""
    who = getattr(frame.encoded.rule, "who", None) or ""
    named = [t for t in frame.reading.of("class", "actor") if frame.reading.text[t.start : t.end] in who]
    return (
        named[-1].value
        if len(named) > 1
        and not JOINED.search(who)
        and who.endswith(frame.reading.text[named[-1].start : named[-1].end])
        else ""
    )


def _among(token: Token, actors: frozenset[str]) -> bool:
    """Whether an actor is one of those, or part of the name of one (教育行政部门 in 各级教育行政部门)."""
    return any(token.value in actor or actor in token.value for actor in actors)


def _named(token: Token, frame: Frame) -> bool:
    return token.value in frame.named or any(token.value in value for value in frame.who)


def _before(token: Token, reading: Reading) -> str:
    return reading.text[: token.start].rstrip(EACH)[-1:]


def _is_asked(token: Token, reading: Reading) -> bool:
    """Whether an actor acts besides the one of the rule: behind 由, or asked to (提请决定机关暂停)."""
    return reading.text[: token.start].endswith(ASKED)


def _slot(token: Token, reading: Reading) -> str:
    return sign if (sign := _before(token, reading)) in SLOTS else ""


def _slots(frame: Frame) -> dict[str, frozenset[str]]:
    """The actors that the rule has behind each marker (报, 向, 由…), those joined by 或 and 、 included."""
    found: dict[str, frozenset[str]] = {}
    last: Token | None = None
    marker = ""
    for token in frame.reading.of("class", "actor"):
        joined = last is not None and frame.reading.text[last.end : token.start] in JOINTS
        marker = _slot(token, frame.reading) or (marker if joined else "")
        if marker:
            found[marker] = found.get(marker, frozenset()) | {token.value}
        last = token
    return found


def _commands(reading: Reading, i: int) -> bool:
    """Whether an actor stands where only the one who acts can: behind 由, before 应当."""
    token = reading.tokens[i]
    following = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
    modal = following is not None and following.kind == "modal" and following.start == token.end
    modal = modal and not (following and reading.text.startswith(PASSIVE, following.end))
    return _before(token, reading) == "由" or (modal and _goes_on(reading, following))


def _goes_on(reading: Reading, modal: Token | None) -> bool:
    """Whether a modal word has something behind it in its clause (交给上一级部门也可以 has not)."""
    said = (*reading.atoms, *reading.tokens, *reading.amounts)
    return modal is not None and any(x.clause == modal.clause and x.start >= modal.end for x in said)


def _is_named(reading: Reading, i: int, frame: Frame) -> bool:
    """Whether an actor is said to be the one (决策机关为…), and the rule does not say so of it."""
    token = reading.tokens[i]
    of_kind = frame.encoded.rule.kind in {"authority", "responsibility"}
    return of_kind and token.value not in frame.named and _before(token, reading) in NAMING


def _leads(reading: Reading, i: int) -> bool:
    """Whether an actor is the first thing in its clause."""
    token = reading.tokens[i]
    earlier = [x for x in (*reading.atoms, *reading.tokens[:i], *reading.amounts) if x.clause == token.clause]
    return not any(x.start < token.start for x in earlier)
