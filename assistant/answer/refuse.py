"""What is not answered, and why: norms, editions, places and clauses that the base does not hold."""

from __future__ import annotations

from assistant.answer.compose import Composer
from assistant.answer.query import How, Query
from assistant.corpus.library import Library
from assistant.corpus.metadata import Metadata

_EVERYWHERE = "全国"


class Limits:
    """Finds the sentence that refuses a question, or None where it can be answered."""

    def __init__(self, library: Library, composer: Composer) -> None:
        self._library = library
        self._composer = composer

    def titles(self, language: str) -> str:
        """All regulations of the base, for a sentence."""
        return self._composer.titles(self._library.regulations, language)

    def refusal(self, query: Query) -> str | None:
        """The catalogue's sentence on what the question wants and the base lacks."""
        if query.other_edition:
            return self._edition(query)
        if query.foreign_norms and not query.titled and not query.provisions:
            norms = (", " if query.language == "en" else "、").join(query.foreign_norms)
            return self._composer.words("foreign_norm", query.language, norm=norms)
        if query.places and not self.nationwide(query):
            local = [r.meta for r in self._library.regulations.values() if _is_local(r.meta)]
            places = dict.fromkeys(meta.place(query.language) for meta in local)
            here = (", " if query.language == "en" else "、").join(places)
            return self._composer.words("foreign_place", query.language, place=query.places[0], places=here)
        return None

    def nationwide(self, query: Query) -> tuple[str, ...]:
        """The regulations that reach the persons or bodies of a question wherever they are."""
        named = query.titled if query.how is How.NAMED else query.subjects
        return tuple(id for id in named if not _is_local(self._library.regulations[id].meta))

    def _edition(self, query: Query) -> str:
        ids = query.titled or query.subjects or tuple(self._library.regulations)
        superseded = [id for id in ids if self._library.regulations[id].meta.status == "superseded"]
        meta = self._library.regulations[(superseded or list(ids))[0]].meta
        dated = meta.effective or meta.issued
        return self._composer.words(
            "other_edition",
            query.language,
            title=self._composer.title(meta.id, query.language),
            year=dated.year if dated else "",
        )


def _is_local(meta: Metadata) -> bool:
    return _EVERYWHERE not in meta.places
