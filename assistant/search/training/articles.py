"""The articles of thousands of laws, each once: several versions of a law share most of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from assistant.corpus.laws import Law, read_laws
from assistant.corpus.provision import ProvisionId
from assistant.search.naming import signless, title_key
from assistant.search.units import SearchUnit, article_content, units_of_law


@dataclass(frozen=True, slots=True)
class Article:
    """One article (or section, notice, …) of a law with its leaf clauses.

    name: title and number as they are cited, "《公务员法》第十二条"; file: path below the folder of laws.
    """

    id: str
    name: str
    title: str
    file: str
    units: tuple[SearchUnit, ...]

    @property
    def text(self) -> str:
        """Its words without title and heading, each lead-in once, a line each."""
        return article_content([replace(unit, title="", heading="") for unit in self.units])


def read_articles(path: Path, without: Iterable[str] = ()) -> list[Article]:
    """The distinct articles of all laws under a folder or in an archive, in the order of the files.

    without: names of folders that are left out. Of articles with the same title and words the first is kept.
    Raises ParseError where `path` cannot be read.
    """
    left_out = set(without)
    seen: set[tuple[str, str]] = set()
    kept: list[Article] = []
    for law in read_laws(path):
        if left_out.isdisjoint(law.file.split("/")):
            for article in articles_of(law):
                key = (title_key(article.title), signless(article.text))
                if key[1] and key not in seen:
                    seen.add(key)
                    kept.append(article)
    return kept


def articles_of(law: Law) -> Iterator[Article]:
    """The articles of one law, in order."""
    for id, units in groupby(units_of_law(law), key=lambda unit: unit.article):
        name = ProvisionId.parse(id).label(law.title)
        yield Article(id, name, law.title, law.file, tuple(units))
