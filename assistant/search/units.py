"""What is indexed: leaf clauses (项, or 款 without 项), each with the words that it cannot be understood without."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.corpus.laws import Law
from assistant.corpus.provision import Provision
from assistant.corpus.regulation import Regulation


@dataclass(frozen=True, slots=True)
class SearchUnit:
    """One leaf clause. id: shortest id of the provision; article: id of the unit that hits are grouped by.

    heading: chapter it stands under, "" where there is none; lead: for an item, the words that introduce its list.
    """

    id: str
    article: str
    regulation: str
    title: str
    heading: str
    lead: str
    text: str

    @property
    def content(self) -> str:
        """What indexes read: title, heading, lead-in and the clause itself, a line each."""
        return "\n".join(part for part in (self.title, self.heading, self.lead, self.text) if part)


def units_of(regulation: Regulation) -> Iterator[SearchUnit]:
    """The search units of a regulation of the knowledge base, in the order of its text."""
    return (_unit(leaf, regulation.meta.title) for leaf in regulation.leaves() if leaf.text.strip())


def units_of_law(law: Law) -> Iterator[SearchUnit]:
    """The search units of a law added as text only, in the order of its text."""
    return (_unit(leaf, law.title) for leaf in law.leaves() if leaf.text.strip())


def article_content(units: Sequence[SearchUnit]) -> str:
    """Title, heading and the whole of an article, each lead-in once, from its units in order."""
    lines = [part for part in (units[0].title, units[0].heading) if part]
    lead = ""
    for unit in units:
        if unit.lead and unit.lead != lead:
            lines.append(unit.lead)
        lead = unit.lead
        lines.append(unit.text)
    return "\n".join(lines)


def texts_key(units: Iterable[SearchUnit]) -> str:
    """sha256 over everything that indexes read: an index is good for exactly these units."""
    digest = hashlib.sha256()
    for unit in units:
        digest.update(f"{unit.id}\x1f{unit.content}\x1e".encode())
    return digest.hexdigest()


def _unit(leaf: Provision, title: str) -> SearchUnit:
    return SearchUnit(leaf.id, leaf.unit, leaf.regulation, title, leaf.chapter or "", leaf.lead, leaf.text)
