"""HTML of the page: words from outside stay words."""

import pytest

from assistant.answer.model import Answer, Basis, Clarification, Option, Outcome, Provenance, Statement
from assistant.guard.finding import Finding, Report, Verdict
from assistant.serve.fragments import answer_html, cards_html, draft_html, question_html, split_findings

HOSTILE = "<img src=x onerror=alert(1)>\n\n# 标题\n\n**粗** [链接](http://elsewhere.example) `x` $$y$$"


def answer(**changes) -> Answer:
    provenance = Provenance(texts="", rules="", lexicon="", encoder="", version="", as_of="2026-01-01")
    said = Statement(text=HOSTILE, basis=Basis.QUOTE, citations=("a:1", "b:2"), verdict=Verdict.SUPPORTED)
    fields = {
        "id": "1",
        "outcome": Outcome.ANSWERED,
        "language": "zh",
        "text": HOSTILE,
        "statements": (said,),
        "citations": (
            {"id": "a:1", "regulation": "a", "label": HOSTILE, "quote": HOSTILE, "url": "/provisions/a:1"},
        ),
        "notices": (HOSTILE,),
        "provenance": provenance,
    }
    return Answer.model_validate(fields | changes)


def asked_back() -> Answer:
    option = Option(label=HOSTILE, question=HOSTILE, statements=answer().statements)
    back = Clarification(question=HOSTILE, options=(option,))
    return answer(outcome=Outcome.CLARIFY, statements=(), clarification=back)


@pytest.mark.parametrize(
    "html",
    [
        question_html(HOSTILE),
        answer_html(answer()),
        answer_html(answer(statements=())),
        answer_html(asked_back()),
        cards_html(answer()),
        draft_html(
            HOSTILE,
            Report(
                verdict=Verdict.CONTRADICTED,
                findings=(
                    Finding(
                        verdict=Verdict.CONTRADICTED,
                        span=(0, 5),
                        rules=(HOSTILE,),
                        provisions=("a:1",),
                        quote=HOSTILE,
                        expected=HOSTILE,
                        found=HOSTILE,
                        message=HOSTILE,
                    ),
                ),
            ),
            lambda _: HOSTILE,
        ),
    ],
)
def test_hostile_words_are_escaped(html):
    assert "<img" not in html
    assert "&lt;img" in html


def test_what_goes_into_the_chat_is_one_html_block():
    # Markdown reads an HTML block up to the first blank line, and nothing in it as Markdown.
    for html in (question_html(HOSTILE), answer_html(answer()), answer_html(asked_back())):
        assert "\n" not in html
        assert html.startswith("<div")


def test_statements_lead_to_their_clauses_by_number():
    html = answer_html(answer())
    assert 'href="/provisions/a%3A1"' in html
    assert "〔1〕" in html
    assert 'href="/provisions/b%3A2"' in html  # cited, though not listed: named by its id


def test_each_regulation_is_named_once_above_its_statements():
    ids = ("a:1", "a:2", "b:1")
    citations = tuple(
        {"id": id, "regulation": id[0], "label": f"《{id[0]}办法》第{id[-1]}条", "quote": "", "url": ""}
        for id in ids
    )
    statements = tuple(
        Statement(text="x", basis=Basis.RULE, citations=(id,), verdict=Verdict.SUPPORTED) for id in ids
    )
    html = answer_html(answer(statements=statements, citations=citations))
    assert html.count("《a办法》</p>") == 1
    assert html.count("《b办法》</p>") == 1
    assert "〔2〕第2条" in html


def report(*spans: tuple[int, int]) -> Report:
    findings = tuple(Finding(verdict=Verdict.SUPPORTED, span=span, message="") for span in spans)
    return Report(verdict=Verdict.SUPPORTED, findings=findings)


def test_findings_stand_with_the_sentence_they_begin_in():
    text = "甲条。乙条！\n\n丙条；丁"
    sentences = split_findings(text, report((0, 2), (3, 5), (4, 5), (11, 12)))
    assert [s.text for s in sentences] == ["甲条。", "乙条！", "丙条；", "丁"]
    assert [len(s.findings) for s in sentences] == [1, 2, 0, 1]
    assert sentences[2].verdict == Verdict.NEUTRAL


@pytest.mark.parametrize("text", ["", "。", "\n\n", "。。甲", "“甲。”乙"])
def test_no_finding_is_lost(text):
    spans = [(i, i + 1) for i in range(len(text))]
    sentences = split_findings(text, report(*spans))
    assert sum(len(s.findings) for s in sentences) in ({0} if not sentences else {len(spans)})
