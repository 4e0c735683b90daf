"""The retriever: a question in, leaf clauses out, best first, by words and by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.corpus.library import Library
from assistant.corpus.versions import Versions
from assistant.search.encoder import Encoder, Vectors
from assistant.search.fusion import Weights, fuse, order
from assistant.search.index import HybridIndex
from assistant.search.lexical import Scores
from assistant.search.ranker import Ranker
from assistant.search.records import Record
from assistant.search.units import units_of
from assistant.search.vectors import FLAT_UP_TO, Keys
from assistant.settings import Settings

_CANDIDATES = 400
_EXPANSION = 0.5
"""Weight of words that the lexicon adds, beside 1 for those of the question."""
_FEW = Weights(lexical=0.75, semantic=0.25)
_MANY = Weights(lexical=0.25, semantic=0.75)
"""Among a few clauses of one field everything is about the same, and words tell more; among the laws of a whole country
meaning does. Measured on the gold questions (`python -m evals retrieval`) and on lay questions (`… --laws --folds 5`).
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A leaf clause found. score: higher is better, comparable within one search only; article: unit it belongs to."""

    id: str
    score: float
    regulation: str
    article: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleHits:
    """The hits within one article, best first."""

    article: str
    hits: tuple[Hit, ...]

    @property
    def score(self) -> float:
        """Score of its best hit."""
        return self.hits[0].score


class HybridRetriever(BaseRetriever):
    """BM25 and vectors over the same leaf clauses, fused. `invoke` gives documents; `search` gives hits.

    weights: None takes those that suit the number of clauses searched. ranker: orders large numbers of clauses, unless
    `weights` is set. recalls: whether articles that answered similar questions join what both searches find.
    versions: laws of which the index holds several versions.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    index: HybridIndex
    k: int = Field(default=10, ge=1)
    weights: Weights | None = None
    ranker: Ranker | None = None
    recalls: bool = True
    versions: Versions = Field(default_factory=Versions)

    @classmethod
    def of(cls, library: Library, settings: Settings, k: int = 10) -> HybridRetriever:
        """The retriever over a knowledge base, with the encoder and the writable folder of the settings.

        Raises EncoderError where the encoder cannot be loaded.
        """
        name = settings.encoder or settings.knowledge / "encoder"
        encoder, ranker = Encoder.load(name), Ranker.load(Path(name))
        units = [unit for regulation in library.regulations.values() for unit in units_of(regulation)]
        index = HybridIndex.open(units, encoder, settings.data / "index")
        return cls(index=index, k=k, ranker=ranker, versions=library.versions)

    def search(
        self,
        query: str,
        k: int,
        *,
        regulations: Sequence[str] | None = None,
        expansions: Sequence[str] = (),
        at: date | None = None,
    ) -> list[Hit]:
        """The k best leaf clauses, of all or of these regulations; equal scores are in the order of their ids.

        expansions: further wordings of what is asked (official terms for everyday ones, Chinese for English).
        at: where no regulations are given, laws rank in the version in force on that day (default: today), or in the one
        that the query asks for. An empty query without expansions finds nothing.
        """
        among = self._among(query, regulations, at)
        if k <= 0 or not (query.strip() or any(e.strip() for e in expansions)):
            return []
        words, vector = self._lexical(query, expansions), self._vector(query, expansions)
        keys = self._candidates(words, vector, max(k, _CANDIDATES), among)
        if not len(keys):
            return []
        few = len(self.index.store if among is None else among) <= FLAT_UP_TO
        if self.ranker is None or self.weights or few:
            weights = self.weights or (_FEW if few else _MANY)
            scores = fuse(words[keys], self.index.store.similarities(vector, keys), weights)
        else:
            recall = self.ranker.recall(self.index, vector)
            if self.recalls:
                further = recall.rows if among is None else np.intersect1d(recall.rows, among)
                keys = np.union1d(keys, further)
            meaning = self.index.store.similarities(vector, keys)
            scores = self.ranker.scores(words[keys], meaning, recall, keys)
        best = order(scores, self.index.places[keys])[:k]
        return [_hit(self.index.store.record(int(keys[i])), float(scores[i])) for i in best]

    def search_many(self, queries: Sequence[str], k: int, *, workers: int = 2) -> list[list[Hit]]:
        """What `search` finds for each query, in their order, with as many at once as there are workers.

        For LangChain's `batch`, which calls `invoke`, give `max_concurrency`: more threads than cores cost time.
        """
        with ThreadPoolExecutor(workers) as pool:
            found = [pool.submit(self.search, query, k) for query in queries]
            return [future.result() for future in found]

    def _among(self, query: str, regulations: Sequence[str] | None, at: date | None) -> Keys | None:
        """Keys of the units that are searched; None for all."""
        if regulations is not None:
            return self.index.rows(regulations)
        day = at or date.today()  # noqa: DTZ011 - the office's own day
        hidden = self.versions.hidden(query, day)
        return self.index.without(hidden) if hidden else None

    def _lexical(self, query: str, expansions: Sequence[str]) -> Scores:
        scores: Scores = self.index.lexical.scores(query)
        if expansions:
            added: Scores = self.index.lexical.scores("\n".join(dict.fromkeys(expansions)))
            scores += np.float32(_EXPANSION) * added
        return scores

    def _vector(self, query: str, expansions: Sequence[str]) -> Vectors:
        texts = [query, " ".join(dict.fromkeys(expansions))] if expansions else [query]
        vectors = self.index.encoder.encode(texts)
        mixed: Vectors = vectors[0] if len(vectors) == 1 else vectors[0] + np.float32(_EXPANSION) * vectors[1]
        norm = float(np.linalg.norm(mixed))
        return mixed / norm if norm > 0 else mixed

    def _candidates(self, words: Scores, vector: Vectors, count: int, among: Keys | None) -> Keys:
        """Those that words or meaning rank among the first `count`, ascending."""
        keys = self.index.keys if among is None else among
        if len(keys) <= count:
            return keys
        by_words = keys[np.argpartition(-words[keys], count - 1)[:count]]
        return np.union1d(by_words, self.index.store.nearest(vector, count, among).keys)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        del run_manager
        return [
            Document(
                id=hit.id,
                page_content=hit.text,
                metadata={"score": hit.score, "regulation": hit.regulation, "article": hit.article},
            )
            for hit in self.search(query, self.k if k is None else k)
        ]


def _hit(record: Record, score: float) -> Hit:
    about = record.metadata
    return Hit(record.id, round(score, 6), about["regulation"], about["article"], about["text"])


def by_article(hits: Iterable[Hit]) -> list[ArticleHits]:
    """Hits grouped by the article they belong to, in the order of each article's best hit."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.article, []).append(hit)
    return [ArticleHits(article, tuple(group)) for article, group in groups.items()]
