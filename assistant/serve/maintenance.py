"""Commands for those who keep the knowledge base: check it, rebuild it, look at laws that could be added."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.corpus.errors import CorpusError, ParseError
from assistant.corpus.files import read_text
from assistant.corpus.laws import survey
from assistant.corpus.source import rebuild, rebuilt
from assistant.rules.coverage import State, Total, ledger, totals
from assistant.rules.load import load_rules
from assistant.serve.batch import InputError
from assistant.serve.console import AsJson, emit
from assistant.settings import Settings

knowledge = typer.Typer(help="检查、清点、重建知识库。", rich_markup_mode=None, no_args_is_help=True)
_STATE: dict[State, str] = {
    "encoded": "有规则",
    "list member": "列表成员",
    "nothing": "无须编码",
    "non-normative": "非规范性",
    "text only": "只有文本",
    "missing": "遗漏",
}


@knowledge.command("check")
def knowledge_check() -> None:
    """读入全部制度文件和规则，核对条文与来源网页一致、规则与条文相符、没有条款遗漏。"""
    folder = Settings().knowledge
    stale = [file for file, text in rebuilt(folder).items() if read_text(file) != text]
    if stale:
        names = "、".join(file.name for file in stale)
        raise CorpusError(f"{names}：条文与来源及订正不一致；请运行 python -m assistant knowledge rebuild")
    base = load_rules(folder)
    missing = [row.provision for row in ledger(base) if row.state == "missing"]
    if missing:
        raise CorpusError(f"没有规则也没有说明理由的条款：{'、'.join(missing)}；请在条款之下加 rules 块")
    typer.echo("\n".join(map(_total_line, totals(base))))


@knowledge.command("coverage")
def knowledge_coverage(
    *,
    clauses: Annotated[bool, typer.Option("--clauses", help="逐条列出")] = False,
    as_json: AsJson = False,
) -> None:
    """清点：每部制度、每个最小条款有没有规则，没有的理由是什么。"""
    base = load_rules(Settings().knowledge)
    rows = ledger(base)
    data = {"totals": [asdict(total) for total in totals(base)], "clauses": [asdict(row) for row in rows]}
    lines = [_total_line(total) for total in totals(base)]
    if clauses:
        lines += [f"{r.provision}  {_STATE[r.state]}  {'、'.join(r.rules) or r.reason}" for r in rows]
    emit(data, "\n".join(lines), as_json=as_json)


def _total_line(total: Total) -> str:
    states = "，".join(f"{_STATE[state]} {count}" for state, count in total.states.items())
    return f"{total.regulation}  最小条款 {total.clauses}（{states}），规则 {total.rules}，未作规定的主题 {total.silences}"


@knowledge.command("rebuild")
def knowledge_rebuild() -> None:
    """由来源网页和订正表重建条文；文件头和规则不动。"""
    changed = rebuild(Settings().knowledge)
    typer.echo("\n".join(f"已更新 {file}" for file in changed) or "条文都已是最新。")


@knowledge.command("survey")
def knowledge_survey(
    laws: Annotated[Path, typer.Argument(help="放法律 .md 文件的文件夹，或 .tar.xz")],
    *,
    as_json: AsJson = False,
) -> None:
    """读一批法律文本：多少文件、多少条，哪些地方异常。"""
    try:
        found = survey(laws)
    except ParseError as error:
        raise InputError(str(error)) from error
    data = {
        "files": found.files,
        "laws": found.laws,
        "articles": found.articles,
        "leaves": found.leaves,
        "odd": [{"file": o.file, **asdict(o.oddity)} for o in found.oddities],
    }
    lines = [f"文件 {found.files}，法律 {found.laws}，条 {found.articles}，最小条款 {found.leaves}"]
    lines += [f"异常：{kind} {count}" for kind, count in found.kinds.items()]
    lines += [f"  {o.file} 第{o.oddity.line}行 {o.oddity.kind}：{o.oddity.message}" for o in found.oddities]
    emit(data, "\n".join(lines), as_json=as_json)
