"""The words a rule may use: those of its clause, of what introduces it, and of the article it stands in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from assistant.corpus.regulation import Regulation
from assistant.corpus.text import folded
from assistant.rules.base import Encoded, RuleBase

_PUNCTUATION = frozenset("PSZ")


def runs(text: str) -> Iterator[str]:
    """The stretches of words between punctuation, folded."""
    spaced = "".join(" " if unicodedata.category(c)[0] in _PUNCTUATION else c for c in folded(text))
    yield from spaced.split()


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """Folded text with each stretch of punctuation as one space, so that no run crosses it."""
    return " ".join(runs(text))


def around(base: RuleBase, encoded: Encoded) -> str:
    """Clause, lead-in and article of a rule, as `words`; commentary and notices have no article around them.

    A section (一、) is too wide to vouch for a rule of one of its subsections: of a section only its own lead counts.
    """
    regulation = base.library.regulation(encoded.regulation)
    return "\n".join(words(text) for text in texts_around(regulation, encoded.provision))


def texts_around(regulation: Regulation, id: str) -> Iterator[str]:
    """The texts that vouch for a rule of a clause."""
    clause = regulation.get(id)
    yield clause.text
    yield clause.lead
    yield clause.chapter or ""
    for outer in regulation.ancestors(id):
        if outer.kind != "section":
            yield outer.text


def whole(base: RuleBase, encoded: Encoded) -> str:
    """The whole regulation as `words`."""
    return words(base.library.regulation(encoded.regulation).text)


def missing_run(text: str, source: str) -> str | None:
    """The first run of a text that its source (as `words`) does not have; None where it has all."""
    return next((run for run in runs(text) if run not in source), None)
