"""Dates in a question counted on: the last day under each deadline that the answer rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.answer.catalogue import Catalogue
from assistant.answer.model import Basis, Statement
from assistant.answer.query import Query
from assistant.corpus.quantities import find_numbers
from assistant.guard.finding import Verdict
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.calendar import Calendar, UnpublishedHolidays, last_day
from assistant.rules.dates import FoundDate
from assistant.rules.deadline import period_of
from assistant.rules.parts import Quantity

_TIME = frozenset(("工作日", "日", "周", "月", "年"))
_WEEKDAYS = {
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def written(day: date, language: str) -> str:
    """A date for people."""
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


class Dating:
    """Counts deadlines from the dates that a question gives."""

    def __init__(
        self, base: RuleBase, calendar: Calendar, catalogue: Catalogue, timely: tuple[str, ...]
    ) -> None:
        """timely: words by which a rule says when without a number."""
        self._base = base
        self._calendar = calendar
        self._catalogue = catalogue
        self._timely = timely

    def tells_when(self, rules: Iterable[Encoded]) -> bool:
        """Whether any of the rules answers a question about time."""
        return any(self._times(rule.zh) for rule in rules)

    def _times(self, text: str) -> bool:
        return any(word in text for word in self._timely) or any(
            number.measure in _TIME or number.kind == "date" for number in find_numbers(text)
        )

    def statements(self, query: Query, rules: Iterable[Encoded]) -> list[Statement]:
        """One sentence for each rule with a period; none where the question has no date."""
        result: list[Statement] = []
        for rule in rules:
            period = period_of(rule)
            if not query.dates or period is None or period.start is None:
                continue
            start = _start(query, period)
            result.append(self._counted(query, rule, period, start))
        return result

    def _counted(self, query: Query, rule: Encoded, period: Quantity, start: FoundDate) -> Statement:
        language = query.language
        values = {"start": written(start.day, language), "event": period.start, "period": period.phrase}
        try:
            due = last_day(self._calendar, start.day, period.exact, period.unit)
        except UnpublishedHolidays as error:
            return self._statement(
                rule, self._catalogue.say("due_unknown", language, reason=str(error), **values)
            )
        text = self._catalogue.say(
            "due", language, due=written(due, language), weekday=_WEEKDAYS[language][due.weekday()], **values
        )
        later = [other.day for other in query.dates if other.day > start.day]
        for day in later:
            id = "too_late" if day > due else "in_time"
            text += self._catalogue.say(id, language, day=written(day, language))
        return self._statement(rule, text)

    def _statement(self, rule: Encoded, text: str) -> Statement:
        return Statement(
            text=text,
            basis=Basis.NOTICE,
            citations=(rule.provision,),
            verdict=Verdict.NEUTRAL,
            rules=(rule.id,),
        )


def _start(query: Query, period: Quantity) -> FoundDate:
    """The date that the event which starts the period is told of; the last one where nothing tells them apart."""
    ends = [*(found.start for found in query.dates[1:]), len(query.text)]
    told = [query.text[found.end : end] for found, end in zip(query.dates, ends, strict=True)]
    event = period.start or ""
    shared = [sum(event[i : i + 2] in text for i in range(len(event) - 1)) for text in told]
    best = max(shared)
    return next(found for found, score in zip(query.dates, shared, strict=True) if score == best)
