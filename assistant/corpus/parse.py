"""Markdown of a law in, tree of its units out: 章/条/款/项, 一、/（一） documents, notices, annexes, commentary.

The five regulations and the national laws go through the same code. A document is in one of three modes, decided by
what it contains: articles (第N条), sections (一、), or neither (all its words are then one unit, 正文).
"""

from __future__ import annotations

import re
from collections import deque
from itertools import pairwise

from assistant.corpus.clauses import Clauses
from assistant.corpus.errors import ParseError
from assistant.corpus.lines import DIGITS, Form, Line, number_of, read_lines
from assistant.corpus.outline import ANNEX, RANK, SECTION_HEADING, mode_of, restarts, take_head, tidy
from assistant.corpus.provision import Kind
from assistant.corpus.structure import Document, PendingBlock

ENCODING_NOTES = "编码说明"
_SPECIAL: dict[str, Kind] = {"通知": "notice", "前言": "preamble", "序言": "preamble", "结尾": "closing"}
_COMMENTARY = re.compile(rf"第([{DIGITS}]+)条解读")
_RANKS = {"编": 1, "分编": 2, "章": 3, "节": 4}


def parse_documents(markdown: str, file: str, first_line: int = 1) -> list[Document]:
    """All laws in one file, usually one; a second `# title` or numbering that starts again opens the next.

    first_line: number of the first line given, where front matter was cut off. Raises ParseError.
    """
    lines = list(read_lines(markdown.split("\n"), file, first_line))
    bounds = [0, *restarts(lines), len(lines)]
    return [_Parser(file, lines[a:b]).run() for a, b in pairwise(bounds)]


class _Parser:
    """Titles, headings and rules blocks; `Clauses` reads what is between them. `run` shows the flow."""

    def __init__(self, file: str, lines: list[Line]) -> None:
        self.file = file
        self.queue = deque(lines)
        self.clauses = Clauses(mode_of(lines), self.queue)
        self.build = self.clauses.build
        self.closed = False  # 编码说明 has begun
        self.chapters_marked = any(x.form is Form.HEADING and RANK.match(x.text) for x in lines)
        self.blocks: list[PendingBlock] = []

    def run(self) -> Document:
        head = take_head(self.queue)
        if head.title:
            self.build.write(head.title)
        for subtitle in head.subtitles:
            self._subtitle(Line(Form.TITLE, subtitle, 0))
        clauses = self.clauses
        steps = {
            Form.TITLE: self._subtitle,
            Form.HEADING: self._heading,
            Form.CHAPTER: self._chapter,
            Form.ANNEX: self._annex,
            Form.RULES: self._rules,
            Form.ARTICLE: clauses.article,
            Form.SECTION: clauses.section,
            Form.BRACKET: clauses.bracket,
            Form.NUMBERED: clauses.continuation,
            Form.LETTERHEAD: clauses.letterhead,
            Form.TEXT: clauses.paragraph,
        }
        while self.queue:
            line = self.queue.popleft()
            if self.closed:
                self._after_notes(line)
            elif line.form is not Form.INFO_END:
                steps[line.form](line)
        return Document(
            self.file, head.title, head.info, "\n".join(self.build.lines), tuple(self.build.units),
            tuple(self.blocks), tuple(clauses.oddities),
        )  # fmt: skip

    def _after_notes(self, line: Line) -> None:
        """Under 编码说明 only rules count, and prose that explains them."""
        if line.form is Form.HEADING or (line.form is Form.ARTICLE and line.spaced):
            said = f"“{ENCODING_NOTES}”之后还有条文或标题；请把这一节移到文件末尾"
            raise ParseError(self.file, line.no, said)
        if line.form is Form.RULES:
            self.blocks.append(PendingBlock(None, line.text, line.no))

    def _rules(self, line: Line) -> None:
        if not self.build.path:
            said = f"规则块上面没有条款；请放在条款下面，或“## {ENCODING_NOTES}”之下"
            raise ParseError(self.file, line.no, said)
        self.blocks.append(PendingBlock(self.build.path[-1], line.text, line.no))

    def _subtitle(self, line: Line) -> None:
        self.build.close()
        self.build.write(line.text)
        self.clauses.chapters = {0: tidy(line.text)}

    def _heading(self, line: Line) -> None:
        text = tidy(line.text)
        commentary = _COMMENTARY.fullmatch(text)
        section = SECTION_HEADING.fullmatch(line.text)
        if text == ENCODING_NOTES:
            self.build.close()
            self.closed = True
        elif text in _SPECIAL:
            self._open_special(_SPECIAL[text], "前言" if text == "序言" else text, line)
        elif commentary:
            self._open_special("commentary", f"解读{number_of(commentary[1])}", line)
        elif ANNEX.match(text):
            self._annex(line)
        elif section and self.clauses.continues_sections(number_of(section[1])):
            words = section[2] or ""
            marker = line.text.removesuffix(words)
            self.clauses.section(Line(Form.SECTION, words, line.no, number_of(section[1]), marker=marker))
        else:
            self._open_chapter(line)

    def _chapter(self, line: Line) -> None:
        """A chapter without ##, which counts only where the file marks no chapter with ##."""
        if self.chapters_marked or self.build.quoted or self.clauses.in_tail:
            self.clauses.paragraph(line)
        else:
            self._open_chapter(line)

    def _open_chapter(self, line: Line) -> None:
        top = self.build.top
        inside = self.clauses.mode == "plain" or (top is not None and top.kind == "annex")
        self.build.path = self.build.path[:1] if inside else []
        self.build.write(line.text)
        rank = RANK.match(line.text)
        level = _RANKS[rank[1]] if rank else line.number + 1 if line.form is Form.HEADING else _RANKS["章"]
        outer = {k: v for k, v in self.clauses.chapters.items() if k < level}
        self.clauses.chapters = outer | {level: tidy(line.text)}

    def _annex(self, line: Line) -> None:
        """附件 as a heading; without ## only after articles, since elsewhere it may be words."""
        if line.form is Form.ANNEX and not self.clauses.numbering.number:
            self.clauses.paragraph(line)
            return
        count = self.build.kinds["annex"]
        self._open_special("annex", f"附件{count + 1}" if count else "附件", line)

    def _open_special(self, kind: Kind, number: str, line: Line) -> None:
        if number in self.build.numbers:
            raise ParseError(self.file, line.no, f"“{number}”出现了两次；请合并，或改正标题")
        self.build.close()
        self.build.write(line.text)
        self.clauses.chapters = {}
        self.build.open_top(kind, number, line.no, "", None)
