"""Which tokens stand in which texts, and how often: counted for all texts at once, in arrays.

A token is a character, a pair of neighbouring characters, or a Latin word or number. As an integer it is the first code
point × 2²¹ + the second (0 for a single character); words, which have no such form, are numbered from 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint64]

_RUN = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_BITS = 21
_ROW_BITS = 64 - 2 * _BITS
_BLOCK = 20_000
_ASCII = 128


def folded(text: str) -> str:
    """Text without the differences of width and case."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(text: str) -> list[str]:
    """Characters and character pairs of each run of Chinese; Latin words and numbers whole. Width and case are folded."""
    found: list[str] = []
    for run in _RUN.findall(folded(text)):
        if run[0].isascii():
            found.append(run)
        else:
            found += run
            found += (run[i : i + 2] for i in range(len(run) - 1))
    return found


def code(token: str, words: Mapping[str, int]) -> int | None:
    """A token as an integer; None for a Latin word that `words` does not number."""
    if token[0].isascii():
        return words.get(token)
    return ord(token[0]) << _BITS | (ord(token[1]) if len(token) > 1 else 0)


@dataclass(frozen=True, slots=True)
class Postings:
    """Tokens by ascending code, and for each the texts it stands in.

    codes: shape (tokens,); starts: shape (tokens + 1,), where a token's part of `rows` and `counts` begins; rows: texts,
    ascending within a token; counts: how often the token stands in each; lengths: tokens of each text, shape (texts,).
    """

    codes: Codes
    words: dict[str, int]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    counts: NDArray[np.int32]
    lengths: NDArray[np.int64]


def count(texts: Sequence[str], numbered: Mapping[str, int] | None = None) -> Postings:
    """Count the tokens of texts. numbered: Latin words that keep the number they have.

    Raises ValueError for more than four million texts.
    """
    if len(texts) > 1 << _ROW_BITS:
        raise ValueError(f"{len(texts)} texts; at most {1 << _ROW_BITS} can be counted")
    words = dict(numbered or {})
    blocks: list[Codes] = []
    for first in range(0, len(texts), _BLOCK):
        blocks += _occurrences(texts[first : first + _BLOCK], first, words)
    occurrences = np.concatenate(blocks) if blocks else np.zeros(0, np.uint64)
    del blocks
    rows_of_all = (occurrences & np.uint64((1 << _ROW_BITS) - 1)).astype(np.int32)
    lengths = np.bincount(rows_of_all, minlength=len(texts))
    del rows_of_all
    occurrences.sort()
    firsts = _changes(occurrences)
    distinct = occurrences[firsts]
    counts = np.diff(firsts, append=len(occurrences)).astype(np.int32)
    codes = distinct >> np.uint64(_ROW_BITS)
    starts = _changes(codes)
    rows = (distinct & np.uint64((1 << _ROW_BITS) - 1)).astype(np.int32)
    return Postings(codes[starts], words, np.append(starts, len(codes)), rows, counts, lengths)


def _occurrences(texts: Sequence[str], first: int, words: dict[str, int]) -> Iterator[Codes]:
    """Code × 2²² + row for every token, in no order; new Latin words are given numbers."""
    lines = [folded(text) for text in texts]
    joined = "".join(lines)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    rows = np.repeat(np.arange(first, first + len(lines), dtype=np.uint64), [len(line) for line in lines])
    wordly = _is_word(points)
    latin, other = wordly & (points < _ASCII), wordly & (points >= _ASCII)
    same = rows[1:] == rows[:-1]
    points = points.astype(np.uint64) << np.uint64(_BITS)
    yield (points[other] << np.uint64(_ROW_BITS)) | rows[other]
    pair = other[1:] & other[:-1] & same
    second = points[1:][pair] >> np.uint64(_BITS)
    yield ((points[:-1][pair] | second) << np.uint64(_ROW_BITS)) | rows[1:][pair]
    starts = np.flatnonzero(latin & np.append(True, ~(latin[:-1] & same)))
    ends = np.flatnonzero(latin & np.append(~(latin[1:] & same), True)) + 1
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    numbers = [words.setdefault(joined[start:end], len(words)) for start, end in spans]
    yield (np.asarray(numbers, np.uint64) << np.uint64(_ROW_BITS)) | rows[starts]


def _is_word(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which code points are letters or digits."""
    table = np.zeros(0x110000, bool)
    table[points] = True
    there = np.flatnonzero(table)
    table[there] = [chr(point).isalnum() for point in there.tolist()]
    return table[points]


def _changes(ascending: Codes) -> NDArray[np.int64]:
    """Where each value stands first."""
    return np.flatnonzero(np.append(True, ascending[1:] != ascending[:-1])[: len(ascending)])


def known(tokens: Iterable[str], codes: Codes, words: Mapping[str, int]) -> NDArray[np.int64]:
    """Where tokens stand in ascending `codes`, in their order; tokens that are not there are left out."""
    given = [number for token in tokens if (number := code(token, words)) is not None]
    wanted = np.asarray(given, np.uint64)
    at = np.minimum(np.searchsorted(codes, wanted), max(len(codes) - 1, 0))
    return at[codes[at] == wanted] if len(codes) else at[:0]
