"""Which keys of an index belong to which regulation and article, and which words of each were indexed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.search.naming import article_digest, law_digest
from assistant.search.units import SearchUnit, texts_key
from assistant.search.vectors import Keys

_TEXTS, _OWNERS, _ARTICLES, _LAWS = "regulations.json", "owners.npy", "articles.npy", "laws.npy"
_NOBODY = -1


@dataclass(frozen=True, eq=False)
class Membership:
    """texts: sha256 of a regulation's units, by its id; owners: for each key the position of its regulation in `texts`,
    or -1 where the unit was removed, shape (keys,); articles, laws: digests (`naming`) of the article and the law of each
    key, by which what was asked before is found again, shape (keys,).
    """

    texts: Mapping[str, str]
    owners: NDArray[np.int32]
    articles: NDArray[np.int64]
    laws: NDArray[np.int64]

    @classmethod
    def of(cls, units: Sequence[SearchUnit]) -> Membership:
        """Units under the keys 0, 1, 2, …"""
        texts = texts_by_regulation(units)
        position = {regulation: i for i, regulation in enumerate(texts)}
        owners = np.asarray([position[unit.regulation] for unit in units], np.int32)
        return cls(texts, owners, *_digests(units))

    @classmethod
    def open(cls, folder: Path) -> Membership:
        """What `save` wrote."""
        texts: dict[str, str] = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
        return cls(texts, *(np.load(folder / file) for file in (_OWNERS, _ARTICLES, _LAWS)))

    def save(self, folder: Path) -> None:
        """Write four files into an existing folder."""
        (folder / _TEXTS).write_text(json.dumps(dict(self.texts), ensure_ascii=False), encoding="utf-8")
        for file, numbers in ((_OWNERS, self.owners), (_ARTICLES, self.articles), (_LAWS, self.laws)):
            np.save(folder / file, numbers)

    def replaced(self, regulation: str, units: Sequence[SearchUnit]) -> Membership:
        """With the units of one regulation under the next keys, in place of those it had."""
        owners = self.owners.copy()
        owners[self.rows([regulation])] = _NOBODY
        texts = {**self.texts, regulation: texts_key(units)}
        added = np.full(len(units), list(texts).index(regulation), np.int32)
        articles, laws = _digests(units)
        return Membership(
            texts, np.append(owners, added), np.append(self.articles, articles), np.append(self.laws, laws)
        )

    @cached_property
    def keys(self) -> Keys:
        """Keys of all units there are, ascending."""
        return np.flatnonzero(self.owners != _NOBODY)

    def rows(self, regulations: Iterable[str]) -> Keys:
        """Keys of the units of these regulations, ascending; unknown ids are passed over."""
        return np.flatnonzero(self._among(regulations)[self.owners])

    def without(self, regulations: Iterable[str]) -> Keys:
        """Keys of the units of all other regulations, ascending."""
        others = ~self._among(regulations)
        others[_NOBODY] = False
        return np.flatnonzero(others[self.owners])

    def _among(self, regulations: Iterable[str]) -> NDArray[np.bool_]:
        """For each owner whether it is one of these; the last place is nobody's."""
        table = np.zeros(len(self.texts) + 1, bool)
        table[[self._positions[id] for id in set(regulations) if id in self._positions]] = True
        return table

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {id: i for i, id in enumerate(self.texts)}


def _digests(units: Sequence[SearchUnit]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of the article and of the law of each unit."""
    laws = {title: law_digest(title) for title in {unit.title for unit in units}}
    keys = {(unit.title, unit.article) for unit in units}
    articles = {key: article_digest(*key) for key in keys}
    return (
        np.asarray([articles[unit.title, unit.article] for unit in units], np.int64),
        np.asarray([laws[unit.title] for unit in units], np.int64),
    )


def texts_by_regulation(units: Iterable[SearchUnit]) -> dict[str, str]:
    """`texts_key` of each regulation's units, in the order of first mention."""
    groups: dict[str, list[SearchUnit]] = {}
    for unit in units:
        groups.setdefault(unit.regulation, []).append(unit)
    return {regulation: texts_key(group) for regulation, group in groups.items()}
