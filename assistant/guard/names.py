"""Which regulation a sentence is about: names, aliases and places, and citations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.corpus.library import Library, names
from assistant.corpus.scan_text import scannable
from assistant.guard.reading import Mask

LINKS = frozenset("的里中内,")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of regulations at [start, end); a place may stand for several."""

    start: int
    end: int
    regulations: tuple[str, ...]

    @property
    def mask(self) -> Mask:
        return Mask(self.start, self.end)


class Names:
    """Finds names of regulations in text, longest first. Linear in the text."""

    def __init__(self, library: Library) -> None:
        table: dict[str, list[str]] = defaultdict(list)
        for regulation in library.regulations.values():
            own = dict.fromkeys((*names(regulation.meta), *regulation.meta.places))
            for name in own:
                table[scannable(name).text].append(regulation.id)
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
                if (ids := self._table.get(form.text[at : at + length])) is not None:
                    start, end = form.span(at, at + length)
                    found.append(Mention(start, end, ids))
                    at += length
                    break
            else:
                at += 1
        return found
