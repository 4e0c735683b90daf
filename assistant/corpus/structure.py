"""The tree that `parse` builds, and the provisions read off it: ids, labels, leads, parents.

A unit with a single 款 and nothing else *is* that 款 (`weifang-2011:14`, never `14.1`); the 款 is left out of an item's
id where its article has one numbered list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assistant.corpus.provision import Kind, Provision, ProvisionId


@dataclass(slots=True, eq=False)
class Unit:
    """A node while the tree is built. start, end, lead_end: code points in the text; line: 1-based.

    last_line: line of its own last words or signature, below which its rules stand; caption: heading of a section, or "".
    """

    kind: Kind
    number: str
    start: int
    end: int
    line: int
    last_line: int
    chapter: str | None = None
    lead_end: int = 0
    caption: str = ""
    subs: list[Unit] = field(default_factory=list["Unit"])
    paragraphs: list[Unit] = field(default_factory=list["Unit"])
    items: list[Unit] = field(default_factory=list["Unit"])

    @property
    def single(self) -> bool:
        """Whether the unit and its only 款 are one provision."""
        return len(self.paragraphs) == 1 and not self.subs

    @property
    def lists(self) -> int:
        """How many of its 款 introduce a numbered list."""
        return sum(1 for p in self.paragraphs if p.items)


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """A fenced ```rules block as it stands. provision: None under 编码说明; line: first line of the YAML, 1-based."""

    provision: str | None
    yaml: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something about a file that a person should look at: what kind, on which line, in words."""

    kind: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class PendingBlock:
    """A rules block and the unit that it stands under."""

    unit: Unit | None
    yaml: str
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """One law as parsed. info: lines between title and INFO END; text: all its lines, headings included."""

    file: str
    title: str
    info: tuple[str, ...]
    text: str
    units: tuple[Unit, ...]
    blocks: tuple[PendingBlock, ...]
    oddities: tuple[Oddity, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A provision and the unit it was read from."""

    provision: Provision
    unit: Unit
    leaf: bool


@dataclass(frozen=True, slots=True)
class _Place:
    document: Document
    title: str
    top: Unit

    def make(
        self, pid: ProvisionId, unit: Unit, parent: ProvisionId | None, leaf: bool, lead: str = ""
    ) -> Placed:
        text, normative = self.document.text, self.top.kind != "commentary"
        provision = Provision(
            str(pid), pid.regulation, unit.kind, pid.label(self.title), text[unit.start : unit.end], lead,
            str(parent) if parent else None, unit.chapter, normative, unit.start, unit.end, unit.line,
        )  # fmt: skip
        return Placed(provision, unit, leaf)

    def holder(self, pid: ProvisionId, unit: Unit, parent: ProvisionId | None) -> Iterator[Placed]:
        """A unit that holds 款: an article, section, subsection, notice, …"""
        paragraphs = [] if unit.single else unit.paragraphs
        leaf = not (unit.subs or paragraphs or unit.lists)
        yield self.make(pid, unit, parent, leaf)
        if unit.single:
            yield from self.items(pid, pid, unit.paragraphs[0])
        for number, paragraph in enumerate(paragraphs, 1):
            here = ProvisionId(pid.regulation, pid.unit, pid.sub, number)
            yield self.make(here, paragraph, pid, not paragraph.items)
            yield from self.items(here, pid if unit.lists == 1 else here, paragraph)
        for sub in unit.subs:
            yield from self.holder(ProvisionId(pid.regulation, pid.unit, sub.number), sub, pid)

    def items(self, parent: ProvisionId, prefix: ProvisionId, paragraph: Unit) -> Iterator[Placed]:
        lead = self.document.text[paragraph.start : paragraph.lead_end]
        for item in paragraph.items:
            pid = ProvisionId(prefix.regulation, prefix.unit, prefix.sub, prefix.paragraph, int(item.number))
            yield self.make(pid, item, parent, leaf=True, lead=lead)


def provisions(document: Document, regulation: str, title: str) -> Iterator[Placed]:
    """The provisions of a document, in the order of the text; each parent comes before its children."""
    for top in document.units:
        yield from _Place(document, title, top).holder(ProvisionId(regulation, top.number), top, None)


def placed_blocks(document: Document, placed: tuple[Placed, ...]) -> tuple[RuleBlock, ...]:
    """The rules blocks with the shortest id of the provision they stand under."""
    names: dict[Unit, str] = {}
    for place in placed:
        names[place.unit] = place.provision.id
        if place.unit.single:
            names[place.unit.paragraphs[0]] = place.provision.id
    return tuple(
        RuleBlock(names[b.unit] if b.unit else None, b.yaml, document.file, b.line) for b in document.blocks
    )


def last_lines(placed: Iterable[Placed]) -> dict[str, int]:
    """By id, the line of the provision's own last words (a notice's signature included): its rules stand below it."""
    return {
        p.provision.id: max(u.last_line for u in (p.unit, *p.unit.paragraphs[: p.unit.single]))
        for p in placed
    }
