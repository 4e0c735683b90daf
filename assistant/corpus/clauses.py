"""Articles, sections, 款 and 项: what numbered lines and plain words mean where they stand."""

from __future__ import annotations

import re
from collections import deque

from assistant.corpus.builder import Builder
from assistant.corpus.lines import DIGITS, Line, classify, number_of
from assistant.corpus.numbering import Numbering, Opening
from assistant.corpus.numerals import to_chinese
from assistant.corpus.outline import SENTENCE_END, Mode
from assistant.corpus.structure import Oddity, Unit

_TAIL_KINDS = frozenset({"closing", "annex", "commentary"})
_GLUED = re.compile(rf"(?<=[。；])\s*第([{DIGITS}]+)条\s+")
_GLUED_ITEM = re.compile(rf"(?<=[。；;])\s*[（(]([{DIGITS}]+)[)）](?![项、和])")


class Clauses:
    """Turns lines into units of `build`. What is cut off a line is put back in front of `queue`, to be read next."""

    def __init__(self, mode: Mode, queue: deque[Line]) -> None:
        self.mode = mode
        self.queue = queue
        self.build = Builder()
        self.chapters: dict[int, str] = {}
        self.numbering = Numbering()
        self.oddities: list[Oddity] = []

    @property
    def in_tail(self) -> bool:
        """Whether the open unit is one in which nothing is numbered: closing, annex, commentary."""
        return self.build.top is not None and self.build.top.kind in _TAIL_KINDS

    @property
    def chapter(self) -> str | None:
        """The headings in force, outermost first."""
        return " / ".join(self.chapters[k] for k in sorted(self.chapters)) or None

    def article(self, line: Line) -> None:
        """第N条 at the start of a line: an article, or words that refer to one."""
        if self.mode != "articles" or self.in_tail:
            self.paragraph(line)
            return
        opening = self.numbering.opening(line)
        if opening is not Opening.NEXT and self.build.quoted:
            opening = Opening.REFERENCE  # amendments quote articles
        last, here = self.numbering.number, line.marker.strip()
        if opening in (Opening.REFERENCE, Opening.REPEAT):
            said = "不是新的一条" if opening is Opening.REFERENCE else f"编号却不在第{last}条之后"
            self._odd(opening.name.lower(), line, f"“{here}”在行首，{said}")
            self.paragraph(line)
            return
        if opening is Opening.GAP:
            said = f"第{last}条之后是第{line.number}条" if last else f"第一个条文是第{line.number}条"
            self._odd("gap", line, said)
        self.numbering.advance(line)
        number = f"{line.number}之{to_chinese(line.suffix)}" if line.suffix else str(line.number)
        self.build.open_top("article", number, line.no, f"{line.marker.rstrip()} ", self.chapter)
        self._first_words(line)

    def section(self, line: Line) -> None:
        """一、: the next section of a document without articles, else words."""
        if not self.continues_sections(line.number):
            self.paragraph(line)
            return
        unit = self.build.open_top("section", to_chinese(line.number), line.no, line.marker, self.chapter)
        if SENTENCE_END.search(line.text):
            self.build.open_paragraph(line.text, line.no, same_line=True)
        else:
            self.build.first_words(line.text)
            unit.caption = line.marker + line.text

    def continues_sections(self, number: int) -> bool:
        """Whether 一、 at the start of a line opens a section: only the next one in order does."""
        if self.mode != "sections" or self.in_tail:
            return False
        return number == self.build.kinds["section"] + 1

    def bracket(self, line: Line) -> None:
        """（一）: an item of an article, a subsection of a section; elsewhere words."""
        top = self.build.top
        if top is None or top.kind not in ("article", "section"):
            self.paragraph(line)
        elif top.kind == "section":
            if line.number == len(top.subs) + 1:
                self.build.open_sub(to_chinese(line.number), line.no, line.marker, top.caption or top.chapter)
                self._first_words(line)
            else:
                self.paragraph(line)
        else:
            self._item(line, top)

    def _item(self, line: Line, top: Unit) -> None:
        after, listing = 0, None
        for paragraph in reversed(top.paragraphs):
            if paragraph.items:
                listing = paragraph
                break
            after += 1
        last = int(listing.items[-1].number) if listing else 0
        if listing and after and line.number == last + 1:
            self.build.rejoin(after)
        elif after:
            last = 0
        elif line.number <= last or not listing:
            self.build.open_paragraph("", line.no)
            last = 0
        if line.number != last + 1:
            said = f"第（{line.number}）项之前是第（{last}）项" if last else f"第一项是（{line.number}）"
            self._odd("item_gap", line, said)
        text = self._cut_item(line.text, line)
        self.build.open_item(line.number, text, line.no, line.marker)

    def _first_words(self, line: Line) -> None:
        """The words after an article's or subsection's number are its first 款."""
        if line.text:
            self.build.open_paragraph(self._cut_article(line.text, line), line.no, same_line=True)

    def paragraph(self, line: Line) -> None:
        """Words on a line of their own: a 款."""
        if self.build.top is None:
            self._unnumbered(line)
        chapter = self.chapter if self.mode == "plain" or self.in_tail else None
        self.build.open_paragraph(self._cut_article(line.marker + line.text, line), line.no, chapter=chapter)

    def _unnumbered(self, line: Line) -> None:
        """A unit for words that stand under no number: 正文 where nothing is numbered, else 前言."""
        number = "正文" if self.mode == "plain" else "前言"
        if number in self.build.numbers or self.numbering.number:
            number = f"{number}{self.build.kinds['preamble'] + 1}"
            self._odd("outside", line, "标题之下、条文之外还有文字")
        self.build.open_top("preamble", number, line.no, "", self.chapter)

    def continuation(self, line: Line) -> None:
        """1. or a table row: part of the 款 or item before it."""
        innermost = self.build.path[-1] if self.build.path else None
        table = line.text.startswith("|")
        if innermost and innermost.kind in ("paragraph", "item") and (self.mode == "articles" or table):
            self.build.extend(line.text, line.no)
        else:
            self.paragraph(line)

    def letterhead(self, line: Line) -> None:
        """Addressee, signature, date: words of the open unit, but no 款."""
        if self.build.top is None:
            self._unnumbered(line)
        self.build.path = self.build.path[:1]
        self.build.path[0].last_line = line.no
        self.build.write(line.text)

    def _cut_item(self, text: str, line: Line) -> str:
        """Cut off the next item where it stands on the same line as the one before; it is read next."""
        match = next((m for m in _GLUED_ITEM.finditer(text) if number_of(m[1]) == line.number + 1), None)
        return text if match is None else self._cut(text, match.start(), line)

    def _cut_article(self, text: str, line: Line) -> str:
        """The same for the next article."""
        top = self.build.top
        if top is None or top.kind != "article":
            return text
        for match in _GLUED.finditer(text):
            rest = classify(text[match.start() :].strip(), line.no)
            if self.numbering.opening(rest) is Opening.NEXT:
                return self._cut(text, match.start(), line)
        return text

    def _cut(self, text: str, at: int, line: Line) -> str:
        rest = classify(text[at:].strip(), line.no)
        self._odd("glued", line, f"“{rest.marker.strip()}”与前文在同一行")
        self.queue.appendleft(rest)
        return text[:at]

    def _odd(self, kind: str, line: Line, message: str) -> None:
        self.oddities.append(Oddity(kind, line.no, message))
