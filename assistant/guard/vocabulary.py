"""The words that the guard reads statements with (`knowledge/guard.yaml`), ready for one longest-match pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.corpus.files import load_yaml, validated
from assistant.corpus.scan_text import scannable

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
    "ref",
]
CLASS_SANCTION = "sanction"
CLASS_ACTOR = "actor"


class _English(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    same: dict[str, tuple[str, ...]] = {}
    classes: dict[str, dict[str, tuple[str, ...]]] = {}
    modals: dict[str, tuple[str, ...]] = {}
    negators: tuple[str, ...] = ()
    exclusive: tuple[str, ...] = ()
    universal: tuple[str, ...] = ()
    silence: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    courtesies: tuple[str, ...] = ()
    starts: dict[str, tuple[str, ...]] = {}


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    same: dict[str, tuple[str, ...]]
    classes: dict[str, dict[str, tuple[str, ...]]]
    actors: tuple[str, ...]
    words: tuple[str, ...]
    modals: dict[str, tuple[str, ...]]
    negators: tuple[str, ...]
    denials: tuple[str, ...]
    restored: tuple[str, ...]
    exclusive: tuple[str, ...]
    universal: tuple[str, ...]
    silence: tuple[str, ...]
    fillers: tuple[str, ...]
    courtesies: tuple[str, ...]
    implied: tuple[str, ...]
    list_nouns: tuple[str, ...]
    list_fillers: tuple[str, ...]
    list_partial: tuple[str, ...]
    comparisons: dict[str, tuple[str, ...]]
    starts: dict[str, tuple[str, ...]]
    english: _English = _English()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a wording is: `value` its canonical wording, class member or modality; `group` the class of a member."""

    kind: Kind
    value: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A wording found in scannable text, and what it is."""

    wording: str
    entry: Entry


@dataclass(frozen=True)
class Vocabulary:
    """All wordings by their scannable form, and the longest ones by first character."""

    entries: Mapping[str, Entry]
    file: _File
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
        return tuple(w for w, e in self.entries.items() if signs & set(w) and e.kind in {"class", "word"})

    @cached_property
    def starts(self) -> dict[str, str]:
        """Wording of an event that a period runs from → the event."""
        return {w: name for name, words in self.file.starts.items() for w in (name, *words)}

    def match(self, text: str, at: int) -> Match | None:
        """The longest wording at a place of scannable text; English wordings only as whole words."""
        for length in self.lengths.get(text[at], ()):
            wording = text[at : at + length]
            entry = self.entries.get(wording)
            if entry is not None and len(wording) == length and _whole(text, at, at + length):
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


def load_vocabulary(path: Path, sanctions: Iterable[str], actors: Iterable[str]) -> Vocabulary:
    """Read the guard's words. sanctions, actors: those named in the rules, classes of their own.

    Raises ParseError for an unreadable file, an unknown key or a missing one.
    """
    file = validated(load_yaml(path.read_text(encoding="utf-8"), path.name), _File)
    entries: dict[str, Entry] = {}

    def put(wordings: Iterable[str], entry: Entry) -> None:
        for wording in wordings:
            entries[form(wording)] = entry

    put(file.fillers, Entry("filler", ""))
    put(file.english.fillers, Entry("filler", ""))
    put(file.words, Entry("word", ""))
    same = {canonical: form(canonical) for canonical in (*file.same, *file.english.same)}
    for canonical, wordings in (*file.same.items(), *file.english.same.items()):
        put((canonical, *wordings), Entry("same", same[canonical]))
    for kind, words in (
        ("neg", (*file.negators, *file.english.negators)),
        ("deny", file.denials),
        ("restore", file.restored),
        ("only", (*file.exclusive, *file.english.exclusive)),
        ("all", (*file.universal, *file.english.universal)),
        ("silence", (*file.silence, *file.english.silence)),
        ("courtesy", (*file.courtesies, *file.english.courtesies)),
    ):
        put(words, Entry(kind, ""))  # pyright: ignore[reportArgumentType] - the table's first column
    for modals in (file.modals, file.english.modals):
        for name, words in modals.items():
            put(words, Entry("modal", name))
    canonical_of = {form(w): c for c, words in file.same.items() for w in (c, *words)}
    members: dict[str, set[str]] = {}

    def enlist(group: str, member: str, wordings: Iterable[str], itself: bool = True) -> None:
        value = form(member)
        members.setdefault(group, set()).add(value)
        put((member, *wordings) if itself else wordings, Entry("class", value, group))

    for actor in file.actors:
        aliases = [w for w, c in canonical_of.items() if form(c) == form(actor)]
        enlist(CLASS_ACTOR, actor, aliases)
    for sanction in sanctions:
        aliases = [w for w, c in canonical_of.items() if form(c) == form(sanction)]
        enlist(CLASS_SANCTION, sanction, aliases)
    for classes in (file.classes, file.english.classes):
        for group, named in classes.items():
            for member, wordings in named.items():
                enlist(group, member, wordings, itself=classes is file.classes)
    classes = [wording for wording, entry in entries.items() if entry.kind == "class"]
    for actor in actors:
        if form(actor) not in entries and not any(known in form(actor) for known in classes):
            enlist(CLASS_ACTOR, actor, ())
    return Vocabulary(entries, file, {group: frozenset(names) for group, names in members.items()})
