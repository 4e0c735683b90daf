"""Dates in a question counted on: the last day under each deadline that runs from an event which the question tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer.catalogue import Catalogue
from assistant.answer.dating_text import Sentences, Term, weekday
from assistant.answer.events import Event, Events, Fit
from assistant.answer.model import Statement
from assistant.answer.query import Ask, Query
from assistant.corpus.quantities import find_numbers
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.calendar import Calendar, UnpublishedHolidays, last_day
from assistant.rules.dates import FoundDate, Known, unreadable_times
from assistant.rules.deadline import period_of
from assistant.rules.lexicon import Lexicon
from assistant.rules.render import act_of
from assistant.rules.schema import Effect, Norm, Sanctions

_TIME = frozenset(("工作日", "日", "周", "月", "年"))


@dataclass(frozen=True, slots=True)
class _Told:
    """A date of the question with the event told of it."""

    found: FoundDate
    event: Event


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
        self._lexicon = lexicon
        self._events = events
        self._sentences = Sentences(catalogue, events)
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
        counted: dict[str, list[Statement]] = {}
        for term in terms:
            found = (
                self._of(query, term, told, alike=alike)
                if term.period.start
                else self._of_effect(query, term, told)
            )
            counted[term.rule.id] = list(found)
        result = [statement for found in counted.values() for statement in found]
        if not self._wants_day(query, terms, told):
            return result
        missing = [term for term in terms if not counted[term.rule.id]]
        if result and len(told) < 2 and not self._events.asks_each(query.text):
            missing = []
        waiting = missing or (terms if self._events.asks_whether_passed(query.text) else [])
        result = result or self._elsewhere(query, terms, told)
        return [*result, *self._unread(query, waiting), *(self._missing(query, term) for term in missing)]

    def _wants_day(self, query: Query, terms: Sequence[Term], told: Sequence[_Told]) -> bool:
        """Whether the question asks for a day, or for a period and dates what starts one (not what issued a document)."""
        if self._events.asks_day(query.text):
            return True
        starts = [term.start for term in (*terms, *self._others(terms))]
        fits = {self._events.fit(one.event, start) for one in told for start in starts}
        return Ask.PERIOD in query.asks and bool(fits - {Fit.OTHER})

    def _terms(self, rules: Iterable[Encoded]) -> list[Term]:
        periods = [(rule, period) for rule in rules if (period := period_of(rule))]
        return [Term(rule, period, self._events.read(period.start or "")) for rule, period in periods]

    def _others(self, terms: Sequence[Term]) -> list[Term]:
        """The other periods of the same regulations that run from a known event."""
        regulations = {term.rule.regulation for term in terms}
        others = self._terms(rule for rule in self._base if rule.regulation in regulations)
        return [term for term in others if term.start.acts and term not in terms]

    def _elsewhere(self, query: Query, terms: Sequence[Term], told: Sequence[_Told]) -> list[Statement]:
        """The last days under other rules that run from what a date is told of: those of the same clauses, else of the same
        regulation.
        """
        provisions = {term.rule.provision for term in terms}
        others = self._others(terms)
        for within in ([term for term in others if term.rule.provision in provisions], others):
            found = [self._of(query, term, told, alike=False) for term in within]
            if statements := [statement for each in found for statement in each]:
                return statements
        return []

    def _of(self, query: Query, term: Term, told: Sequence[_Told], *, alike: bool) -> Iterator[Statement]:
        dated = [one for one in told if one.found.known is not Known.ABOUT]
        fits = {one: self._events.fit(one.event, term.start) for one in dated}
        starts = [one for one, fit in fits.items() if fit is Fit.SAME]
        starts = starts or [one for one, fit in fits.items() if fit is Fit.RELATED]
        if not starts and len(told) == 1 and alike:
            starts = [one for one, fit in fits.items() if fit is Fit.UNTOLD]
        for start in starts:
            yield self._from(query, term, start, told, fits[start])

    def _from(self, query: Query, term: Term, start: _Told, told: Sequence[_Told], fit: Fit) -> Statement:
        """The last day from one date; conditional unless the period's event is told, or ruled, to be on it."""
        say, day = self._sentences, start.found.day
        if start.found.known is Known.YEAR_UNCLEAR:
            return say.year_unclear(query, term, start.found)
        ruled = self._same_day(term, start.event) if fit is Fit.RELATED else None
        try:
            due = last_day(self._calendar, day, term.period.exact, term.period.unit)
        except UnpublishedHolidays as error:
            more = {"year": error.year, "counted": error.counted, "remaining": error.remaining}
            return say.said(
                "due_unknown", query, term, start=day, reason=str(error), last=error.last or day, **more
            )
        id = "due" if fit is Fit.SAME or ruled else "due_assumed"
        later = self._compared(term, start, told)
        if not later and query.as_of and self._asks_of_today(query):
            if id == "due":
                id = "due_passed" if query.as_of > due else "due_open"
            else:
                later = [query.as_of]
        text = say.say(
            id, query, term, start=day, due=due, weekday=weekday(due, query.language), as_of=query.as_of
        )
        text += "".join(say.say("too_late" if d > due else "in_time", query, term, day=d) for d in later)
        text += say.read_as(query, start.found)
        return say.statement(text, term, ruled) if ruled else say.statement(text, term)

    def _asks_of_today(self, query: Query) -> bool:
        """Whether the question wants to know if it is too late on the day it is asked, not on one it fails to tell."""
        return self._events.asks_whether_passed(query.text) and not unreadable_times(query.text, query.dates)

    def _same_day(self, term: Term, event: Event) -> Encoded | None:
        """The rule by which the period's event is on the day of the event told (a decision takes effect when made)."""
        rules = self._base.on(term.rule.regulation, "decision.effective")
        both = event.acts | term.start.acts
        return next((r for r in rules if not r.silent and both <= self._events.read(r.zh).acts), None)

    def _compared(self, term: Term, start: _Told, told: Sequence[_Told]) -> list[date]:
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

    def _of_effect(self, query: Query, term: Term, told: Sequence[_Told]) -> Iterator[Statement]:
        """A lasting effect, whose start the clause leaves open, as if it ran from the sanction that the question dates."""
        rule, say = term.rule.rule, self._sentences
        if not isinstance(rule, Effect):
            return
        for one in told:
            sanction = self._sanction(one.event.text, rule.of, term.rule.regulation)
            if sanction is None or one.found.known is Known.ABOUT:
                continue
            if one.found.known is Known.YEAR_UNCLEAR:
                yield say.year_unclear(query, term, one.found)
                continue
            day = one.found.day
            due = last_day(self._calendar, day, term.period.exact, term.period.unit)
            text = say.say("lasting", query, term, start=day, event=sanction, due=due)
            yield say.statement(text + say.read_as(query, one.found), term)

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

    def _missing(self, query: Query, term: Term) -> Statement:
        """From which event a period runs that the question gives no day for."""
        rule = term.rule.rule
        listed = self._listed(rule.of, query.language) if isinstance(rule, Effect) else ""
        id = "start_missing" if term.period.start else "start_listed" if listed else "start_open"
        return self._sentences.said(id, query, term, listed=listed)

    def _listed(self, sanctions: Sequence[str], language: str) -> str:
        """Sanctions by name; in English those that have one."""
        if language == "zh":
            return "、".join(sanctions)
        return ", ".join(filter(None, map(self._lexicon.english, sanctions)))

    def _unread(self, query: Query, waiting: Sequence[Term]) -> list[Statement]:
        """The times in the question that name no day, where a period waits for one or is to be compared with one."""
        if not waiting or not query.as_of:
            return []
        about = [query.text[f.start : f.end] for f in query.dates if f.known is Known.ABOUT]
        times = [*about, *unreadable_times(query.text, query.dates)]
        say = self._sentences
        return [
            say.said("unreadable", query, waiting[0], written=time, example=query.as_of) for time in times
        ]
