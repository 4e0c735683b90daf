"""The commands of `python -m assistant`. Standard output carries the result alone, standard error what went wrong.

Exit status: 0 done (an answer "not covered" is done), 2 bad usage or input, 1 failure.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.answer.wording_endpoint import WordingError
from assistant.corpus.errors import (
    AmbiguousProvision,
    CorpusError,
    ParseError,
    UnknownProvision,
    UnknownRegulation,
)
from assistant.corpus.library import Library
from assistant.rules.assessment import Assessor, assessment_json
from assistant.rules.calendar import load_calendar
from assistant.rules.dates import DateError, parse_date
from assistant.rules.deadline import UnknownTopic, deadline_json
from assistant.rules.facts import load_facts, load_plan
from assistant.rules.lexicon import load_lexicon
from assistant.rules.load import load_rules
from assistant.rules.matching import Matcher
from assistant.serve.batch import AskRow, CheckRow, InputError, read_history, read_rows, write_rows
from assistant.serve.console import (
    AsJson,
    answer_text,
    assessment_text,
    deadline_text,
    emit,
    provision_text,
    report_text,
)
from assistant.serve.maintenance import knowledge
from assistant.serve.views import view_provision
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.answer.pipeline import Assistant

_PLAIN: dict[str, Any] = {"rich_markup_mode": None, "no_args_is_help": True}
app = typer.Typer(
    help="问责制度查询助手：提问、核对、检索、查条款。",
    pretty_exceptions_enable=False,
    add_completion=False,
    **_PLAIN,
)
app.add_typer(knowledge, name="knowledge")

In = Annotated[Path | None, typer.Option("--batch", help="每行一个 JSON 对象的输入文件")]
Out = Annotated[Path | None, typer.Option("--out", help="结果文件，全部完成才写出")]
Within = Annotated[str | None, typer.Option("--regulation", help="限定的制度文件标识")]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="以哪一天为准")]


@cache
def _settings() -> Settings:
    return Settings()


def _library() -> Library:
    return Library.load(_settings().knowledge / "regulations")


def _assistant() -> Assistant:
    # Imported here: it brings the encoder, which `show` and `knowledge` do without.
    from assistant.answer.pipeline import Assistant  # noqa: PLC0415

    return Assistant.load(_settings())


def _known(regulation: str | None) -> None:
    """Raises InputError for an unknown regulation, before the encoder is loaded."""
    if regulation is None:
        return
    library = _library()
    try:
        library.regulation(regulation)
    except UnknownRegulation as error:
        raise InputError(str(error)) from error


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="问题")] = None,
    *,
    as_json: AsJson = False,
    regulation: Within = None,
    history: Annotated[Path | None, typer.Option(help="先前的问题：JSON 列表文件")] = None,
    as_of: AsOf = None,
    batch: In = None,
    out: Out = None,
) -> None:
    """回答一个问题；或者 --batch、--out 回答一批：{"id","question","history"} → {"id","answer"}。"""
    files = _batch_files(question, batch, out)
    if files:
        library = _library()
        rows = read_rows(files.source, AskRow, library)
        assistant = _assistant()
        answers = (
            {"id": r.id, "answer": _answer(assistant, r.question, r.regulation, r.history, r.as_of)}
            for r in rows
        )
        write_rows(files.target, answers)
        return
    text = _words(question)
    earlier = read_history(history) if history else []
    _known(regulation)
    assistant = _assistant()
    day = as_of.date() if as_of else None
    answer = assistant.ask(text, regulation=regulation, history=tuple(earlier), as_of=day)
    emit(answer.model_dump(mode="json"), answer_text(answer), as_json=as_json)


@app.command()
def check(
    text: Annotated[str | None, typer.Argument(help="要核对的陈述")] = None,
    *,
    as_json: AsJson = False,
    regulation: Within = None,
    batch: In = None,
    out: Out = None,
) -> None:
    """核对一句或一段话；或者 --batch、--out 核对一批：{"id","text","regulation"} → {"id","verdict","findings"}。"""
    files = _batch_files(text, batch, out)
    if files:
        rows = read_rows(files.source, CheckRow, _library())
        assistant = _assistant()
        reports = (
            {"id": r.id, **assistant.check(r.text, regulation=r.regulation).model_dump(mode="json")}
            for r in rows
        )
        write_rows(files.target, reports)
        return
    statement = _words(text)
    _known(regulation)
    assistant = _assistant()
    report = assistant.check(statement, regulation=regulation)
    emit(report.model_dump(mode="json"), report_text(report), as_json=as_json)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="问题或关键词")],
    *,
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help="最多几条")] = 10,
    as_json: AsJson = False,
) -> None:
    """检索条款，最相关的在前。"""
    hits = _assistant().search(_words(query), k)
    data = [{"id": h.id, "score": float(h.score), "label": h.label, "text": h.text} for h in hits]
    lines = [f"{h.score:.4f}  {h.label}（{h.id}）\n        {h.text}" for h in hits]
    emit(data, "\n".join(lines) or "没有检索到条款。", as_json=as_json)


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="条款编号，如 'weifang-2011:5(13)'")], *, as_json: AsJson = False
) -> None:
    """显示一条、一款或一项，以及写在它下面的规则。"""
    rules = load_rules(_settings().knowledge)
    try:
        view = view_provision(rules, _words(id))
    except (UnknownProvision, AmbiguousProvision, UnknownRegulation) as error:
        raise InputError(str(error)) from error
    emit(view.model_dump(mode="json"), provision_text(view, rules.of_provision(view.id)), as_json=as_json)


@app.command()
def deadline(
    regulation: Annotated[str, typer.Argument(help="制度文件标识，如 weifang-2011")],
    topic: Annotated[str, typer.Argument(help="主题，如 appeal.filing")],
    *,
    start: Annotated[str, typer.Option("--from", help="起算事件发生之日，如 2024-09-27")],
    as_json: AsJson = False,
) -> None:
    """推算期限的最后一天；没有规定天数的，或者节假日尚未公布的，说明原因。"""
    folder = _settings().knowledge
    base, calendar = load_rules(folder), load_calendar(folder / "calendar.yaml")
    try:
        data = deadline_json(base, _words(regulation), _words(topic), parse_date(_words(start)), calendar)
    except (UnknownRegulation, UnknownTopic, DateError) as error:
        raise InputError(str(error)) from error
    emit(data, deadline_text(data), as_json=as_json)


@app.command()
def assess(
    facts: Annotated[Path, typer.Argument(help="案情文件（YAML），写法见 README")], *, as_json: AsJson = False
) -> None:
    """按一部制度逐步评估案情：情形、情节、可用方式、由谁决定、期限；不代为选定问责方式。"""
    folder = _settings().knowledge
    try:
        told = load_facts(facts)
        base = load_rules(folder)
        matcher = Matcher(base, load_lexicon(folder / "lexicon.yaml"))
        assessor = Assessor(base, matcher, load_plan(folder / "assessment.yaml"))
        data = assessment_json(assessor, assessor.assess(told))
    except (ParseError, UnknownRegulation) as error:
        raise InputError(str(error)) from error
    emit(data, assessment_text(data, base.library), as_json=as_json)


@dataclass(frozen=True)
class _Files:
    source: Path
    target: Path


def _batch_files(single: str | None, batch: Path | None, out: Path | None) -> _Files | None:
    """The two files of a batch, or None for a single text. Raises InputError for any other combination."""
    if batch is None and out is None and single is not None:
        return None
    if batch is not None and out is not None and single is None:
        return _Files(batch, out)
    raise InputError("请给出一段文字，或者同时给出 --batch 输入文件和 --out 结果文件（二者取一）")


def _words(text: str | None) -> str:
    """An argument as text. Raises InputError where the terminal passed on bytes that are not UTF-8."""
    words = text or ""
    if any("\ud800" <= sign <= "\udfff" for sign in words):
        raise InputError("命令行文字不是 UTF-8 编码；请改用 UTF-8 终端，或用 --batch 从 UTF-8 文件读入")
    return words


def _answer(
    assistant: Assistant, question: str, regulation: str | None, history: list[str], as_of: date | None
) -> dict[str, Any]:
    answer = assistant.ask(question, regulation=regulation, history=tuple(history), as_of=as_of)
    return answer.model_dump(mode="json")


def main() -> int:
    """Run one command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(prog_name="python -m assistant")
    except InputError as error:
        return _fail(str(error), 2)
    except (CorpusError, OSError, WordingError) as error:
        return _fail(str(error), 1)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        hint = "用 python -X dev -m assistant 重新运行可见出错位置"
        return _fail(f"{type(error).__name__}：{error}（{hint}）", 1)
    return 0


def _fail(message: str, status: int) -> int:
    print(f"错误：{message}", file=sys.stderr)
    return status
