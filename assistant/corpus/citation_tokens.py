"""The words of citations: 第…条, 款, 项, brackets, 本条, 前款, Article, paragraph, each list of numbers one token.

Works on `scannable` text. A pattern consumes a list of numbers whole or not at all, so that the scan stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.corpus.numerals import NUMERAL_CHARS, NumeralError, to_int

Level = Literal[
    "part",
    "section",
    "article",
    "paragraph",
    "item",
    "point",
    "spot",
    "bracket",
    "number",
    "dot",
    "special",
    "all",
]
"""part: 第N部分, section: the English word; spot: 第N点; point: 目; bracket: (N) alone; number: N alone; dot: .N; special: 前言; all: 上述规定."""

_CN = NUMERAL_CHARS + "壹贰叁肆伍陆柒捌玖拾佰仟"
_NUM = rf"(?:(?<![0-9])(?<![0-9][.])[0-9]{{1,15}}+(?![0-9])|[{_CN}]{{1,15}}+)"
_UNIT_NUM = rf"{_NUM}(?:之{_NUM})?"
SEPARATOR = r"(?:以及|或者|、|,|和|及|与|或|至|到|-{1,2}|~)"
_RANGES = frozenset({"至", "到", "-", "--", "~", "to", "through"})
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_ENGLISH_NUMBERS = {word: at for words in (_WORDS, _ROMAN) for at, word in enumerate(words, 1)}
_EN_WORD = "|".join(sorted((word for word in _ENGLISH_NUMBERS if len(word) > 1), key=len, reverse=True))

_CHINESE = re.compile(
    rf"(?P<list>第{_UNIT_NUM}(?:{SEPARATOR}第?{_UNIT_NUM})*+|{_UNIT_NUM}(?:{SEPARATOR}{_UNIT_NUM})*+"
    rf"|第?\({_NUM}\)(?:{SEPARATOR}第?\({_NUM}\))*+)"
    r"(?:(?P<article>[条條](?:款(?!第?[0-9(一二三四五六七八九十]))?(?![件约幅目码]|例(?!外|如))"
    rf"(?:之(?P<inserted>{_NUM}))?)|(?P<paragraph>款(?![项式待物额])|段落?)|(?P<item>[项項](?!目))"
    r"|(?P<point>目(?![前标的录]))|(?P<part>部分)|(?P<spot>点(?![名击评钟半])))?"
)
_SAID = r"(?=第|规定|所[列称]|情形|[之的](?:规定|情形))"
_RELATIVE = re.compile(
    r"(?P<article>(?:本条|该条|前条|[前上]一条|前[两二三四五六七八九]条)(?:款(?!第))?(?![件约款]|例(?!外|如))|同条(?![件约款例]))"
    rf"|(?P<paragraph>(?:本款|同款|前款|[前上]一款|前[两二三四五六七八九]款)(?![项式])|该款{_SAID})"
    rf"|(?P<item>(?:本项|该项|前项|[前上]一项|前[两二三四五六七八九]项){_SAID})"
    r"|(?P<all>[上前]述(?:规定|条款))"
)
_SPECIAL = re.compile(r"(?P<special>前言|附件|通知|结尾)")
_EN_NUM = (
    rf"(?:\((?:[0-9]{{1,15}}|[ivx]|{_EN_WORD})\)|(?:(?<![0-9])(?<![0-9][.])[0-9]{{1,15}}+(?![0-9])|(?:{_EN_WORD})(?![a-z])"
    r"|[ivx](?![a-z ])))"
    r"(?! ?-?(?:working|business|calendar|days?|months?|years?|times|people|persons|members|staff|%|percent))"
)
_EN_JOIN = r",? ?(?:and|or|&|to|through)(?: |(?=[(\[]))|-{1,2}|~"
_ENGLISH = re.compile(
    r"(?:(?P<article>(?<![a-z])(?:articles?|arts?\.|arts?(?= ?[0-9]))|§{1,2})"
    r"|(?<![a-z])(?:(?P<paragraph>paragraphs?|paras?\.?)|(?P<item>sub-?paragraphs?|items?|points?)"
    r"|(?P<part>parts?)|(?P<section>sections?))) ?"
    rf"(?P<list>{_EN_NUM}(?:(?:{_EN_JOIN}|,){_EN_NUM})*+)"
)
_ROMAN_BRACKET = re.compile(rf"(?<=[0-9a-z])(?P<list>\((?:[ivx]|{_EN_WORD})\))(?P<bracket>)")
_DOT = re.compile(r"(?<=[0-9)])\.(?P<list>[0-9]{1,4})(?P<dot>)(?![0-9.])")
_ELEMENT = re.compile(
    rf"(?P<join>[^0-9a-z(第{_CN}]*(?:(?:and|or|to|through)(?![a-z]))?)[ ]?第?\(?"
    rf"(?P<number>[0-9]+|[{_CN}]+|[a-z]+)(?:之(?P<inserted>{_NUM}))?\)?"
)


@dataclass(frozen=True, slots=True)
class Element:
    """One number of a list. inserted: the 之N of 第N条之N; ranged: joined to the one before by 至."""

    value: int
    inserted: int | None = None
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A list of numbers of one level, or (without elements) a word such as 本条, 前款, 附件.

    start, end: in scannable text; ordinal: written with 第 or an English keyword.
    """

    level: Level
    start: int
    end: int
    word: str
    elements: tuple[Element, ...] = ()
    ordinal: bool = False
    english: bool = False

    @property
    def bracketed(self) -> bool:
        """Whether the first number stands in brackets."""
        return self.word.startswith(("(", "第("))

    @property
    def arabic(self) -> bool:
        """Whether the first number is written in Arabic digits."""
        return any(sign.isascii() and sign.isdigit() for sign in self.word[:3])


