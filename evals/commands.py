"""The commands of the evaluation."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.answer.pipeline import Assistant
from assistant.settings import Settings
from evals import console
from evals.gold_files import load_cases
from evals.guard import run_guard
from evals.guard_cases import guard_cases, select
from evals.results import write_json
from evals.run import Local, Run
from evals.run import run as run_cases
from evals.scoring import Scorer
from evals.selection import Selection
from evals.thresholds import FILE as THRESHOLDS
from evals.thresholds import missed

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Kinds = Annotated[list[str] | None, typer.Option("--kind", help="只要这类题，可重复")]
Regulations = Annotated[list[str] | None, typer.Option("--regulation", help="只要涉及这部制度的题，可重复")]
Ids = Annotated[list[str] | None, typer.Option("--id", help="只要这道题，可重复；可用 * 结尾")]
Sets = Annotated[list[str] | None, typer.Option("--set", help="只要这一组，如 statements；可重复")]
GoldFiles = Annotated[
    list[Path] | None, typer.Option("--gold", help="自己的标准题：YAML 文件或文件夹，可重复")
]
Out = Annotated[Path | None, typer.Option("--out", help="把结果写成 JSON")]
Bounds = Annotated[Path | None, typer.Option("--thresholds", help="下限文件；只评一部分题时默认不比下限")]
Failures = Annotated[int, typer.Option("--failures", min=0, help="列出几道没有通过的")]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="提问日，默认今天")]


@app.callback()
def evaluate() -> None:
    """评测：标准题、陈述核对、检索；退出状态 0 达到下限，1 没有达到，2 输入有误。"""


@app.command()
def run(
    *,
    kind: Kinds = None,
    regulation: Regulations = None,
    id: Ids = None,
    gold: GoldFiles = None,
    as_of: AsOf = None,
    out: Out = None,
    failures: Failures = 0,
    thresholds: Bounds = None,
) -> None:
    """问标准题，评回答。"""
    assistant = Assistant.load(Settings())
    cases = load_cases(assistant.library, gold or ())
    selection = Selection(kind or (), regulation or (), id or ())
    day = as_of.date() if as_of else date.today()  # noqa: DTZ011 - the office's own day
    results = run_cases(
        Run(Local(assistant), cases, selection.of(cases.cases), day), Scorer(assistant.library)
    )
    if out:
        write_json(out, results)
    print(console.summary(results))
    if failures:
        print(f"\n{console.failures(results.cases, failures)}")
    whole = selection.everything and not gold
    judge("run", results.figures, thresholds or (THRESHOLDS if whole else None))


@app.command()
def guard(
    *,
    only: Sets = None,
    out: Out = None,
    failures: Failures = 0,
    thresholds: Bounds = None,
) -> None:
    """核对标准陈述、换句话说的真话、规则自己的写法和改坏的句子，评核对结果。"""
    assistant = Assistant.load(Settings())
    every = guard_cases(assistant)
    chosen = select(every, only or ())
    results = run_guard(assistant, chosen, date.today())  # noqa: DTZ011 - the office's own day
    if out:
        write_json(out, results)
    print(console.guard_summary(results))
    if failures:
        print(f"\n{console.guard_failures(results.cases, failures)}")
    judge("guard", results.figures, thresholds or (None if only else THRESHOLDS))


def judge(command: str, figures: dict[str, float], thresholds: Path | None) -> None:
    """Exit with 1 if a figure is out of bounds. thresholds: None where they do not apply."""
    if thresholds is None:
        print("只评了一部分，或用的不是本项目的标准题：不比下限", file=sys.stderr)
        return
    if short := missed(command, figures, thresholds):
        print(f"没有达到 {thresholds.name} 的要求：\n{console.bullets(short)}", file=sys.stderr)
        raise typer.Exit(1)
