"""Finding clauses by their text: for the search command, and for regulations that carry no encoded rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer.citing import Citations
from assistant.answer.naming import Names
from assistant.answer.query import Query
from assistant.corpus.library import Library
from assistant.corpus.provision import Provision
from assistant.rules.lexicon import How, Lexicon
from assistant.search.lexical import tokens
from assistant.search.retriever import HybridRetriever

_QUOTED = 3
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found by a search; score: higher is better, comparable within one search."""

    id: str
    score: float
    label: str
    text: str


class Finder:
    """Searches clauses with the lexicon's official wordings beside the question's own."""

    def __init__(self, library: Library, lexicon: Lexicon, names: Names, retriever: HybridRetriever) -> None:
        self._library = library
        self._lexicon = lexicon
        self._names = names
        self._citing = Citations(library)
        self._retriever = retriever
        self._text_only = tuple(id for id, r in library.regulations.items() if r.meta.rules == "none")

    @property
    def fingerprint(self) -> str:
        """sha256 of the encoder."""
        return self._retriever.index.encoder.fingerprint

    def search(
        self, text: str, k: int, *, regulations: Sequence[str] | None = None, day: date | None = None
    ) -> list[Hit]:
        """The k best leaf clauses, best first: those that the text cites, then those that its words fit.

        Regulations that the text names, by title, alias or place, keep the search to themselves. day: of laws of which
        there are several versions the one in force then (default: today) is searched, unless the text asks for another.
        """
        names = self._names.find(text, day)
        named = names.regulations or names.local
        among = regulations or named or None
        cited = [leaf for id in self._citing.read(text, named, day).provisions for leaf in self._leaves(id)]
        found = self._retriever.search(text, k, regulations=among, expansions=self._official(text), at=day)
        best = found[0].score if found else 0.0
        hits = {leaf.id: Hit(leaf.id, best + 1.0, leaf.label, leaf.text) for leaf in cited}
        for hit in found:
            hits.setdefault(hit.id, Hit(hit.id, hit.score, self._library.provision(hit.id).label, hit.text))
        return list(hits.values())[:k]

    def _leaves(self, id: str) -> list[Provision]:
        """The smallest units of a provision; itself where it has none below."""
        regulation = self._library.regulation(id.split(":", maxsplit=1)[0])
        below = [leaf for child in regulation.children(id) for leaf in self._leaves(child.id)]
        return below or [regulation.get(id)]

    def quotable(self, query: Query) -> list[Provision]:
        """Clauses of regulations without rules that share most of the question's words; none where none does.

        Without rules nothing can be said of them in other words, so only whole clauses are shown.
        """
        day = query.as_of or date.today()  # noqa: DTZ011 - the office's own day
        hidden = self._library.versions.hidden(query.text, day)
        among = [
            id for id in self._text_only if id in query.titled or not (query.regulations or id in hidden)
        ]
        if not among:
            return []
        wanted = set(tokens(query.matter))
        hits = self.search(query.matter, _QUOTED, regulations=among, day=day)
        units = [self._library.provision(hit.id) for hit in hits]
        close = [u for u in units if len(wanted & set(tokens(f"{u.lead}{u.text}"))) >= _SHARED * len(wanted)]
        return close or [unit for unit in units[:1] if unit.regulation in query.titled]

    def _official(self, text: str) -> list[str]:
        """The official wordings of what the text says in everyday words or in English."""
        found = [
            name for m in self._lexicon.find(text) if m.how in (How.LAY, How.ENGLISH) for name in m.terms
        ]
        return [name for name in dict.fromkeys(found) if self._lexicon.terms[name].kind != "asks"]
