"""The text and the tree of units while a document is read line by line."""

from __future__ import annotations

from collections import Counter

from assistant.corpus.provision import Kind
from assistant.corpus.structure import Unit


class Builder:
    """Appends lines to the text and units to the tree; keeps start and end of every open unit right.

    `path` is the chain of open units from the top down; words that are added belong to all of them. `numbers` and
    `kinds` say which top units there are so far.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0
        self.units: list[Unit] = []
        self.path: list[Unit] = []
        self.numbers: set[str] = set()
        self.kinds: Counter[Kind] = Counter()
        self.open_quotes = 0  # “ without ” since the open top began

    @property
    def quoted(self) -> bool:
        """Whether a quotation that began in the open top has not ended."""
        return self.open_quotes > 0

    @property
    def top(self) -> Unit | None:
        """The open article, section, notice, …, if any."""
        return self.path[0] if self.path else None

    @property
    def holder(self) -> Unit | None:
        """The open unit that takes 款: the open subsection, else the top."""
        return next((u for u in reversed(self.path) if u.kind not in ("paragraph", "item")), None)

    @property
    def paragraph(self) -> Unit | None:
        """The open 款, if any."""
        return next((u for u in self.path if u.kind == "paragraph"), None)

    def write(self, text: str) -> int:
        """Append a line to the text, inside every open unit; returns where it starts."""
        start = self.length + (1 if self.lines else 0)
        self.lines.append(text)
        self.length = start + len(text)
        self._grow(text)
        return start

    def _grow(self, text: str) -> None:
        self.open_quotes += text.count("“") - text.count("”")
        for unit in self.path:
            unit.end = self.length

    def close(self) -> None:
        """End all open units: what is written next belongs to none."""
        self.path = []

    def open_top(self, kind: Kind, number: str, line: int, marker: str, chapter: str | None) -> Unit:
        """Begin an article, section, notice, … whose number is shown as `marker` ("" where it is a heading)."""
        self.close()
        self.open_quotes = 0
        unit = self._open(kind, number, line, marker, chapter)
        self.units.append(unit)
        self.numbers.add(number)
        self.kinds[kind] += 1
        return unit

    def open_sub(self, number: str, line: int, marker: str, chapter: str | None) -> Unit:
        """Begin a subsection （一） of the open section."""
        assert self.path, "a subsection needs an open section"
        self.path = self.path[:1]
        unit = self._open("subsection", number, line, marker, chapter)
        self.path[0].subs.append(unit)
        return unit

    def _open(self, kind: Kind, number: str, line: int, marker: str, chapter: str | None) -> Unit:
        start = (self.write(marker) if marker else self._next()) + len(marker)
        unit = Unit(kind, number, start, start, line, line, chapter)
        self.path.append(unit)
        return unit

    def _next(self) -> int:
        return self.length + 1 if self.lines else 0

    def first_words(self, text: str) -> None:
        """Put words on the line that the open unit's marker began."""
        self.lines[-1] += text
        self.length += len(text)
        self._grow(text)

    def open_paragraph(
        self, text: str, line: int, same_line: bool = False, chapter: str | None = None
    ) -> Unit:
        """Begin a 款 in the open holder; same_line: right after the holder's marker; "": a list without lead-in."""
        holder = self.holder
        assert holder is not None, "a 款 needs an open unit"
        self.path = self.path[: self.path.index(holder) + 1]
        start = self.length if same_line else self._next()
        unit = Unit(
            "paragraph",
            str(len(holder.paragraphs) + 1),
            start,
            start,
            line,
            line,
            chapter or holder.caption or holder.chapter,
        )
        holder.paragraphs.append(unit)
        self.path.append(unit)
        if same_line:
            self.first_words(text)
        elif text:
            self.write(text)
        unit.lead_end = start + len(text)
        return unit

    def open_item(self, number: int, text: str, line: int, marker: str) -> Unit:
        """Begin a numbered item of the open 款."""
        paragraph = self.paragraph
        assert paragraph is not None, "an item needs an open 款"
        self.path = self.path[: self.path.index(paragraph) + 1]
        unit = self._open("item", str(number), line, marker, paragraph.chapter)
        self.first_words(text)
        paragraph.items.append(unit)
        return unit

    def extend(self, text: str, line: int) -> None:
        """Another line of the innermost open unit (a sub-item, a table row)."""
        self.write(text)
        innermost = self.path[-1]
        innermost.last_line = line
        if innermost.kind == "paragraph":
            innermost.lead_end = self.length

    def rejoin(self, paragraphs: int) -> None:
        """Give the last `paragraphs` 款 back to the item before them: its list goes on after them."""
        holder = self.holder
        assert holder is not None
        stray = holder.paragraphs[-paragraphs:]
        del holder.paragraphs[-paragraphs:]
        paragraph = holder.paragraphs[-1]
        item = paragraph.items[-1]
        item.end = paragraph.end = stray[-1].end
        item.last_line = stray[-1].last_line
        self.path = [*self.path[: self.path.index(holder) + 1], paragraph, item]
