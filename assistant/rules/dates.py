"""Dates as staff write them in questions: 9月27日（2024年）, 去年12月20日, 27 September 2024, 2024-09-27, 上周五, 昨天."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from assistant.corpus.numerals import NumeralError, to_int
from assistant.corpus.scan_text import scannable
from assistant.corpus.text import Folded
from assistant.rules.relative import LUNAR, N, NoSuchDay, relative_days, vague_times
from assistant.rules.years import RELATIVE_YEARS, Year, bare_years, year_of


class DateError(ValueError):
    """Text that is no date, or a date that no calendar has; `text` is what stands there."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        super().__init__(f"“{text[:40]}”不是可以识别的日期：{reason}")


class Known(StrEnum):
    """How the day is known: written in full; by a year not written with it; from another day; not, since a year elsewhere in
    the text may or may not be its own, or since the text tells a time about, before or after it.
    """

    WRITTEN = "written"
    YEAR_ASSUMED = "year_assumed"
    RELATIVE = "read_as"
    YEAR_UNCLEAR = "year_unclear"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text at [start, end) code points. other: the year elsewhere that leaves its own unclear."""

    day: date
    start: int
    end: int
    known: Known = Known.WRITTEN
    other: int | None = None


def parse_date(text: str) -> date:
    """An ISO date, `2024-09-27`. Raises DateError for everything else."""
    expected = "应写成 年-月-日，如 2024-09-27，年份在1000至2999之间，并且日历上有这一天"
    if not re.fullmatch(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", text):
        raise DateError(text, expected)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DateError(text, expected) from error


_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(sorted({form for m in _MONTHS for form in (m, m[:3])} | {"sept"}, key=len, reverse=True))
_RELATIVE_YEAR = "今年|去年|前年|明年|后年|本年"
_ALONE = r"(?<![0-9])"
_YEAR = r"[12][0-9]{3}(?![0-9])"
_TH = r"(?:st|nd|rd|th)?"
_CN = "〇零一二三四五六七八九十"
_DATE = re.compile(
    rf"{_ALONE}(?P<iy>[12][0-9]{{3}})(?P<sep>[-/.])(?P<im>[0-9]{{1,2}})(?P=sep)(?P<id>[0-9]{{1,2}})(?![0-9])"
    rf"|{_ALONE}(?P<py>(?:19|20)[0-9]{{2}})(?P<pm>0[1-9]|1[0-2])(?P<pd>0[1-9]|[12][0-9]|3[01])(?![0-9])"
    rf"|(?:(?P<cy>{_ALONE}(?:[12][0-9]{{3}}|[0-9]{{2}})|[{_CN}]{{4}})年|(?P<ry>{_RELATIVE_YEAR})的?)?"
    rf"(?P<cm>{_ALONE}{N})月份?(?P<cd>{N}(?=[日号])|[0-9]{{1,2}}(?![0-9个多余名人天.]))[日号]?"
    rf"|(?<![a-z0-9])(?P<ed>[0-9]{{1,2}}){_TH} ?(?:of )?(?P<em>{_MONTH})(?![a-z])(?:[., ]{{1,2}}(?P<ey>{_YEAR}))?"
    rf"|(?<![a-z])(?P<am>{_MONTH})[. ]?(?P<ad>[0-9]{{1,2}}){_TH}(?![0-9a-z])(?:[, ]{{1,2}}(?P<ay>{_YEAR}))?"
)
_TAIL = re.compile(rf"\((?P<y>{_YEAR}|[0-9]{{2}}(?=年)|[{_CN}]{{4}}(?=年)|{_RELATIVE_YEAR})年?\)")


_ABOUT_IT = re.compile(r"左右|前后|[前后]几[天日]|(?:之|以)?前(?=[收拿签送接作立成])|[上下]旬")
_ABOUT_BEFORE = re.compile(
    r"(?:大约|大概|约|差不多|(?<![a-z])(?:around|about|roughly|some time (?:before|after)) ?)$"
)


@dataclass(frozen=True, slots=True)
class _Date:
    """A date as read, at [start, end) of scannable text: month and number, or the day itself (relative days).

    year: None where none is written with it; later: days after the date before it; relative: told from today;
    about: only a time near it is told.
    """

    start: int
    end: int
    written: str
    month: int = 0
    number: int = 0
    year: int | None = None
    day: date | None = None
    later: int | None = None
    relative: bool = False
    about: bool = False

    def of(self, year: int) -> date | None:
        """The day in a year; None where that year has none."""
        try:
            return date(year, self.month, self.number)
        except ValueError:
            return None

    def in_year(self, year: int) -> date:
        """The day in a year. Raises DateError where that year has none."""
        if (day := self.of(year)) is None:
            raise DateError(self.written, "日历上没有这一天")
        return day

    def around(self, year: int) -> list[date]:
        """The days in the years about one, nearest year first, latest first of two."""
        near = sorted(range(year - 8, year + 9), key=lambda other: (abs(other - year), -other))
        return [day for other in near if (day := self.of(other))]


def find_dates(text: str, as_of: date) -> tuple[FoundDate, ...]:
    """The dates in a question, in order. `24年` is 2024; a day of another day is counted from `as_of`.

    A date without a year has the one that stands alone nearest to it in the text (2025年, 去年), else the one that brings it
    nearest to the date told beside it, else the latest up to `as_of`. Width and spaces do not count. Raises DateError for
    a date that no calendar has, such as 2月30日.
    """
    form = scannable(text)
    dates = _read(form, text, as_of)
    years = [year for year in bare_years(form.text, as_of) if not _overlaps(year.start, year.end, dates)]
    found = _days(dates, years, as_of)
    return tuple(
        replace(one, start=span[0], end=span[1]) for one in found for span in [form.span(one.start, one.end)]
    )


def unreadable_times(text: str, dates: Sequence[FoundDate]) -> tuple[str, ...]:
    """What tells a time in the text without a day that can be counted from: 前几天, 上个月, 月底, 周五, last week."""
    form = scannable(text)
    spans = [form.span(*match.span()) for match in vague_times(form.text)]
    return tuple(dict.fromkeys(text[a:b] for a, b in spans if not _overlaps(a, b, dates)))


def _overlaps(start: int, end: int, dates: Sequence[_Date] | Sequence[FoundDate]) -> bool:
    return any(found.start < end and start < found.end for found in dates)


def _read(form: Folded, text: str, as_of: date) -> list[_Date]:
    matches = list(_DATE.finditer(form.text))
    dates = [_absolute(match, form, text, as_of) for match in matches if not _is_none(match, form, text)]
    try:
        near = list(relative_days(form.text, as_of))
    except NoSuchDay as error:
        raise DateError(str(error), "日历上没有这一天") from error
    found = [
        _Date(r.start, r.end, form.text[r.start : r.end], day=r.day, later=r.later, relative=True)
        for r in near
    ]
    dates += [r for r in found if not _overlaps(r.start, r.end, dates)]
    return sorted((_with_about(d, form.text) for d in dates), key=lambda d: d.start)


def _with_about(found: _Date, text: str) -> _Date:
    """The date with the words that make it no more than a time near it."""
    behind = _ABOUT_IT.match(text, found.end)
    before = _ABOUT_BEFORE.search(text, max(0, found.start - 16), found.start)
    if not behind and not before:
        return found
    start, end = before.start() if before else found.start, behind.end() if behind else found.end
    return replace(found, start=start, end=end, about=True)


def _is_none(match: re.Match[str], form: Folded, text: str) -> bool:
    """The verb in "may 5 people appeal", not the month, or a date of the lunar calendar."""
    written = text[slice(*form.span(*match.span()))]
    verb = written.startswith("may") and not match["ay"]
    return verb or LUNAR.search(form.text, max(0, match.start() - 8), match.start()) is not None


def _absolute(match: re.Match[str], form: Folded, text: str, as_of: date) -> _Date:
    raw = text[slice(*form.span(*match.span()))]
    end = match.end()
    year = match["iy"] or match["py"] or match["cy"] or match["ry"] or match["ey"] or match["ay"]
    if year is None and (tail := _TAIL.match(form.text, end)):
        year, end = tail["y"], tail.end()
    name = match["em"] or match["am"]
    number = match["id"] or match["pd"] or match["cd"] or match["ed"] or match["ad"]
    months = [m[:3] for m in _MONTHS]
    try:
        month = months.index(name[:3]) + 1 if name else to_int(match["im"] or match["pm"] or match["cm"])
        known = year_of(year, as_of) if year else None
        found = _Date(match.start(), end, raw, month, to_int(number), known, relative=year in RELATIVE_YEARS)
    except NumeralError as error:
        raise DateError(raw, "月或日不是数字") from error
    if year is None and not found.around(as_of.year):
        raise DateError(raw, "日历上没有这一天")
    return found


def _days(dates: list[_Date], years: list[Year], as_of: date) -> list[FoundDate]:
    """The days of all dates, in order; those of which nothing tells the day are left out."""
    own = _claimed(dates, [year for year in years if year.own])
    days = [d.day if d.year is None else d.in_year(d.year) for d in dates]
    for at, year in own.items():
        days[at] = dates[at].in_year(year.year)
    told = {at for at, day in enumerate(days) if day and dates[at].later is None}
    guessed = not told
    without = [at for at, d in enumerate(dates) if d.month and at not in told]
    if without and guessed:
        past = {at: next(day for day in dates[at].around(as_of.year) if day <= as_of) for at in without}
        latest = max(without, key=lambda at: past[at])
        days[latest] = past[latest]
        told = {latest}
    for at in without:
        beside = days[min(told, key=lambda other: (abs(other - at), other > at))]
        if days[at] is None and beside:
            days[at] = _nearest(dates[at], beside)
    left = [year.year for year in years if year not in own.values() and (year.own or not own)]
    return list(_found(dates, days, left if guessed or own else []))


def _nearest(found: _Date, beside: date) -> date:
    return min(found.around(beside.year), key=lambda day: abs(day - beside))


def _claimed(dates: list[_Date], years: list[Year]) -> dict[int, Year]:
    """The dates without a year, by place, with the year that stands nearest to each."""
    own: dict[int, Year] = {}
    for year in years:
        free = [at for at, d in enumerate(dates) if d.month and d.year is None and at not in own]
        if free:
            own[min(free, key=lambda at: max(dates[at].start - year.end, year.start - dates[at].end))] = year
    return own


def _found(dates: list[_Date], days: list[date | None], left: list[int]) -> Iterator[FoundDate]:
    """left: years that stand in the text and may be those of the dates without one."""
    before: date | None = None
    for d, known_day in zip(dates, days, strict=True):
        later = before + timedelta(days=d.later) if before and d.later is not None else None
        if (day := later or known_day) is None:
            continue
        before = day
        known = Known.RELATIVE if d.relative else Known.WRITTEN if d.year else Known.YEAR_ASSUMED
        other = next((year for year in left if known is Known.YEAR_ASSUMED and year != day.year), None)
        unclear = Known.ABOUT if d.about else Known.YEAR_UNCLEAR if other else known
        yield FoundDate(day, d.start, d.end, unclear, other)
