"""Understanding a question: language, parts and what they ask, regulations, citations, follow-ups."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, cast

import opencc

from assistant.answer.citing import Citations
from assistant.answer.figures import counted
from assistant.answer.naming import Named, Names
from assistant.answer.query import Ask, Figure, How, Part, Query
from assistant.corpus.library import Library
from assistant.corpus.quantities import find_numbers
from assistant.rules.dates import DateError, FoundDate, find_dates
from assistant.rules.lexicon import Lexicon
from assistant.rules.matching import Matcher

_CJK = re.compile(r"[\u3400-\u9fff]")
_BREAK = re.compile(r"([，。；？！,;?!：:\n]+|\s+(?:and|but)\s+|(?:以及|还有|并且|另外))")
_BOTH_WAYS = re.compile(r"([\u4e00-\u9fff])不\1")
_QUESTION_MARKS = frozenset("？?")
_DENIAL = re.compile(r"(?:没有?|未|无|并非|no |not |without )[^，。；,;]{0,3}$")
_COMMENTARY = "解读"
_SIMPLIFIED = cast("Any", opencc).OpenCC("t2s")
_CONTEXT, _OTHER_ASK = 0.8, 0.4
_ASKS = frozenset(Ask)
_WHO = frozenset(("persons", "organs"))


def plain(text: str) -> str:
    """Simplified characters, without control and formatting characters: what a question is understood by."""
    kept = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf"))
    simplified: str = _SIMPLIFIED.convert(kept)
    return simplified


def language_of(text: str) -> str:
    """Zh where there is any Chinese, else en for a text with letters; zh for what has neither."""
    if _CJK.search(text):
        return "zh"
    return "en" if any(char.isalpha() for char in text) else "zh"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause of a question, or a member of a list in it; listed: what the clause around it asks."""

    text: str
    listed: frozenset[str]


