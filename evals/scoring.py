"""Scores of one answer to one gold question. Each keeps value, what it was read from, and an explanation for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.model import Answer, Basis, Outcome
from assistant.corpus.errors import CorpusError
from assistant.corpus.library import Library
from assistant.corpus.text import folded
from evals.cases import Case
from evals.citing import Citing, Depth
from evals.phrases import asserts, says
from evals.results import PASSING, Score
from evals.spoken import quoted, spoken
from evals.text_citations import TextCitations

REFUSALS = frozenset({Outcome.NOT_COVERED, Outcome.SILENT})
SCORES = {
    "outcome": "结果类型",
    "must_say": "该说的",
    "must_not_say": "不该说的",
    "must_cite": "该引的（按题）",
    "cited_article": "引用召回·条",
    "cited_paragraph": "引用召回·款",
    "cited_item": "引用召回·项",
    "precise_article": "引用精确·条",
    "precise_paragraph": "引用精确·款",
    "precise_item": "引用精确·项",
    "quotes": "引文逐字",
    "sources": "不在库内则不引",
}
"""Names of scores, with what people read."""
_DEPTHS = {"article": Depth.ARTICLE, "paragraph": Depth.PARAGRAPH, "item": Depth.ITEM}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a question. answer: None where only text is known; error: why nothing came back."""

    text: str
    answer: Answer | None
    seconds: float
    error: str = ""


