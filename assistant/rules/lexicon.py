"""The lexicon (`knowledge/lexicon.yaml`): official wording, everyday wording and English of each term, and finding
them in text.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, RootModel

from assistant.corpus.errors import ParseError
from assistant.corpus.files import load_yaml, read_text, validated
from assistant.corpus.text import folded
from assistant.rules.phrases import Phrases

_WORD = re.compile(r"[a-z0-9]+(?:[-'’][a-z0-9]+)*")
_PATTERN = re.compile(_WORD.pattern + r"\*?")
_STEM = 3


class How(IntEnum):
    """How close a wording is to the official term; only the first two may confirm a statement."""

    OFFICIAL = 0
    SAME = 1
    LAY = 2
    ENGLISH = 3


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    also: tuple[str, ...] = ()
    lay: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


class _File(RootModel[dict[str, dict[str, _Entry]]]):
    pass


@dataclass(frozen=True, slots=True)
class Term:
    """One term: `kind` is its section in the file (sanctions, organs, persons, acts, matters, tiers, asks, fillers)."""

    name: str
    kind: str
    also: tuple[str, ...]
    lay: tuple[str, ...]
    en: tuple[str, ...]
    apart: tuple[str, ...]

    @property
    def wordings(self) -> tuple[str, ...]:
        """Chinese wordings that mean exactly this, the official one first."""
        return (self.name, *self.also)


@dataclass(frozen=True, slots=True)
class Match:
    """A wording found in a text at [start, end) code points, and the terms that it can stand for."""

    start: int
    end: int
    surface: str
    terms: tuple[str, ...]
    how: How


@dataclass(frozen=True, slots=True)
class _Wording:
    terms: tuple[str, ...]
    how: How


class Lexicon:
    """All terms by name. Wordings are matched longest first, left to right, each character used once."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.terms = dict(terms)
        chinese: dict[str, _Wording] = {}
        for term in terms.values():
            for how, wordings in ((How.OFFICIAL, (term.name,)), (How.SAME, term.also), (How.LAY, term.lay)):
                for wording in wordings:
                    _register(chinese, folded(wording), term.name, how)
        self._chinese = Phrases(chinese)
        self._english = _EnglishWordings(
            (wording, term.name) for term in terms.values() for wording in term.en
        )

    def find(self, text: str) -> tuple[Match, ...]:
        """All wordings in `text`, in order, without overlap within a language. Linear in the text."""
        chinese = (
            Match(f.start, f.end, f.surface, f.value.terms, f.value.how) for f in self._chinese.find(text)
        )
        matches = [*chinese, *self._english.find(text)]
        return tuple(sorted(matches, key=lambda match: (match.start, -match.end)))

    def english(self, name: str) -> str | None:
        """A term in English: its first whole wording; None for an unknown term or one without."""
        term = self.terms.get(name)
        return next((wording for wording in term.en if not wording.endswith("*")), None) if term else None

    def of_kind(self, kind: str) -> tuple[Term, ...]:
        """The terms of one section of the file."""
        return tuple(term for term in self.terms.values() if term.kind == kind)


class _EnglishWordings:
    """English phrases by their first letters; a trailing * stands for any ending of the last word."""

    def __init__(self, wordings: Iterable[tuple[str, str]]) -> None:
        self._by_stem: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for wording, term in wordings:
            words = tuple(_PATTERN.findall(wording.casefold()))
            self._by_stem[words[0].rstrip("*")[:_STEM]].append((words, term))
        for phrases in self._by_stem.values():
            phrases.sort(key=lambda phrase: (-len(phrase[0]), -len(phrase[0][-1]), phrase[1]))

    def find(self, text: str) -> Iterator[Match]:
        spans = list(_WORD.finditer(text.casefold())) if text.isascii() or _has_latin(text) else []
        words = [span.group() for span in spans]
        here = 0
        while here < len(words):
            hits = self._longest(words, here)
            if not hits:
                here += 1
                continue
            length = len(hits[0][0])
            start, end = spans[here].start(), spans[here + length - 1].end()
            terms = tuple(dict.fromkeys(term for phrase, term in hits if len(phrase) == length))
            yield Match(start, end, text[start:end], terms, How.ENGLISH)
            here += length

    def _longest(self, words: list[str], here: int) -> list[tuple[tuple[str, ...], str]]:
        found = [p for p in self._by_stem.get(words[here][:_STEM], ()) if _reads(p[0], words, here)]
        return [p for p in found if len(p[0]) == len(found[0][0])]


def _reads(phrase: tuple[str, ...], words: list[str], here: int) -> bool:
    if here + len(phrase) > len(words):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(phrase, words[here : here + len(phrase)], strict=True)
    )


def _has_latin(text: str) -> bool:
    return any("a" <= char <= "z" for char in text.casefold())


def _register(wordings: dict[str, _Wording], key: str, term: str, how: How) -> None:
    old = wordings.get(key)
    if old is None or how < old.how:
        wordings[key] = _Wording((term,), how)
    elif how == old.how and term not in old.terms:
        wordings[key] = _Wording((*old.terms, term), how)


def load_lexicon(path: Path) -> Lexicon:
    """Read the lexicon. Raises ParseError for an unreadable file, an unknown key, a term given twice, or an `apart`
    that names no term.
    """
    located = load_yaml(read_text(path), path.name)
    terms: dict[str, Term] = {}
    for kind, entries in validated(located, _File).root.items():
        for name, entry in entries.items():
            if name in terms:
                raise ParseError(path.name, located.line((kind, name)), f"术语“{name}”写了两次；请删去一处")
            terms[name] = Term(name, kind, entry.also, entry.lay, entry.en, entry.apart)
    for term in terms.values():
        if missing := [other for other in term.apart if other not in terms]:
            raise ParseError(
                path.name, located.line((term.kind, term.name, "apart")), f"没有术语“{missing[0]}”"
            )
    return Lexicon(terms)


def lexicon_hash(*files: Path) -> str:
    """sha256 over the files that decide how questions are understood."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
