"""The learned order of large indexes: words, meaning and what has been asked before in one score.

It ships with the encoder, whose vectors it reads, and is trained with it (`assistant.search.train`). An encoder without
one is ranked by fixed weights (`assistant.search.fusion`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors import numpy as safetensors

from assistant.search.asked import Answer, Asked, Places, Recall
from assistant.search.encoder import EncoderError, Vectors
from assistant.search.index import HybridIndex
from assistant.search.lexical import Scores
from assistant.search.vectors import Keys

_safetensors: Any = safetensors  # Its annotations are incomplete.
RANKER = "ranker.safetensors"
SIGNALS = 4
"""BM25 in units of the best for the question, cosine, share of the law, times of the article (`Recall.evidence`)."""
_STRANGE_WORDS = 6.0
"""Added to the weight of words for a question unlike any asked before, whose meaning nothing has taught. With the five
accountability regulations among 62,500 national articles, a right clause is among the first five for 69% of the gold
questions with it, 66% without, 60% at fixed weights; questions of the kind that was asked before do not notice.
"""


class Ranker:
    """A weighted sum of signals. weights: shape (SIGNALS,), in the order given there."""

    def __init__(self, weights: NDArray[np.float32], asked: Asked) -> None:
        if weights.shape != (SIGNALS,):
            raise ValueError(f"排序权重的形状为 {weights.shape}，应为 ({SIGNALS},)；请重新训练")
        self.weights = weights
        self.asked = asked
        self._places: WeakKeyDictionary[HybridIndex, Places] = WeakKeyDictionary()

    @classmethod
    def load(cls, folder: Path) -> Ranker | None:
        """The ranker in an encoder's folder; None where there is none. Raises EncoderError for a damaged one."""
        file = folder / RANKER
        if not file.exists():
            return None
        try:
            tensors: dict[str, NDArray[Any]] = _safetensors.load_file(file)
            answers = [Answer(*row) for row in tensors["answers"].tolist()]
            return cls(tensors["weights"], Asked(tensors["vectors"].astype(np.float32), answers))
        except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
            raise EncoderError(
                f"{file} 不能读取：{error}；请恢复该文件，或用 assistant.search.train 重新训练"
            ) from error

    def save(self, folder: Path) -> None:
        """Write the ranker into an existing folder of an encoder."""
        answers = np.array([(a.question, a.article, a.law) for a in self.asked.answers], np.int64)
        tensors = {
            "weights": self.weights,
            "vectors": self.asked.vectors.astype(np.float16),
            "answers": answers,
        }
        _safetensors.save_file(tensors, folder / RANKER)

    def recall(self, index: HybridIndex, vector: Vectors) -> Recall:
        """What similar questions turned on in this index; its places are found once."""
        places = self._places.get(index)
        if places is None:
            members = index.members
            places = self._places[index] = self.asked.places(members.articles, members.laws)
        return self.asked.recall(vector, places)

    def scores(self, words: Scores, meaning: Scores, recall: Recall, rows: Keys) -> Scores:
        """Score of each candidate, given its BM25, its cosine and its row of the index: shape (candidates,) each."""
        found = signals(words, meaning, recall.evidence(rows))
        strange = np.float32(_STRANGE_WORDS * (1 - recall.familiar))
        return (found @ self.weights + strange * found[:, 0]).astype(np.float32)


def signals(words: Scores, meaning: Scores, evidence: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the ranker weighs, shape (candidates, SIGNALS).

    words: BM25, shape (candidates,); meaning: cosines, shape (candidates,); evidence: shape (candidates, 2).
    """
    best = words.max(initial=0)
    relative = words / best if best > 0 else words
    return np.column_stack((relative, meaning, evidence)).astype(np.float32)
