"""Days told from another day: 昨天, 上个月20号, 下周一, 三天前, 5天后, last Friday; and times that name no day: 前几天, 月底."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.corpus.numerals import NumeralError, to_int
from assistant.rules.calendar import months_after

N = "(?:[0-9]{1,2}|[〇零一二两三四五六七八九十廿卅]{1,3})"
"""A number of days, a day or a month, in the signs that `scannable` leaves."""
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = "|".join(form for day in _WEEKDAYS for form in (day, day[:3]))
_EN_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_EN_N = rf"(?:[0-9]{{1,2}}|an?|{'|'.join(_EN_NUMBERS)})"
_CN_WEEK = "(?:周|星期|礼拜)"
_NEAR: Mapping[str, int] = {"上上": -2, "上": -1, "本": 0, "这": 0, "当": 0, "下": 1, "下下": 2}
_EN_NEAR: Mapping[str, int] = {"last": -1, "this": 0, "next": 1}
_DAYS: Mapping[str, int] = {
    "大前天": -3, "前天": -2, "前晚": -2, "前儿": -2, "昨": -1, "今": 0, "明": 1, "后天": 2, "后儿": 2, "大后天": 3,
    "the day before yesterday": -2, "day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1,
    "the day after tomorrow": 2, "day after tomorrow": 2,
}  # fmt: skip


class NoSuchDay(ValueError):
    """A day that its month does not have; the argument is its text."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A day at [start, end) of scannable text. later: days after the date told before it, and `day` where there is none;
    None for a day that `day` alone tells.
    """

    start: int
    end: int
    day: date | None
    later: int | None = None


def _number(written: str) -> int:
    if written in ("a", "an"):
        return 1
    return _EN_NUMBERS.index(written) if written in _EN_NUMBERS else to_int(written)


def _length(unit: str) -> int:
    """Days in a unit, 天 or week."""
    return 1 if unit in ("天", "day") else 7


def _near_day(match: re.Match[str], as_of: date) -> date:
    word = match["near"]
    return as_of + timedelta(days=_DAYS[word] if word in _DAYS else _DAYS[word[0]])


def _ago(match: re.Match[str], as_of: date) -> date:
    return as_of - timedelta(days=_length(match["unit"]) * _number(match["n"]))


def _of_month(match: re.Match[str], as_of: date) -> date:
    """The day of a month near this one. Raises ValueError where that month has no such day."""
    near = match["near"]
    month = months_after(as_of.replace(day=1), _NEAR[near] if near in _NEAR else _EN_NEAR[near])
    return month.replace(day=to_int(match["day"]))


def _of_week(match: re.Match[str], as_of: date) -> date:
    weekday = "一二三四五六日".index(match["day"].replace("天", "日"))
    return as_of + timedelta(days=7 * _NEAR[match["near"]] + weekday - as_of.weekday())


def _weekday(match: re.Match[str], as_of: date) -> date:
    """English: last is the one before today, this the one of this week, next the one of next week (from Monday)."""
    ahead = [day[:3] for day in _WEEKDAYS].index(match["day"][:3]) - as_of.weekday()
    if match["near"] == "last":
        return as_of + timedelta(days=ahead if ahead < 0 else ahead - 7)
    return as_of + timedelta(days=ahead + 7 * _EN_NEAR[match["near"]])


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: re.Pattern[str]
    day: Callable[[re.Match[str], date], date]


_FORMS = tuple(
    _Form(re.compile(pattern), day)
    for pattern, day in (
        (r"(?P<near>大前天|大后天|(?<![目以之])前天(?!天)|(?<!今)后天|[前后]儿(?=[收拿签个]|才)|前晚|(?:[今昨]|(?<![说证声表写])明)[天日儿晚早晨夜])", _near_day),
        (r"(?<![a-z])(?P<near>(?:the )?day (?:before yesterday|after tomorrow)|today|yesterday|tomorrow)(?![a-z])", _near_day),
        (rf"(?<![多几约数满期开止零一二两三四五六七八九十0-9])(?![一二两三四五六七八九]{{2}})(?P<n>{N})(?P<unit>天|个?星期|个?礼拜|周)(?:之|以)?前(?!后)", _ago),
        (rf"(?<![a-z0-9])(?P<n>{_EN_N}) (?P<unit>day|week)s? ago(?![a-z])", _ago),
        (rf"(?P<near>上上|上|本|这|当|下下|下)个?月份?的?(?P<day>{N})[日号]", _of_month),
        (r"(?<![a-z0-9])(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: day)? of (?P<near>last|this|next) month(?![a-z])", _of_month),
        (r"(?<![a-z])(?P<near>last|this|next) month(?: on|,)? the (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![a-z0-9])", _of_month),
        (rf"(?P<near>上上|上|本|这|下下|下)个?{_CN_WEEK}的?(?:{_CN_WEEK})?(?P<day>[一二三四五六日天])", _of_week),
        (rf"(?<![a-z])(?P<near>last|this|next) (?P<day>{_WEEKDAY})(?![a-z])", _weekday),
    )
)  # fmt: skip
_LATER = re.compile(
    rf"(?P<now>(?:^|[,;。.!?\n]|再|打算|准备|计划|我)(?:再)?(?:过|等)?)?(?P<n>{N})(?P<unit>天|个?星期|个?礼拜|周)(?:之|以)?后"
    rf"|(?<![a-z])(?P<enow>in )(?P<en>{_EN_N}) (?P<eunit>day|week)s?(?: from now)?(?! of)(?![a-z])"
    rf"|(?<![a-z0-9])(?P<ln>{_EN_N}) (?P<lunit>day|week)s? later(?![a-z])"
)
_SPAN = "(?:天|周|星期|礼拜)"
_EVENT = "(?=[^,;。.!?]{0,3}(?:收到|签收|拿到|接到|作出|立项|成立|送达|生效))"
_VAGUE = re.compile(
    rf"前几[天日]|[几数多约][天日周](?:之|以)?前|前[些阵]天?|前(?:两|三)[天日](?!的?期)|[一二三四五六七八九]{{2}}天前|(?:约|差不多|近){N}个?{_SPAN}(?:之|以)?前|[0-9一二两三四五六七八九十]+多天前"
    rf"|{N}个(?:多|半)?月(?:之|以)?前|半个?月(?:之|以)?前|{N}个(?:多|半)?月(?:之|以)?后|半个?月(?:之|以)?后|{N}年[前后]|前不久|不久前|最近|近日|日前|前段时间|前一阵|前阵子"
    rf"|(?:上上|上|本|这|下|当)?个?月(?:初|底|末|中(?!旬))|[0-9一二三四五六七八九十]{{1,2}}月(?:初|底|末|份?[上中下]旬)|(?<!月)[上中下]旬"
    rf"|年[初底末]|(?:上上|上|这|下)个?{_CN_WEEK}末?|(?:上上|上|这|下)个月|上月|下月|周末"
    rf"|(?<![每一二两三四五六七八九十0-9个周上下本这]){_CN_WEEK}[一二三四五六日天](?![次个天年户项])"
    rf"|(?<![0-9月第周])[0-9]{{1,2}}[日号]{_EVENT}"
    rf"|(?<![0-9.(:#])[0-9]{{1,2}}[./-][0-9]{{1,2}}(?![0-9./-])[日号]?{_EVENT}"
    rf"|(?<![0-9])[0-9]{{1,2}}/[0-9]{{1,2}}/(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])"
    rf"|(?:农历|阴历|旧历)(?:{N}月)?(?:初?{N})?[日号]?|(?:正月|腊月|闰{N}月)(?:初?{N})?|除夕|大年初[一二三四五六七八九]"
    rf"|(?<![a-z])(?:a few|several|some|many|a couple of) (?:days|weeks|months) ago|(?<![a-z])(?:last|this|next) (?:week|month)(?![a-z])"
    rf"|(?<![a-z])(?:recently|the other day|lately)(?![a-z])|(?<![a-z])on (?:{_WEEKDAY})(?![a-z])"
    rf"|(?<![a-z0-9]){_EN_N} months? ago"
)
LUNAR = re.compile(r"(?:农历|阴历|旧历)[^,;。.!?]{0,4}$")
"""What stands before a date that is none of the calendar that deadlines are counted by."""


def relative_days(text: str, as_of: date) -> Iterator[Relative]:
    """The days in scannable text that are told from `as_of`, or from the date before them (`later`), in order.

    Raises NoSuchDay for 上个月31号 where that month has 30 days.
    """
    found: list[Relative] = []
    for form in _FORMS:
        for match in form.pattern.finditer(text):
            try:
                found.append(Relative(match.start(), match.end(), form.day(match, as_of)))
            except NumeralError:
                continue
            except (ValueError, OverflowError) as error:
                raise NoSuchDay(match.group()) from error
    for match in _LATER.finditer(text):
        try:
            unit = match["unit"] or match["eunit"] or match["lunit"]
            days = _number(match["n"] or match["en"] or match["ln"]) * _length(unit)
        except NumeralError:
            continue
        start = match.start("n") if match["n"] else match.start()
        now = match["now"] is not None or match["enow"] is not None
        found.append(Relative(start, match.end(), as_of + timedelta(days=days) if now else None, days))
    return _first_of_overlapping(found)


def _first_of_overlapping(found: list[Relative]) -> Iterator[Relative]:
    until = 0
    for relative in sorted(found, key=lambda r: (r.start, -r.end)):
        if relative.start >= until:
            yield relative
            until = relative.end


def vague_times(text: str) -> Iterator[re.Match[str]]:
    """The stretches of scannable text that tell a time but no day that can be counted from."""
    return _VAGUE.finditer(text)