def is_range(joint: str) -> bool:
    """Whether the words between two numbers make them the ends of a range."""
    return joint.strip(" ,") in _RANGES


def tokenize(text: str) -> list[Token]:
    """All tokens of a scannable text, in order, without overlaps; longer readings first."""
    found = [
        *(_worded(match) for pattern in (_RELATIVE, _SPECIAL) for match in pattern.finditer(text)),
        *(token for match in _ENGLISH.finditer(text) if (token := _listed(match, english=True))),
        *(
            token
            for pattern in (_CHINESE, _ROMAN_BRACKET, _DOT)
            for match in pattern.finditer(text)
            if (token := _listed(match))
        ),
    ]
    return list(_without_overlaps(sorted(found, key=lambda token: (token.start, -token.end))))


def _without_overlaps(tokens: list[Token]) -> Iterator[Token]:
    end = 0
    for token in tokens:
        if token.start >= end:
            yield token
            end = token.end


def _worded(match: re.Match[str]) -> Token:
    level: Level = match.lastgroup  # pyright: ignore[reportAssignmentType]  # group names are levels
    return Token(level, match.start(), match.end(), match.group())


def _listed(match: re.Match[str], *, english: bool = False) -> Token | None:
    groups = match.groupdict()
    words = groups.pop("list")
    inserted = groups.pop("inserted", None)
    level = next((name for name, value in groups.items() if value is not None), None)
    if level is None:
        level = "bracket" if words.lstrip("第").startswith("(") else "number"
    try:
        elements = _elements(words, inserted)
    except NumeralError:
        return None
    return Token(
        level,  # pyright: ignore[reportArgumentType]  # group names are levels
        match.start(),
        match.end(),
        words,
        elements,
        ordinal=english or words.startswith("第"),
        english=english,
    )


def _elements(words: str, inserted: str | None) -> tuple[Element, ...]:
    elements = [
        Element(
            _value(match["number"]),
            to_int(match["inserted"]) if match["inserted"] else None,
            at > 0 and is_range(match["join"]),
        )
        for at, match in enumerate(_ELEMENT.finditer(words))
    ]
    if inserted:
        last = elements[-1]
        elements[-1] = Element(last.value, to_int(inserted), last.ranged)
    return tuple(elements)


def _value(number: str) -> int:
    return _ENGLISH_NUMBERS.get(number) or to_int(number)
