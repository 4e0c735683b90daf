"""Whole quotes: sentences of the clauses and renderings of the rules, compared without width and punctuation.

A fragment is no whole quote (停止问责决定的执行 stands in a clause that says the opposite) and is checked as claims.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.corpus.provision import Provision
from assistant.corpus.text import folded, words_only
from assistant.guard.signs import pairs
from assistant.rules.base import RuleBase

_QUOTED = re.compile(r"[“\"「『](?P<words>[^“”\"「」『』]{1,2000})[”\"」』]")
_STOPS = re.compile(r"[。！？!?;；\n]")
SHORTEST_QUOTE = 10
CLOSE = 0.8


@dataclass(frozen=True, slots=True)
class Source:
    """Where a whole sentence stands. rule: its id, "" for a clause; provision: "" where there is none."""

    regulation: str
    provision: str
    rule: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks at [start, end), the marks left out."""

    start: int
    end: int
    words: str


class Verbatim:
    """All whole sentences of a base."""

    def __init__(self, base: RuleBase) -> None:
        self._sources: dict[str, list[Source]] = defaultdict(list)
        self._by_regulation: dict[str, list[str]] = defaultdict(list)
        for regulation in base.library.regulations.values():
            for provision in regulation.provisions:
                for sentence in _sentences(provision):
                    self._sources[words_only(sentence)].append(
                        Source(regulation.id, provision.id, "", provision.text)
                    )
                    self._by_regulation[regulation.id].append(words_only(sentence))
        for encoded in base:
            if encoded.provision:
                quote = base.library.provision(encoded.provision).text
                for text in (encoded.zh, encoded.en):
                    self._sources[words_only(text)].append(
                        Source(encoded.regulation, encoded.provision, encoded.id, quote)
                    )
        self._sources.pop("", None)
        provisions = (p for r in base.library.regulations.values() for p in r.provisions)
        self._labels = {words_only(p.label): p.id for p in provisions}

    def whole(self, text: str) -> list[Source]:
        """Where this sentence stands as a whole."""
        return self._sources.get(words_only(text), [])

    def split_label(self, text: str) -> tuple[str, str]:
        """A sentence without the label in brackets at its end, and the provision of the label ("" where none)."""
        body = text.rstrip("。.！!； ")
        at = body.rfind("（《")
        if at < 0 or not body.endswith("）"):
            return text, ""
        return body[:at], self._labels.get(words_only(body[at:]), "")

    def nearest(self, words: str, regulation: str | None) -> str | None:
        """A sentence that the words come close to without being it: what a false quotation was made of."""
        own = words_only(words)
        if any(
            own in sentence
            for id, found in self._by_regulation.items()
            if regulation in {None, id}
            for sentence in found
        ):
            return None
        said = pairs(own)
        best, score = None, 0.0
        for id, sentences in self._by_regulation.items():
            if regulation not in {None, id}:
                continue
            for sentence in sentences:
                if not 0.5 < len(sentence) / len(own) < 2:
                    continue
                other = pairs(sentence)
                share = len(said & other) / max(1, len(said | other))
                if share > score:
                    best, score = sentence, share
        return best if score >= CLOSE - 0.1 else None


def quotations(text: str) -> Iterator[Quoted]:
    """The quotations of a text that are long enough to be sentences."""
    for match in _QUOTED.finditer(text):
        if len(folded(match["words"])) >= SHORTEST_QUOTE:
            yield Quoted(match.start("words"), match.end("words"), match["words"])


def _sentences(provision: Provision) -> Iterator[str]:
    """The unit, its sentences, and for an item also its lead-in with it; an item alone is a fragment."""
    if provision.kind == "item":
        yield provision.lead + provision.text
        return
    yield provision.text
    for sentence in _STOPS.split(provision.text):
        if len(sentence) >= SHORTEST_QUOTE and not sentence.rstrip().endswith((":", "：")):
            yield sentence
