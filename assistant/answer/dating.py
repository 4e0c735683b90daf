"""Dates in a question counted on: the last day under each deadline that runs from an event which the question tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer.catalogue import Catalogue
from assistant.answer.events import Event, Events, Fit
from assistant.answer.model import Basis, Statement
from assistant.answer.query import Ask, Query
from assistant.corpus.quantities import find_numbers
from assistant.guard.finding import Verdict
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.calendar import Calendar, UnpublishedHolidays, last_day
from assistant.rules.dates import FoundDate, Known, unreadable_times
from assistant.rules.deadline import period_of
from assistant.rules.lexicon import Lexicon
from assistant.rules.parts import Quantity
from assistant.rules.render import act_of
from assistant.rules.schema import Effect, Norm, Sanctions

_TIME = frozenset(("工作日", "日", "周", "月", "年"))
_UNITS = {"工作日": "working day", "日": "day", "周": "week", "月": "month", "年": "year"}
_WEEKDAYS = {
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def written(day: date, language: str) -> str:
    """A date for people."""
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class _Told:
    """A date of the question with the event told of it."""

    found: FoundDate
    event: Event


@dataclass(frozen=True, slots=True)
class _Term:
    """A rule with the period that it sets and the event, read, that starts it."""

    rule: Encoded
    period: Quantity
    start: Event


class Dating:
    """Counts deadlines from the dates that a question gives; a date counts only for the event that it is told of."""

    def __init__(
        self,
        base: RuleBase,
        calendar: Calendar,
        catalogue: Catalogue,
        lexicon: Lexicon,
        events: Events,
        timely: tuple[str, ...],
    ) -> None:
        """timely: words by which a rule says when without a number."""
        self._base = base
        self._calendar = calendar
        self._catalogue = catalogue
        self._lexicon = lexicon
        self._events = events
        self._timely = timely

    def tells_when(self, rules: Iterable[Encoded]) -> bool:
        """Whether any of the rules answers a question about time."""
        return any(self._times(rule.zh) for rule in rules)

    def _times(self, text: str) -> bool:
        return any(word in text for word in self._timely) or any(
            number.measure in _TIME or number.kind == "date" for number in find_numbers(text)
        )

    def statements(self, query: Query, rules: Iterable[Encoded]) -> list[Statement]:
        """The last days under the rules, or why none is counted where the question wants one; none for another question.

        Counted is what runs from an event that the question dates. A date of no told event counts, as an assumption, where
        all periods run from the same event. Where none of `rules` runs from what is dated, another of their regulation may.
        """
        terms = self._terms(rules)
        events = self._events.told(query.text, query.dates, query.language)
        told = [_Told(found, event) for found, event in zip(query.dates, events, strict=True)]
        alike = len({(term.start.acts, term.start.thing) for term in terms if term.period.start}) == 1
        counted = {
            term.rule.id: list(self._of_effect(query, term, told) if not term.period.start else self._of(query, term, told, alike))
            for term in terms
        }  # fmt: skip
        result = [statement for found in counted.values() for statement in found]
        asked = self._events.asks_day(query.text) or (bool(told) and Ask.PERIOD in query.asks)
        if not asked or (result and len(told) < 2 and not self._events.asks_each(query.text)):
            return result
        missing = [term for term in terms if not counted[term.rule.id]]
        result = result or self._elsewhere(query, terms, told)
        return [*result, *self._unread(query, missing), *(self._missing(query, term) for term in missing)]

    def _terms(self, rules: Iterable[Encoded]) -> list[_Term]:
        periods = [(rule, period) for rule in rules if (period := period_of(rule))]
        return [_Term(rule, period, self._events.read(period.start or "")) for rule, period in periods]

    def _elsewhere(self, query: Query, terms: Sequence[_Term], told: Sequence[_Told]) -> list[Statement]:
        """The last days under other rules of the same regulation that run from just what a date is told of."""
        regulations = {term.rule.regulation for term in terms}
        others = self._terms(rule for rule in self._base if rule.regulation in regulations)
        return [
            self._from(query, other, one, told, sure=True)
            for other in others
            for one in told
            if other not in terms
            and other.start.thing
            and self._events.fit(one.event, other.start) is Fit.SAME
        ]

    def _of(self, query: Query, term: _Term, told: Sequence[_Told], alike: bool) -> Iterator[Statement]:
        fits = {one: self._events.fit(one.event, term.start) for one in told}
        fitting = (Fit.SAME, Fit.RELATED) if Fit.SAME not in fits.values() else (Fit.SAME,)
        starts = [one for one, fit in fits.items() if fit in fitting]
        if not starts and len(told) == 1 and alike:
            starts = [one for one, fit in fits.items() if fit is Fit.UNTOLD]
        for start in starts:
            yield self._from(query, term, start, told, sure=fits[start] is Fit.SAME)

    def _from(
        self, query: Query, term: _Term, start: _Told, told: Sequence[_Told], *, sure: bool
    ) -> Statement:
        """The last day from one date. sure: the question tells that the period's event was on it."""
        if start.found.known is Known.YEAR_UNCLEAR:
            return self._said(term, "year_unclear", query, **self._year_values(query, start.found))
        values = self._values(query, term, start.found.day)
        try:
            due = last_day(self._calendar, start.found.day, term.period.exact, term.period.unit)
        except UnpublishedHolidays as error:
            last = written(error.last, query.language) if error.last else values["start"]
            more = {"year": error.year, "counted": error.counted, "last": last, "remaining": error.remaining}
            return self._said(term, "due_unknown", query, reason=str(error), **more, **values)
        values |= {"due": written(due, query.language), "weekday": _WEEKDAYS[query.language][due.weekday()]}
        later = self._compared(term, start, told)
        id = "due" if sure else "due_assumed"
        if not later and query.as_of and self._events.asks_whether_passed(query.text):
            later = [] if sure else [query.as_of]
            id = ("due_passed" if query.as_of > due else "due_open") if sure else id
            values["as_of"] = written(query.as_of, query.language)
        notes = [("too_late" if day > due else "in_time", day) for day in later]
        text = self._catalogue.say(id, query.language, **values)
        text += "".join(
            self._catalogue.say(note, query.language, day=written(day, query.language)) for note, day in notes
        )
        return self._statement(term, text + self._read_as(query, start.found))

    def _compared(self, term: _Term, start: _Told, told: Sequence[_Told]) -> list[date]:
        """The other, later days of the question on which what the rule is about was done, or is to be."""
        rule = term.rule.rule
        own = self._events.read(act_of(rule)).acts if isinstance(rule, Norm) else frozenset[str]()
        return [
            one.found.day
            for one in told
            if one.found.day > start.found.day
            and one.found.known is not Known.YEAR_UNCLEAR
            and (not one.event.acts or not own or one.event.acts & own)
        ]

    def _of_effect(self, query: Query, term: _Term, told: Sequence[_Told]) -> Iterator[Statement]:
        """A lasting effect, whose start the clause leaves open, as if it ran from the sanction that the question dates."""
        rule = term.rule.rule
        if not isinstance(rule, Effect):
            return
        for one in told:
            sanction = self._sanction(one.event.text, rule.of, term.rule.regulation)
            if sanction is None:
                continue
            if one.found.known is Known.YEAR_UNCLEAR:
                yield self._said(term, "year_unclear", query, **self._year_values(query, one.found))
                continue
            due = last_day(self._calendar, one.found.day, term.period.exact, term.period.unit)
            values = self._values(query, term, one.found.day) | {
                "event": sanction,
                "due": written(due, query.language),
            }
            text = self._catalogue.say("lasting", query.language, **values)
            yield self._statement(term, text + self._read_as(query, one.found))

    def _sanction(self, text: str, of: tuple[str, ...], regulation: str) -> str | None:
        """The sanction that a stretch of the question tells of, in its words, if it is one that the effect follows from."""
        listed = [
            rule.rule for rule in self._base.on(regulation, "sanctions") if isinstance(rule.rule, Sanctions)
        ]
        names = of or tuple(member.name for sanctions in listed for member in sanctions.members)
        for match in self._lexicon.find(text):
            term = self._lexicon.terms[match.terms[0]]
            if term.kind == "sanctions" and any(
                wording in name for wording in term.wordings for name in names
            ):
                return match.surface
        return None if of else self._events.sanctioned(text)

    def _missing(self, query: Query, term: _Term) -> Statement:
        return self._said(term, "start_missing" if term.period.start else "start_open", query)

    def _unread(self, query: Query, missing: Sequence[_Term]) -> list[Statement]:
        """The times in the question that name no day, where a period waits for one."""
        if not missing or not query.as_of:
            return []
        example = written(query.as_of, query.language)
        return [
            self._said(missing[0], "unreadable", query, written=time, example=example)
            for time in unreadable_times(query.text, query.dates)
        ]

    def _read_as(self, query: Query, found: FoundDate) -> str:
        """That a date was not written in full, and what it was taken for."""
        if found.known is Known.WRITTEN:
            return ""
        raw = query.text[found.start : found.end]
        return self._catalogue.say(
            found.known, query.language, written=raw, day=written(found.day, query.language)
        )

    def _year_values(self, query: Query, found: FoundDate) -> dict[str, object]:
        raw = query.text[found.start : found.end]
        return {"written": raw, "other": found.other, "day": written(found.day, query.language)}

    def _values(self, query: Query, term: _Term, start: date | None = None) -> dict[str, object]:
        period, event = term.period, term.period.start or ""
        phrase = period.phrase
        if query.language == "en":
            phrase = f"{period.value} {_UNITS[period.unit]}{'s' if period.value > 1 else ''}"
            event = self._events.english(event)
        return {"start": written(start, query.language) if start else "", "event": event, "period": phrase}

    def _said(self, term: _Term, id: str, query: Query, **values: object) -> Statement:
        known = self._values(query, term)
        return self._statement(term, self._catalogue.say(id, query.language, **(known | values)))

    @staticmethod
    def _statement(term: _Term, text: str) -> Statement:
        rule = term.rule
        return Statement(
            text=text,
            basis=Basis.NOTICE,
            citations=(rule.provision,),
            verdict=Verdict.NEUTRAL,
            rules=(rule.id,),
        )
