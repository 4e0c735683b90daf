"""Ids of provisions and the provisions themselves.

- articles: `<regulation>:<条>[.<款>][(<项>)]`, as in `weifang-2011:5(13)`, `ccp-2016:7.2(3)`, `刑法:133之一.2`
- sections: `<regulation>:<一级>[(<二级>)][.<款>]`, as in `harbin-2011:二(四)`, `guangzhou-party-2006:五(一).3`
- the rest: `<regulation>:前言|通知|结尾|附件|正文|解读<n>[.<款>]`
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from assistant.corpus.citation_labels import format_label
from assistant.corpus.errors import UnknownProvision
from assistant.corpus.numerals import to_int

Kind = Literal[
    "article",
    "section",
    "subsection",
    "paragraph",
    "item",
    "preamble",
    "notice",
    "closing",
    "annex",
    "commentary",
]

_CN = "零〇一二两三四五六七八九十百千廿卅"
_ID = re.compile(
    rf"(?P<unit>\d+(?:之[{_CN}\d]+)?|[{_CN}]+|(?:前言|通知|结尾|正文|附件|解读)\d*)"
    rf"(?:\((?P<first>[{_CN}\d]+)\))?(?:\.(?P<paragraph>\d+))?(?:\((?P<last>[{_CN}\d]+)\))?"
)
_INNER_MARKS = str.maketrans("《》", "〈〉")
LONGEST = 200
"""Characters of the longest id that is read at all."""
FORMS = "制度:条.款(项)，如 weifang-2011:5(13)、ccp-2016:7.2(3)、harbin-2011:二(四)"


@dataclass(frozen=True, slots=True)
class ProvisionId:
    """An id as written. Which 款 may be left out, only the regulation knows (`Regulation.resolve`).

    unit: "14", "133之一", "二", "前言", "解读7"; sub: "四" in 二(四); paragraph and item: 款 and 项, from 1.
    """

    regulation: str
    unit: str
    sub: str | None = None
    paragraph: int | None = None
    item: int | None = None

    @classmethod
    def parse(cls, text: str) -> ProvisionId:
        """Read an id; full-width signs, spaces, and Chinese or Arabic numbers for 项 are accepted.

        Raises UnknownProvision where the text has not the form of an id.
        """
        regulation, colon, local = text.replace("：", ":").rpartition(":")
        plain = "".join(unicodedata.normalize("NFKC", local).split())
        match = _ID.fullmatch(plain) if colon and len(text) <= LONGEST else None
        if match is None or not regulation.strip():
            raise UnknownProvision(text[:80], f"写法应为 {FORMS}")
        unit, first, last = match["unit"], match["first"], match["last"]
        in_section = unit[0] in _CN
        if first and last and not in_section:
            raise UnknownProvision(text[:80], f"项写了两次；写法应为 {FORMS}")
        item = last if in_section or last else first
        return cls(
            regulation=regulation.strip(),
            unit=unit,
            sub=first if in_section else None,
            paragraph=int(match["paragraph"]) if match["paragraph"] else None,
            item=to_int(item) if item else None,
        )

    def __str__(self) -> str:
        return f"{self.regulation}:{self.local}"

    @property
    def local(self) -> str:
        """The id within its regulation: "5(13)", "二(四)"."""
        sub = f"({self.sub})" if self.sub else ""
        paragraph = f".{self.paragraph}" if self.paragraph else ""
        item = f"({self.item})" if self.item else ""
        return self.unit + sub + paragraph + item

    def label(self, title: str) -> str:
        """With the title of its regulation: 《全市学校安全稳定事故问责办法》第五条第（十三）项."""
        return format_label(
            title.translate(_INNER_MARKS), self.unit, sub=self.sub, paragraph=self.paragraph, item=self.item
        )


@dataclass(frozen=True, slots=True)
class Provision:
    """One unit of a regulation that can be cited.

    text: its clean words with the items inside it, one line each; its own number is not part of it, the
        numbers of units inside it are. Always equal to `Regulation.text[start:end]`.
    lead: for an item, the words that introduce the list it stands in; "" otherwise.
    chapter: heading it stands under ("第三章 问责方式"; for 一、 documents "二、主要内容"), or None.
    normative: False for commentary, which explains and does not oblige.
    start, end: code points in `Regulation.text`; line: 1-based line in the Markdown file.
    """

    id: str
    regulation: str
    kind: Kind
    label: str
    text: str
    lead: str
    parent: str | None
    chapter: str | None
    normative: bool
    start: int
    end: int
    line: int

    @property
    def unit(self) -> str:
        """Id of the article (or section, notice, …) that it belongs to: hits are grouped by it."""
        match = re.match(r"[^:]+:[^.(]+", self.id)
        assert match is not None, self.id
        return match.group()
