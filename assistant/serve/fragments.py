"""Answers, cited clauses and findings as HTML of the page. Every word from outside is escaped by the templates."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from assistant.answer.model import Answer
from assistant.guard.finding import Finding, Report, Verdict, worst
from assistant.serve.pages import templates
from assistant.serve.wording import OUTCOME, VERDICT

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*[”」』）)]*|\n")
NO_CARDS = "提问后，这里列出所引条款；点“查看全文”可读该制度全文。"
NO_SOURCES = "本次答复没有引用条款。"


@dataclass(frozen=True)
class Mark:
    """How a citation is shown in the text: number of its card, label, and the label's two parts, title and place."""

    number: int
    label: str
    title: str
    short: str


def _mark(number: int, label: str) -> Mark:
    title, sign, place = label.rpartition("》")
    return Mark(number, label, title + sign, place or label)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a checked draft, with what was found on it."""

    text: str
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst verdict on it; neutral where nothing was claimed."""
        return worst(finding.verdict for finding in self.findings)


def _one_line(html: str) -> str:
    """A blank line would end the HTML block and let the chat read what follows as Markdown."""
    return " ".join(html.split())


def question_html(question: str) -> str:
    """The user's words, as they were typed."""
    lines = Markup("<br>").join(question.splitlines())
    return _one_line(Markup('<div class="asked">{}</div>').format(lines))


def answer_html(answer: Answer) -> str:
    """The answer under the titles of its regulations, each statement with marks that lead to its clauses."""
    marks = {c.id: _mark(number, c.label) for number, c in enumerate(answer.citations, start=1)}
    page = templates.get_template("answer.html")
    return _one_line(page.render(answer=answer, outcome=OUTCOME[answer.outcome], marks=marks))


def cards_html(answer: Answer | None) -> str:
    """The cited clauses, numbered as in the text."""
    return templates.get_template("cards.html").render(
        citations=answer.citations if answer else (), empty=NO_SOURCES if answer else NO_CARDS
    )


def draft_html(text: str, report: Report, label: Callable[[str], str]) -> str:
    """A draft sentence by sentence, each with what was found on it; `label` names a provision for people."""
    sentences = split_findings(text, report)
    ids = {id for finding in report.findings for id in finding.provisions}
    return templates.get_template("draft.html").render(
        verdict=report.verdict, words=VERDICT, sentences=sentences, labels={id: label(id) for id in ids}
    )


def split_findings(text: str, report: Report) -> list[Sentence]:
    """Sentences of `text`, each with the findings whose span begins in it or in the signs behind it."""
    matches = [match for match in _SENTENCE.finditer(text) if match.group().strip()]
    starts = [match.start() for match in matches]
    found: list[list[Finding]] = [[] for _ in matches]
    for finding in report.findings:
        if matches:
            found[max(bisect_right(starts, finding.span[0]) - 1, 0)].append(finding)
    return [Sentence(m.group().strip(), tuple(f)) for m, f in zip(matches, found, strict=True)]