class Scorer:
    """Scores replies over one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.citing = Citing(library)
        self._in_text = TextCitations(library)

    def scores(self, case: Case, reply: Reply) -> tuple[Score, ...]:
        """All scores of a reply, in the order of SCORES. A reply that failed has none that could be scored."""
        if reply.error:
            return tuple(
                Score(name=name, value=None, explanation=f"没有得到回答：{reply.error}") for name in SCORES
            )
        text = spoken(reply)
        cited = self._cited(case, reply)
        return (
            self._outcome(case, reply),
            _must_say(case, text),
            _must_not_say(case, text),
            self._must_cite(case, cited),
            *(self._recall(case, cited, name) for name in _DEPTHS),
            *(self._precision(case, cited, name) for name in _DEPTHS),
            self._quotes(case, reply),
            _sources(reply),
        )

    def _cited(self, case: Case, reply: Reply) -> tuple[str, ...]:
        if reply.answer is None:
            return self._in_text.ids(reply.text, case.regulation)
        options = reply.answer.clarification.options if reply.answer.clarification else ()
        inside = [id for option in options for s in option.statements for id in s.citations]
        return tuple(dict.fromkeys([*(c.id for c in reply.answer.citations), *inside]))

    def _outcome(self, case: Case, reply: Reply) -> Score:
        if reply.answer is None:
            return Score(name="outcome", value=None, explanation="只有文字，看不出结果类型")
        got = reply.answer.outcome
        wanted = "或".join(case.expect.outcome)
        explanation = "" if got in case.expect.outcome else f"结果类型是 {got}，应为 {wanted}"
        return Score(name="outcome", value=float(not explanation), extracted=(got,), explanation=explanation)

    def _must_cite(self, case: Case, cited: Sequence[str]) -> Score:
        met = self.citing.recall(cited, case.expect.must_cite, Depth.ITEM)
        explanation = f"没有引用 {'、'.join(met.misses)}" if met.misses else ""
        return Score(name="must_cite", value=met.share, extracted=tuple(cited), explanation=explanation)

    def _recall(self, case: Case, cited: Sequence[str], name: str) -> Score:
        met = self.citing.recall(cited, case.expect.must_cite, _DEPTHS[name])
        return Score(
            name=f"cited_{name}", value=met.share, extracted=met.hits, explanation="、".join(met.misses)
        )

    def _precision(self, case: Case, cited: Sequence[str], name: str) -> Score:
        wanted = [id for group in case.expect.must_cite for id in group]
        if not wanted:
            return Score(name=f"precise_{name}", value=None, explanation="题目没有写明应引的条款")
        met = self.citing.precision(cited, [*wanted, *case.rests_on], _DEPTHS[name])
        return Score(
            name=f"precise_{name}", value=met.share, extracted=met.hits, explanation="、".join(met.misses)
        )

    def _quotes(self, case: Case, reply: Reply) -> Score:
        if reply.answer is None:
            shown = [q for q in quoted(reply.text) if folded(q) not in folded(case.question)]
            wrong = [
                q
                for q in shown
                if not any(folded(q) in folded(r.text) for r in self.library.regulations.values())
            ]
        else:
            shown = [c.quote for c in reply.answer.citations]
            wrong = [*self._wrong_views(reply.answer), *self._wrong_quotes(reply.answer)]
        if not shown:
            return Score(name="quotes", value=None, explanation="没有引文")
        explanation = f"引文与条文不一致：{'；'.join(wrong)}" if wrong else ""
        return Score(
            name="quotes", value=float(not wrong), extracted=(f"{len(shown)}处",), explanation=explanation
        )

    def _wrong_views(self, answer: Answer) -> list[str]:
        """Citations whose quote is not the clause's words, or whose id or label is not the clause's."""
        wrong: list[str] = []
        for view in answer.citations:
            try:
                provision = self.library.provision(view.id)
            except CorpusError as error:
                wrong.append(f"{view.id}：{error}")
                continue
            own = folded(provision.lead + provision.text)
            fair = folded(view.quote) in own and view.quote.strip() and provision.id == view.id
            if not fair or view.label != provision.label:
                wrong.append(f"{view.id}“{view.quote[:40]}”")
        return wrong

    def _wrong_quotes(self, answer: Answer) -> list[str]:
        """Statements given as quotes that are not the words of what they cite."""
        options = answer.clarification.options if answer.clarification else ()
        statements = [*answer.statements, *(s for o in options for s in o.statements)]
        wrong: list[str] = []
        for statement in statements:
            if statement.basis is not Basis.QUOTE:
                continue
            provisions = [self.library.provision(id) for id in statement.citations]
            if not any(folded(statement.text) in folded(p.lead + p.text) for p in provisions):
                wrong.append(f"“{statement.text[:40]}”")
        return wrong


def passes(scores: Sequence[Score]) -> bool | None:
    """Whether all scores that decide are full; None where none of them could be scored."""
    deciding = [s.value for s in scores if s.name in PASSING and s.value is not None]
    return all(value == 1 for value in deciding) if deciding else None


def _must_say(case: Case, text: str) -> Score:
    groups = case.expect.must_say
    if not groups:
        return Score(name="must_say", value=None, explanation="题目没有规定该说的话")
    found = [next((m for phrase in group if (m := says(text, phrase))), None) for group in groups]
    missing = [" | ".join(group) for group, mention in zip(groups, found, strict=True) if mention is None]
    return Score(
        name="must_say",
        value=1 - len(missing) / len(groups),
        extracted=tuple(m.text for m in found if m),
        explanation=f"没有说：{'；'.join(missing)}" if missing else "",
    )


def _must_not_say(case: Case, text: str) -> Score:
    phrases = case.expect.must_not_say
    if not phrases:
        return Score(name="must_not_say", value=None, explanation="题目没有规定不该说的话")
    said = [m.text for phrase in phrases if (m := asserts(text, phrase))]
    explanation = f"不该说而说了：{'；'.join(said)}" if said else ""
    return Score(name="must_not_say", value=float(not said), extracted=tuple(said), explanation=explanation)


def _sources(reply: Reply) -> Score:
    """An answer outside the base lists no sources, so that nothing looks like its basis."""
    if reply.answer is None or reply.answer.outcome is not Outcome.NOT_COVERED:
        return Score(name="sources", value=None, explanation="不是“不在库内”的回答")
    cited = tuple(c.id for c in reply.answer.citations)
    explanation = f"不在库内的回答列出了来源：{'、'.join(cited)}" if cited else ""
    return Score(name="sources", value=float(not cited), extracted=cited, explanation=explanation)