class Understanding:
    """Reads questions against one library, lexicon and set of topics."""

    def __init__(self, library: Library, lexicon: Lexicon, matcher: Matcher, names: Names) -> None:
        self._library = library
        self._lexicon = lexicon
        self._matcher = matcher
        self._names = names
        self._citing = Citations(library)
        self._reached = _reached(library, lexicon)

    def read(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        regulation: str | None = None,
        as_of: date,
    ) -> Query:
        """Understand `question`; what it leaves open is taken from the latest earlier question that says it."""
        question = plain(question)
        history = [plain(earlier) for earlier in history]
        named = self._names.find(question, as_of)
        named = replace(named, subjects=self._subjects(named, question))
        regulations, how = self._regulations(named, regulation, history)
        matter = self._names.without(question)
        parts = self._parts(matter)
        if history and not any(self._matcher.topics(part.text, part.own, part.weights) for part in parts):
            parts = self._carried(parts, question, history)
        denied = self._denied(matter)
        terms = frozenset(term for part in parts for term in part.weights) - denied
        dates, bad_date = _dates(question, as_of)
        cited = self._citing.read(question, regulations, as_of)
        commentary = any(not self._library.provision(id).normative for id in cited.provisions)
        return Query(
            text=question,
            matter=matter,
            titled=named.regulations,
            subjects=named.subjects,
            language=language_of(question),
            parts=parts,
            terms=terms,
            topical=self._matcher.topical(matter),
            denied=denied,
            provisions=cited.provisions,
            failures=cited.failures,
            readings=cited.readings,
            regulations=regulations,
            how=how,
            foreign_norms=named.foreign_norms,
            other_edition=named.other_edition,
            places=() if named.local else named.foreign_places,
            figures=_figures(matter),
            dates=dates,
            bad_date=bad_date,
            as_of=as_of,
            commentary=commentary or _COMMENTARY in self._terms(question),
        )

    def _regulations(
        self, named: Named, chosen: str | None, history: Sequence[str]
    ) -> tuple[tuple[str, ...], How]:
        if own := _explicit(named):
            return own, How.NAMED
        if chosen:
            return (chosen,), How.FILTER
        for earlier in reversed(history):
            if (own := _explicit(self._names.find(earlier))) and not named.foreign_places:
                return own, How.HISTORY
        if named.subjects:
            return named.subjects, How.SUBJECT
        return (), How.OPEN

    def _subjects(self, named: Named, question: str) -> tuple[str, ...]:
        """The regulations that reach whom the question names, in any wording of either language."""
        by_term = (id for term in sorted(self._terms(question)) for id in self._reached.get(term, ()))
        return tuple(dict.fromkeys((*named.subjects, *by_term)))

    def _parts(self, question: str) -> tuple[Part, ...]:
        pieces = self._pieces(question)
        found = [self._terms(piece.text) for piece in pieces]
        parts: list[Part] = []
        for i, piece in enumerate(pieces):
            weights: dict[str, float] = {}
            for j, terms in enumerate(found):
                asked = bool((terms | pieces[j].listed) & _ASKS)
                weight = 1.0 if i == j else _OTHER_ASK if asked else _CONTEXT
                for term in terms if i == j else self._lent(terms, asked=asked):
                    weights[term] = max(weight, weights.get(term, 0.0))
            asks = frozenset(Ask(term) for term in (found[i] | piece.listed) & _ASKS)
            parts.append(Part(piece.text, asks, found[i] | asks, {**dict.fromkeys(asks, 1.0), **weights}))
        return tuple(parts)

    def _lent(self, terms: frozenset[str], *, asked: bool) -> frozenset[str]:
        """What a piece tells the others: all it says, or, where it asks something itself, only of whom it speaks."""
        if not asked:
            return terms
        return frozenset(term for term in terms if self._lexicon.terms[term].kind in _WHO)

    def _pieces(self, question: str) -> list[_Piece]:
        """The clauses of a question; one that only asks (谁来定？) belongs to the one before, or the first to the next.

        The members of a list (送通知、交说明、送决定书各几天？) all ask what their clause asks.
        """
        pieces: list[_Piece] = []
        opening = ""
        for clause, sign in zip(*[iter([*_BREAK.split(question), ""])] * 2, strict=True):
            if not clause.strip():
                continue
            asked = self._terms(clause) & _ASKS
            if not asked and (_BOTH_WAYS.search(clause) or (sign and set(sign) & _QUESTION_MARKS)):
                asked = frozenset((Ask.WHETHER.value,))
            for text in filter(str.strip, clause.split("、")):
                if self._matcher.topical(text):
                    pieces.append(_Piece(opening + text, asked))
                    opening = ""
                elif pieces:
                    pieces[-1] = _Piece(f"{pieces[-1].text}，{text}", pieces[-1].listed)
                else:
                    opening += text + "，"
        return pieces or [_Piece(opening or question, frozenset())]

    def _terms(self, text: str) -> frozenset[str]:
        return frozenset(term for match in self._lexicon.find(text) for term in match.terms)

    def _denied(self, text: str) -> frozenset[str]:
        """Matters that the text says did not happen: 没有落下残疾, 没人受伤."""
        found = [m for m in self._lexicon.find(text) if self._lexicon.terms[m.terms[0]].kind == "matters"]
        return frozenset(m.terms[0] for m in found if _DENIAL.search(text[max(0, m.start - 5) : m.start]))

    def _carried(self, parts: tuple[Part, ...], question: str, history: Sequence[str]) -> tuple[Part, ...]:
        """A follow-up without a matter of its own (广州呢？) asks what the latest question with one asked."""
        own = frozenset(term for part in parts for term in part.own)
        for earlier in reversed(history):
            before = self._parts(self._names.without(earlier))
            if any(self._matcher.topics(part.text, part.own, part.weights) for part in before):
                return tuple(
                    Part(
                        question,
                        part.asks | parts[0].asks,
                        part.own | own,
                        {**part.weights, **dict.fromkeys(own, 1.0)},
                    )
                    for part in before
                )
        return parts


def _figures(text: str) -> frozenset[Figure]:
    """The numbers with a unit of a question: 15个工作日, 50%."""
    units = [Figure(Fraction(n.value), n.measure) for n in counted(text)]
    shares = [
        Figure(Fraction(n.value) * 100, "%") for n in find_numbers(text) if n.kind == "percent" and not n.word
    ]
    return frozenset([*units, *shares])


def _dates(question: str, as_of: date) -> tuple[tuple[FoundDate, ...], str]:
    """The dates of a question, or why one of them is none."""
    try:
        return find_dates(question, as_of), ""
    except DateError as error:
        return (), error.text


def _reached(library: Library, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """The regulations by the lexicon's terms for whom they reach."""
    result: dict[str, list[str]] = {}
    for regulation in library.regulations.values():
        for word in regulation.meta.subjects:
            for match in lexicon.find(word):
                if match.surface == word:
                    for term in match.terms:
                        result.setdefault(term, []).append(regulation.id)
    return {term: tuple(dict.fromkeys(ids)) for term, ids in result.items()}


def _explicit(named: Named) -> tuple[str, ...]:
    """Regulations named by title or alias, then those of places that are named."""
    return tuple(dict.fromkeys((*named.regulations, *named.local)))
