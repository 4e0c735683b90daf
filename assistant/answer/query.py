"""A question as understood: what it names, what it asks, part by part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from assistant.corpus.citation_resolve import Failure
from assistant.rules.dates import FoundDate

_HAN = re.compile(r"[\u4e00-\u9fff]")
_FEW = 3
"""Characters beside the names that say nothing yet: 请问, 呢."""


class Ask(StrEnum):
    """What a part of a question wants; the values are the lexicon's terms of kind `asks`."""

    PERIOD = "期限"
    WHO = "由谁"
    LIST = "列举"
    COUNT = "数目"
    WHETHER = "是否"
    HOW = "怎么办"
    COMPARE = "比较"
    MEANING = "含义"
    SOURCE = "出处"


class How(StrEnum):
    """How the regulation of a question is known, from surest to least."""

    NAMED = "named"
    FILTER = "filter"
    HISTORY = "history"
    SUBJECT = "subject"
    OPEN = "open"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A stretch of the question that asks something: its own terms, and all terms with their weight for it."""

    text: str
    asks: frozenset[Ask]
    own: frozenset[str]
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, as rules and questions share it: 15 工作日, 50 %."""

    value: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class Query:
    """Everything that answering needs to know of a question.

    terms: all terms of the lexicon in it; topical: those that say what it is about;
    denied: those that it says did not happen; matter: the question without names of regulations and places; regulations: those that the question is about, as `how` tells; titled: those among them named by title or alias;
    subjects: those that reach the persons or bodies it names; provisions: units cited and found; failures: cited and
    not found; readings: units that a citation without a regulation can mean; places, foreign_norms, other_edition: what it names that is not in the base.
    """

    text: str
    matter: str
    language: str
    parts: tuple[Part, ...]
    terms: frozenset[str]
    topical: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    provisions: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    readings: tuple[str, ...] = ()
    regulations: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    how: How = How.OPEN
    foreign_norms: tuple[str, ...] = ()
    other_edition: bool = False
    places: tuple[str, ...] = ()
    figures: frozenset[Figure] = frozenset()
    dates: tuple[FoundDate, ...] = ()
    bad_date: str = ""
    as_of: date | None = None
    commentary: bool = False

    @property
    def names_only(self) -> bool:
        """Whether the question names a regulation and says nothing else (a follow-up asks what the last one asked)."""
        said = (
            self.terms
            or self.asks
            or self.provisions
            or self.failures
            or len(_HAN.findall(self.matter)) > _FEW
        )
        return bool(self.titled) and not said

    @property
    def asks(self) -> frozenset[Ask]:
        """What any part asks."""
        return frozenset(ask for part in self.parts for ask in part.asks)
