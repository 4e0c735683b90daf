"""Which belongs to which: where a rule has 分别, the first of the one list goes with the first of the other; what an item of a
list says is not said of another item, nor of another place in the list.

Source: DESIGN.md, Guard, “subjects and scope”; `weifang-2011:3.2` (分别是本系统、本学校…第一责任人), `guangzhou-party-2006:三.1`
(双联，就是…；双建，就是…), `weifang-2011:附件.1` (three parts in order).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading
from assistant.guard.signs import pairs

LISTS = re.compile(r"(?P<first>[^，。；]+)分别(?P<joint>是|为|由|在|以)(?P<second>[^，。；]+)")
AS = re.compile(r"以(?P<what>[^，。；]+?)为(?P<role>[^，。；、]{2}|主)")
RESPECTIVELY, HEAD = "分别", 3
LIST = "enumeration"
CLAUSES = re.compile(r"[，。；]")
COPULA = re.compile(r"指的是|说的是|讲的是|是指|就是|出自|来自|[是指即]")
LABEL = 12
HALVES, SHORT = 2, 4
TOPIC = re.compile(r"，(?=指的是|说的是|讲的是|是指|就是)")
"""Between what is spoken of and what it is."""
OF_LIST = re.compile("：|，即")
"""Behind it stands the list that a rule counts."""
PLACE = re.compile(r"第(?P<ordinal>[一二三四五六七八九十])个?(?P<counter>部分|方面|类|步|档)")
ORDINALS = "一二三四五六七八九十"
MUST_FLAG = (
    Example("学校主要负责人是本系统安全稳定工作第一责任人。", "weifang-2011"),
    Example("各级教育行政部门主要负责人是本学校安全稳定工作第一责任人。", "weifang-2011"),
    Example("社区党建工作以保持党同人民群众的血肉联系为重点。", "guangzhou-party-2006"),
    Example("“双争”就是市、区、街道三级联抓。", "guangzhou-party-2006"),
    Example("决定书的申诉期限及受理机构写在第一部分。", "weifang-2011"),
)
NEAR_MISSES = (
    Example("学校主要负责人是本学校安全稳定工作第一责任人。", "weifang-2011"),
    Example("各级教育行政部门主要负责人是本系统安全稳定工作第一责任人。", "weifang-2011"),
    Example("“双联”就是市、区、街道三级联抓。", "guangzhou-party-2006"),
    Example("决定书的申诉期限及受理机构写在第三部分。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """A statement of one member of the first list may not go with another member of the second."""
    if reading.english:
        return
    yield from _as(reading, frame)
    rule = frame.reading.text
    if frame.encoded.rule.kind == LIST and _halves(reading.text, rule[rule.find("“") + 1 :].split("；")):
        yield Clash("soft", *reading.span, "", reading.text, "与规定的对应关系不同")
    counted, *listed = OF_LIST.split(rule, maxsplit=1) if frame.encoded.rule.kind == LIST else [rule]
    if listed:
        yield from _items(reading, counted, listed[0].split("；" if "；" in listed[0] else "、"))
    match = LISTS.search(rule) if RESPECTIVELY in rule else None
    if match is None:
        return
    first, second = _members(match["first"]), _members(match["second"])
    before, _, after = reading.text.partition(match["joint"])
    ours, theirs = _told(before, first), _told(after, second)
    if len(first) == len(second) and len(ours) == len(theirs) == 1 and ours != theirs:
        expected = match["second"].split("、")[ours[0]]
        yield Clash("soft", *reading.span, expected, "", "与规定的对应关系不同")


def _as(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """以…为重点 is not 以…为核心 (`guangzhou-party-2006:二(一)`)."""
    if not AS.search(reading.text):
        return
    known = [(m["role"], _words(m["what"])) for m in AS.finditer(f"{frame.reading.text}。{frame.quote}")]
    for match in AS.finditer(reading.text):
        said = _words(match["what"])
        own = max((len(said & what) for role, what in known if role == match["role"]), default=0)
        other = max((len(said & what) for role, what in known if role != match["role"]), default=0)
        same = [what for role, what in known if role == match["role"]]
        exact = len(match["what"]) == 1 and bool(same) and not own
        if exact or (same and other > own):
            yield Clash("soft", match.start(), match.end(), "", match.group(), "与规定的对应关系不同")


def _words(text: str) -> frozenset[str]:
    return pairs(text) or frozenset({text})


def _items(reading: Reading, counted: str, items: Sequence[str]) -> Iterator[Clash]:
    """What stands on both sides of 是, and the place in the list that is told, belong to one item. counted: what a rule says
    before its list.
    """
    labelled: list[str] = []
    own = _distinct([pairs(item) for item in items])
    for clause in CLAUSES.split(TOPIC.sub("", reading.text)):
        before, *after = COPULA.split(clause, maxsplit=1)
        sides = [_of(side, items, own) for side in (before[-LABEL:], *after)]
        if len(sides) == len(list(filter(None, sides))) == 2 and not sides[0] & sides[1]:
            yield Clash("soft", *reading.span, "", clause, "与规定的对应关系不同")
        elif after:
            labelled = [item for item in items if _label(item) in before[-LABEL:]]
        if labelled:
            yield from _of_item(after[0] if after else clause, labelled[0], reading)
        place, told = PLACE.search(clause), _of(clause, items, own)
        if place and place["counter"] in counted and told and ORDINALS.index(place["ordinal"]) not in told:
            yield Clash("soft", *reading.span, "", place.group(), "与规定的对应关系不同")


def _label(item: str) -> str:
    """双联 of 双联，就是…; what no text has where an item has no label."""
    label, comma, _ = item.partition("，")
    return label if comma and len(label) <= SHORT else "\0"


def _of_item(told: str, item: str, reading: Reading) -> Iterator[Clash]:
    """What is told of a labelled item, where it has no such words."""
    start = reading.text.find(told)
    own = pairs(item) | set(item)
    for atom in reading.atoms:
        inside = start <= atom.start < start + len(told)
        if inside and not any(key in own for key in atom.keys):
            found = reading.text[atom.start : atom.end]
            yield Clash("leftover", atom.start, atom.end, item, found, "与规定的对应关系不同")


def _halves(text: str, items: Sequence[str]) -> bool:
    """Whether the first half of one item stands with the second of another (治安联防，共创美好家园)."""
    parts = [item.strip("“”") for item in re.split("[，；。]", text)]
    halves = [item.split("”")[0].strip("“").split("，") for item in items]
    pairs_of = [(h[0], h[1]) for h in halves if len(h) == HALVES]
    first = {one: i for i, (one, _) in enumerate(pairs_of)}
    second = {two: i for i, (_, two) in enumerate(pairs_of)}
    return any(one in first and two in second and first[one] != second[two] for one, two in pairwise(parts))


def _of(text: str, items: Sequence[str], own: Sequence[frozenset[str]]) -> frozenset[int]:
    """Places of the items that a text has words of, that no other item has, or how they begin. own: pairs of each alone."""
    said = pairs(text)
    return frozenset(
        i for i, item in enumerate(items) if len(own[i] & said) > 1 or own[i] & said & {item[:2]}
    )


def _distinct(found: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Of each what no other has."""
    return [own.difference(*(other for other in found if other is not own)) for own in found]


def _members(text: str) -> list[frozenset[str]]:
    """What only this member of a list has; of the last, its first signs, as the rest goes with all."""
    *parts, last = text.split("、")
    return _distinct([pairs(part) for part in (*parts, last[:HEAD])])


def _told(text: str, members: Sequence[frozenset[str]]) -> list[int]:
    """Places of the members that a text tells in full or most."""
    said = pairs(text)
    return [i for i, own in enumerate(members) if own and len(own & said) * 2 >= len(own)]
