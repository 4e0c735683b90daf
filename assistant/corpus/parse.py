"""Markdown of a law in, tree of its units out: 章/条/款/项, 一、/（一） documents, notices, annexes, commentary.

The five regulations and the national laws go through the same code. A document is in one of three modes, decided by
what it contains: articles (第N条), sections (一、), or neither (all its words are then one unit, 正文).
"""

from __future__ import annotations

import re
from collections import deque
from itertools import pairwise

from assistant.corpus.builder import Builder
from assistant.corpus.errors import ParseError
from assistant.corpus.lines import DIGITS, Form, Line, classify, number_of, read_lines
from assistant.corpus.numbering import Numbering, Opening
from assistant.corpus.numerals import to_chinese
from assistant.corpus.outline import (
    ANNEX,
    RANK,
    SECTION_HEADING,
    SENTENCE_END,
    TITLE_END,
    mode_of,
    restarts,
    tidy,
    title_like,
)
from assistant.corpus.provision import Kind
from assistant.corpus.structure import Document, Oddity, PendingBlock, Unit

ENCODING_NOTES = "编码说明"
_SPECIAL: dict[str, Kind] = {"通知": "notice", "前言": "preamble", "序言": "preamble", "结尾": "closing"}
_TAIL_KINDS = frozenset({"closing", "annex", "commentary"})
_COMMENTARY = re.compile(rf"第([{DIGITS}]+)条解读")
_RANKS = {"编": 1, "分编": 2, "章": 3, "节": 4}
_GLUED = re.compile(rf"(?<=[。；])\s*第([{DIGITS}]+)条\s+")
_GLUED_ITEM = re.compile(rf"(?<=[。；;])\s*[（(]([{DIGITS}]+)[)）](?![项、和])")


def parse_documents(markdown: str, file: str, first_line: int = 1) -> list[Document]:
    """All laws in one file, usually one; a second `# title` or numbering that starts again opens the next.

    first_line: number of the first line given, where front matter was cut off. Raises ParseError.
    """
    lines = list(read_lines(markdown.split("\n"), file, first_line))
    bounds = [0, *restarts(lines), len(lines)]
    return [_Parser(file, lines[a:b]).run() for a, b in pairwise(bounds)]


