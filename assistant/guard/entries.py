"""Entering the words of the guard's files into one vocabulary.

`knowledge/guard.yaml` has those that decide what may differ, `knowledge/everyday.yaml` everyday wordings of statements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from assistant.guard.signs import pairs
from assistant.guard.stem import stem
from assistant.guard.vocabulary import CLASS_ACTOR, CLASS_SANCTION, TOO_FEW, Entry, Kind, Vocabulary, form
from assistant.guard.word_files import Everyday, Words, load_words


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


def _apart(words: str) -> list[str]:
    return [word.strip() for word in words.split(";") if word.strip()]
