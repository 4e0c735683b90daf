"""What a question takes for granted and the rules deny: a clause that is not there, a claim, a sanction, a chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.answer.events import EventWords
from assistant.answer.figures import holding, other_figure
from assistant.answer.query import How, Query
from assistant.corpus.files import load_yaml, read_text, validated
from assistant.corpus.numerals import NumeralError, to_int
from assistant.guard.finding import Finding, Verdict
from assistant.guard.guard import Guard
from assistant.guard.premises import premises
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.derived import STRUCTURE
from assistant.rules.lexicon import How as Closeness
from assistant.rules.lexicon import Lexicon
from assistant.rules.schema import Sanctions

_SENTENCE = re.compile(r"[^。；？！;?!\n]+[？?]?")
_CLAUSE = re.compile(r"[，,]")
_BOTH_WAYS = re.compile(r"([\u4e00-\u9fff])不\1")
_CHAPTER = re.compile(r"第([一二三四五六七八九十百\d]{1,4})章")
_LEAST = 6
_FOREIGN = "other_sanctions"


class QuestionWords(BaseModel):
    """How questions are put (`knowledge/questions.yaml`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    choosing: tuple[str, ...]
    asking: tuple[str, ...]
    claiming: tuple[str, ...]
    confirming: tuple[str, ...]
    placing: tuple[str, ...]
    opening: tuple[str, ...]
    timely: tuple[str, ...]
    polar: dict[str, str]
    polar_ends: tuple[str, ...]
    events: EventWords


def load_question_words(path: Path) -> QuestionWords:
    """Raises ParseError for an unreadable file or an unknown key."""
    return validated(load_yaml(read_text(path), path.name), QuestionWords)


@dataclass(frozen=True, slots=True)
class Denied:
    """A premise that does not hold. rules: what the regulation says instead; found and expected: a few words of the
    question and of the rules, where these differ; unlisted: a sanction it does not have; unknown: one that no
    regulation here has.
    """

    rules: tuple[Encoded, ...] = ()
    found: str = ""
    expected: str = ""
    unlisted: str = ""
    unknown: bool = False


class Premises:
    """Finds the premises of a question that the rules of the regulation in question deny."""

    def __init__(self, base: RuleBase, lexicon: Lexicon, guard: Guard, words: QuestionWords) -> None:
        self._base = base
        self._lexicon = lexicon
        self._guard = guard
        self._words = words

    def places(self, query: Query) -> bool:
        """Whether the question asks where in a list something stands, and so takes for granted that it does."""
        return any(word in query.text for word in self._words.placing)

    def denied(self, query: Query, answering: set[str], rules: Sequence[Encoded]) -> tuple[Denied, ...]:
        """The denied premises. answering: the regulations that have rules on what is asked; the premises are checked
        against one only where it is the only one in question. rules: those whose figures a figure to be confirmed is
        held against.
        """
        regulations = set(query.regulations) if len(query.regulations) == 1 else answering
        regulation = next(iter(regulations)) if len(regulations) == 1 else None
        found = [
            *self._findings(query, regulation),
            *(self._chapters(query.text, regulation) if regulation else ()),
            *(self._sanctions(query, regulation) if regulation else ()),
        ]
        if not found and regulation and (other := other_figure(self._confirmed(query.text), rules)):
            figure, expected, rule = other
            found.append(Denied((rule,), figure, expected))
        return tuple(dict.fromkeys(found))

    def _findings(self, query: Query, regulation: str | None) -> Iterator[Denied]:
        for finding in premises(self._guard, query.text, regulation):
            if finding.rules or finding.provisions or not query.failures:
                yield self._by(finding)
        for claim in self._claims(query.text):
            for finding in self._guard.check(claim, regulation=regulation).findings:
                if finding.verdict is Verdict.CONTRADICTED and finding.rules:
                    yield self._by(finding)

    def beside(self, query: Query, rules: Sequence[Encoded]) -> tuple[Encoded, ...]:
        """Rules on matters beside those of `rules` (filing and handling of an appeal) that have the figure which the
        question wants confirmed, where `rules` do not.
        """
        if not (claim := self._confirmed(query.text)):
            return ()
        families = {(rule.regulation, rule.topic.split(".")[0]) for rule in rules if rule.topic}
        near = [r for r in self._base.rules.values() if (r.regulation, r.topic.split(".")[0]) in families]
        held = holding(claim, near)
        return () if any(rule in rules for rule in held) else held

    def _confirmed(self, text: str) -> str:
        """What a question states to have it confirmed; "" if it does not."""
        claim = text.strip(" ？?。")
        return claim if claim.endswith(self._words.confirming) else ""

    def _by(self, finding: Finding) -> Denied:
        rules = tuple(self._base.rules[id] for id in finding.rules if id in self._base.rules)
        return Denied(rules, finding.found, finding.expected)

    def _claims(self, text: str) -> Iterator[str]:
        """Stretches that state what a rule is: whole sentences without a question in them, else such clauses."""
        for sentence in _SENTENCE.findall(text):
            whole = self._bare(sentence)
            if any(word in whole for word in self._words.choosing):
                continue
            for clause in [whole] if self._claims_only(whole) else _CLAUSE.split(whole):
                bare = self._bare(clause)
                if self._claims_only(bare):
                    yield bare

    def _bare(self, text: str) -> str:
        text = text.strip(' ，,？?。“”"')
        for word in self._words.confirming:
            text = text.removesuffix(word).rstrip(" ，,")
        for word in self._words.opening:
            text = text.removeprefix(word)
        return text

    def _claims_only(self, text: str) -> bool:
        asks = _BOTH_WAYS.search(text) or any(word in text for word in self._words.asking)
        return len(text) >= _LEAST and not asks and any(word in text for word in self._words.claiming)

    def _chapters(self, text: str, regulation: str) -> Iterator[Denied]:
        provisions = self._base.library.regulations[regulation].provisions
        chapters = len({p.chapter for p in provisions if p.kind == "article" and p.chapter})
        for written in _CHAPTER.findall(text):
            try:
                exists = 1 <= to_int(written) <= chapters
            except NumeralError:
                continue
            if not exists:
                yield Denied(self._base.on(regulation, STRUCTURE))

    def _sanctions(self, query: Query, regulation: str) -> Iterator[Denied]:
        """Sanctions named in the question that are none of this regulation's."""
        lists = [rule for rule in self._base.on(regulation, "sanctions") if isinstance(rule.rule, Sanctions)]
        if not lists or query.how is How.OPEN:
            return
        names = [name for rule in lists for name in _names(rule)]
        for match in self._lexicon.find(query.matter):
            term = self._lexicon.terms[match.terms[0]]
            if term.kind == _FOREIGN:
                name = match.surface if match.how is Closeness.ENGLISH else term.name
                yield Denied(tuple(lists), unlisted=name, unknown=True)
            elif term.kind != "sanctions" or match.how > Closeness.SAME:
                continue
            elif not any(wording in name for wording in term.wordings for name in names):
                yield Denied(tuple(lists), unlisted=match.surface)


def _names(rule: Encoded) -> Iterator[str]:
    assert isinstance(rule.rule, Sanctions)
    for member in rule.rule.members:
        yield member.name
        yield from (part.name for part in member.parts)
