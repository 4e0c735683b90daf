"""Who acts: the body or person that a statement has acting must be the one of the rule.

Source: DESIGN.md, Guard, “who decides, proposes, executes”. Actors: `knowledge/guard.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading, Token

AGENT_BEFORE = ("由",)
SLOTS = frozenset("报向经送给")
"""What stands before an actor that something is reported, submitted or sent to."""
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
    yield from _alternative(reading, frame)
    yield from _bearer(reading, frame)
    for i, token in enumerate(reading.tokens):
        if token.kind != "class" or token.group != "actor":
            continue
        found = reading.text[token.start : token.end]
        agent = _is_agent(reading, i)
        if token.denied:
            continue
        target = reading.text[max(0, token.start - 1) : token.start] == "对"
        if target and frame.target and token.value not in frame.target:
            expected = "、".join(sorted(frame.target))
            yield Clash("soft", token.start, token.end, expected, found, "对象与规定不同")
        elif agent and frame.who and token.value not in frame.who and not _named(token, frame):
            expected = "、".join(sorted(frame.who))
            yield Clash("soft", token.start, token.end, expected, found, "主体与规定不同")
        elif token.value not in known and not _named(token, frame):
            other = known or getattr(frame.encoded.rule, "who", None)
            force = "soft" if other and (agent or _slot(token, reading) in _slots(frame)) else "leftover"
            yield Clash(force, token.start, token.end, "、".join(sorted(known)), found, "规定中没有这一主体")


def _alternative(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """One of several bodies of which a fact decides, alone."""
    agents = {t.value for t in reading.tokens if t.group == "actor" and not t.denied}
    rule = frame.encoded.rule
    if rule.kind == "authority" and rule.assumes and agents & frame.who and frame.who - agents:
        start, end = reading.span
        left = "、".join(sorted(frame.who - agents))
        yield Clash("missing", start, end, left, "", "由谁实施要看没有写明的事实")


def _bearer(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Who bears a responsibility is the one of the rule."""
    ours = [t for t in reading.tokens if t.group == "actor" and not t.denied]
    if frame.encoded.rule.kind == "responsibility" and ours and not any(_named(t, frame) for t in ours):
        found = reading.text[ours[0].start : ours[0].end]
        yield Clash("soft", ours[0].start, ours[0].end, "、".join(sorted(frame.who)), found, "主体与规定不同")


def _named(token: Token, frame: Frame) -> bool:
    return token.value in frame.named or any(token.value in value for value in frame.who)


def _slot(token: Token, reading: Reading) -> str:
    before = reading.text[max(0, token.start - 1) : token.start]
    return before if before in SLOTS else ""


def _slots(frame: Frame) -> set[str]:
    """The markers (报, 向, 由…) that the rule has an actor behind."""
    return {_slot(t, frame.reading) for t in frame.reading.of("class", "actor")} - {""}


def _is_agent(reading: Reading, i: int) -> bool:
    token = reading.tokens[i]
    before = reading.text[max(0, token.start - 1) : token.start]
    if before in AGENT_BEFORE:
        return True
    following = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
    if following is not None and following.kind == "modal" and following.start == token.end:
        return True
    earlier = [x for x in (*reading.atoms, *reading.tokens[:i], *reading.amounts) if x.clause == token.clause]
    return not any(x.start < token.start for x in earlier)
