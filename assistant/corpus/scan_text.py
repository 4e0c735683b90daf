"""Text as the scanners of citations and quantities read it: folded, but with line ends and English word gaps kept."""

from __future__ import annotations

from assistant.corpus.numerals import NUMERAL_CHARS
from assistant.corpus.text import Folded, fold


def scannable(text: str) -> Folded:
    """`fold`, but line ends stay, and a space stays between Latin words and between numerals; offsets are kept.

    Chinese is written with and without spaces (第 13 条), English is not (Article 13), hence the difference. A line
    end is kept because a citation never runs over one: a heading and the first item below it are two things.
    """
    plain = fold(text)
    pieces: list[str] = []
    origin: list[int] = []
    last = -1
    for sign, at in zip(plain.text, plain.origin, strict=True):
        gap = text[last + 1 : at]
        if gap and pieces:
            between = _gap_sign(gap, pieces[-1], sign)
            if between:
                pieces.append(between)
                origin.append(last + 1)
        pieces.append(sign)
        origin.append(at)
        last = at
    return Folded("".join(pieces), tuple(origin))


def _gap_sign(gap: str, left: str, right: str) -> str:
    if "\n" in gap or "\r" in gap:
        return "\n"
    latin = left.isascii() and left.isalnum() and right.isascii() and right.isalnum()
    numerals = left in NUMERAL_CHARS and right in NUMERAL_CHARS
    return " " if (latin or numerals) and any(sign.isspace() for sign in gap) else ""
