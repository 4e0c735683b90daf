"""Numbers in running text with what they count: 15个工作日, 三分之一, 50%, 1∶1, 半个月, 两次及以上, 2011年5月30日.

Every number is found, with the context that tells quantities from ordinals, dates and fixed words (统一, 一把手); which
of them matter is for the caller to decide. Linear in the length of the text; raises on no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.corpus.number_forms import Form, Kind, Value, forms, plain
from assistant.corpus.number_words import AFTER, BEFORE, FIXED_WORDS, UNITS, Comparator
from assistant.corpus.scan_text import scannable
from assistant.corpus.text import Folded


@dataclass(frozen=True, slots=True)
class Number:
    """One number, or both ends of a range.

    start, end: code points of the number as written; unit_end: end of its unit (= end where there is none).
    value: exact; 50% and 三分之一 are Fraction(1, 2) and Fraction(1, 3), 5万 is 50000, 一个半月 is Fraction(3, 2).
    upper: the other end of a range (1—2个) or of an estimate (三五天), else None.
    unit: as written; measure: its canonical form (天 and 日 are 日; a working day is never a 日); both "" without unit.
    kind: ordinal is written with 第; date is part of a calendar date; code is part of a longer sign (GB/T 16180-2006).
    comparator: from words directly beside it: 不少于, 以内, 及以上, at least; "" where nothing is said.
    approximate: 余, 多, 几 or an estimate. word: the fixed word that it is part of (统一, 一把手), else "".
    """

    start: int
    end: int
    unit_end: int
    raw: str
    value: Value
    upper: Value | None
    unit: str
    measure: str
    kind: Kind
    comparator: Comparator
    approximate: bool
    word: str


def _alternatives(words: Iterable[str]) -> str:
    """Words for a pattern, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BEFORE_SIGNS: Mapping[str, Comparator] = {word: sign for sign, words in BEFORE.items() for word in words}
_AFTER_SIGNS: Mapping[str, Comparator] = {word: sign for sign, words in AFTER.items() for word in words}
_UNIT = re.compile(
    rf"(?P<gap>[ -]?[余多来几]?| or (?:more|fewer|less) )(?P<unit>{_alternatives(UNITS)})(?<=.)(?:(?<![a-z])|(?![a-z]))(?P<half>半(?![数年天月日周]))?"
)
_HALF_UNIT = re.compile(r"个半(?P<unit>月|小时|钟头|学期|星期|工作日)")
_BEFORE = re.compile(rf"(?<![a-z])(?P<word>{_alternatives(_BEFORE_SIGNS)}) ?$")
_AFTER = re.compile(rf" ?(?P<word>{_alternatives(_AFTER_SIGNS)})(?![部容设地置])")
_OR_MORE = re.compile(r"^ or (?P<word>more|fewer|less) ")
_CURRENCY = re.compile(r"(?:(?<![a-z])(?:rmb|cny)|[¥￥]|人民币) ?$")
_JOINT = re.compile(r" ?(?:至|到|-{1,2}|~|to)[ ]?")
_DATE_TAIL = re.compile(r"[初底末份]|[上中下]旬|[0-9一二三四五六七八九十廿卅]{1,3}[日号]")
_CODE_BEFORE = re.compile(r"(?:[a-z_@/#][-_/.]?|/[a-z]{1,3} |[\[\]])$")
_CODE_AFTER = re.compile(r"[-_/.]?[a-z_@]")
_YEARS = range(1900, 2100)
_HALVED = frozenset({"年", "月", "日", "周", "小时"})
_FIXED = {
    sign: [word for word in FIXED_WORDS if sign in word] for sign in {s for word in FIXED_WORDS for s in word}
}


def find_numbers(text: str) -> list[Number]:
    """All numbers of `text`, in order, without overlaps; spans are code points of `text`."""
    folded = scannable(text)
    found: list[Number] = []
    previous: _Read | None = None
    for form in _joined(folded.text, forms(folded.text)):
        previous = _read(folded.text, form, previous)
        number = _number(text, folded, previous)
        if not found or number.start >= found[-1].end:
            found.append(number)
    return found


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit after a number. end: in scannable text, 半 included."""

    written: str
    measure: str
    end: int
    half: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A form with its context, still in scannable text."""

    form: Form
    unit: _Unit | None
    word: str

    @property
    def end(self) -> int:
        return self.unit.end if self.unit else self.form.end


def _joined(text: str, numbers: list[Form]) -> list[Form]:
    """1—2, 一至十, 30%至50% as one number with both ends."""
    joined: list[Form] = []
    for form in numbers:
        last = joined[-1] if joined else None
        if last and _is_range(text, last, form):
            lower = last.value
            if form.kind == "percent" and last.kind == "cardinal":
                lower = plain(Fraction(lower) / 100)
            joined[-1] = replace(form, start=last.start, value=lower, upper=form.value)
        else:
            joined.append(form)
    return joined


