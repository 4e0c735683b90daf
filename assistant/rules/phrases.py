"""Finding many fixed phrases in a text at once, whatever its width and spacing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.corpus.text import fold, folded

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A phrase at [start, end) code points of the text, and what it stands for."""

    start: int
    end: int
    surface: str
    value: V


class Phrases(Generic[V]):
    """Phrases and their values; matched longest first, left to right, each character used once. Linear in the text."""

    def __init__(self, values: Mapping[str, V]) -> None:
        self._values = {folded(phrase): value for phrase, value in values.items()}
        lengths: dict[str, set[int]] = defaultdict(set)
        for phrase in self._values:
            lengths[phrase[0]].add(len(phrase))
        self._lengths = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}

    def find(self, text: str) -> Iterator[Found[V]]:
        """The phrases in `text`, in order."""
        form = fold(text)
        here = 0
        while here < len(form.text):
            for length in self._lengths.get(form.text[here], ()):
                key = form.text[here : here + length]
                if (value := self._values.get(key)) is not None:
                    start, end = form.span(here, here + len(key))
                    yield Found(start, end, text[start:end], value)
                    here += len(key)
                    break
            else:
                here += 1
