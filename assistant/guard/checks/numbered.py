"""Numbers of documents: a text named in a rule has the number that stands behind it there.

Source: DESIGN.md, Guard, “an incompatible field”; `weifang-2011:1` (《中小学幼儿园安全管理办法》（教育部令第23号）).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.corpus.text import folded
from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading

NUMBER = re.compile(r"第?\d+号|No\. ?\d+", re.IGNORECASE)
TITLED = re.compile(r"《(?P<title>[^《》]{4,60})》\((?P<number>[^()]{2,40})\)")
DIGITS = re.compile(r"\d+(?=号)|(?<=no\. )\d+|(?<=no\.)\d+", re.IGNORECASE)
DOCUMENT = re.compile(r"(?P<office>[\u4e00-\u9fff]{1,4})\[(?P<year>\d{4})\](?P<number>\d+)号")
OFFICE = 2
"""So many signs before the year tell whose number it is (办发, 哈发)."""
CODE = re.compile(r"[A-Z]{2,}(?:/[A-Z])? ?\d+(?:[-—]\d+)?")
"""Numbers of standards (GB/T 16180-2006)."""
MUST_FLAG = (
    Example("造成学生残疾，参照GB/T 16180-2016的规定。", "weifang-2011"),
    Example("本办法根据教育部令第12号《中小学幼儿园安全管理办法》制定。", "weifang-2011"),
    Example("《学生伤害事故处理办法》是教育部令第23号，是本办法的制定依据之一。", "weifang-2011"),
    Example("广州2006年社区党建意见的文号是穗办〔2006〕8号。", None),
)
NEAR_MISSES = (
    Example("造成学生残疾，参照GB/T 16180-2006的规定。", "weifang-2011"),
    Example("教育部令第23号《中小学幼儿园安全管理办法》是本办法的制定依据之一。", "weifang-2011"),
    Example("教育部令第12号是本办法的制定依据之一。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Where a statement names texts of the rule, each number that it gives must be that of one of them."""
    yield from _codes(reading, frame)
    yield from _documents(reading, frame)
    if not NUMBER.search(reading.text):
        return
    known = {m["title"]: _numbers(m["number"]) for m in TITLED.finditer(folded(frame.reading.text))}
    named = [title for title in known if title in folded(reading.text)]
    own = {number for title in named for number in known[title]}
    for match in NUMBER.finditer(reading.text) if named else ():
        if not _numbers(match.group()) <= own:
            expected = "、".join(sorted(own))
            yield Clash("hard", match.start(), match.end(), expected, match.group(), "文号与所指的文件不符")


def _documents(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Document numbers that the rule has otherwise (哈发〔2011〕5号, 穗办〔2006〕8号)."""
    known = list(DOCUMENT.finditer(folded(frame.reading.text)))
    said = {atom.start for atom in reading.atoms}
    told = (m for m in DOCUMENT.finditer(folded(reading.text)) if said & set(range(*m.span())))
    for match in told if known else ():
        if not any(_is_same(match, other) for other in known):
            expected = "、".join(sorted({other.group() for other in known}))
            yield Clash("hard", *reading.span, expected, match.group(), "文号与规定不同")


def _is_same(one: re.Match[str], other: re.Match[str]) -> bool:
    alike = one["office"][-OFFICE:] == other["office"][-OFFICE:]
    return alike and (one["year"], one["number"]) == (other["year"], other["number"])


def _codes(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Numbers of standards that the rule has otherwise."""
    known = {match.group().replace(" ", "") for match in CODE.finditer(frame.reading.text)}
    for match in CODE.finditer(reading.text) if known else ():
        if not any(code.startswith(match.group().replace(" ", "")) for code in known):
            yield Clash("hard", *match.span(), "、".join(sorted(known)), match.group(), "标准号与规定不同")


def _numbers(text: str) -> set[str]:
    """The number of each document number (6 of 〔2009〕6号)."""
    return set(DIGITS.findall(text))
