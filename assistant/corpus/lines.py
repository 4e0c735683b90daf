"""What each line of a regulation's Markdown is, looked at by itself.

A line is only a *candidate* here: whether 第三条 at its start opens an article or merely refers to one depends on the
lines before it, which `parse` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from assistant.corpus.errors import ParseError
from assistant.corpus.numerals import NumeralError, to_int

DIGITS = "零〇○一二两三四五六七八九十百千廿卅0-9０-９"
INFO_END = "<!-- INFO END -->"
LARGEST = 9999
"""The largest number of an article, section or item that is believed; the Civil Code ends at 1260."""
LONGEST_NUMERAL = 12


class Form(Enum):
    """The form of one line."""

    TITLE = auto()  # "# 标题"
    HEADING = auto()  # "## 第一章 总则"
    CHAPTER = auto()  # "第一章 总则" without ##
    ARTICLE = auto()  # "第十四条 …"
    SECTION = auto()  # "一、…"
    BRACKET = auto()  # "（一）…"
    NUMBERED = auto()  # "1. …", a table row: belongs to the line before it
    LETTERHEAD = auto()  # "> …": addressee, signature, date; shown, but not a 款
    ANNEX = auto()  # "附件1 …" without ##
    TEXT = auto()
    INFO_END = auto()  # end of the lines about dates and versions that follow a law's title
    RULES = auto()  # a fenced ```rules block, whole


@dataclass(frozen=True, slots=True)
class Line:
    """One line (for RULES: one block) with the number it starts with.

    number: 0 where it has none; suffix: the m of 第n条之m, else 0; spaced: white space follows the number;
    text: the words after the number (RULES: the YAML); marker: the number as it is shown, "第十四条 ", "（一）".
    no: 1-based line in the file (RULES: first line of the YAML).
    """

    form: Form
    text: str
    no: int
    number: int = 0
    suffix: int = 0
    spaced: bool = False
    marker: str = ""


_BLANK = " \t\n\r\f\v\x1c\x1d\x1e\x85\xa0\u2028\u2029\u3000\u200b\u200c\u200d\u2060\ufeff"
"""White space, and the invisible signs that copying from web pages and Word leaves behind."""
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_ARTICLE = re.compile(rf"第\s?([{DIGITS}]+)\s?条(?:之([{DIGITS}]+))?(\s*)")
_CHAPTER = re.compile(rf"第([{DIGITS}]+)[编章节]\s+\S[^。；，：]{{0,40}}$")
_SECTION = re.compile(rf"([{DIGITS}]+)、\s*")
_BRACKET = re.compile(rf"[（(]([{DIGITS}]+)[)）]\s*")
_NUMBERED = re.compile(r"[0-9０-９]{1,3}\s?[.．、][^0-9０-９]|\||[①-⑳]|[（(][0-9０-９]{1,3}[)）]")
_ANNEX = re.compile(rf"附[ \u3000]?[件表录图]?[ \u3000]?[{DIGITS}]*(?:[：:（( \u3000][^。；，]{{0,60}})?$")
_TAIL = re.compile(r"附\s*则|总\s*则")
_FENCE = re.compile(r"(`{3,}|~{3,})\s*(\w*)\s*$")


@lru_cache(maxsize=4096)
def number_of(numeral: str) -> int:
    """The value of a numeral up to LARGEST; 0 for anything else (十十), which makes the line plain text."""
    if len(numeral) > LONGEST_NUMERAL:
        return 0
    try:
        value = to_int(numeral)
    except NumeralError:
        return 0
    return value if value <= LARGEST else 0


def _numbered(form: Form, raw: str, no: int, match: re.Match[str]) -> Line | None:
    number = number_of(match[1])
    if number == 0:
        return None
    return Line(form, raw[match.end() :], no, number, marker=match.group())


def _article(raw: str, no: int) -> Line | None:
    match = _ARTICLE.match(raw)
    if match is None or (number := number_of(match[1])) == 0:
        return None
    suffix = number_of(match[2]) if match[2] else 0
    rest = raw[match.end() :]
    return Line(Form.ARTICLE, rest, no, number, suffix, bool(match[3]) or not rest, match.group())


def classify(raw: str, no: int) -> Line:
    """The form of one stripped, non-empty line."""
    first = raw[0]
    line: Line | None = None
    if first == "#" and (match := _HEADING.match(raw)):
        form = Form.TITLE if len(match[1]) == 1 else Form.HEADING
        return Line(form, match[2].strip(), no, number=len(match[1]))
    if first == ">":
        return Line(Form.LETTERHEAD, raw[1:].strip(), no)
    if first == "第":
        line = _article(raw, no)
        if line is None and (match := _CHAPTER.match(raw)):
            line = Line(Form.CHAPTER, raw, no, number_of(match[1]))
    elif first in "（(" and not _NUMBERED.match(raw) and (match := _BRACKET.match(raw)):
        line = _numbered(Form.BRACKET, raw, no, match)
    elif first == "附" and not _TAIL.fullmatch(raw) and _ANNEX.match(raw):
        line = Line(Form.ANNEX, raw, no)
    elif _NUMBERED.match(raw):
        line = Line(Form.NUMBERED, raw, no)
    elif match := _SECTION.match(raw):
        line = _numbered(Form.SECTION, raw, no, match)
    if line is None and _TAIL.fullmatch(raw):
        line = Line(Form.CHAPTER, raw, no)
    return line or Line(Form.TEXT, raw, no)


def _without_comments(raw: str, file: str, no: int) -> str:
    kept: list[str] = []
    for piece in raw.split("<!--"):
        if not kept:
            kept.append(piece)
        elif "-->" in piece:
            kept.append(piece.partition("-->")[2])
        else:
            raise ParseError(file, no, "注释 <!-- 没有在同一行以 --> 结束")
    return "".join(kept)


def read_lines(lines: list[str], file: str, first: int = 1) -> Iterator[Line]:
    """The lines that count, in order: blank lines and comments are left out, ```rules blocks come as one line each.

    Raises ParseError for a fence that is never closed or is not of rules, and a comment that runs over lines, naming the line where it opens.
    """
    i = 0
    while i < len(lines):
        raw, no = lines[i], first + i
        i += 1
        if "<!--" in raw:
            if raw.strip() == INFO_END:
                yield Line(Form.INFO_END, "", no)
                continue
            raw = _without_comments(raw, file, no)
        raw = raw.strip(_BLANK)
        if not raw:
            continue
        fence = _FENCE.match(raw) if raw[0] in "`~" else None
        if fence is None:
            yield classify(raw, no)
            continue
        if fence[2] != "rules":
            raise ParseError(file, no, f"代码块写的是“{raw}”；此处只能是 ```rules")
        body: list[str] = []
        while i < len(lines) and lines[i].strip() != fence[1]:
            body.append(lines[i])
            i += 1
        if i == len(lines):
            raise ParseError(file, no, f"代码块 {raw} 没有结束；请在块尾另起一行写 {fence[1]}")
        i += 1
        yield Line(Form.RULES, "\n".join(body), no + 1)
