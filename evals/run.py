"""Asking the gold questions and scoring the answers."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tqdm import tqdm

import assistant as package
from assistant.answer.pipeline import Assistant
from evals.cases import Case
from evals.figures import figures, group_estimates
from evals.gold_files import Gold
from evals.results import CaseResult, Made, Results, code_hash
from evals.scoring import Reply, Scorer, passes


class Subject(Protocol):
    """What is asked: this project's assistant, or any endpoint."""

    @property
    def name(self) -> str:
        """For the report."""
        ...

    def ask(self, case: Case) -> Reply:
        """Answer a question; what goes wrong comes back as `Reply.error`."""
        ...


class Local:
    """The assistant in this process."""

    name = "assistant"

    def __init__(self, assistant: Assistant, as_of: date) -> None:
        """as_of: the day of asking where a case names none."""
        self.assistant = assistant
        self.as_of = as_of

    def ask(self, case: Case) -> Reply:
        """Ask through the function that every surface calls."""
        start = time.perf_counter()
        try:
            answer = self.assistant.ask(
                case.question,
                regulation=case.regulation,
                history=case.history,
                as_of=case.as_of or self.as_of,
            )
        except Exception as error:  # noqa: BLE001 - a crash on one question is that question's result
            return Reply("", None, time.perf_counter() - start, f"{type(error).__name__}：{error}")
        return Reply(answer.text, answer, time.perf_counter() - start)


@dataclass(frozen=True, slots=True)
class Run:
    """What to ask, whom, on which day, how many questions at the same time."""

    subject: Subject
    gold: Gold[Case]
    cases: Sequence[Case]
    as_of: date
    workers: int = 1


def run(what: Run, scorer: Scorer) -> Results:
    """Ask and score every case, in order."""
    results: list[CaseResult] = []
    seconds: dict[str, float] = {}
    for case, reply in zip(what.cases, _replies(what), strict=True):
        scores = scorer.scores(case, reply)
        place = what.gold.places[case.id]
        results.append(
            CaseResult(
                case=case,
                file=place.file,
                line=place.line,
                passed=passes(scores),
                scores=scores,
                text=reply.text,
                answer=reply.answer.model_dump(mode="json") if reply.answer else None,
                error=reply.error,
            )
        )
        seconds[case.id] = round(reply.seconds, 6)
    groups = group_estimates(results)
    return Results(
        made=_made(what, results),
        figures=figures(results, groups, seconds),
        groups=groups,
        cases=tuple(results),
        seconds=seconds,
    )


def _replies(what: Run) -> list[Reply]:
    """The replies in the order of the cases, however many are asked for at the same time."""
    with ThreadPoolExecutor(max_workers=what.workers) as pool:
        coming = pool.map(what.subject.ask, what.cases)
        bar = tqdm(
            coming, total=len(what.cases), desc="题", unit="题", leave=False, mininterval=0.5, disable=None
        )
        return list(bar)


def _made(what: Run, results: Sequence[CaseResult]) -> Made:
    answer = next((r.answer for r in results if r.answer), None)
    known = answer["provenance"] if answer else {}
    return Made(
        subject=what.subject.name,
        version=known.get("version", package.__version__ if isinstance(what.subject, Local) else ""),
        texts=known.get("texts", ""),
        rules=known.get("rules", ""),
        lexicon=known.get("lexicon", ""),
        encoder=known.get("encoder", ""),
        code=code_hash() if isinstance(what.subject, Local) else "",
        gold=what.gold.sha256,
        as_of=what.as_of.isoformat(),
    )
