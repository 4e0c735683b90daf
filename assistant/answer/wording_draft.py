"""A model's draft, taken apart: sentences, and the ids of the evidence that each refers to."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from assistant.guard.sentence import pieces

MAX_DRAFT = 8_000
"""Longest draft that is read, in characters."""
_ALOUD = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
_SPACE = re.compile(r"\s+")
_BULLET = re.compile(r"^(?:[-*•·]|\d{1,2}[.)）、])\s(?=\S)", re.MULTILINE)
_MARK = re.compile(r"\s?[\[【［(（]\s?(?P<ids>E\d{1,3}(?:\s?[,，、;；]?\s?E\d{1,3})*)\s?[\]】］)）]")
_ID = re.compile(r"E\d{1,3}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marks, and the evidence ids in them, in order."""

    text: str
    ids: tuple[str, ...]


def without_thoughts(text: str) -> str:
    """A model's text without what a reasoning model thinks aloud before it."""
    aloud = _ALOUD.match(text)
    return text[aloud.end() if aloud else 0 :].strip()


def sentences(draft: str) -> tuple[Sentence, ...]:
    """The sentences of a draft. Signs of a list are left out.

    A mark counts for the sentence that it stands in or directly behind.
    """
    text = _BULLET.sub("", _SPACE.sub(_one_space, draft).strip())
    plain, at = "", 0
    places: list[int] = []
    ids: list[list[str]] = []
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        places.append(len(plain))
        ids.append(_ID.findall(mark["ids"]))
    plain += text[at:]
    found: list[Sentence] = []
    done = 0
    for piece in pieces(plain):
        until = bisect_left(places, piece.start + len(piece.text) + 1)
        own = dict.fromkeys(id for group in ids[done:until] for id in group)
        found.append(Sentence(piece.text.strip(), tuple(own)))
        done = until
    return tuple(found)


def _one_space(match: re.Match[str]) -> str:
    return "\n" if "\n" in match.group() else " "
