"""A sentence before it is judged: what it is about, what it cites, how its clauses hang together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.corpus.citation_model import Citation, Context
from assistant.corpus.citation_titles import TitleIndex
from assistant.corpus.citations import find_citations
from assistant.guard import name_spans as spans
from assistant.guard.names import Mention, Names
from assistant.guard.numbers import PERIODS
from assistant.guard.reader import Reader
from assistant.guard.reading import Mask, Reading

_SENTENCE = re.compile(
    r"(?:[^。！？!?\n.]|\.(?!\s|$)|(?<=No)\.)+[。！？!?\n.]*[”」』）\")]*|[。！？!?\n.”」』）\")]+"
)
OPEN_ENDS = ("的", "时", "后", "前", "期间", "中", "方面", "来说", "里", "之一", "下", "内", "上", "情况")
OPEN_STARTS = ("对", "在", "自", "从", "因", "经", "按", "根据", "由于", "为了", "到", "力争到")
CONTINUES = (
    *(
        "只有",
        "而是",
        "而应",
        "而属于",
        "而要",
        "不是",
        "而不是",
        "并非",
        "而非",
        "也不是",
        "不需要",
        "不用",
        "不必",
        "无须",
        "无需",
        "不管",
        "不论",
        "无论",
        "哪怕",
        "即使",
    ),
    *(
        "或者",
        "或",
        "写在",
        "规定在",
        "列在",
        "列于",
        "放在",
        "归在",
        "载于",
        "见于",
        "属于第",
        "在第",
        "是",
        "写的是",
        "讲的是",
        "说的是",
        "指的是",
        "用的是",
        "采用的是",
        "用的",
        "见",
        "参见",
        "详见",
        "出自",
        "这是",
        "就是",
        "即",
    ),
    *("被条例", "被办法", "被意见", "被列", "被写", "被归", "列在", "列入", "归在", "写在", "写进", "见于", "出现在", "出自"),
    *("没有例外", "总共", "一共", "限于", "包括", "且须", "算", "不得例外", "不得延长", "不能延长"),
)
"""How a clause begins that only makes sense with the one before."""
AGENT = ("由", "报", "并报", "并送", "结合")
"""How one begins that says who deals with what a clause without a command has named."""
CONDITION, NARROWS = "只有", "才"
"""A clause with it makes the one before its condition."""
FIRST, THEN = "先", ("再", "然后", "随后", "接着", "最后", "最终")
"""Two steps are told in order: 先…，再…."""
STATES = ("为", "是", "由")
"""A short clause with one of these says something (街道工作人员为网格督导员)."""
_ALONE = re.compile(
    r"(?:仅仅|仅有|仅凭|仅|单单|单凭|单有|光有|光是|光凭|光|只有|只)(?=[^，。；]{2,30}?(?:还|也)?(?:不够|不行|不足以))"
    r"|(?:还|也)?(?:不够|不行)(?=，)"
)
"""仅有迟报还不够，…才: says no more than what comes behind 才."""
_FOCUS = re.compile(r".*(?<![如若凡要只])是(?:依据|根据|由|经|在|从|按|用|以|为).+的")
"""是依据党章制定的 is a sentence of its own."""
FRAGMENT = 3


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
    open: clauses that only lead up to the next.
    """

    text: str
    reading: Reading
    regulations: tuple[tuple[tuple[str, ...], ...], ...]
    named: frozenset[str]
    topic_clauses: int
    topic: int
    open: tuple[bool, ...]
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
    mentions = spans.with_pronouns([spans.with_year(m, text, names) for m in names.find(text)], text)
    citations = [
        c
        for c in find_citations(text, context=Context(titles=titles, regulation=default))
        if c.source != "foreign" and c.targets
    ]
    own = [Mask(m.start, spans.behind_name(text, m.end)) for m in mentions]
    own += [Mask(c.start, c.end) for c in citations]
    own += [Mask(*m.span()) for m in _ALONE.finditer(text)] if NARROWS in text else []
    reading = reader.read(text, [*own, *masks], near=True)
    per_clause: list[list[Mention]] = [[] for _ in range(reading.clauses)]
    for mention in mentions:
        per_clause[bisect_left(reading.bounds, mention.start)].append(mention)
    opens = tuple(_is_open(reading, i, text) for i in range(reading.clauses))
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
        tuple((bisect_left(reading.bounds, c.start), c) for c in citations),
    )


def _about(
    per_clause: list[list[Mention]], default: str | None, opens: Sequence[bool]
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


def _narrows(reading: Reading, text: str) -> bool:
    """Whether a clause has 才 with no condition of its own before it."""
    words = [t for t in reading.of("only") if text[t.start : t.end] == NARROWS]
    said = [a.start for a in reading.atoms] + [t.start for t in reading.of("class") if t.group != "actor"]
    return bool(words) and not any(start < words[0].start for start in said)


def _is_open(reading: Reading, i: int, text: str) -> bool:
    """Whether a clause only leads up to the next one: a condition, a time, a topic, a mere citation."""
    start = reading.bounds[i - 1] + 1 if i else 0
    end = reading.bounds[i] if i < len(reading.bounds) else len(text)
    clause = text[start:end].strip(' ”"')
    part = reading.part(i, i + 1)
    content = (
        len(part.atoms)
        + sum(1 if t.group == "actor" else 2 for t in part.of("class"))
        + 2 * len(part.amounts)
    )
    content -= 2 * sum(a.date for a in part.amounts) if not part.atoms else 0
    if reading.english:
        later = reading.part(i + 1, i + 2).tokens if i + 1 < reading.clauses else ()
        return (
            content < FRAGMENT
            or bool(later and later[0].kind == "deny")
            or any(t.end == start + len(text[start:end].rstrip()) for t in part.of("modal"))
        )
    commands = any(t.value != "must_not" for t in part.of("modal"))
    leads = clause.startswith(OPEN_STARTS) and not commands and not part.amounts
    if text[end : end + 1] in {"：", ":", "；", ";"}:
        return text[end] in "：:"
    following = text[end + 1 : end + 12].lstrip()
    counts_from = following.startswith(("从", "自")) and ("之日起" in text[end:] or "算" in text[end:])
    counts_from = counts_from and any(a.measure in PERIODS for a in part.amounts)
    bare = (
        not part.of("modal") and not part.amounts and following.startswith(AGENT) and AGENT[0] not in clause
    )
    narrows = AGENT[0] not in clause and _narrows(reading.part(i + 1, i + 2), text)
    after = text[end + 1 :].partition("，")[0]
    ordered = FIRST in clause and any(word in after for word in THEN)
    condition = following.startswith(CONDITION) and NARROWS in text[end:]
    speaks = bool(reading.part(i + 1, i + 2).of("silence"))
    goes_on = following.startswith(CONTINUES) and not (part.of("silence") or speaks or condition)
    if goes_on or counts_from or bare or ordered or narrows:
        return True
    behind = clause.startswith(CONTINUES) or (clause.startswith(("从", "自")) and clause.endswith("算"))
    if i and behind and not clause.endswith(OPEN_ENDS):
        return False
    states = any(word in clause for word in STATES) and content >= 2
    ends = clause.endswith(OPEN_ENDS) and not _FOCUS.fullmatch(clause)
    return ends or (content < FRAGMENT and not states) or leads
