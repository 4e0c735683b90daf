"""What a project would take without this one: rank_bm25 behind a LangChain retriever, over whole articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import rank_bm25  # pyright: ignore[reportMissingTypeStubs]
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.search.lexical import tokens


class RankBm25Retriever(BaseRetriever):
    """Okapi BM25 with the library's own defaults. Its tokens are this project's: it has none for Chinese."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Any
    ids: tuple[str, ...]
    k: int = 100

    @classmethod
    def of(cls, ids: Sequence[str], texts: Sequence[str]) -> Self:
        """Index texts under ids."""
        return cls(index=rank_bm25.BM25Okapi([tokens(text) for text in texts]), ids=tuple(ids))

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        del run_manager
        scores = np.asarray(self.index.get_scores(tokens(query)))
        best = np.argsort(-scores, kind="stable")[: self.k]
        return [Document(id=self.ids[int(i)], page_content="") for i in best]
