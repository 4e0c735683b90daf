"""Dates as staff write them in questions: 9月27日, 2024年9月27日, 去年12月20日, 27 September 2024, 2024-09-27, 昨天."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.corpus.numerals import NumeralError, to_int
from assistant.corpus.scan_text import scannable


class DateError(ValueError):
    """Text that is no date, or a date that no calendar has; `text` is what stands there."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        super().__init__(f"“{text[:40]}”不是可以识别的日期：{reason}")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text at [start, end) code points. inferred: the year was not written, or the day is relative."""

    day: date
    start: int
    end: int
    inferred: bool


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
_CN = "〇零一二三四五六七八九十"
_N = rf"(?:[0-9]{{1,2}}|[{_CN}廿卅]{{1,3}})"
_RELATIVE_YEARS: Mapping[str, int] = {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2, "本年": 0}
_RELATIVE_DAYS: Mapping[str, int] = {
    "今天": 0,
    "今日": 0,
    "昨天": -1,
    "昨日": -1,
    "前天": -2,
    "大前天": -3,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
}
_ALONE = r"(?<![0-9])"
_YEAR = r"[12][0-9]{3}(?![0-9])"
_TH = r"(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"{_ALONE}(?P<iy>[12][0-9]{{3}})(?P<sep>[-/.])(?P<im>[0-9]{{1,2}})(?P=sep)(?P<id>[0-9]{{1,2}})(?![0-9])"
    rf"|(?:(?P<cy>{_ALONE}(?:[12][0-9]{{3}}|[0-9]{{2}})|[{_CN}]{{4}})年|(?P<ry>今年|去年|前年|明年|后年|本年)的?)?"
    rf"(?P<cm>{_ALONE}{_N})月份?(?P<cd>{_N}(?=[日号])|[0-9]{{1,2}}(?![0-9个多余名人天.]))[日号]?"
    rf"|(?<![a-z0-9])(?P<ed>[0-9]{{1,2}}){_TH} ?(?:of )?(?P<em>{_MONTH})(?![a-z])(?:[., ]{{1,2}}(?P<ey>{_YEAR}))?"
    rf"|(?<![a-z])(?P<am>{_MONTH})[. ]?(?P<ad>[0-9]{{1,2}}){_TH}(?![0-9a-z])(?:[, ]{{1,2}}(?P<ay>{_YEAR}))?"
    rf"|(?P<ago>{_N})天前"
    rf"|(?P<rel>大前天|[今昨前明]天|[今昨明]日|后天|(?<![a-z])(?:today|yesterday|tomorrow)(?![a-z]))"
)


def find_dates(text: str, as_of: date) -> tuple[FoundDate, ...]:
    """The dates in a question, in order. A date without a year is the one nearest to a date given with its year,
    else the nearest one not after `as_of`; 24年 is 2024.

    Width and spaces do not count. Raises DateError for a date that no calendar has, such as 2月30日.
    """
    return tuple(_dates(text, as_of))


def _dates(text: str, as_of: date) -> Iterator[FoundDate]:
    form = scannable(text)
    matches = [m for m in _DATE.finditer(form.text) if not _is_verb(m, text[slice(*form.span(*m.span()))])]
    written = [match for match in matches if _relative(match) is None and _year(match, as_of) is not None]
    told = [_day(match.group(), _year(match, as_of), *_month_and_day(match, match.group()), as_of) for match in written]
    for match in matches:
        start, end = form.span(*match.span())
        relative = _relative(match)
        if relative is not None:
            yield FoundDate(as_of + timedelta(days=relative), start, end, inferred=True)
            continue
        year = _year(match, as_of)
        month, day = _month_and_day(match, text[start:end])
        found = _day(text[start:end], year, month, day, as_of, told[0] if told else None)
        yield FoundDate(found, start, end, inferred=year is None or match["ry"] is not None)


def _is_verb(match: re.Match[str], written: str) -> bool:
    """The verb in "may 5 people appeal", not the month."""
    return written.startswith("may") and not match["ay"]


def _relative(match: re.Match[str]) -> int | None:
    if match["ago"]:
        return -to_int(match["ago"])
    return _RELATIVE_DAYS[match["rel"]] if match["rel"] else None


def _year(match: re.Match[str], as_of: date) -> int | None:
    if match["ry"]:
        return as_of.year + _RELATIVE_YEARS[match["ry"]]
    written = match["iy"] or match["cy"] or match["ey"] or match["ay"]
    if written is None:
        return None
    return to_int(written) + (2000 if len(written) == 2 else 0)


def _month_and_day(match: re.Match[str], written: str) -> tuple[int, int]:
    name = match["em"] or match["am"]
    try:
        month = [m[:3] for m in _MONTHS].index(name[:3]) + 1 if name else to_int(match["im"] or match["cm"])
        return month, to_int(match["id"] or match["cd"] or match["ed"] or match["ad"])
    except NumeralError as error:
        raise DateError(written, "月或日不是数字") from error


def _day(
    written: str, year: int | None, month: int, day: int, as_of: date, told: date | None = None
) -> date:
    """The day. Without a year: the one nearest to a date that the text gives with its year (`told`), else the latest
    one up to `as_of`; for 29 February, in a leap year.
    """
    around = (told or as_of).year
    years = (year,) if year is not None else range(around + 1, around - 9, -1)
    days = [found for candidate in years if (found := _existing(candidate, month, day))]
    if year is None and told is None:
        days = [found for found in days if found <= as_of]
    if not days:
        raise DateError(written, "日历上没有这一天")
    return min(days, key=lambda found: abs(found - told)) if told and year is None else days[0]


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
