"""Names of norms in running text, and which regulation they are.

An article number means nothing without its norm: 第二十条 after 《民办教育促进法实施条例》 is not the twentieth article of
the regulation that quotes it. A name that is not known is therefore `foreign`, and stays so.

All functions here work on `scannable` text. Names of regulations are data (`TitleIndex`); the words below are the
kinds of Chinese norms and the places that begin their names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.corpus.title_index import STATE_NAMES, TitleIndex

TitleKind = Literal["known", "foreign", "generic", "this", "that"]

KINDS = (
    *("办法", "条例", "规定", "意见", "细则", "准则", "规则", "章程", "通知", "决定"),
    *("制度", "文件", "法规", "解释", "规范", "标准", "法"),
)
"""What a norm is called in general; alone (《条例》, 按照办法) they say nothing about which."""
_ANY_KIND = "|".join(KINDS)
_NAME_END = re.compile(rf"(?:{_ANY_KIND}|宪法|党章|法典|公约)$")
_NO_NAME = re.compile(
    r"(?:[依违合方说看做想执司立守用手无犯非枉语书]法|[么没有想]办法|[么没有条款项]规定|[么没有]意见|作出?的?决定)$"
)
_NO_STEM = re.compile(
    r"(?:^|[的之于照据按依违反用看查见在从和与及或把将对给了是问说本该此旧原老请讲\W]|相关|有关|适用|上述|前述|[这那][部个份]?)$"
)
_POINTING = re.compile(rf"(?P<word>本|该|此|这[个部份]?|那[个部份]?|同一?)(?:{_ANY_KIND})$")
_VERBAL = frozenset({"规定", "意见", "通知", "决定", "制度", "文件", "解释", "规范", "标准"})
"""Kinds that are everyday verbs and nouns too: without 《》 they end a name only after words that begin one."""
_LONG_NAME = re.compile(r"关于.{4}")
_NAMED = re.compile(r"关于|暂行|若干|最高|人民|中央|国务院")
_CLAUSE_START = re.compile(r"依照|按照|根据|依据|违反|符合|适用|参照|属于|具有|认定为|遵守|不服|请问")
_EDITION = re.compile(
    r"(?P<edition>(?:19|20)[0-9]{2}|新修订|修订后|新版?|旧版?|老版?)年?(?:版|修订|修正|印发)?的?$"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LONGER = re.compile(
    r"(?:(?<![我本全])[省市县区州盟旗乡镇部院局委厅校会党府]|北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江"
    r"|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾|国家)$"
)
_LINK = re.compile(r"(?:[里中内](?:面|头)?的?|当中的?|所?规定的|的|之|'s ?|[ ,:\"'〉])$")
_LINK_AFTER = re.compile(r"(?: ?(?:of|in|under)|,)(?: ?the)? ?[\"《]?")
_GENERAL_ENGLISH = r"(?:law|regulations?|measures|rules|provisions|opinions?)"
_ENGLISH_KIND = rf"(?:{_GENERAL_ENGLISH}|constitution|act|code|charter)"
_ENGLISH_POINTING = re.compile(rf"(?<![a-z])(?P<word>these|this|that|those|such|the) {_GENERAL_ENGLISH}$")
_ENGLISH_END = re.compile(rf"(?<![a-z]){_ENGLISH_KIND}$")
_ENGLISH_NAME = re.compile(r"(?<![a-z])[a-z' -]+$")
_ENGLISH_AFTER = re.compile(rf" ?of (?P<name>[a-z' -]{{0,80}}?(?<![a-z]){_ENGLISH_KIND})(?![a-z])")
_ENGLISH_WORDS: Mapping[str, TitleKind] = {
    **dict.fromkeys(("these", "this"), "this"),
    **dict.fromkeys(("that", "those", "such"), "that"),
    "the": "generic",
}
_OWNER_LINK = re.compile(r"[市省]?(?:的|[这那][部个份]的?)?$")
_PARENTHESIS = re.compile(r"\([^()\n]{0,40}\)$")
_REACH = 40


@dataclass(frozen=True, slots=True)
class Book:
    """A 《title》 in folded text: [start, end) with its brackets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Title:
    """A norm named beside a citation. start, end: in folded text; regulation: set where kind is `known`."""

    start: int
    end: int
    kind: TitleKind
    regulation: str | None = None
    edition: str = ""


def book_titles(text: str) -> list[Book]:
    """Outermost 《…》 pairs, in order; an unclosed 《 is no title."""
    books: list[Book] = []
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign == "《":
            opened.append(at)
        elif sign == "》" and opened:
            start = opened.pop()
            if not opened:
                books.append(Book(start, at + 1))
        elif sign == "\n":
            opened.clear()
    return books


