"""A sentence before it is judged: what it is about, what it cites, how its clauses hang together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.corpus.citation_model import Citation, Context
from assistant.corpus.citation_titles import TitleIndex
from assistant.corpus.citations import find_citations
from assistant.guard import name_spans as spans
from assistant.guard.names import Mention, Names
from assistant.guard.openings import NARROWED, Opening, leads_on
from assistant.guard.reader import Reader
from assistant.guard.reading import Mask, Reading

_SENTENCE = re.compile(
    r"(?:[^。！？!?\n.]|\.(?!\s|$)|(?<=No)\.)+[。！？!?\n.]*[”」』）\")]*|[。！？!?\n.”」』）\")]+"
)
_ALONE = re.compile(
    r"(?:仅仅|仅有|仅凭|仅|单单|单凭|单有|光有|光是|光凭|光|只有|只)(?=[^，。；]{2,30}?(?:还|也)?(?:不够|不行|不足以))"
    r"|(?:还|也)?(?:不够|不行)(?=，)"
)
"""仅有迟报还不够，…才: says no more than what comes behind 才."""


_ASIDE = re.compile(
    r"(?:^|(?<=[，；：。]))[一二三四五六七八九](?:是|要)(?=..)|[同当]年(?=\d{1,2}月)"
    r"|(?P<verb>[停能应可会要该])不(?P=verb)[^，：。]{0,8}(?=[，：])"
    r"|(?:印发|转发)?的?通知的?(?=里|中|写明|指出|载明|还要求|要求|落款|日期|印发日期|正文)"
    r"|的?(?:程序|流程|步骤|做法|处理|安排|口径|规定|要求)(?:不同|不一样|有别|不一致|不尽相同)?(?=[：:])"
)
"""Words beside what is said: 一是…，二是… before what is listed, 同年 before a date, the notice that says it, a heading."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence with its place in the text; not `whole` where a clause was cut through."""

    start: int
    text: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, read.

    regulations: for each clause the names it has, each as the regulations that it may mean; () where it does not say.
    named: all regulations named. topic_clauses: how many clauses come before the first name; topic: where that name begins.
    open: which clauses only lead up to the next.
    """

    text: str
    reading: Reading
    regulations: tuple[tuple[tuple[str, ...], ...], ...]
    named: frozenset[str]
    topic_clauses: int
    topic: int
    open: tuple[Opening, ...]
    citations: tuple[tuple[int, Citation], ...]


def pieces(text: str) -> Iterator[Piece]:
    """The sentences of a text."""
    for match in _SENTENCE.finditer(text):
        if match.group().strip(' 。.!?！？\n”」』）")'):
            yield Piece(match.start(), match.group())


def cut(piece: Piece, longest: int) -> Iterator[Piece]:
    """A long sentence in parts of at most `longest` signs, cut at the ends of clauses where there are any."""
    text, at = piece.text, 0
    while at < len(text):
        end = at + longest
        place = len(text) if end >= len(text) else max(text.rfind(sign, at, end) for sign in "，；,;") + 1
        whole = place > at
        stop = place if whole else end
        yield Piece(piece.start + at, text[at:stop], whole)
        at = stop


def parse(
    text: str,
    reader: Reader,
    names: Names,
    titles: TitleIndex,
    default: str | None,
    masks: Sequence[Mask] = (),
) -> Sentence:
    """Read one sentence. default: the regulation where the sentence names none."""
    mentions = spans.with_pronouns(spans.mentions_in(text, names), text)
    sole = {m.regulations for m in mentions if len(m.regulations) == 1}
    about = next(iter(sole))[0] if len(sole) == 1 else default
    cited = _blank(text, mentions) if len(sole) == 1 else text
    citations = [
        c
        for c in find_citations(cited, context=Context(titles=titles, regulation=about))
        if c.source != "foreign" and c.targets
    ]
    own = [Mask(m.start, spans.behind_name(text, m.end)) for m in mentions]
    own += [Mask(c.start, c.end) for c in citations]
    own += [Mask(*m.span()) for m in _ASIDE.finditer(text)]
    own += [Mask(*m.span()) for m in _ALONE.finditer(text)] if NARROWED in text else []
    reading = reader.read(text, [*own, *masks], near=True)
    per_clause: list[list[Mention]] = [[] for _ in range(reading.clauses)]
    for mention in mentions:
        per_clause[reading.clause_at(mention.start)].append(mention)
    opens: tuple[Opening, ...] = tuple(leads_on(reading, i, text) for i in range(reading.clauses))
    topic_clauses = next((i for i, found in enumerate(per_clause) if found), 0)
    regulations = _about(per_clause, default, opens)
    return Sentence(
        text,
        reading,
        regulations,
        frozenset(id for m in mentions for id in m.regulations),
        topic_clauses,
        mentions[0].start if mentions else 0,
        opens,
        tuple((reading.clause_at(c.start), c) for c in citations),
    )


def _blank(text: str, mentions: Sequence[Mention]) -> str:
    """A text without the only regulation that it names where that is no name of it (2009年办法第三十六条): what is cited behind it is
    cited of that.
    """
    for mention in mentions:
        if not spans.YEAR_AND_KIND.search(text, mention.start, mention.end):
            continue
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def _about(
    per_clause: list[list[Mention]], default: str | None, opens: Sequence[Opening]
) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The regulations of each clause: its own, else those of the clause that it leads up to or of the one before."""
    own = [tuple(dict.fromkeys(m.regulations for m in ms)) for ms in per_clause]
    for i in range(len(own) - 2, -1, -1):
        if not own[i] and opens[i] and per_clause[i + 1]:
            own[i] = own[i + 1]
    first = next((ids for ids in own if ids), ((default,),) if default else ())
    found: list[tuple[tuple[str, ...], ...]] = []
    for ids in own:
        found.append(ids or (found[-1] if found else first))
    return tuple(found)
