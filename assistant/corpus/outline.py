"""What a file's lines say about its layout before they are read one by one: how many laws, in which mode."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Literal

from assistant.corpus.lines import DIGITS, Form, Line

Mode = Literal["articles", "sections", "plain"]
ANNEX = re.compile(r"附\s*[件表录图]|附[：:]?$")
SECTION_HEADING = re.compile(rf"([{DIGITS}]+)(?:、\s*(.*)|$)")
RANK = re.compile(rf"第[{DIGITS}]+(分?编|章|节)")
TITLE_END = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|规范|意见|决定|决议|通知|解释|批复|标准|方案|制度|章程)$"
)
SENTENCE_END = re.compile(r"[。；：，,;:]$")


def restarts(lines: list[Line]) -> list[int]:
    """Where further laws begin in the same file."""
    starts: list[int] = []
    seen, annex = 0, False
    for i, line in enumerate(lines):
        if line.form in (Form.ANNEX, Form.HEADING):
            annex = bool(ANNEX.match(line.text))
        again = (
            line.form is Form.ARTICLE and line.spaced and line.number == 1 and not line.suffix and seen > 1
        )
        if (line.form is Form.TITLE and seen) or (again and not annex):
            starts.append(_title_before(lines, i) if again else i)
            seen, annex = 0, False
        seen += line.form in (Form.ARTICLE, Form.SECTION)
    return starts


def _title_before(lines: list[Line], article: int) -> int:
    """Where the law begins whose 第一条 stands at `article`: at the title before it, over a preamble if there is one."""
    start = i = article
    while i > 0 and lines[i - 1].form in (Form.TEXT, Form.CHAPTER, Form.HEADING):
        i -= 1
        if title_like(lines[i]):
            start = i
        elif start < article:
            break
    return start


@dataclass(frozen=True, slots=True)
class Head:
    """Title of a law and the lines between it and INFO END; subtitles are further `# ` lines among them."""

    title: str
    subtitles: tuple[str, ...]
    info: tuple[str, ...]


def take_head(queue: deque[Line]) -> Head:
    """Take title and INFO lines off the front of the lines."""
    before_articles = takewhile(lambda x: not (x.form is Form.ARTICLE and x.spaced), queue)
    has_info = any(x.form is Form.INFO_END for x in before_articles)
    title = ""
    if queue and (queue[0].form is Form.TITLE or (queue[0].form is Form.TEXT and title_like(queue[0]))):
        title = _take_title(queue)
    info: list[Line] = []
    while has_info and (line := queue.popleft()).form is not Form.INFO_END:
        info.append(line)
    return Head(
        title,
        tuple(x.text for x in info if x.form is Form.TITLE),
        tuple(x.marker + x.text for x in info if x.form is not Form.TITLE),
    )


def _take_title(queue: deque[Line]) -> str:
    """The title; without # it may be broken over up to four lines."""
    first = queue.popleft()
    title = tidy(first.text)
    if first.form is Form.TITLE:
        return title
    whole = title
    for count, line in enumerate([Line(Form.TEXT, "", 0), *islice(queue, 3)]):
        if line.form is not Form.TEXT or not title_like(line):
            break
        whole += line.text
        if TITLE_END.search(whole):
            for _ in range(count):
                queue.popleft()
            return whole
    return title


def title_like(line: Line) -> bool:
    """Whether a line without a number may be a title: it does not end as a sentence does."""
    return line.form in (Form.TEXT, Form.CHAPTER, Form.HEADING) and not SENTENCE_END.search(line.text)


def mode_of(lines: list[Line]) -> Mode:
    """Articles, unless 一、 comes first and the first article is not 第一条 (a decision that quotes articles)."""
    articles = [x for x in lines if x.form is Form.ARTICLE and x.spaced]
    sections = [
        x
        for x in lines
        if x.form is Form.SECTION or (x.form is Form.HEADING and SECTION_HEADING.match(x.text))
    ]
    if articles and (articles[0].number == 1 or not sections or articles[0].no < sections[0].no):
        return "articles"
    return "sections" if sections else "plain"


def tidy(heading: str) -> str:
    """第一章　总　则 → 第一章 总则."""
    match = RANK.match(heading)
    words = "".join(heading[match.end() if match else 0 :].split())
    return f"{match.group()} {words}" if match else words