class _Parser:
    """What each line means where it stands; `run` shows the flow."""

    def __init__(self, file: str, lines: list[Line]) -> None:
        self.file = file
        self.mode = mode_of(lines)
        self.queue = deque(lines)
        self.title = ""
        self.info: tuple[str, ...] = ()
        self.build = Builder()
        self.chapters: dict[int, str] = {}
        self.numbering = Numbering()
        self.open_quotes = 0
        self.closed = False  # 编码说明 has begun
        self.chapters_marked = any(x.form is Form.HEADING and RANK.match(x.text) for x in lines)
        self.blocks: list[PendingBlock] = []
        self.oddities: list[Oddity] = []

    def run(self) -> Document:
        self._head()
        steps = {
            Form.HEADING: self._heading, Form.TITLE: self._subtitle, Form.CHAPTER: self._chapter,
            Form.ARTICLE: self._article, Form.SECTION: self._section, Form.BRACKET: self._bracket,
            Form.NUMBERED: self._continuation, Form.LETTERHEAD: self._letterhead, Form.ANNEX: self._annex,
            Form.TEXT: self._paragraph, Form.RULES: self._rules,
        }  # fmt: skip
        while self.queue:
            line = self.queue.popleft()
            if line.form in steps and (not self.closed or line.form is Form.RULES):
                steps[line.form](line)
                self.open_quotes += line.text.count("“") - line.text.count("”")
            elif self.closed and (line.form is Form.HEADING or (line.form is Form.ARTICLE and line.spaced)):
                raise ParseError(
                    self.file, line.no, f"“{ENCODING_NOTES}”之后还有条文或标题；请把这一节移到文件末尾"
                )
        return Document(
            self.file, self.title, self.info, "\n".join(self.build.lines), tuple(self.build.units),
            tuple(self.blocks), tuple(self.oddities),
        )  # fmt: skip

    # title and headings

    def _head(self) -> None:
        """Title, and the lines up to INFO END where there is such a line."""
        has_info = any(x.form is Form.INFO_END for x in self.queue)
        first = self.queue[0] if self.queue else None
        if first and (first.form is Form.TITLE or ((has_info or len(self.queue) > 1) and title_like(first))):
            self.title = self._title(self.queue.popleft())
            self.build.write(self.title)
        info: list[str] = []
        while has_info and (line := self.queue.popleft()).form is not Form.INFO_END:
            if line.form is Form.TITLE:
                self._subtitle(line)
            else:
                info.append(line.marker + line.text)
        self.info = tuple(info)

    def _title(self, first: Line) -> str:
        """The title; without # it may be broken over some lines."""
        title = tidy(first.text)
        if first.form is Form.TITLE:
            return title
        more = [line for _, line in zip(range(3), self.queue, strict=False)]
        for count in range(len(more) + 1):
            whole = title + "".join(line.text for line in more[:count])
            if TITLE_END.search(whole) and all(x.form is Form.TEXT and title_like(x) for x in more[:count]):
                for _ in range(count):
                    self.queue.popleft()
                return whole
        return title

    def _subtitle(self, line: Line) -> None:
        self.build.close()
        self.build.write(line.text)
        self.chapters = {0: tidy(line.text)}

    def _heading(self, line: Line) -> None:
        text = tidy(line.text)
        commentary = _COMMENTARY.fullmatch(text)
        section = SECTION_HEADING.fullmatch(line.text) if self.mode == "sections" else None
        if text == ENCODING_NOTES:
            self.build.close()
            self.closed = True
        elif text in _SPECIAL:
            self._open_special(_SPECIAL[text], "前言" if text == "序言" else text, line)
        elif commentary:
            self._open_special("commentary", f"解读{number_of(commentary[1])}", line)
        elif ANNEX.match(text):
            self._annex(line)
        elif section and self._continues_sections(number_of(section[1])):
            words = section[2] or ""
            marker = line.text.removesuffix(words)
            self._section(Line(Form.SECTION, words, line.no, number_of(section[1]), marker=marker))
        else:
            self._open_chapter(line)

    def _chapter(self, line: Line) -> None:
        """A chapter without ##, which counts only where the file marks no chapter with ##."""
        if self.chapters_marked or self.open_quotes > 0 or self._in_tail():
            self._paragraph(line)
        else:
            self._open_chapter(line)

    def _open_chapter(self, line: Line) -> None:
        inside = self.mode == "plain" or (self.build.top is not None and self.build.top.kind == "annex")
        self.build.path = self.build.path[:1] if inside else []
        self.build.write(line.text)
        rank = RANK.match(line.text)
        level = _RANKS[rank[1]] if rank else line.number + 1 if line.form is Form.HEADING else 3
        self.chapters = {k: v for k, v in self.chapters.items() if k < level} | {level: tidy(line.text)}

    def _open_special(self, kind: Kind, number: str, line: Line) -> None:
        if any(u.number == number for u in self.build.units):
            raise ParseError(self.file, line.no, f"“{number}”出现了两次；请合并，或改正标题")
        self.build.close()
        self.build.write(line.text)
        self.chapters = {}
        self.build.open_top(kind, number, line.no, "", None)

    def _annex(self, line: Line) -> None:
        if line.form is Form.ANNEX and (self.mode != "articles" or not self.numbering.number):
            self._paragraph(line)
            return
        count = sum(u.kind == "annex" for u in self.build.units)
        self._open_special("annex", f"附件{count + 1}" if count else "附件", line)

    # units

    def _article(self, line: Line) -> None:
        if self.mode != "articles" or self._in_tail():
            self._paragraph(line)
            return
        opening = self.numbering.opening(line, quoted=self.open_quotes > 0)
        if opening in (Opening.REFERENCE, Opening.REPEAT):
            said = (
                "不是新的一条"
                if opening is Opening.REFERENCE
                else f"编号却不在第{self.numbering.number}条之后"
            )
            self._odd(opening.name.lower(), line, f"“{line.marker.strip()}”在行首，{said}")
            self._paragraph(line)
            return
        if opening is Opening.GAP:
            last = self.numbering.number
            said = f"第{last}条之后是第{line.number}条" if last else f"第一个条文是第{line.number}条"
            self._odd("gap", line, said)
        self.numbering.advance(line)
        self.open_quotes = 0
        number = f"{line.number}之{to_chinese(line.suffix)}" if line.suffix else str(line.number)
        self.build.open_top("article", number, line.no, f"{line.marker.rstrip()} ", self._chapter_path())
        self._first_words(line)

    def _section(self, line: Line) -> None:
        if not self._continues_sections(line.number):
            self._paragraph(line)
            return
        unit = self.build.open_top(
            "section", to_chinese(line.number), line.no, line.marker, self._chapter_path()
        )
        if SENTENCE_END.search(line.text):
            self.build.open_paragraph(line.text, line.no, same_line=True)
        else:
            self.build.first_words(line.text)
            unit.caption = line.marker + line.text

    def _continues_sections(self, number: int) -> bool:
        """Whether 一、 at the start of a line opens a section: only the next one in order does."""
        if self.mode != "sections" or self._in_tail():
            return False
        return number == sum(u.kind == "section" for u in self.build.units) + 1

    def _bracket(self, line: Line) -> None:
        top = self.build.top
        if top is None or top.kind not in ("article", "section"):
            self._paragraph(line)
        elif top.kind == "section":
            if line.number == len(top.subs) + 1:
                self.build.open_sub(to_chinese(line.number), line.no, line.marker, top.caption or top.chapter)
                self._first_words(line)
            else:
                self._paragraph(line)
        else:
            self._item(line, top)

    def _item(self, line: Line, top: Unit) -> None:
        listing = next((p for p in reversed(top.paragraphs) if p.items), None)
        last = int(listing.items[-1].number) if listing else 0
        stray = len(top.paragraphs) - top.paragraphs.index(listing) - 1 if listing else 0
        if stray and line.number == last + 1:
            self.build.rejoin(stray)
        elif not top.paragraphs or (not stray and line.number <= last):
            self.build.open_paragraph("", line.no, same_line=True)
            last = 0
        elif stray or not listing:
            last = 0
        if line.number != last + 1:
            self._odd(
                "item_gap",
                line,
                f"第（{line.number}）项之前是第（{last}）项" if last else f"第一项是（{line.number}）",
            )
        text = self._cut(line.text, _GLUED_ITEM, line.number + 1, line)
        self.build.open_item(line.number, text, line.no, line.marker)

    # words

    def _first_words(self, line: Line) -> None:
        """The words after an article's or subsection's number are its first 款."""
        if line.text:
            self.build.open_paragraph(self._cut_article(line.text, line), line.no, same_line=True)

    def _paragraph(self, line: Line) -> None:
        if self.build.top is None:
            self._open_unnumbered(line)
        chapter = self._chapter_path() if self.mode == "plain" or self._in_tail() else None
        self.build.open_paragraph(self._cut_article(line.marker + line.text, line), line.no, chapter=chapter)

    def _open_unnumbered(self, line: Line) -> None:
        """A unit for words that stand under no number: 正文 where nothing is numbered, else 前言."""
        number = "正文" if self.mode == "plain" else "前言"
        if any(u.number == number for u in self.build.units) or self.numbering.number:
            number = f"{number}{sum(u.kind == 'preamble' for u in self.build.units) + 1}"
            self._odd("outside", line, "标题之下、条文之外还有文字")
        self.build.open_top("preamble", number, line.no, "", self._chapter_path())

    def _continuation(self, line: Line) -> None:
        innermost = self.build.path[-1] if self.build.path else None
        table = line.text.startswith("|")
        if innermost and innermost.kind in ("paragraph", "item") and (self.mode == "articles" or table):
            self.build.extend(line.text, line.no)
        else:
            self._paragraph(line)

    def _letterhead(self, line: Line) -> None:
        if self.build.top is None:
            self._open_unnumbered(line)
        self.build.path = self.build.path[:1]
        self.build.path[0].last_line = line.no
        self.build.write(line.text)

    def _rules(self, line: Line) -> None:
        if not self.closed and not self.build.path:
            raise ParseError(
                self.file, line.no, f"规则块上面没有条款；请放在条款下面，或“## {ENCODING_NOTES}”之下"
            )
        self.blocks.append(PendingBlock(None if self.closed else self.build.path[-1], line.text, line.no))

    # helpers

    def _cut(self, text: str, pattern: re.Pattern[str], expected: int, line: Line) -> str:
        """Cut off the next article or item where it stands on the same line as the one before; it is read next."""
        for match in pattern.finditer(text):
            if number_of(match[1]) == expected:
                self._odd("glued", line, f"“{match.group().strip()}”与前文在同一行")
                self.queue.appendleft(classify(text[match.start() :].strip(), line.no))
                return text[: match.start()]
        return text

    def _cut_article(self, text: str, line: Line) -> str:
        in_article = self.build.top is not None and self.build.top.kind == "article"
        return self._cut(text, _GLUED, self.numbering.number + 1, line) if in_article else text

    def _in_tail(self) -> bool:
        return self.build.top is not None and self.build.top.kind in _TAIL_KINDS

    def _chapter_path(self) -> str | None:
        return " / ".join(self.chapters[k] for k in sorted(self.chapters)) or None

    def _odd(self, kind: str, line: Line, message: str) -> None:
        self.oddities.append(Oddity(kind, line.no, message))
