"""A regulation as people read it: its lines, which provision each belongs to, which are the ones asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.corpus.provision import Provision
from assistant.corpus.regulation import Regulation


@dataclass(frozen=True)
class ReaderLine:
    """A line of the text. `provision`: shortest id of the innermost unit it lies in, None for headings.

    `first` marks the first line of that unit, `marked` the lines of the provision that is looked up.
    """

    text: str
    form: Literal["title", "heading", "text", "item"]
    provision: str | None
    first: bool
    marked: bool
    normative: bool


def read_lines(regulation: Regulation, target: Provision | None) -> list[ReaderLine]:
    """All lines of `regulation` in order; linear in lines plus provisions."""
    owners = _owners(regulation)
    lines: list[ReaderLine] = []
    position, seen = 0, set[str]()
    for text in regulation.text.split("\n"):
        start, end = position, position + len(text)
        position = end + 1
        owner = next((o for o in owners[start:end] if o is not None), None)
        marked = target is not None and start < target.end and target.start < end
        lines.append(
            ReaderLine(
                text=text,
                form=_form(owner, first_line=start == 0),
                provision=owner.id if owner else None,
                first=owner is not None and owner.id not in seen,
                marked=marked,
                normative=owner is None or owner.normative,
            )
        )
        if owner:
            seen.add(owner.id)
    return lines


def _owners(regulation: Regulation) -> list[Provision | None]:
    """For every character of the text, the innermost provision around it."""
    owners: list[Provision | None] = [None] * (len(regulation.text) + 1)
    for provision in sorted(regulation.provisions, key=lambda p: p.start - p.end):
        owners[provision.start : provision.end] = [provision] * (provision.end - provision.start)
    return owners


def _form(owner: Provision | None, *, first_line: bool) -> Literal["title", "heading", "text", "item"]:
    if owner is None:
        return "title" if first_line else "heading"
    return "item" if owner.kind == "item" else "text"
