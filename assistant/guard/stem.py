"""A crude English stem."""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly", "e", "y")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A crude English stem, the same on both sides of a comparison."""
    word = word.replace("'s", "").strip("'-")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
