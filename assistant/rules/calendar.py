"""Working days, months and years: the State Council's holidays and make-up workdays, and days that offices add.

The first day is never counted (day 0 is the event); that this is an assumption, the rules say.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import chinese_calendar  # pyright: ignore[reportMissingTypeStubs]
from pydantic import BaseModel, ConfigDict, Field

from assistant.corpus.errors import ParseError
from assistant.corpus.files import KeyPath, load_yaml, read_text, validated

_known_workday = cast("Callable[[date], bool]", cast("Any", chinese_calendar).is_workday)
_holidays = cast("Mapping[date, str]", cast("Any", chinese_calendar).holidays)
PUBLISHED = range(min(_holidays).year, max(_holidays).year + 1)
"""Years that the package knows."""


class UnpublishedHolidays(ValueError):
    """The holidays of a year are needed and not known.

    year: which one; counted: working days counted so far; last: the last of them, None before the first;
    remaining: working days still to count.
    """

    def __init__(self, year: int, counted: int, last: date | None, remaining: int) -> None:
        self.year, self.counted, self.last, self.remaining = year, counted, last, remaining
        so_far = f"（算到{last}）" if last else ""
        super().__init__(
            f"{year}年的节假日安排尚未收录：已数{counted}个工作日{so_far}，还差{remaining}个工作日。{self.remedy}"
        )

    @property
    def remedy(self) -> str:
        """What an office can do."""
        if self.year < PUBLISHED.start:
            return f"程序收录了{PUBLISHED.start}年以来的节假日，更早的日期请人工推算"
        return f"请待国务院办公厅公布后，在 knowledge/calendar.yaml 的 years 中写入{self.year}年的节假日和调休上班日"


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Year(_Closed):
    year: int = Field(ge=PUBLISHED.stop, le=2100)
    source: str = Field(min_length=1)
    holidays: tuple[date, ...] = Field(min_length=1)
    workdays: tuple[date, ...] = ()


class _Day(_Closed):
    day: date
    working: bool
    reason: str = Field(min_length=1)


class _File(_Closed):
    years: tuple[_Year, ...] = ()
    days: tuple[_Day, ...] = ()


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. years: those that an office has added; changes: single days, by date."""

    years: frozenset[int] = frozenset()
    changes: Mapping[date, bool] = field(default_factory=dict[date, bool])

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year are known."""
        return year in PUBLISHED or year in self.years

    def is_workday(self, day: date) -> bool:
        """Whether a day of a known year is worked. Raises UnpublishedHolidays for another year."""
        if not self.knows(day.year):
            raise UnpublishedHolidays(day.year, 0, None, 0)
        if (changed := self.changes.get(day)) is not None:
            return changed
        return _known_workday(day) if day.year in PUBLISHED else day.weekday() < 5

    def working_days_after(self, start: date, count: int) -> date:
        """The last of `count` working days, the first being the first one after `start`.

        Raises UnpublishedHolidays, with what was counted, where a year is not known.
        """
        day, counted, last = start, 0, None
        while counted < count:
            day += timedelta(days=1)
            if not self.knows(day.year):
                raise UnpublishedHolidays(day.year, counted, last, count - counted)
            if self.is_workday(day):
                counted, last = counted + 1, day
        return day


def months_after(start: date, months: int) -> date:
    """The day of the same number `months` later, clipped to the end of the month: 31 January + 1 → 28 February."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


_PLAIN: Mapping[str, Callable[[date, int], date]] = {
    "日": lambda start, count: start + timedelta(days=count),
    "周": lambda start, count: start + timedelta(weeks=count),
    "月": months_after,
    "年": lambda start, count: months_after(start, 12 * count),
}
PERIODS = frozenset({"工作日", *_PLAIN})
"""Units of time that a date can be counted in."""


def last_day(days: Calendar, start: date, value: Fraction, unit: str) -> date:
    """The last day of a period that an event on `start` sets off.

    Raises UnpublishedHolidays, and ValueError for a unit that is no period or a value that is not whole.
    """
    if value.denominator != 1 or value < 1 or unit not in PERIODS:
        raise ValueError(f"{value}{unit}不是可以推算日期的期间；应为整数个{'、'.join(sorted(PERIODS))}")
    if unit == "工作日":
        return days.working_days_after(start, int(value))
    return _PLAIN[unit](start, int(value))


def load_calendar(file: Path) -> Calendar:
    """The calendar with the days of `knowledge/calendar.yaml`.

    Raises ParseError for a file that cannot be read, a date outside its year, a day given twice, a make-up workday that
    is no Saturday or Sunday.
    """
    located = load_yaml(read_text(file), file.name)
    content = validated(located, _File)
    changes: dict[date, bool] = {}

    def change(day: date, working: bool, path: KeyPath) -> None:
        if day in changes:
            raise ParseError(file.name, located.line(path), f"{day}写了两次；请删去一处")
        changes[day] = working

    for at, year in enumerate(content.years):
        for key, working in (("holidays", False), ("workdays", True)):
            for day in getattr(year, key):
                path: KeyPath = ("years", at, key)
                if not date(year.year - 1, 12, 1) <= day <= date(year.year, 12, 31):
                    raise ParseError(
                        file.name, located.line(path), f"{day}不在{year.year}年；请改正日期或年份"
                    )
                if working and day.weekday() < 5:
                    raise ParseError(
                        file.name, located.line(path), f"{day}不是星期六、星期日，不是调休上班日"
                    )
                change(day, working, path)
    for at, single in enumerate(content.days):
        change(single.day, single.working, ("days", at))
    return Calendar(frozenset(year.year for year in content.years), changes)
