"""The encoder's tokenizer, and what each of its pieces is made of.

A piece such as 打伤了 has a vector of its own and a share of those of 打伤, 打, 伤, 了: training moves rare pieces with
common ones, and the sum is folded into one row per piece when the encoder is saved.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

_trainers: Any = trainers
UNKNOWN = "<unk>"
LONGEST_PIECE = 5
_WORDS = r"[^\p{L}\p{N}]+"


@dataclass(frozen=True, slots=True)
class Composition:
    """Which piece (`whole`) contains which shorter piece (`part`), and the share that the part has in it."""

    whole: NDArray[np.int64]
    part: NDArray[np.int64]
    share: NDArray[np.float32]


def train_tokenizer(lines: Iterable[str], size: int) -> Tokenizer:
    """A unigram tokenizer of `size` pieces of up to five characters; signs separate and are dropped."""
    tokenizer: Any = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_WORDS), behavior="removed"),
            pre_tokenizers.Digits(individual_digits=False),
        ]
    )
    trainer = _trainers.UnigramTrainer(
        vocab_size=size,
        special_tokens=[UNKNOWN],
        unk_token=UNKNOWN,
        max_piece_length=LONGEST_PIECE,
        shrinking_factor=0.6,
        show_progress=False,
    )
    tokenizer.train_from_iterator(lines, trainer)
    return tokenizer


def composition(tokenizer: Tokenizer) -> Composition:
    """The distinct parts of every piece; n parts have a share of 1/√n each."""
    vocabulary = tokenizer.get_vocab()
    wholes: list[int] = []
    parts: list[int] = []
    shares: list[float] = []
    for piece, row in sorted(vocabulary.items(), key=lambda entry: entry[1]):
        inside = [] if piece == UNKNOWN or piece[0].isdigit() else _inside(piece, vocabulary)
        wholes += [row] * len(inside)
        parts += inside
        shares += [1 / math.sqrt(len(inside))] * len(inside) if inside else []
    return Composition(
        np.asarray(wholes, np.int64), np.asarray(parts, np.int64), np.asarray(shares, np.float32)
    )


def _inside(piece: str, vocabulary: dict[str, int]) -> list[int]:
    spans = [(a, b) for a in range(len(piece)) for b in range(a + 1, len(piece) + 1) if b - a < len(piece)]
    return sorted({vocabulary[piece[a:b]] for a, b in spans if piece[a:b] in vocabulary})
