"""Answers, reports and provisions as plain text for people at a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from assistant.answer.model import Answer
from assistant.corpus.library import Library
from assistant.guard.finding import Report
from assistant.rules.base import Encoded
from assistant.serve.views import ProvisionView
from assistant.serve.wording import ELEMENT, NOTICES, OUTCOME, VERDICT

AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON")]


def emit(data: object, text: str, *, as_json: bool) -> None:
    """Print the result: `data` as JSON, or `text` for people."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2) if as_json else text)


def answer_text(answer: Answer) -> str:
    """Outcome, the answer with its citations in words, the options of a question back, clauses, notices."""
    parts = [f"【{OUTCOME[answer.outcome]}】", answer.text]
    if answer.clarification:
        parts += [f"  {n}. {o.label}：{o.question}" for n, o in enumerate(answer.clarification.options, 1)]
    if answer.citations:
        parts.append("\n所引条款：")
        parts += [f"  {c.label}（{c.id}）\n    {_indented(c.quote)}" for c in answer.citations]
    notices = [*answer.notices, *(notice for notice in NOTICES[:1] if notice not in answer.notices)]
    return "\n".join([*parts, "", *(f"注：{notice}" for notice in notices)])


def report_text(report: Report) -> str:
    """The verdict, then each finding with what the text says, what the clause says, and where."""
    parts = [f"【{VERDICT[report.verdict]}】"]
    for finding in report.findings:
        parts.append(
            f"- {VERDICT[finding.verdict]}（第{finding.span[0] + 1}—{finding.span[1]}字）：{finding.message}"
        )
        details = (
            ("所述", finding.found),
            ("应为", finding.expected),
            ("条款", "、".join(finding.provisions)),
            ("原文", finding.quote),
            ("规则", "、".join(finding.rules)),
        )
        parts += [f"    {name}：{_indented(value)}" for name, value in details if value]
    return "\n".join(parts)


def assessment_text(data: Mapping[str, Any], library: Library) -> str:
    """The steps of an assessment, each line with its clause and the elements that are met or open; then questions."""
    parts = [
        f"《{library.regulation(data['regulation']).meta.title}》",
        "以下是可供选择的处理及其依据，不代为选定。",
    ]
    for section in data["sections"]:
        parts.append(f"\n【{section['title']}】")
        for line in section["lines"]:
            labels = "、".join(library.provision(id).label.split("》", 1)[-1] for id in line["citations"])
            parts.append(f"- {line['text'].removesuffix('。')}{f'（{labels}）' if labels else ''}。")
            parts += [f"    {ELEMENT[element['state']]}：{element['text']}" for element in line["elements"]]
    if data["questions"]:
        parts += ["\n【需要核实】", *(f"{n}. {question}" for n, question in enumerate(data["questions"], 1))]
    return "\n".join([*parts, "", *(f"注：{text}" for text in data["assumptions"])])


def provision_text(view: ProvisionView, rules: Iterable[Encoded]) -> str:
    """Label, chapter, the words of the clause, and what the rules it bears say."""
    parts = [f"{view.label}（{view.id}）"]
    if view.chapter:
        parts.append(view.chapter)
    if not view.normative:
        parts.append("（解读，不是条文）")
    parts += [view.lead, view.text] if view.lead else [view.text]
    return "\n".join([*parts, *(f"规则 {encoded.id}：{_indented(encoded.zh)}" for encoded in rules)])


def deadline_text(data: Mapping[str, Any]) -> str:
    """The last day, or why there is none; the rule in words, where it stands, and what was assumed.

    data: what `assistant.rules.deadline.deadline_json` gives.
    """
    parts = [f"最后一天：{data['due']}" if data["due"] else "不能给出日期"]
    parts.append(data["text"])
    parts += [f"另见 {term['citation']}：{term['text']}，最后一天：{term['due']}" for term in data["all"][1:]]
    if data["citations"]:
        parts.append(f"条款：{'、'.join(data['citations'])}")
    if "remedy" in data:
        parts.append(f"已数 {data['counted']} 个工作日，还差 {data['remaining']} 个。{data['remedy']}")
    return "\n".join([*parts, *(f"注：{assumption}" for assumption in data["assumptions"])])


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")
