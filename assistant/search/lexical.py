"""BM25 over search units (bm25s), with tokens that suit Chinese: single characters and pairs of neighbours.

On 1,235 questions over 61,000 national articles, characters with pairs found 51% of the right articles in the first
ten, pairs alone 49%, pairs with triples 45%: see `python -m evals retrieval`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bm25s  # pyright: ignore[reportMissingTypeStubs]
import numpy as np
from numpy.typing import NDArray

from assistant.search.postings import Codes, count, known, tokens

__all__ = ["LexicalIndex", "Scores", "tokens"]

_bm25s: Any = bm25s
Scores = NDArray[np.float32]

_K1, _B = 1.2, 0.75
_CODES, _WORDS = "codes.npy", "words.json"


class LexicalIndex:
    """BM25 over texts; rows are numbered as the texts were given, those added later after the others."""

    def __init__(self, part: _Part, added: tuple[str, ...] = ()) -> None:
        self._part = part
        self._added = added
        self._appendix = _appendix(part, added) if added else None
        self.size = part.size + len(added)

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index texts in memory. At least one must hold a word: raises ValueError otherwise."""
        return cls(_built(texts))

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Open a saved index by memory map."""
        index = _bm25s.BM25.load(folder, mmap=True, load_corpus=False)
        for name in ("data", "indices", "indptr"):
            index.scores[name] = np.asarray(index.scores[name])  # The same memory: memmap costs 2 µs a slice.
        words: dict[str, int] = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
        return cls(_Part(index, np.asarray(np.load(folder / _CODES, mmap_mode="r")), words))

    def save(self, folder: Path) -> None:
        """Write the index into a folder: NumPy arrays and JSON. Raises ValueError where texts were added since."""
        if self._added:
            raise ValueError(
                f"有 {len(self._added)} 段文字是后来添加的，只在内存中；请用全部文字重建后再保存"
            )
        self._part.index.save(folder, show_progress=False)
        np.save(folder / _CODES, self._part.codes)
        (folder / _WORDS).write_text(json.dumps(self._part.words, ensure_ascii=False), encoding="utf-8")

    def extended(self, texts: Sequence[str]) -> LexicalIndex:
        """This index with further texts; only these, and those added before, are read. The index itself stays as it is.

        A word is as rare in the added texts as in all together; rarity in the others, and the mean length that
        texts are measured by, are left as they were until all is built anew.
        """
        return LexicalIndex(self._part, (*self._added, *texts))

    def scores(self, text: str) -> Scores:
        """Score of every row, shape (size,); zeros where the text shares nothing with any row."""
        given = Counter(tokens(text))
        own = self._part.scores(given)
        return own if self._appendix is None else np.concatenate((own, self._appendix.scores(given)))


@dataclass(frozen=True, slots=True)
class _Part:
    """bm25s over some of the texts. codes: its tokens as integers, ascending; words: numbers of Latin words."""

    index: Any
    codes: Codes
    words: Mapping[str, int]

    @property
    def size(self) -> int:
        return int(self.index.scores["num_docs"])

    def scores(self, given: Mapping[str, int]) -> Scores:
        """Score of every row for tokens with how often they are given: each is looked up once, however often that is."""
        often: defaultdict[int, list[str]] = defaultdict(list)
        for token, times in given.items():
            often[times].append(token)
        scores: Scores = np.zeros(self.size, np.float32)
        for times, alike in often.items():
            columns = known(alike, self.codes, self.words)
            if len(columns):
                scores += np.float32(times) * self.index.get_scores_from_ids(columns)
        return scores


def _built(texts: Sequence[str], words: Mapping[str, int] | None = None) -> _Part:
    """What bm25s makes of token lists, made from counts instead: for 300,000 texts that takes a fifth of the time.

    words: numbers that Latin words already have.
    """
    found = count(texts, words or {})
    if not len(found.codes):
        raise ValueError(f"BM25 索引需要至少一段有文字的条文，实际 {len(texts)} 段，全部没有文字")
    frequency = np.diff(found.starts)
    measure = _K1 * (1 - _B + _B * found.lengths / found.lengths.mean())
    data = found.counts / (found.counts + measure.astype(np.float32)[found.rows])
    data *= np.repeat(_idf(frequency, len(texts)), frequency)
    index = _bm25s.BM25(k1=_K1, b=_B, method="lucene")
    index.scores = {
        "data": data.astype(np.float32),
        "indices": found.rows,
        "indptr": found.starts,
        "num_docs": len(texts),
    }
    index.vocab_dict = {}
    index.nonoccurrence_array = None
    return _Part(index, found.codes, found.words)


def _appendix(part: _Part, texts: Sequence[str]) -> _Part:
    """An index of further texts whose words are as rare as in these and the indexed texts together."""
    appendix = _built(texts, part.words)
    scores = appendix.index.scores
    frequency = np.diff(scores["indptr"])
    at = np.minimum(np.searchsorted(part.codes, appendix.codes), len(part.codes) - 1)
    elsewhere = np.where(part.codes[at] == appendix.codes, np.diff(part.index.scores["indptr"])[at], 0)
    change = _idf(frequency + elsewhere, len(texts) + part.size) / _idf(frequency, len(texts))
    scores["data"] *= np.repeat(change, frequency)
    return appendix


def _idf(frequency: NDArray[Any], count: int) -> NDArray[np.float32]:
    """Lucene's: always above 0."""
    return np.log1p((count - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
