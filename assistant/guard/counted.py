"""Numbers that count what a statement or a rule lists (三种结果：维持、变更、撤销; 由三个部门解释; 八项问责方式)."""

from __future__ import annotations

import re

from assistant.guard.frames import Frame
from assistant.guard.reading import Amount, Reading

COUNTERS = frozenset(
    {"种", "项", "条", "类", "个", "档", "款", "章", "方面", "部分", "点", "级", "家", "组", "cardinal"}
)
FIRMS = "家"
"""Counts the bodies named right before it (由…和…两家)."""
_BETWEEN, _JOINED = re.compile("、|和|以及|或者|或"), re.compile("和|以及|或者|或")
_OF_SANCTIONS = re.compile(r"(?:问责)?方式|(?:forms?)? ?of accountability|sanctions?")
_LISTING = re.compile(
    "：|，(?:也就是|也即|即|包括|分别是|分别为|文号分别是)|(?<=[种项类家份组个面])的?[^，；：]{0,6}，?(?:即|分别是|分别为)"
)
"""What stands before the members that a number counts."""
THESE = ("这", "的这")
"""Before a number: it counts what was just listed (…和…这两点)."""


def is_counted(amount: Amount, reading: Reading, frame: Frame) -> bool:
    """Whether a number counts what the statement lists, or all sanctions of the regulation (八项问责方式可以合并使用)."""
    of_sanctions = _OF_SANCTIONS.match(reading.text, amount.end) is not None
    of_sanctions = of_sanctions and frame.encoded.rule.kind != "sanctions"
    listed = not frame.count and _self_counted(amount, reading, frame)
    return (of_sanctions and amount.first in frame.sanction_counts) or listed


def _self_counted(amount: Amount, reading: Reading, frame: Frame) -> bool:
    """三种结果：维持、变更、撤销 counts what it lists; 由三个部门解释 what the rule lists."""
    if amount.measure not in COUNTERS or amount.date or len(amount.value) > 1:
        return False
    parts = _LISTING.split(reading.text[amount.end :], maxsplit=1)[1:]
    listed = re.split("[。]", parts[0])[0] if parts else ""
    counted = any(k.measure == amount.measure for k in frame.reading.amounts)
    told = (
        {len(re.findall("[，；]", listed)) + 1, listed.count("；") + 1, *_members_of(listed)}
        if listed
        else set[int]()
    )
    before = re.split("[，；：。]", reading.text[: amount.start])[-1]
    if not counted and (
        before.endswith(THESE) or amount.measure == FIRMS or re.search("、|”(?:和|与|及)", before)
    ):
        told |= _members_of(before)
        listed = listed or before
    complete = amount.first in told and not _is_cut_short(listed, frame.reading.text)
    return (amount.first in frame.lists and not counted) or complete


def _is_cut_short(listed: str, rule: str) -> bool:
    """Whether a list of a rule has all that a statement lists, and more (两种：主体责任、监督责任)."""
    members = {m for m in map(_core, _BETWEEN.split(listed)) if len(m) > 1}
    for run in re.split("[，；：。]", rule):
        *first, last = run.split("、")
        theirs = [m for m in map(_core, (*first, *_JOINED.split(last, maxsplit=1))) if m]
        at = [i for i, their in enumerate(theirs) if any(their in m or m in their for m in members)]
        if len(members) > 1 and len(at) >= len(members) and len(theirs) > len(at):
            return True
    return False


def _core(member: str) -> str:
    return re.sub(r"[^\w]", "", member)


def _members_of(listed: str) -> set[int]:
    """How many a list may have: what 和 joins are two members, or one whose name has it (市人力资源和社会保障局)."""
    parted = listed.count("、") + 1
    return set(range(parted, parted + len(re.findall("和|以及|及|与|或者|或", listed)) + 1))
