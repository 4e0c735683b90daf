"""The commands of the evaluation."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel

from assistant.answer.pipeline import Assistant
from assistant.corpus.library import Library
from assistant.settings import Settings
from evals import console
from evals.compare import compare as compare_runs
from evals.compare import order
from evals.gold_files import load_cases
from evals.guard import GuardResults, run_guard
from evals.guard_cases import guard_cases, select
from evals.report import Report, Sources
from evals.results import ROOT, Results, ResultsError, read_json, write_json
from evals.retrieval_results import Benchmark, GoldRetrieval
from evals.run import Local, Run, Subject
from evals.run import run as run_cases
from evals.scoring import Scorer
from evals.selection import Selection, SelectionError
from evals.thresholds import FILE as THRESHOLDS
from evals.thresholds import missed

REPORTS = ROOT / "evals" / "reports"
"""Where results and reports of whole runs are kept; not part of the repository."""

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Kinds = Annotated[list[str] | None, typer.Option("--kind", help="只要这类题，可重复")]
Regulations = Annotated[list[str] | None, typer.Option("--regulation", help="只要涉及这部制度的题，可重复")]
Ids = Annotated[list[str] | None, typer.Option("--id", help="只要这道题，可重复；可用 * 结尾")]
Sets = Annotated[list[str] | None, typer.Option("--set", help="只要这一组，如 statements；可重复")]
GoldFiles = Annotated[
    list[Path] | None, typer.Option("--gold", help="自己的标准题：YAML 文件或文件夹，可重复")
]
Out = Annotated[Path | None, typer.Option("--out", help="把结果写成 JSON；评全部时默认 evals/reports/")]
Bounds = Annotated[Path | None, typer.Option("--thresholds", help="下限文件；只评一部分时默认不比下限")]
Failures = Annotated[int, typer.Option("--failures", min=0, help="列出几道没有通过的")]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="提问日，默认今天")]
Old = Annotated[Path | None, typer.Option("--compare", help="以前的结果：先列新增未通过和新增通过的题")]


@app.callback()
def evaluate() -> None:
    """评测：标准题、陈述核对、检索；退出状态 0 达到下限，1 没有达到，2 输入有误。"""


@app.command()
def run(  # noqa: PLR0913 - one parameter per option
    *,
    kind: Kinds = None,
    regulation: Regulations = None,
    id: Ids = None,
    gold: GoldFiles = None,
    as_of: AsOf = None,
    endpoint: Annotated[str | None, typer.Option(help="改问这个 OpenAI 兼容地址，如 http://…/v1")] = None,
    model: Annotated[str | None, typer.Option(help="该地址的模型名，默认它列出的第一个")] = None,
    timeout: Annotated[float, typer.Option(min=1, help="该地址每题最多等几秒")] = 120,
    workers: Annotated[int, typer.Option(min=1, max=64, help="同时问几题")] = 1,
    out: Out = None,
    compare: Old = None,
    failures: Failures = 0,
    thresholds: Bounds = None,
) -> None:
    """问标准题，评回答。"""
    old = read_json(compare, Results) if compare else None
    library = Library.load(Settings().knowledge / "regulations")
    cases = load_cases(library, gold or ())
    selection = Selection(kind or (), regulation or (), id or ())
    chosen = selection.of(cases.cases)
    day = as_of.date() if as_of else _today()
    subject = _subject(endpoint, model, timeout, library, day)
    results = run_cases(Run(subject, cases, chosen, day, workers), Scorer(library))
    own = selection.everything and not gold and not endpoint
    _keep(results, out, "run.json" if own else None)
    print(console.summary(results))
    _tell(results, old, failures)
    _judge("run", results.figures, thresholds or (THRESHOLDS if own else None))


@app.command()
def guard(*, only: Sets = None, out: Out = None, failures: Failures = 0, thresholds: Bounds = None) -> None:
    """核对标准陈述、换句话说的真话、规则自己的写法和改坏的句子，评核对结果。"""
    settings = Settings()
    assistant = Assistant.load(settings)
    results = run_guard(assistant, select(guard_cases(assistant, settings.knowledge), only or ()), _today())
    _keep(results, out, None if only else "guard.json")
    print(console.guard_summary(results))
    if failures:
        print(f"\n{console.guard_failures(results.cases, failures)}")
    _judge("guard", results.figures, thresholds or (None if only else THRESHOLDS))


@app.command()
def retrieval(  # noqa: PLR0913 - one parameter per option
    *,
    laws: Annotated[Path | None, typer.Option(help="改在这些法律上评：文件夹或压缩包")] = None,
    queries: Annotated[Path | None, typer.Option(help="与 --laws 一起：题目，每行一个 JSON 对象")] = None,
    folds: Annotated[int | None, typer.Option(min=2, help="与 --laws 一起：交叉验证的份数")] = None,
    without: Annotated[list[str] | None, typer.Option(help="与 --laws 一起：不要的文件夹，可重复")] = None,
    usual: Annotated[int, typer.Option(min=0, help="与 --laws 一起：常见做法问几题")] = 200,
    scale: Annotated[bool, typer.Option("--scale", help="与 --laws 一起：量各种规模的用时和内存")] = False,
    kind: Kinds = None,
    out: Annotated[Path | None, typer.Option("--out", "--json", help="把结果写成 JSON")] = None,
    failures: Failures = 0,
    thresholds: Bounds = None,
) -> None:
    """评检索：在标准题上看应引的条款排在第几，或者（--laws）在全国法律上与常见做法比较。"""
    if laws is None:
        if queries or folds or without or scale:
            raise SelectionError(
                "--queries、--folds、--without、--scale 只与 --laws 一起用；请写明法律所在的文件夹"
            )
        _gold_retrieval(kind, out, failures, thresholds)
        return
    if queries is None or kind:
        raise SelectionError("--laws 要与 --queries 一起用，不与 --kind 一起用")
    from evals.retrieval import Options, benchmark, table, write  # noqa: PLC0415 - loads torch, which takes seconds

    found = benchmark(Options(laws, queries, folds, tuple(without or ()), usual, scale))
    file = out or REPORTS / "benchmark.json"
    write(found, file)
    print(f"结果：{file}", file=sys.stderr)
    print(table(found))


@app.command()
def report(
    *,
    run: Annotated[Path | None, typer.Option(help="run 的结果，默认 evals/reports/run.json")] = None,
    guard: Annotated[Path | None, typer.Option(help="guard 的结果")] = None,
    retrieval: Annotated[Path | None, typer.Option(help="retrieval 的结果")] = None,
    benchmark: Annotated[Path | None, typer.Option(help="retrieval --laws 的结果")] = None,
    compare: Old = None,
    out: Annotated[Path, typer.Option("--out", help="写到这个文件夹")] = REPORTS,
) -> None:
    """把结果写成一个网页、一份 Markdown 和 JUnit XML。"""
    run_file = run or REPORTS / "run.json"
    if not run_file.exists():
        raise ResultsError(f"{run_file}：没有结果；请先运行 python -m evals run")
    sources = Sources(
        run=read_json(run_file, Results),
        old=read_json(compare, Results) if compare else None,
        guard=_read_if_there(guard, "guard.json", GuardResults),
        retrieval=_read_if_there(retrieval, "retrieval.json", GoldRetrieval),
        benchmark=_read_if_there(benchmark, "benchmark.json", Benchmark),
    )
    written = Report(sources, Library.load(Settings().knowledge / "regulations")).write(out)
    print("\n".join(str(file) for file in written))


def _gold_retrieval(kind: list[str] | None, out: Path | None, failures: int, thresholds: Path | None) -> None:
    from evals.gold_retrieval import run_retrieval, systems  # noqa: PLC0415 - loads torch, which takes seconds

    settings = Settings()
    assistant = Assistant.load(settings)
    cases = load_cases(assistant.library)
    chosen = Selection(kinds=kind or ()).of(cases.cases)
    results = run_retrieval(assistant, systems(assistant, settings), cases, chosen, _today())
    _keep(results, out, None if kind else "retrieval.json")
    print(console.retrieval_summary(results))
    if failures:
        print(f"\n{console.retrieval_failures(results, failures)}")
    _judge("retrieval", results.figures, thresholds or (None if kind else THRESHOLDS))


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the office's own day


def _subject(endpoint: str | None, model: str | None, timeout: float, library: Library, day: date) -> Subject:
    if endpoint is None:
        if model is not None:
            raise SelectionError("--model 只用于 --endpoint；请一并写明地址")
        return Local(Assistant.load(Settings()), day)
    from evals.endpoint import Endpoint, Target  # noqa: PLC0415 - needed for this option alone

    return Endpoint(Target(endpoint, model, timeout), library)


def _keep(results: BaseModel, out: Path | None, name: str | None) -> None:
    """Write results where they are wanted, and those of a whole run under their usual name."""
    file = out or (REPORTS / name if name else None)
    if file:
        write_json(file, results)
        print(f"结果：{file}", file=sys.stderr)


R = TypeVar("R", bound=BaseModel)


def _read_if_there(file: Path | None, name: str, model: type[R]) -> R | None:
    """Results that were named, or those under their usual name if there are any."""
    if file is None and not (REPORTS / name).exists():
        return None
    return read_json(file or REPORTS / name, model)


def _tell(results: Results, old: Results | None, failures: int) -> None:
    """What changed, and failing cases, the newly failing ones first."""
    comparison = compare_runs(old, results) if old else None
    if comparison:
        print(f"\n{console.changes(comparison)}")
    if failures:
        print(f"\n{console.failures(order(results.cases, comparison), failures)}")


def _judge(command: str, figures: dict[str, float], thresholds: Path | None) -> None:
    """Exit with 1 if a figure is out of bounds. thresholds: None where they do not apply."""
    if thresholds is None:
        print("只评了一部分，或用的不是本项目的标准题：不比下限", file=sys.stderr)
        return
    if short := missed(command, figures, thresholds):
        print(f"没有达到 {thresholds.name} 的要求：\n{console.bullets(short)}", file=sys.stderr)
        raise typer.Exit(1)
