"""The clauses that a question cites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.corpus.citation_model import Citation, Context
from assistant.corpus.citation_resolve import Failure, Resolved, resolve, title_index
from assistant.corpus.citations import find_citations
from assistant.corpus.library import Library, names
from assistant.corpus.title_index import TitleIndex


@dataclass(frozen=True, slots=True)
class Cited:
    """Units cited and found, failures, and what a citation without its regulation can mean in each."""

    provisions: tuple[str, ...]
    failures: tuple[Failure, ...]
    readings: tuple[str, ...]


class Citations:
    """Reads the citations of questions against one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._titles = title_index(library)

    def read(self, question: str, regulations: tuple[str, ...], day: date | None = None) -> Cited:
        """The units cited; where no regulation is said, `readings` holds the unit in each that has it.

        day: when it is asked (default: today), for laws of which there are several versions.
        """
        default = regulations[0] if regulations else None
        titles = self._titles_on(question, day or date.today())  # noqa: DTZ011 - the office's own day
        provisions: list[str] = []
        failures: list[Failure] = []
        readings: list[str] = []
        for citation in find_citations(question, context=Context(titles, default)):
            if citation.foreign:
                continue
            for result in resolve(citation, self._library, default):
                match result:
                    case Resolved(provision=str(id)):
                        provisions.append(id)
                    case Failure():
                        failures.append(result)
                        if result.reason == "regulation":
                            readings += self._in_each(citation)
                    case _:
                        pass
        return Cited(
            tuple(dict.fromkeys(provisions)), tuple(dict.fromkeys(failures)), tuple(dict.fromkeys(readings))
        )

    def _titles_on(self, question: str, day: date) -> TitleIndex:
        """Titles, for those that versions share with the one that is meant."""
        hidden = self._library.versions.hidden(question, day)
        usual = all(self._library.regulations[id].meta.status == "superseded" for id in hidden)
        if usual:
            return self._titles
        meant = self._library.versions.meant(hidden, question, day)
        return self._titles.overlaid(
            {n: id for id in meant for n in names(self._library.regulation(id).meta)}
        )

    def _in_each(self, citation: Citation) -> list[str]:
        """The units that a citation without its regulation can mean, in each regulation."""
        results = [
            result for id in self._library.regulations for result in resolve(citation, self._library, id)
        ]
        units: list[str] = []
        for result in results:
            match result:
                case Resolved(provision=str(id)):
                    units.append(id)
                case Failure(readings=readings):
                    units += [id for id in readings if ":" in id]
                case _:
                    pass
        return units
