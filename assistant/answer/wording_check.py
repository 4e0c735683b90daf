"""Whether a model's draft may be published: sentence by sentence, and as a whole.

Every sentence refers to evidence of one regulation, is borne out by exactly that evidence, and has no reference, sign or
language of its own. Together the sentences say all that the evidence says: what the program selected, the model may put
in other words, not choose from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.answer.model import Basis, Statement
from assistant.answer.understand import language_of
from assistant.answer.wording_complete import Completeness
from assistant.answer.wording_draft import MAX_DRAFT, Sentence
from assistant.answer.wording_prompt import Evidence, Problem
from assistant.corpus.citations import find_citations
from assistant.corpus.text import folded, words_only
from assistant.guard.citing import within
from assistant.guard.finding import Finding, Verdict
from assistant.guard.guard import Guard
from assistant.guard.whole import check_answer

_TITLE = re.compile(r"《[^《》]*》")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百0-9]{1,4}[编章节条款项部]")
_PLAIN = frozenset("，。、；：？！“”‘’（）《》—…%,.;:?!'\"()-/ ")
_STOP = {"zh": "。", "en": "."}


class DraftCheck:
    """Checks drafts with the guard."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._complete = Completeness(guard)

    def states_rules(self, statement: Statement) -> bool:
        """Whether all that bears a statement out are rules in force, no records of silence."""
        rules = self._guard.base.rules
        return bool(statement.rules) and all(id in rules and not rules[id].silent for id in statement.rules)

    def problems(
        self, draft: Sequence[Sentence], length: int, evidence: Mapping[str, Evidence], language: str
    ) -> list[Problem]:
        """All that keeps a draft from being published; length: of the draft, in characters."""
        if length > MAX_DRAFT:
            return [Problem("", f"超过 {MAX_DRAFT} 字")]
        if not draft:
            return [Problem("", "没有句子")]
        found = [p for sentence in draft for p in self._of_sentence(sentence, evidence, language)]
        return found or list(self._complete.problems(draft, evidence))

    def _of_sentence(
        self, sentence: Sentence, evidence: Mapping[str, Evidence], language: str
    ) -> Iterator[Problem]:
        """The first kind of problem of a sentence; the guard reads only what is in form."""
        text = sentence.text
        unknown = [id for id in sentence.ids if id not in evidence]
        cited = [evidence[id] for id in sentence.ids if id in evidence]
        if unknown or not cited:
            yield Problem(text, f"没有编号为 {unknown[0]} 的依据" if unknown else "没有注明依据的编号")
            return
        if len({e.regulation for e in cited}) > 1:
            yield Problem(text, "一句只能依据同一文件的规则")
            return
        if form := self._form(text, cited, language):
            yield Problem(text, form)
            return
        yield from self._borne_out(text, cited)

    def _form(self, text: str, cited: Sequence[Evidence], language: str) -> str:
        """What is wrong with the form of a sentence; "" for nothing."""
        given = "\n".join(e.text for e in cited)
        own = folded(given)
        references = [c.raw for c in find_citations(text)]
        references += [*_TITLE.findall(text), *_CHAPTER.findall(text)]
        if strange := [r for r in references if folded(r) not in own]:
            return f"自己写了条款序号或者文件名称：{strange[0]}"
        regulation = cited[0].regulation
        if any(regulation not in mention.regulations for mention in self._guard.names.find(text)):
            return "说到了依据以外的文件"
        if strange := [sign for sign in text if not _usual(sign) and sign not in given]:
            return f"有不该有的符号：{strange[0]!r}"
        if not text.endswith(_STOP[language]):
            return f"没有以“{_STOP[language]}”结尾"
        return "" if language_of(text) == language else "用的不是提问的语言"

    def _borne_out(self, text: str, cited: Sequence[Evidence]) -> Iterator[Problem]:
        findings = self._guard.check(text, regulation=cited[0].regulation).findings
        if bad := [f for f in findings if f.verdict is not Verdict.SUPPORTED]:
            yield from (Problem(text, _reason(f)) for f in bad)
            return
        for finding in findings:
            if not any(_carries(e, finding, text) for e in cited):
                yield Problem(text, "所注的依据没有这一内容")
        for one in cited:
            if not any(_carries(one, finding, text) for finding in findings):
                yield Problem(text, f"依据 {one.id} 与这句话无关")

    def as_a_whole(self, statements: Sequence[Statement]) -> list[Problem]:
        """What the answer leaves out that must go with what it says."""
        return [Problem("", _reason(finding)) for finding in check_answer(statements, self._guard.base)]


def statement_of(sentence: Sentence, evidence: Mapping[str, Evidence]) -> Statement:
    """A sentence that passed, as a statement of the answer."""
    cited = [evidence[id].statement for id in sentence.ids]
    return Statement(
        text=sentence.text,
        basis=Basis.MODEL,
        citations=tuple(dict.fromkeys(id for statement in cited for id in statement.citations)),
        verdict=Verdict.SUPPORTED,
        rules=tuple(dict.fromkeys(id for statement in cited for id in statement.rules)),
    )


def _usual(sign: str) -> bool:
    return (sign.isascii() and sign.isalnum()) or "一" <= sign <= "鿿" or sign in _PLAIN


def _carries(evidence: Evidence, finding: Finding, text: str) -> bool:
    """Whether evidence is what bears a sentence out: its rule, its clause, or the same whole sentence in it."""
    statement = evidence.statement
    if not finding.rules and words_only(text) in words_only(evidence.text):
        return True
    if set(statement.rules) & set(finding.rules):
        return True
    return any(within(p, cited) for p in finding.provisions for cited in statement.citations)


def _reason(finding: Finding) -> str:
    expected = f"；规定是：{finding.expected or finding.quote}" if finding.expected or finding.quote else ""
    return f"{finding.message}{expected}"
