"""Years that stand alone in a text, apart from its dates: 2025年, 去年, 2024年8月, in 2024; and whose years they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.corpus.numerals import to_int

RELATIVE_YEARS: Mapping[str, int] = {
    "今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2, "this year": 0, "last year": -1, "next year": 1,
}  # fmt: skip
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_Y = r"(?<![0-9])[12][0-9]{3}(?![0-9])"
_BARE = re.compile(
    rf"(?P<cy>{_Y}|[〇零一二三四五六七八九]{{4}})年|(?<!以)(?P<ry>今年|去年|前年|明年|后年|本年)(?!度考核)"
    rf"|(?<![a-z])(?P<word>in|during|of|year) ?(?P<ey>{_Y})|(?<![a-z])(?:{_MONTH})[a-z]* (?P<my>{_Y})|\((?P<py>{_Y})\)|(?<![a-z])(?P<er>(?:this|last|next) year)(?![a-z])"
)
_DOCUMENT = re.compile(
    r"的?[^,;。.!?我收按依被]{0,20}(?:办法|条例|意见|版|修订|修正|文本|印发|发布|颁布|出台|施行|制定)"
    r"|度|[ a-z]{0,12}(?:measures|regulations|opinion|rules|edition|version)"
)
_AFTER_DOCUMENT = re.compile(
    r"(?:办法|条例|意见|》)\(?$|(?:measures|regulations|opinions?|rules|edition|issued|revised|adopted) ?$"
)
_OTHER_MATTER = re.compile(
    r"的?[^,;。.!?]{0,8}(?:事故|事件|案|发生|出的|出了|出事)|[ a-z]{0,12}(?:accident|incident)"
)


@dataclass(frozen=True, slots=True)
class Year:
    """A year at [start, end) of scannable text. own: False where the text gives it to an accident, not to a date."""

    start: int
    end: int
    year: int
    own: bool


def year_of(written: str, as_of: date) -> int:
    """The year of 2024, 24, 二〇二四, 去年 or last year. Raises NumeralError for what is none."""
    if written in RELATIVE_YEARS:
        return as_of.year + RELATIVE_YEARS[written]
    return to_int(written) + (2000 if len(written) == 2 else 0)


def bare_years(text: str, as_of: date) -> Iterator[Year]:
    """The years in scannable text, in order, without those of documents (2016年条例, the Measures of 2009)."""
    for match in _BARE.finditer(text):
        before = text[max(0, match.start() - 14) : match.start()]
        if _DOCUMENT.match(text, match.end()) or _AFTER_DOCUMENT.search(before):
            continue
        written = next(filter(None, (match[key] for key in ("cy", "ry", "ey", "my", "py", "er"))))
        own = _OTHER_MATTER.match(text, match.end()) is None
        yield Year(match.start(), match.end(), year_of(written, as_of), own)
