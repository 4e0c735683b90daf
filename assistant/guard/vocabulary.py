"""The words that the guard reads statements with, ready for one longest-match pass (`assistant.guard.entries` makes them)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from assistant.corpus.scan_text import scannable
from assistant.guard.stem import stem
from assistant.guard.word_files import Words

Kind = Literal[
    "same",
    "class",
    "modal",
    "neg",
    "deny",
    "restore",
    "only",
    "all",
    "silence",
    "filler",
    "word",
    "courtesy",
    "near",
    "light",
    "phrase",
]
_NUMERIC = frozenset("零一二三四五六七八九十百两半0123456789分之比:/")
"""A wording of these alone is a number (三分之一)."""
SHORTEST_STEM = 4
_STARRED = re.compile(r"[a-z]+-star")
PERSONS = "者"
"""Ends a wording for those just named (二者)."""
STATED = frozenset({"near", "light"})
"""Kinds of wordings that are read so in statements, never in rules."""
TOO_FEW = "too_few"
"""Value of a filler before a number that does not suffice (不能只派一名)."""
CLASS_SANCTION = "sanction"
CLASS_ACTOR = "actor"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a wording is: `value` its canonical wording, class member or modality; `group` the class of a member.

    near: of a wording that may stand for one of several, what bears it out (two neighbouring signs, an English stem); its
    value is "neg" where its negator negates (没尽到: 未尽到).
    """

    kind: Kind
    value: str
    group: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A wording found in scannable text, and what it is."""

    wording: str
    entry: Entry


@dataclass(frozen=True)
class Vocabulary:
    """All wordings by their scannable form, and the longest ones by first character."""

    entries: Mapping[str, Entry]
    file: Words
    members: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """Lengths of the wordings that begin with a character, longest first."""
        sizes: dict[str, set[int]] = {}
        for wording in self.entries:
            sizes.setdefault(wording[0], set()).add(len(wording))
        return {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}

    @cached_property
    def numeral(self) -> tuple[str, ...]:
        """Wordings that contain a numeral and are none (五星级, 第一责任人)."""
        signs = set("一二三四五六七八九十两0123456789")
        written = (
            w for w, e in self.entries.items() if e.kind in {"class", "word", "same"} or w.endswith(PERSONS)
        )
        return tuple(w for w in written if (signs & set(w) and set(w) - _NUMERIC) or _STARRED.fullmatch(w))

    @cached_property
    def stems(self) -> dict[str, Entry]:
        """English everyday words by their stem: lodged is lodge."""
        words = (w for w, e in self.entries.items() if e.kind in STATED and w.isascii() and w.isalpha())
        return {stem(w): self.entries[w] for w in words if len(w) >= SHORTEST_STEM}

    @cached_property
    def starts(self) -> dict[str, str]:
        """Wording of an event that a period runs from → the event."""
        return {w: name for name, words in self.file.starts.items() for w in (name, *words)}

    def belonging(self, text: str) -> frozenset[str]:
        """Members of the groups of persons that a text names."""
        return frozenset(form(m) for group, ms in self.file.wider.items() if group in text for m in ms)

    def match(self, text: str, at: int, near: bool = False, end: int | None = None) -> Match | None:
        """The longest wording at a place of scannable text; English wordings only as whole words.

        near: whether wordings of statements alone count; end: where those must have ended.
        """
        room = (len(text) if end is None else end) - at
        for length in self.lengths.get(text[at], ()):
            wording = text[at : at + length]
            entry = self.entries.get(wording)
            stated = entry is not None and entry.kind in STATED
            if entry is None or len(wording) != length or (stated and (length > room or not near)):
                continue
            if _whole(text, at, at + length):
                return Match(wording, entry)
        return None


def _whole(text: str, start: int, end: int) -> bool:
    if not (text[start].isascii() and text[start].isalpha()):
        return True
    before = start == 0 or not (text[start - 1].isascii() and text[start - 1].isalpha())
    return before and (end == len(text) or not (text[end].isascii() and text[end].isalpha()))


def form(wording: str) -> str:
    """A wording as it stands in scannable text."""
    return scannable(wording).text
