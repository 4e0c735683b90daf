"""Citations in the words of an answer, as a reader takes them: for replies of which only the text is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.corpus.citation_model import Context
from assistant.corpus.citation_resolve import Resolved, resolve, title_index
from assistant.corpus.citations import find_citations
from assistant.corpus.errors import CorpusError
from assistant.corpus.library import Library

_ASIDE = re.compile(r"[（(](?P<words>[^（）()]{0,60}(?:[（(][^（）()]{1,8}[）)][^（）()]{0,60}){0,30})[）)]")
_CITING = re.compile(r"[条款项]|部分|前言|通知|结尾|附件")
_NUMBERED = re.compile(r"[条款项]|部分")
_SEPARATOR = re.compile(r"[、，,；;]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the asides that cite, and those asides: …提出申诉（第十三条第一款）。"""

    bare: str
    asides: tuple[str, ...]

    @classmethod
    def of(cls, line: str) -> _Line:
        asides = [match for match in _ASIDE.finditer(line) if _CITING.search(match["words"])]
        bare, last = "", 0
        for aside in asides:
            bare += line[last : aside.start()]
            last = aside.end()
        return cls(bare + line[last:], tuple(aside["words"] for aside in asides))


class TextCitations:
    """Finds the units of one library that a text cites."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._titles = title_index(library)

    def ids(self, text: str, regulation: str | None) -> tuple[str, ...]:
        """Ids of the units cited in words or as ids, in order; foreign and missing ones are left out.

        regulation: the one meant where none is named. One that a line names alone (《…》规定：) holds for that line's asides
        and the lines below.
        """
        found: dict[str, None] = {}
        current = regulation
        for line in map(_Line.of, text.split("\n")):
            cited = self._resolved(line.bare, current)
            named = self._named_alone(line.bare) or next((r.regulation for r in reversed(cited)), None)
            current = named or current
            found |= dict.fromkeys(r.provision for r in cited if r.provision)
            for aside in line.asides:
                found |= dict.fromkeys(self._aside(aside, current))
        return tuple(found)

    def _resolved(self, text: str, regulation: str | None) -> list[Resolved]:
        context = Context(titles=self._titles, regulation=regulation)
        citations = find_citations(text, context=context)
        results = [result for c in citations for result in resolve(c, self._library, regulation)]
        return [result for result in results if isinstance(result, Resolved)]

    def _aside(self, words: str, regulation: str | None) -> list[str]:
        ids = [r.provision for r in self._resolved(words, regulation) if r.provision]
        if regulation and not _NUMBERED.search(words):
            ids += [id for name in _SEPARATOR.split(words) if (id := self._part(regulation, name.strip()))]
        return ids

    def _part(self, regulation: str, name: str) -> str | None:
        """通知, 结尾, 附件 of a regulation; None where it has no such part."""
        try:
            return self._library.provision(f"{regulation}:{name}").id if name else None
        except CorpusError:
            return None

    def _named_alone(self, line: str) -> str | None:
        """The one regulation whose title a line gives in 《》, or as its last words before a colon."""
        known = [self._library.by_name(part.partition("》")[0]) for part in line.split("《")[1:]]
        ids = {r.id for r in known if r is not None}
        if not ids and (r := self._library.by_name(line.strip().rstrip("：:").removesuffix("规定"))):
            ids = {r.id}
        return ids.pop() if len(ids) == 1 else None
