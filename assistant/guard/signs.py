"""Chinese text by its neighbouring signs, the smallest pieces that the guard compares."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise


def pairs(text: str, marks: bool = False) -> frozenset[str]:
    """Two neighbouring letters or digits each (问责, 责决, 决定 of 问责决定). marks: whether any signs count."""
    return frozenset(a + b for a, b in pairwise(text) if marks or (a.isalnum() and b.isalnum()))


def places_of(words: str, text: str) -> Iterator[int]:
    """Where words begin, wherever they stand in a text."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
