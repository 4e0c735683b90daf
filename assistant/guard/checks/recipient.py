"""To whom: what stands behind 向 in a statement stands there in the rule (向社会公开 is not 向组织公开).

Bodies and persons that the vocabulary knows are compared by `actors` and `turned`.
Source: DESIGN.md, Guard, “subjects and scope”; `ccp-2016:9.2` (一般应当向社会公开).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading
from assistant.guard.signs import pairs

TO = re.compile(r"(?<![方动倾])向(?![着后前上下导])")
FIRST, REACH, LAST = 3, 16, 2
SERVES = re.compile(r"(?P<who>[^，。；、：]{2,10}?)为(?P<whom>[^，。；、：]{2,8}?)服务")
MUST_FLAG = (
    Example("采取纪律处分方式问责的，一般应当向组织公开。", "ccp-2016"),
    Example("问责情况应当及时向媒体公布，或者向有关单位公布。", "guangzhou-2009"),
)
NEAR_MISSES = (
    Example("采取纪律处分方式问责的，一般应当向社会公开。", "ccp-2016"),
    Example("问责情况应当及时向社会或者有关单位公布。", "guangzhou-2009"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare the first words behind 向 with all that stands behind it in the rule."""
    rule = frame.reading.text
    theirs = frozenset(pair for m in TO.finditer(rule) for pair in pairs(rule[m.end() : m.end() + REACH]))
    if reading.english:
        return
    yield from _served(reading, rule)
    if not theirs:
        return
    known = {t.start for t in reading.of("class")} | {m.start for m in frame.parties.mentions(reading.text)}
    for match in TO.finditer(reading.text):
        stop = match.end() + FIRST
        atoms = [a for a in reading.atoms if match.end() <= a.start and a.end <= stop]
        told = frozenset(key for a in atoms for key in a.keys)
        if atoms and not known & set(range(match.end(), stop)) and not told & theirs:
            found = reading.text[match.start() : stop]
            yield Clash("leftover", match.start(), stop, "", found, "规定中不是向这一方")


def _served(reading: Reading, rule: str) -> Iterator[Clash]:
    """基层党组织为党员服务 is not 基层党组织为群众服务: who serves whom."""
    known = [(m["who"], m["whom"]) for m in SERVES.finditer(rule)]
    for match in SERVES.finditer(reading.text) if len(known) > 1 else ():
        alike = [
            whom
            for who, whom in known
            if who.endswith(match["who"][-LAST:]) and pairs(who) & pairs(match["who"])
        ]
        if alike and not any(match["whom"] in whom or whom in match["whom"] for whom in alike):
            yield Clash("soft", *match.span(), "、".join(alike), match.group(), "规定中服务的对象不是这一方")
