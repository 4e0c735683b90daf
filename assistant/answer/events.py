"""Which event a question tells of for each of its dates, and whether that is the event from which a period runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from string import ascii_lowercase, ascii_uppercase

from pydantic import BaseModel, ConfigDict

from assistant.rules.dates import FoundDate

_BREAK = re.compile(r"[，。；？！,;?!\n]|\.(?=\s)| and | but |(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_ALSO = re.compile(r"[、和与及并且]|同时| and ")
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_POSSESSIVE = re.compile(r"(?:不服)?的")


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Thing(_Closed):
    """What is received, made or filed. en: its name; words: how questions call it."""

    en: str
    words: tuple[str, ...]


class Act(_Closed):
    """What happens. en: its name, {thing} filled in; thing: what it is about where the question does not say."""

    en: str
    words: tuple[str, ...]
    thing: str | None = None


class EventWords(_Closed):
    """The events from which periods run (`events` of `knowledge/questions.yaml`).

    asking: words behind which a clause asks and tells nothing; ignored: words that are not those of the acts in
    them; sanctioned: words for having been sanctioned, no matter how;
    each, which_day, in_time: words of questions for several periods, for a day, for whether it has passed.
    """

    acts: dict[str, Act]
    things: dict[str, Thing]
    asking: tuple[str, ...]
    ignored: tuple[str, ...]
    sanctioned: tuple[str, ...]
    each: tuple[str, ...]
    which_day: tuple[str, ...]
    in_time: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Acts and the thing they are about, by their keys; nothing where a text tells neither. text: the stretch read."""

    acts: frozenset[str] = frozenset()
    thing: str | None = None
    text: str = ""


class Fit(Enum):
    """Whether an event told is the one that starts a period: it is; it may be the same day; nothing is told; it is not."""

    SAME = auto()
    RELATED = auto()
    UNTOLD = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class _Found:
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    dates: tuple[FoundDate, ...]


