"""The ways a number is written: dates, percentages, fractions, ratios, halves, Chinese, Arabic and English numerals.

Works on `scannable` text. Forms are tried in the order of the table; what an earlier one has read, a later one leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assistant.corpus.number_words import FIXED_WORDS
from assistant.corpus.numerals import NUMERAL_CHARS, NumeralError, to_int

Kind = Literal["cardinal", "ordinal", "fraction", "percent", "ratio", "date", "code"]
Value = int | Fraction


@dataclass(frozen=True, slots=True)
class Form:
    """A number before its context is looked at. start, end: in scannable text. measure: 年, 月 or 日 of a date written
    without these signs, else "".
    """

    start: int
    end: int
    value: Value
    kind: Kind = "cardinal"
    upper: Value | None = None
    approximate: bool = False
    measure: str = ""


_CN = NUMERAL_CHARS + "壹贰叁肆伍陆柒捌玖拾佰仟"
_WHOLE = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,5}}(?![0-9⁄])|[0-9]{{1,15}}(?![0-9⁄])|[{_CN}]{{1,18}})"
_DECIMAL = r"(?:[0-9]{1,15}\.[0-9]{1,6}(?![0-9.])|[零〇一二三四五六七八九十百千]{1,9}点[零〇一二三四五六七八九]{1,6}(?![十百千万分]))"
_PAIR = re.compile(r"[一二两三四五六七八九]{2}")
_ALONE = r"(?<![0-9⁄])(?<![0-9]\.)"
_POWERS: Mapping[str, int] = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ENGLISH: Mapping[str, int] = {
    **{word: at for at, word in enumerate(_ONES, 1)},
    **{word: 10 * at for at, word in enumerate(_TENS, 2)},
}
_SCALES: Mapping[str, int] = {"hundred": 100, "thousand": 1000}
_EN = "|".join(sorted([*_ENGLISH, *_SCALES], key=len, reverse=True))
_FIXED_ENDS = frozenset(word[at:] for word in FIXED_WORDS for at in range(len(word)))
_EN_PARTS: Mapping[str, int] = {"hal": 2, "thi": 3, "qua": 4}
_HALVES = r"(?:(?<![个年])一?半(?=[个年天日月周数小])|一半|(?<![a-z])half(?![a-z])(?: an?(?![a-z]))?)"


_PARTS: Mapping[str, str] = {"year": "年", "month": "月", "day": "日"}
_MONTHS: Mapping[str, int] = {
    name[:3]: at
    for at, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_DAY, _YEAR = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![a-z0-9])", r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_ENGLISH_DATES = (
    rf"(?<![0-9a-z]){_DAY} (?:of )?{_MONTH}(?:,? ?{_YEAR})?",
    rf"(?<![a-z]){_MONTH} {_DAY},? ?{_YEAR}",
    rf"(?<![a-z])(?!may ){_MONTH} {_DAY}",
    rf"(?<![a-z]){_MONTH},? ?(?:of )?{_YEAR}",
    "(?:"
    + "|".join(f"(?<={word} )" for word in ("in", "by", "of", "for", "since", "until", "from"))
    + f"){_YEAR}",
)


def _date(match: re.Match[str]) -> Iterator[Form]:
    """The parts of a date written without 年月日; each reaches to the next, so that they are one."""
    groups = sorted((g for g in _PARTS if match.groupdict().get(g)), key=match.start)
    ends = [*(match.start(g) for g in groups[1:]), match.end()]
    for group, end in zip(groups, ends, strict=True):
        written = match[group]
        value = int(written) if written.isdigit() else _MONTHS[written[:3]]
        yield Form(match.start(group), end, value, "date", measure=_PARTS[group])


def _percent(match: re.Match[str]) -> Iterator[Form]:
    per_mille = match.group().startswith("千") or match.group().endswith("‰")
    number = match["after"] or match["before"]
    yield Form(*match.span(), _exact(number) / (1000 if per_mille else 100), "percent")


def _fraction(match: re.Match[str]) -> Iterator[Form]:
    below = _exact(match["below"])
    if below:
        yield Form(*match.span(), _exact(match["above"]) / below, "fraction")


def _proper(match: re.Match[str]) -> Iterator[Form]:
    """1/3, ½; 3/1 and 5/5 are rather dates or alternatives."""
    if int(match["above"]) < int(match["below"]):
        yield from _fraction(match)


def _english_fraction(match: re.Match[str]) -> Iterator[Form]:
    yield Form(*match.span(), Fraction(_ENGLISH[match["above"]], _EN_PARTS[match["below"][:3]]), "fraction")


def _tenths(match: re.Match[str]) -> Iterator[Form]:
    """三成 is 30%."""
    yield Form(*match.span(), _exact(match["tenths"]) / 10, "percent")


def _ratio(match: re.Match[str]) -> Iterator[Form]:
    if int(match["right"]):
        yield Form(*match.span(), Fraction(int(match["left"]), int(match["right"])), "ratio")


def _half(match: re.Match[str]) -> Iterator[Form]:
    yield Form(*match.span(), Fraction(1, 2), "fraction")


def _numeral(match: re.Match[str]) -> Iterator[Form]:
    written, power = match["number"], _POWERS[match["power"] or ""]
    approximate = bool(match["more"] or match["rest"])
    end = match.end("power") if match["power"] else match.end("number")
    if _PAIR.fullmatch(written):
        yield from _estimate(match.start(), end, written, power)
        return
    try:
        value = _exact(written) * power
    except NumeralError:
        yield from _estimate(match.start(), end, written, power)
        return
    yield Form(match.start(), end, plain(value), approximate=approximate)


def _estimate(start: int, end: int, run: str, power: int) -> Iterator[Form]:
    """三五, 十五六, 五六十: two neighbouring numbers in one; or 统一一百: a number after a fixed word."""
    for low, high in ((run[:-1], run[:-2] + run[-1]), (run[0] + run[2:], run[1:])):
        try:
            first, last = to_int(low) * power, to_int(high) * power
        except NumeralError:
            continue
        if len(run) > 1 and first < last <= 2 * first:
            yield Form(start, end, first, upper=last, approximate=True)
            return
    for at in range(1, len(run)):
        if run[:at] in _FIXED_ENDS:
            try:
                yield Form(start + at, end, to_int(run[at:]) * power)
            except NumeralError:
                continue
            return


def _times(match: re.Match[str]) -> Iterator[Form]:
    """Two times, three times."""
    yield Form(*match.span(), 2 if match.group() == "twice" else 3, measure="次")


def _english(match: re.Match[str]) -> Iterator[Form]:
    total = section = 0
    for word in re.findall(r"[a-z]+", match.group().replace(" and ", " ")):
        if word in _SCALES:
            total, section = (
                (total + (section or 1) * 1000, 0) if word == "thousand" else (total, (section or 1) * 100)
            )
        else:
            section += _ENGLISH[word]
    yield Form(*match.span(), total + section)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Form]]], ...] = (
    (
        re.compile(r"(?<![0-9])(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})(?![0-9])"),
        _date,
    ),
    *((re.compile(pattern), _date) for pattern in _ENGLISH_DATES),
    (
        re.compile(
            rf"[百千]分之(?P<after>{_DECIMAL}|{_WHOLE})"
            rf"|{_ALONE}(?P<before>{_DECIMAL}|[0-9]{{1,15}}) ?(?:[%‰]|per ?cent(?![a-z]))"
        ),
        _percent,
    ),
    (
        re.compile(
            rf"{_ALONE}(?<![一二三四五六七八九十百])(?P<tenths>[1-9一二三四五六七八九])成(?![员为立果绩功了年效因熟长])"
        ),
        _tenths,
    ),
    (re.compile(r"(?<![0-9/⁄])(?P<above>[0-9]{1,3})[/⁄](?P<below>[0-9]{1,3})(?![0-9/⁄])"), _proper),
    (re.compile(rf"(?P<below>{_WHOLE})分之(?P<above>{_WHOLE})"), _fraction),
    (
        re.compile(rf"(?P<above>{'|'.join(_ONES[:9])})[- ](?P<below>halves|thirds?|quarters?)(?![a-z])"),
        _english_fraction,
    ),
    (re.compile(rf"{_ALONE}(?<!:)(?P<left>[0-9]{{1,6}}):(?P<right>[0-9]{{1,6}})(?![0-9:])"), _ratio),
    (re.compile(_HALVES), _half),
    (
        re.compile(
            rf"(?P<number>{_ALONE}{_DECIMAL}|{_ALONE}{_WHOLE})(?P<more>[多余几])?"
            r"(?P<power>万亿|[百千万亿])?(?P<rest>[多余](?![0-9]))?"
        ),
        _numeral,
    ),
    (re.compile(r"(?<![a-z])(?:twice|thrice)(?![a-z])"), _times),
    (re.compile(rf"(?<![a-z])(?:{_EN})(?:(?:-| and | )(?:{_EN})){{0,6}}(?![a-z])"), _english),
)


def forms(text: str) -> list[Form]:
    """All numbers of a scannable text in order. Numbers that make no sense (百百, a percentage of nothing) are left out."""
    taken = bytearray(len(text))
    found: list[Form] = []
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            read_here = list(_readable(read, match))
            if read_here:
                found += read_here
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return sorted(found, key=lambda form: form.start)


def plain(value: Fraction) -> Value:
    """A whole number as int."""
    return value.numerator if value.denominator == 1 else value


def _readable(read: Callable[[re.Match[str]], Iterator[Form]], match: re.Match[str]) -> Iterator[Form]:
    try:
        yield from read(match)
    except NumeralError:
        return


def _exact(written: str) -> Fraction:
    whole, point, places = written.replace("点", ".").partition(".")
    if not point:
        return Fraction(to_int(written))
    digits = "".join(str(to_int(sign)) for sign in places)
    return to_int(whole) + Fraction(int(digits), 10 ** len(digits))
