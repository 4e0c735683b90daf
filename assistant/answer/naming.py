"""What a question names: regulations by any alias, their places, and norms, editions and places that are not here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.corpus.files import load_yaml, read_text, validated
from assistant.corpus.library import Library, names
from assistant.corpus.text import words_only
from assistant.rules.phrases import Phrases

_BOOK = re.compile(
    r"《([^《》]{2,60}(?:法|条例|办法|规定|意见|细则|准则|规则|章程|标准|决定|通知|纲要|解释)(?:（[^（）]{1,12}）)?)》"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_AFTER = re.compile(r"》?\s*[（(]?\s*((?:19|20)\d\d)\s*年?(?:版|修订|修正|文本|[)）])")
_EDITION_REACH = 12

Sort = Literal["name", "place", "subject", "foreign place", "foreign norm", "edition"]


class _Outside(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    norms: tuple[str, ...]
    editions: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sense:
    sort: Sort
    regulations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names. regulations: by name; local: by place; subjects: by whom they reach; each in text order."""

    regulations: tuple[str, ...]
    local: tuple[str, ...]
    subjects: tuple[str, ...]
    foreign_norms: tuple[str, ...]
    foreign_places: tuple[str, ...]
    other_edition: bool


class Names:
    """Every name, place and subject of the library, and what `knowledge/outside.yaml` lists."""

    def __init__(self, library: Library, outside: Path) -> None:
        """Raises ParseError for a malformed outside.yaml."""
        self._library = library
        file = validated(load_yaml(read_text(outside), outside.name), _Outside)
        senses: dict[str, _Sense] = {}
        for regulation in library.regulations.values():
            for norm in (*regulation.meta.rests_on, *regulation.meta.refers_to):
                senses.setdefault(norm.title, _Sense("foreign norm"))
        senses |= {name: _Sense("foreign place") for name in file.places}
        senses |= {name: _Sense("foreign norm") for name in file.norms}
        senses |= {name: _Sense("edition") for name in file.editions}
        for regulation in library.oldest_first:
            for name in names(regulation.meta):
                senses[name] = _Sense("name", (regulation.id,))
            for place in regulation.meta.places:
                _extend(senses, place, "place", regulation.id)
            for subject in regulation.meta.subjects:
                _extend(senses, subject, "subject", regulation.id)
        self._phrases = Phrases(senses)

    def find(self, text: str, day: date | None = None) -> Named:
        """Everything named in `text`; of a law's versions the one that a question of that day (default: today) means."""
        found = list(self._phrases.find(text))

        def all_of(sort: Sort) -> tuple[str, ...]:
            return tuple(
                dict.fromkeys(id for f in found if f.value.sort == sort for id in f.value.regulations)
            )

        norms = [f.surface for f in found if f.value.sort == "foreign norm"]
        norms += [m.group() for m in _BOOK.finditer(text) if self._library.by_name(m.group(1)) is None]
        day = day or date.today()  # noqa: DTZ011 - the office's own day
        return Named(
            self._library.versions.meant(all_of("name"), text, day),
            all_of("place"),
            all_of("subject"),
            _longest(norms),
            tuple(dict.fromkeys(f.surface for f in found if f.value.sort == "foreign place")),
            any(f.value.sort == "edition" for f in found) or self._names_other_year(text),
        )

    def without(self, text: str) -> str:
        """`text` without the names of regulations and their places: what is left says what the question is about."""
        kept: list[str] = []
        end = 0
        for found in self._phrases.find(text):
            if found.value.sort in ("name", "place"):
                kept.append(text[end : found.start])
                end = found.end
        return "".join([*kept, text[end:]])

    def _years(self, id: str) -> set[int]:
        """Years that a regulation, or another version of it that is here, may be called by."""
        versions = self._library.versions.all_of(id)
        if versions:
            return {year for version in versions for year in version.years}
        meta = self._library.regulations[id].meta
        return {d.year for d in (meta.issued, meta.effective) if d}

    def _names_other_year(self, text: str) -> bool:
        """A year right before a regulation's name that is none of its own: 2019年的问责条例."""
        for found in self._phrases.find(text):
            if found.value.sort != "name":
                continue
            before = text[max(0, found.start - _EDITION_REACH) : found.start]
            own = self._years(found.value.regulations[0])
            after = _YEAR_AFTER.match(text, found.end)
            years = {int(y) for y in (*_YEAR.findall(before), *(after.groups() if after else ()))}
            if own and years and not years & own:
                return True
        return False


def _longest(names: list[str]) -> tuple[str, ...]:
    """The names without those that another one contains."""
    words = {words_only(name): name for name in names}
    return tuple(
        name for key, name in words.items() if not any(key != other and key in other for other in words)
    )


def _extend(senses: dict[str, _Sense], word: str, sort: Sort, regulation: str) -> None:
    old = senses.get(word)
    regulations = (*old.regulations, regulation) if old and old.sort == sort else (regulation,)
    senses[word] = _Sense(sort, regulations)