def _is_range(text: str, low: Form, high: Form) -> bool:
    if low.upper is not None or high.upper is not None or "date" in {low.kind, high.kind}:
        return False
    same = low.kind == high.kind or (low.kind, high.kind) == ("cardinal", "percent")
    scale = 100 if (low.kind, high.kind) == ("cardinal", "percent") else 1
    return same and low.value < high.value * scale and _JOINT.fullmatch(text, low.end, high.start) is not None


def _read(text: str, form: Form, previous: _Read | None) -> _Read:
    unit = _unit(text, form)
    word = _fixed_word(text, form)
    if word and unit and not word.endswith(unit.written) and unit.end > form.end + 1:
        word = ""
    if unit and unit.half:
        form = replace(form, value=plain(Fraction(form.value) + Fraction(1, 2)))
    return _Read(replace(form, kind=_kind(text, form, unit, previous)), unit, word)


def _unit(text: str, form: Form) -> _Unit | None:
    if form.measure:
        return _Unit("", form.measure, form.end)
    if form.kind in {"percent", "ratio"} or (
        form.kind == "fraction" and "分之" in text[form.start : form.end]
    ):
        return None
    half = _HALF_UNIT.match(text, form.end)
    if half:
        written = "个" + half["unit"]
        return _Unit(written, UNITS[written], half.end(), half=True)
    unit = _UNIT.match(text, form.end)
    if not unit:
        paid = _CURRENCY.search(text, max(0, form.start - 5), form.start)
        return _Unit("", "元", form.end) if paid else None
    measure = UNITS[unit["unit"]]
    halved = bool(unit["half"]) and measure in _HALVED
    return _Unit(unit["unit"], measure, unit.end() if halved else unit.end("unit"), halved)


def _kind(text: str, form: Form, unit: _Unit | None, previous: _Read | None) -> Kind:
    if form.kind != "cardinal":
        return form.kind
    if text[max(0, form.start - 2) : form.start].endswith(("第", "第(")):
        return "ordinal"
    if (unit is None or unit.written == "号") and _is_code(text, form, previous):
        return "code"
    return "date" if unit and _is_date(text, form, unit, previous) else "cardinal"


def _is_code(text: str, form: Form, previous: _Read | None) -> bool:
    """16180 and 2006 of GB/T 16180-2006, 2009 and 6 of 〔2009〕6号."""
    if previous and previous.form.kind == "code" and text[previous.form.end : form.start] in {"-", "/", "."}:
        return True
    before = _CODE_BEFORE.search(text, max(0, form.start - 6), form.start)
    arabic = text[form.start].isascii() and text[form.start].isdigit()
    return arabic and bool(before or _CODE_AFTER.match(text, form.end))


def _is_date(text: str, form: Form, unit: _Unit, previous: _Read | None) -> bool:
    """2011年, 5月 and 30日 of a calendar date; 5月 alone is one only before a day or 底, 初, 上旬."""
    after_date = previous is not None and previous.form.kind == "date" and previous.end == form.start
    match unit.written:
        case "年":
            return form.value in _YEARS and form.end - form.start == 4
        case "月":
            return form.value in range(1, 13) and (after_date or _DATE_TAIL.match(text, unit.end) is not None)
        case "日" | "号":
            return form.value in range(1, 32) and after_date
        case _:
            return False


def _fixed_word(text: str, form: Form) -> str:
    """The longest fixed word that the number lies in."""
    found = ""
    for word in _FIXED.get(text[form.start], ()):
        start = form.start - word.index(text[form.start])
        inside = start >= 0 and form.end <= start + len(word) and text.startswith(word, start)
        if inside and len(word) > len(found):
            found = word
    return found


def _comparator(text: str, read: _Read) -> Comparator:
    inside = _OR_MORE.search(text[read.form.end : read.end])
    if inside:
        return ">=" if inside["word"] == "more" else "<="
    before = _BEFORE.search(text, max(0, read.form.start - 20), read.form.start)
    after = _AFTER.match(text, read.end)
    if before:
        return _BEFORE_SIGNS[before["word"]]
    return _AFTER_SIGNS[after["word"]] if after else ""


def _number(text: str, folded: Folded, read: _Read) -> Number:
    form, unit = read.form, read.unit
    start, end = folded.span(form.start, form.end)
    return Number(
        start,
        end,
        folded.span(form.start, read.end)[1],
        text[start:end],
        form.value,
        form.upper,
        unit.written if unit else "",
        unit.measure if unit else "",
        form.kind,
        _comparator(folded.text, read),
        form.approximate,
        read.word,
    )