def title_before(text: str, at: int, index: TitleIndex, books: Mapping[int, Book]) -> Title | None:
    """The norm named directly before `at`; `books` are the 《titles》 by their end."""
    end = _skip_links(text, at)
    opening = _PARENTHESIS.search(text, max(0, end - 42), end)
    if opening and text[opening.start() - 1 : opening.start()] == "》":
        year = _YEAR.search(opening.group())
        title = _book(text, books.get(opening.start()), index)
        return title and Title(
            title.start, end, title.kind, title.regulation, year.group() if year else title.edition
        )
    if text[end - 1 : end] == "》":
        return _book(text, books.get(end), index)
    pointing = _POINTING.search(text, max(0, end - 6), end)
    if pointing:
        owner = _owner(text, pointing.start(), end, index)
        return owner or Title(pointing.start(), end, "this" if pointing["word"] == "本" else "that")
    known = _known(text, end, index)
    if known:
        return known
    paused = any(sign in ",:" for sign in text[end:at])
    return (None if paused else _general(text, end, index)) or _english(text, end)


def title_after(text: str, at: int, index: TitleIndex) -> Title | None:
    """English order: "Article 5 of the … Measures"."""
    link = _LINK_AFTER.match(text, at)
    if not link:
        return None
    end = index.starting_at(text, link.end())
    if end is not None:
        closed = end + (text[end : end + 1] in {"》", '"'})
        return Title(link.end(), closed, "known", index.regulations[text[link.end() : end]])
    named = _ENGLISH_AFTER.match(text, at)
    if not named:
        return None
    pointing = _ENGLISH_POINTING.fullmatch(text, named.start("name"), named.end())
    return Title(
        named.start("name"), named.end(), _ENGLISH_WORDS[pointing["word"]] if pointing else "foreign"
    )


def _skip_links(text: str, at: int) -> int:
    for _ in range(3):
        link = _LINK.search(text, max(0, at - 6), at)
        if not link:
            break
        at = link.start()
    return at


def _book(text: str, book: Book | None, index: TitleIndex) -> Title | None:
    if book is None:
        return None
    name = text[book.start + 1 : book.end - 1]
    edition = _edition(text, book.start)
    regulation = index.get(name)
    if regulation:
        return Title(book.start, book.end, "known", regulation, edition)
    kind = "generic" if name in KINDS else "foreign"
    return Title(book.start, book.end, kind, None, edition)


def _known(text: str, end: int, index: TitleIndex) -> Title | None:
    """A known name without 《》: where it begins is not marked, so it must not be the end of a longer one."""
    start = index.ending_at(text, end)
    if start is None or text[start:end] in KINDS:
        return None
    left = text[max(0, start - _REACH) : start]
    if _LONGER.search(left) and not left.endswith(STATE_NAMES):
        return Title(_run_start(text, start, end), end, "foreign")
    return Title(start, end, "known", index.regulations[text[start:end]], _edition(text, start))


def _owner(text: str, at: int, end: int, index: TitleIndex) -> Title | None:
    """潍坊 in 潍坊市的办法, 潍坊那个办法: a known name with a general word behind it."""
    link = _OWNER_LINK.search(text, max(0, at - 4), at)
    owner_end = link.start() if link else at
    start = index.ending_at(text, owner_end)
    if start is None or text[start:owner_end] in KINDS:
        return None
    return Title(start, end, "known", index.regulations[text[start:owner_end]], _edition(text, start))


def _general(text: str, end: int, index: TitleIndex) -> Title | None:
    """A name that ends like one: 潍坊的办法 is known, 按照办法 generic, 教师法 foreign."""
    ending = _NAME_END.search(text, max(0, end - 2), end)
    if ending is None or _NO_NAME.search(text, max(0, end - 4), end):
        return None
    edition = _edition(text, ending.start())
    stem_end = ending.start() - len(edition)
    owner = _owner(text, stem_end, end, index)
    if owner:
        return owner
    kind = ending.group()
    start = _run_start(text, ending.start(), end)
    if _LONG_NAME.search(text, start, end):
        return Title(start, end, "foreign")
    if kind in KINDS and _NO_STEM.search(text[max(0, stem_end - _REACH) : stem_end]):
        known = index.regulations.get(kind)
        return Title(ending.start(), end, "known" if known else "generic", known, edition)
    if kind in _VERBAL and not _NAMED.search(text, start, end) and not _LONGER.search(text, start, stem_end):
        return None
    return Title(start, end, "foreign")


def _run_start(text: str, at: int, end: int) -> int:
    """Where an unknown name begins: after the last 依照 and the like, else with the Chinese characters before `at`."""
    while at > max(0, end - _REACH) and "一" <= text[at - 1] <= "鿿":
        at -= 1
    starts = [match.end() for match in _CLAUSE_START.finditer(text, at, end) if match.end() < end - 1]
    return starts[-1] if starts else at


def _english(text: str, end: int) -> Title | None:
    if not _ENGLISH_END.search(text, max(0, end - 14), end):
        return None
    pointing = _ENGLISH_POINTING.search(text, max(0, end - 20), end)
    if pointing:
        return Title(pointing.start(), end, _ENGLISH_WORDS[pointing["word"]])
    name = _ENGLISH_NAME.search(text, max(0, end - 90), end)
    return Title(name.start(), end, "foreign") if name else None


def _edition(text: str, at: int) -> str:
    match = _EDITION.search(text, max(0, at - 10), at)
    return match["edition"] if match else ""
