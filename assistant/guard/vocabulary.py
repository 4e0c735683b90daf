"""The words that the guard reads statements with, ready for one longest-match pass.

`knowledge/guard.yaml` has those that decide what may differ, `knowledge/everyday.yaml` everyday wordings of statements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from assistant.corpus.scan_text import scannable
from assistant.guard.signs import pairs
from assistant.guard.stem import stem
from assistant.guard.word_files import Everyday, Words, load_words

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


def _apart(words: str) -> list[str]:
    return [word.strip() for word in words.split(";") if word.strip()]


def _whole(text: str, start: int, end: int) -> bool:
    if not (text[start].isascii() and text[start].isalpha()):
        return True
    before = start == 0 or not (text[start - 1].isascii() and text[start - 1].isalpha())
    return before and (end == len(text) or not (text[end].isascii() and text[end].isalpha()))


def form(wording: str) -> str:
    """A wording as it stands in scannable text."""
    return scannable(wording).text


def load_vocabulary(path: Path, sanctions: Iterable[str], actors: Iterable[str]) -> Vocabulary:
    """Read the guard's words, and the everyday ones beside them. sanctions, actors: those named in the rules, classes of
    their own.

    Raises ParseError for an unreadable file, an unknown key or a missing one.
    """
    file, everyday = load_words(path)
    builder = _Builder(file, everyday)
    builder.words()
    builder.members_of(CLASS_ACTOR, file.actors)
    builder.members_of(CLASS_SANCTION, sanctions)
    builder.classes()
    builder.others_of(CLASS_ACTOR, actors)
    members = {group: frozenset(names) for group, names in builder.members.items()}
    return Vocabulary(builder.entries, file, members)


class _Builder:
    """Enters wordings; a later entry of the same wording replaces an earlier one."""

    def __init__(self, file: Words, everyday: Everyday) -> None:
        self.file, self.everyday = file, everyday
        self.entries: dict[str, Entry] = {}
        self.members: dict[str, set[str]] = {}
        self._same = {form(w): c for c, words in file.same.items() for w in (c, *words)}

    def put(self, wordings: Iterable[str], entry: Entry) -> None:
        """Enter wordings in their scannable form."""
        for wording in wordings:
            self.entries[form(wording)] = entry

    def words(self) -> None:
        """Everything but classes: fillers first, so that a word with a meaning replaces them."""
        file, english = self.file, self.file.english
        spoken = self.everyday
        self.put((*spoken.light.split(), *_apart(spoken.english.light)), Entry("light", ""))
        self.put((*file.fillers, *english.fillers), Entry("filler", ""))
        self.put(file.too_few, Entry("filler", TOO_FEW))
        self.put(file.words, Entry("word", ""))
        self._near({m: ws.split() for m, ws in spoken.near.items()}, self._signs)
        self._near({m: _apart(ws) for m, ws in spoken.english.near.items()}, self._stems)
        for canonical, wordings in (*file.same.items(), *english.same.items()):
            for wording in (canonical, *wordings):
                spoken_for = self.entries.get(form(wording))
                near = spoken_for.near if spoken_for and spoken_for.kind == "near" else ()
                self.put((wording,), Entry("same", form(canonical), near=near))
        for meant, wordings in file.phrases.items():
            self.put(wordings, Entry("phrase", form(meant)))
        kinds: dict[Kind, tuple[str, ...]] = {
            "neg": (*file.negators, *english.negators),
            "deny": (*file.denials, *english.denials),
            "restore": file.restored,
            "only": (*file.exclusive, *english.exclusive),
            "all": (*file.universal, *english.universal),
            "silence": (*file.silence, *english.silence),
            "courtesy": (*file.courtesies, *english.courtesies),
        }
        for kind, words in kinds.items():
            self.put(words, Entry(kind, ""))
        for name, words in (*file.modals.items(), *english.modals.items()):
            self.put(words, Entry("modal", name))

    def _near(self, wordings: Mapping[str, Sequence[str]], keys: Callable[[str], Sequence[str]]) -> None:
        """Wordings that may stand for others: each is borne out by any of those that it is listed for."""
        found: dict[str, list[str]] = {}
        for meant, everyday in wordings.items():
            for wording in everyday:
                found.setdefault(wording, []).extend(keys(meant))
        turned = {w for m, ws in wordings.items() if self._negates(m) for w in ws}
        for wording, near in found.items():
            value = "neg" if wording in turned else ""
            known = self.entries.get(form(wording))
            kind = "light" if known is not None and known.kind == "light" else "near"
            self.put((wording,), Entry(kind, value, near=tuple(dict.fromkeys(near))))

    def _negates(self, meant: str) -> bool:
        """Whether what a wording stands for begins with a negator that is no part of a word (未尽到, but not 不力)."""
        return meant not in self.file.words and meant.startswith(self.file.negators)

    def _stems(self, meant: str) -> list[str]:
        """The stems of an English wording, function words left out."""
        words = re.split(r"[\s-]+", meant)
        return [stem(w) for w in words if w not in self.file.english.fillers] or [stem(w) for w in words]

    def _signs(self, meant: str) -> list[str]:
        """The neighbouring signs of what a wording may stand for, as a reading has them."""
        signs = self._same.get(form(meant), form(meant))
        return sorted(pairs(signs)) or [signs]

    def members_of(self, group: str, names: Iterable[str]) -> None:
        """Members of a class with the wordings that `same` gives them."""
        for name in names:
            self._enlist(group, name, (name, *(w for w, c in self._same.items() if form(c) == form(name))))

    def classes(self) -> None:
        """The classes of the file; an English member is known by its English wordings only."""
        for group, named in self.file.classes.items():
            for member, wordings in named.items():
                self._enlist(group, member, (member, *wordings))
        for group, named in self.file.english.classes.items():
            for member, wordings in named.items():
                self._enlist(group, member, wordings)

    def others_of(self, group: str, names: Iterable[str]) -> None:
        """Further members, but for names that contain a member of a class: the class is what is compared there."""
        known = [wording for wording, entry in self.entries.items() if entry.kind == "class"]
        for name in names:
            if form(name) not in self.entries and not any(wording in form(name) for wording in known):
                self._enlist(group, name, (name,))

    def _enlist(self, group: str, member: str, wordings: Iterable[str]) -> None:
        self.members.setdefault(group, set()).add(form(member))
        self.put(wordings, Entry("class", form(member), group))
