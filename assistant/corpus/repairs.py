"""The page that the regulations came from, and every correction made to it (`knowledge/source/repairs.yaml`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.corpus.errors import ParseError
from assistant.corpus.files import Located, load_yaml, read_text, validated

_REFERENCE = r"^[1-9]\d*(\.[1-9]\d*)?$"


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Repair(_Closed):
    """One change: `corrected` replaces `raw` at `line` of the page, `annotated` leaves it and adds a note."""

    line: int = Field(ge=1)
    raw: str = Field(min_length=1)
    corrected: str | None = None
    annotated: str | None = None
    reason: str = Field(min_length=2)

    @model_validator(mode="after")
    def _one_of_both(self) -> Repair:
        if (self.corrected is None) == (self.annotated is None):
            raise ValueError("corrected 与 annotated 必须写且只写一个")
        return self


class Range(_Closed):
    """Lines of the page after correction, both ends included: "16.2" is the second line that line 16 became."""

    start: str = Field(alias="from", pattern=_REFERENCE)
    end: str = Field(alias="to", pattern=_REFERENCE)

    def __contains__(self, line: SourceLine) -> bool:
        return _place(self.start, 0) <= (line.number, line.part) <= _place(self.end, 1 << 30)


class Dropped(Range):
    """Lines that are no part of any regulation, and why."""

    reason: str = Field(min_length=2)


class Part(Range):
    """A part of a document. heading: 通知, 前言, …; commentary: the line with the title of a commentary."""

    heading: str | None = None
    commentary: str | None = Field(default=None, pattern=_REFERENCE)
    letterhead: tuple[str, ...] = ()


class SourceDocument(_Closed):
    """Where a regulation stands on the page. title: the line with its title."""

    regulation: str
    title: str = Field(pattern=_REFERENCE)
    parts: tuple[Part, ...]


class Repairs(_Closed):
    """The whole file: the page and its sha256, corrections, and which line belongs where."""

    page: str
    sha256: str
    punctuation: dict[str, str]
    documents: tuple[SourceDocument, ...]
    dropped: tuple[Dropped, ...]
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the page after correction. number: 1-based on the page; part: 1, or more where it was split."""

    number: int
    part: int
    text: str
    notes: tuple[str, ...]

    def named_by(self, reference: str) -> bool:
        """Whether "16" or "16.2" means this line."""
        return reference in (str(self.number), f"{self.number}.{self.part}")


@dataclass(frozen=True, slots=True)
class Source:
    """The page after correction, with its clean punctuation: lines in order, blank ones left out."""

    repairs: Repairs
    lines: tuple[SourceLine, ...]


def _place(reference: str, default: int) -> tuple[int, int]:
    number, _, part = reference.partition(".")
    return int(number), int(part) if part else default


def read_source(folder: Path) -> Source:
    """Read page and repairs from `knowledge/source`.

    Raises ParseError where the page is not the one the repairs were written for, a repair's raw text does not stand
    exactly once at its line, or a line belongs to no document and is not dropped.
    """
    file = folder / "repairs.yaml"
    located = load_yaml(read_text(file), str(file))
    repairs = validated(located, Repairs)
    page = folder / repairs.page
    text = read_text(page)
    found = hashlib.sha256(page.read_bytes()).hexdigest()
    if found != repairs.sha256:
        raise ParseError(str(page), None, f"sha256 应为 {repairs.sha256}，实为 {found}；网页不得改动")
    lines = _repaired(text.split("\n"), repairs.repairs, located)
    clean = str.maketrans(repairs.punctuation)
    source = Source(
        repairs, tuple(SourceLine(x.number, x.part, x.text.translate(clean), x.notes) for x in lines)
    )
    _check_complete(source, str(file))
    return source


def _repaired(page: list[str], repairs: Iterable[Repair], located: Located) -> list[SourceLine]:
    notes: dict[int, list[str]] = {}
    for i, repair in enumerate(repairs):
        here = located.line(("repairs", i))
        height = repair.raw.count("\n") + 1
        first = repair.line - 1
        block = "\n".join(page[first : first + height])
        if block.count(repair.raw) != 1:
            message = f"网页第{repair.line}行应有且只有一处“{repair.raw}”，实有{block.count(repair.raw)}处：{block[:60]}"
            raise ParseError(located.file, here, message)
        if repair.annotated is not None:
            notes.setdefault(repair.line, []).append(repair.annotated)
        else:
            page[first : first + height] = [
                block.replace(repair.raw, repair.corrected or ""),
                *[""] * (height - 1),
            ]
    return [
        SourceLine(number, part, words.strip(), tuple(notes.get(number, ())) if part == 1 else ())
        for number, line in enumerate(page, 1)
        for part, words in enumerate(line.split("\n"), 1)
        if words.strip()
    ]


def _check_complete(source: Source, file: str) -> None:
    """Every line of the page is used once: as a title, in a part, or dropped."""
    for line in source.lines:
        places = [d.reason for d in source.repairs.dropped if line in d]
        for document in source.repairs.documents:
            is_title = line.named_by(document.title)
            places += [document.regulation] * is_title
            for part in document.parts:
                heads = part.commentary is not None and line.named_by(part.commentary)
                places += [document.regulation] * (heads or (line in part and not is_title))
        if len(places) != 1:
            message = f"网页第{line.number}行“{line.text[:20]}”归入了{len(places)}处，应为1处：{places}"
            raise ParseError(file, None, message)
