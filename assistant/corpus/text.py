"""The comparison form of text: what is left when width, spacing and styles of punctuation do not count.

Comparison never uses raw text: the regulations mix `:` with `：`, `∶`, `○` with `〇`, `[2009]` with `〔2009〕`.
NFKC alone misses several of these (it maps neither U+2236 nor U+25CB), hence the explicit table.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_VARIANTS: dict[str, str] = {
    variant: standard
    for standard, variants in {
        ":": "∶︰",
        "〇": "○◯",
        "[": "〔【［﹝",
        "]": "〕】］﹞",
        '"': "“”„‟〝〞「」『』",
        "'": "‘’‚‛",
        "-": "—–―‒‐‑−─━",
        "~": "〜～∼",
        "·": "•・‧∙⋅",
        "。": "｡",
        "×": "✕✖╳",
    }.items()
    for variant in variants
}
_INVISIBLE = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Me"})
_PUNCTUATION = frozenset("PS")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters, the index of the original character it came from."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original [start, end) that the folded [start, end) came from; `end` must be above `start`."""
        if not 0 <= start < end <= len(self.origin):
            raise IndexError(f"folded span [{start}, {end}) is empty or outside [0, {len(self.origin)})")
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=32_768)
def _fold_char(char: str) -> str:
    if char in _VARIANTS:
        return _VARIANTS[char]
    if unicodedata.category(char) in _INVISIBLE:
        return ""
    normal = unicodedata.normalize("NFKC", char).casefold()
    return "".join(_VARIANTS.get(c, c) for c in normal if unicodedata.category(c) not in _INVISIBLE)


def fold(text: str) -> Folded:
    """Fold width, case, spaces and styles of punctuation; offsets of the original are kept.

    Each character is folded by itself, so the result is linear in the text and every character has one origin.
    """
    pieces = [_fold_char(char) for char in text]
    origin = tuple(i for i, piece in enumerate(pieces) for _ in piece)
    return Folded("".join(pieces), origin)


def folded(text: str) -> str:
    """`fold(text).text`, for comparisons that need no offsets."""
    return "".join(_fold_char(char) for char in text)


def words_only(text: str) -> str:
    """Folded text without any punctuation or symbol: for lookup of titles and names, never for quotes."""
    return "".join(c for c in folded(text) if unicodedata.category(c)[0] not in _PUNCTUATION)
