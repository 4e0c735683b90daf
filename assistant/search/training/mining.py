"""Hard negatives: articles that words or an untaught encoder take for the answer to a question, and that are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from assistant.search.encoder import Vectors
from assistant.search.lexical import LexicalIndex
from assistant.search.naming import signless
from assistant.search.training.articles import Article
from assistant.search.training.corpus import Corpus
from assistant.search.training.model import Ids, PieceVectors, embed

KEPT = 60
_SPARED = 2
_BLOCK = 4096
_COMPARED = 60


def mine(
    corpus: Corpus, articles: Sequence[Article], questions: Sequence[str], vectors: PieceVectors
) -> NDArray[np.int64]:
    """Per question, KEPT positions of wrong articles, the most alike first: shape (questions, KEPT).

    The first few are spared: among them are right answers that nobody marked, as are other versions of a right one.
    """
    documents = embed_all(vectors, [corpus.document(i) for i in range(len(articles))])
    asked = embed_all(vectors, [q.question for q in corpus.questions])
    words = LexicalIndex.build([f"{a.title}\n{a.units[0].heading}\n{a.text}" for a in articles])
    opening = [signless(a.text)[:_COMPARED] for a in articles]
    mined: list[NDArray[np.int64]] = []
    for q, question in enumerate(tqdm(questions, desc="难例", unit="题", disable=None)):
        right = set(corpus.questions[q].relevant)
        alike = {opening[i] for i in right}
        ranked = [*_best(documents @ asked[q], KEPT), *_best(words.scores(question), KEPT // 2)]
        wrong = [i for i in dict.fromkeys(ranked) if i not in right and opening[i] not in alike][_SPARED:]
        mined.append(np.resize(np.asarray(wrong or [int(np.argmin(documents @ asked[q]))], np.int64), KEPT))
    return np.stack(mined)


def embed_all(vectors: PieceVectors, texts: Sequence[Ids]) -> Vectors:
    """Vectors of many texts: shape (len(texts), dimension)."""
    with torch.no_grad():
        rows = vectors.rows()
        blocks = [embed(rows, texts[i : i + _BLOCK]).numpy() for i in range(0, len(texts), _BLOCK)]
    return np.concatenate(blocks)


def _best(scores: NDArray[np.float32], count: int) -> list[int]:
    top = np.argpartition(-scores, min(count, len(scores) - 1))[:count]
    return top[np.argsort(-scores[top], kind="stable")].tolist()
