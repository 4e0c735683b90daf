"""Which regulation a sentence is about: names, aliases and places, and citations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.corpus.library import Library, names
from assistant.corpus.metadata import Metadata
from assistant.corpus.scan_text import scannable

AFTER_PLACE = frozenset("《〈<0123456789的是,有没市和跟与对规把要给不则这那列用将里在只也都也")
STANDS_FOR = 3
"""A place stands for a regulation where so many of its names begin with it."""
CITY = "市"
NOT_BEFORE = frozenset({"党", "由"})
"""What follows a place that stands for its regulation (广州是3个工作日); 中央 in 中央纪委 does not."""


BETWEEN = frozenset("关于的市和年0123456789")
"""Signs that may stand in a description of a regulation beside those of its names (广州市委组织部关于社区党建的意见)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of regulations at [start, end); a place may stand for several."""

    start: int
    end: int
    regulations: tuple[str, ...]
    place: bool


class Names:
    """Finds names of regulations in text, longest first. Linear in the text."""

    def __init__(self, library: Library) -> None:
        table: dict[str, list[str]] = defaultdict(list)
        self._places: set[str] = set()
        dates = {id: r.meta.issued or r.meta.effective for id, r in library.regulations.items()}
        self.years = {id: date.year for id, date in dates.items() if date is not None}
        self.kinds = {id: (r.meta.kind, _signs_of(r.meta)) for id, r in library.regulations.items()}
        for regulation in library.regulations.values():
            own = names(regulation.meta)
            places = [
                p
                for p in regulation.meta.places
                if sum(name.startswith(p.removesuffix(CITY)) for name in own) >= STANDS_FOR
            ]
            for name in dict.fromkeys((*own, *places)):
                table[scannable(name).text].append(regulation.id)
            self._places |= {scannable(name).text for name in places}
        self._table: Mapping[str, tuple[str, ...]] = {k: tuple(v) for k, v in table.items() if k}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._table:
            lengths[name[0]].add(len(name))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, text: str) -> list[Mention]:
        """All mentions in order."""
        form = scannable(text)
        found: list[Mention] = []
        at = 0
        while at < len(form.text):
            for length in self._lengths.get(form.text[at], ()):
                name = form.text[at : at + length]
                ids = self._table.get(name) if len(name) == length else None
                if ids is not None and not self._inside(form.text, at, at + length, name):
                    stop = at + length + self._is_city(form.text, at + length, name)
                    start, end = form.span(at, stop)
                    found.append(Mention(start, end, ids, name in self._places))
                    at = stop
                    break
            else:
                at += 1
        return found

    def _is_city(self, text: str, end: int, name: str) -> bool:
        """Whether 市 behind the name of a place belongs to it, as a name of its regulation follows (哈尔滨市网格化意见)."""
        if name not in self._places or text[end : end + 1] != CITY:
            return False
        lengths = self._lengths.get(text[end + 1 : end + 2], ())
        return any(text[end + 1 : end + 1 + length] in self._table for length in lengths)

    def _inside(self, text: str, start: int, end: int, name: str) -> bool:
        """Whether the name is part of a longer word."""
        following = text[end : end + 1]
        if name[0].isascii():
            before = text[start - 1 : start]
            return (before.isascii() and before.isalpha()) or (following.isascii() and following.isalpha())
        before = text[start - 1 : start]
        placed = (not following or following in AFTER_PLACE) and before not in NOT_BEFORE
        return name in self._places and not placed


def _signs_of(meta: Metadata) -> frozenset[str]:
    return frozenset("".join((*names(meta), *meta.issuers))) | BETWEEN
