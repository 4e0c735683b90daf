"""The sentences about days counted: what the catalogue says, filled in from a rule, its period and a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.answer.catalogue import Catalogue
from assistant.answer.events import Event, Events
from assistant.answer.model import Basis, Statement
from assistant.answer.query import Query
from assistant.guard.finding import Verdict
from assistant.rules.base import Encoded
from assistant.rules.dates import FoundDate, Known
from assistant.rules.parts import Quantity

_UNITS = {"工作日": "working day", "日": "day", "周": "week", "月": "month", "年": "year"}
_WEEKDAYS = {
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A rule with the period that it sets and the event, read, that starts it."""

    rule: Encoded
    period: Quantity
    start: Event


def written(day: date, language: str) -> str:
    """A date for people."""
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def weekday(day: date, language: str) -> str:
    """The day of the week of a date, for people."""
    return _WEEKDAYS[language][day.weekday()]


class Sentences:
    """Fills in the catalogue's sentences on periods."""

    def __init__(self, catalogue: Catalogue, events: Events) -> None:
        self._catalogue = catalogue
        self._events = events

    def say(self, id: str, query: Query, term: Term, **values: object) -> str:
        """The sentence `id`; period and event are the rule's, {start}, {due} and the like are in `values`."""
        period, event = term.period, term.period.start or ""
        phrase = period.phrase
        if query.language == "en":
            phrase = f"{period.value} {_UNITS[period.unit]}{'s' if period.value > 1 else ''}"
            event = self._events.english(event)
        known = {"event": event, "period": phrase}
        shown = {key: written(v, query.language) if isinstance(v, date) else v for key, v in values.items()}
        return self._catalogue.say(id, query.language, **(known | shown))

    def said(self, id: str, query: Query, term: Term, **values: object) -> Statement:
        """That sentence, cited to the rule's clause."""
        return self.statement(self.say(id, query, term, **values), term)

    def statement(self, text: str, *terms: Term | Encoded) -> Statement:
        """A text cited to the clauses of the rules that it rests on."""
        rules = [term.rule if isinstance(term, Term) else term for term in terms]
        return Statement(
            text=text,
            basis=Basis.NOTICE,
            citations=tuple(dict.fromkeys(rule.provision for rule in rules)),
            verdict=Verdict.NEUTRAL,
            rules=tuple(rule.id for rule in rules),
        )

    def read_as(self, query: Query, found: FoundDate) -> str:
        """That a date was not written in full, and what it was taken for; "" for one that was."""
        if found.known is Known.WRITTEN:
            return ""
        raw = query.text[found.start : found.end]
        return self._catalogue.say(
            found.known, query.language, written=raw, day=written(found.day, query.language)
        )

    def year_unclear(self, query: Query, term: Term, found: FoundDate) -> Statement:
        """That nothing is counted, since the year of a date is open."""
        raw = query.text[found.start : found.end]
        return self.said("year_unclear", query, term, written=raw, other=found.other, day=found.day)
