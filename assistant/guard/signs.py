"""Chinese text by its neighbouring signs, the smallest pieces that the guard compares."""

from __future__ import annotations

from itertools import pairwise


def pairs(text: str) -> frozenset[str]:
    """Two neighbouring letters or digits each (问责, 责决, 决定 of 问责决定)."""
    return frozenset(a + b for a, b in pairwise(text) if a.isalnum() and b.isalnum())