class Events:
    """Reads events by words that are data."""

    def __init__(self, words: EventWords) -> None:
        self._words = words
        self._acts = _pattern([*words.ignored, *(word for act in words.acts.values() for word in act.words)])
        self._things = _pattern([word for thing in words.things.values() for word in thing.words])
        self._act_of = {word: key for key, act in words.acts.items() for word in act.words}
        self._thing_of = {word: key for key, thing in words.things.items() for word in thing.words}

    def asks_day(self, text: str) -> bool:
        """Whether a question wants a day."""
        return any(word in _lower(text) for word in self._words.which_day)

    def asks_each(self, text: str) -> bool:
        """Whether a question wants several periods."""
        return any(word in _lower(text) for word in self._words.each)

    def sanctioned(self, text: str) -> str | None:
        """The word in a text that tells of having been sanctioned."""
        return next((word for word in self._words.sanctioned if word in _lower(text)), None)

    def asks_whether_passed(self, text: str) -> bool:
        """Whether a question wants to know if it is too late."""
        return any(word in _lower(text) for word in self._words.in_time)

    def read(self, text: str) -> Event:
        """The event that a phrase names: the start of a period, or the act of a rule."""
        acts = [found.key for found in self._acts_in(text)]
        return self._event(acts, next((found.key for found in self._things_in(text)), None), text)

    def english(self, start: str) -> str:
        """The name of the event that a start phrase names; the phrase itself where its words are not known."""
        event = self.read(start)
        if not event.acts:
            return start
        thing = self._words.things[event.thing].en if event.thing else ""
        return self._words.acts[min(event.acts)].en.format(thing=thing)

    def fit(self, told: Event, start: Event) -> Fit:
        """How an event told relates to the one that starts a period."""
        related = told.thing is not None and told.thing == start.thing
        if not told.acts:
            return (
                Fit.UNTOLD if told.thing is None or not start.acts else Fit.RELATED if related else Fit.OTHER
            )
        if told.acts & start.acts:
            return Fit.SAME if related or told.thing is None or start.thing is None else Fit.OTHER
        return Fit.RELATED if related else Fit.OTHER

    def told(self, text: str, dates: Sequence[FoundDate], language: str) -> tuple[Event, ...]:
        """The event of each date, from the words of its clause, else from a clause beside it that has no date."""
        lower = _lower(text)
        clauses = list(_clauses(lower, dates))
        return tuple(
            self._of_date(lower, clauses, at, found, language)
            for at, clause in enumerate(clauses)
            for found in clause.dates
        )

    def _of_date(self, text: str, clauses: list[_Clause], at: int, found: FoundDate, language: str) -> Event:
        clause = clauses[at]
        before, after = self._stretches(text, clause, found)
        ordered = (after, before) if language == "zh" else (before, after)
        for stretch in ordered:
            acts = self._acts_in(stretch)
            if not acts:
                continue
            act = acts[0] if stretch is after else acts[-1]
            thing = self._thing(stretch[act.end :]) or self._thing(stretch[: act.start], last=True)
            also = [one.key for one in acts if _ALSO.search(stretch[act.end : one.start])]
            other = before if stretch is after else after
            return self._event([act.key, *also], thing or self._thing(other, last=True), before + after)
        if event := self._beside(text, clauses, at):
            return event
        return self._event([], self._thing(after) or self._thing(before, last=True), before + after)

    def _beside(self, text: str, clauses: list[_Clause], at: int) -> Event | None:
        for other in (at + 1, at - 1):
            if 0 <= other < len(clauses) and not clauses[other].dates:
                stretch = text[clauses[other].start : clauses[other].end]
                if stretch == self._telling(stretch) and (event := self.read(stretch)).acts:
                    return event
        return None

    def _stretches(self, text: str, clause: _Clause, found: FoundDate) -> tuple[str, str]:
        """The words before and after a date that are its own; with several dates, acts stand on one side of each."""
        at = clause.dates.index(found)
        first = clause.dates[0]
        start = clause.dates[at - 1].end if at else clause.start
        end = clause.dates[at + 1].start if at + 1 < len(clause.dates) else clause.end
        before, after = text[start : found.start], self._telling(text[found.end : end])
        if len(clause.dates) > 1:
            leading = self._acts_in(text[clause.start : first.start])
            return (before, "") if leading else (before if not at else "", after)
        return before, after

    def _telling(self, text: str) -> str:
        """The text up to where it starts to ask."""
        places = [text.find(word) for word in self._words.asking]
        return text[: min((place for place in places if place >= 0), default=len(text))]

    def _acts_in(self, text: str) -> list[_Found]:
        found = self._acts.finditer(_lower(text))
        return [_Found(self._act_of[m.group()], *m.span()) for m in found if m.group() in self._act_of]

    def _things_in(self, text: str) -> list[_Found]:
        """The things named; 决定 in 不服决定的申诉 only says more of what follows it."""
        found = [m for m in self._things.finditer(_lower(text)) if not _POSSESSIVE.match(text, m.end())]
        return [_Found(self._thing_of[m.group()], *m.span()) for m in found]

    def _thing(self, text: str, *, last: bool = False) -> str | None:
        things = self._things_in(text)
        return things[-1 if last else 0].key if things else None

    def _event(self, acts: Sequence[str], thing: str | None, text: str) -> Event:
        usual = (self._words.acts[act].thing for act in acts)
        return Event(frozenset(acts), thing or next(filter(None, usual), None), text)


def _lower(text: str) -> str:
    """Latin letters in lower case; no sign becomes two, so that places stay."""
    return text.translate(_LOWER)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Any of the words, longest first; English ones whole."""
    alternatives = (
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile("|".join(alternatives))


def _clauses(text: str, dates: Sequence[FoundDate]) -> Iterator[_Clause]:
    """The clauses of a text with the dates in each; a sign inside a date breaks nothing."""
    start = 0
    breaks = [
        m for m in _BREAK.finditer(text) if not any(d.start < m.end() and m.start() < d.end for d in dates)
    ]
    for end, after in [*((m.start(), m.end()) for m in breaks), (len(text), len(text))]:
        if text[start:end].strip():
            yield _Clause(start, end, tuple(d for d in dates if start <= d.start < end))
        start = after
