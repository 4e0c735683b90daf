"""Two runs side by side: what newly fails, what newly passes, which figures moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.results import CaseResult, Results

MOVED = 0.0005
"""Smallest change of a figure that is listed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in both runs."""

    name: str
    old: float
    new: float


@dataclass(frozen=True)
class Comparison:
    """Cases of both runs whose result changed; ids in only one of them; figures that moved."""

    newly_failing: tuple[CaseResult, ...]
    newly_passing: tuple[CaseResult, ...]
    otherwise_answered: tuple[CaseResult, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    figures: tuple[Change, ...]


def compare(old: Results, new: Results) -> Comparison:
    """What changed from `old` to `new`. A case that could not be scored in either run counts as no change."""
    before = {result.case.id: result for result in old.cases}
    both = [(before[r.case.id], r) for r in new.cases if r.case.id in before]
    ids = {r.case.id for r in new.cases}
    return Comparison(
        newly_failing=tuple(r for was, r in both if was.passed is True and r.passed is False),
        newly_passing=tuple(r for was, r in both if was.passed is False and r.passed is True),
        otherwise_answered=tuple(r for was, r in both if was.passed is r.passed and was.text != r.text),
        added=tuple(r.case.id for r in new.cases if r.case.id not in before),
        dropped=tuple(id for id in before if id not in ids),
        figures=_moved(old, new),
    )


def _moved(old: Results, new: Results) -> tuple[Change, ...]:
    shared = [name for name in new.figures if name in old.figures and not name.startswith("latency_")]
    changes = [Change(name, old.figures[name], new.figures[name]) for name in shared]
    return tuple(change for change in changes if abs(change.new - change.old) >= MOVED)


def order(results: Sequence[CaseResult], comparison: Comparison | None) -> list[CaseResult]:
    """For reading: newly failing, newly passing, failing, not scored, passing."""
    failing = {r.case.id for r in comparison.newly_failing} if comparison else set[str]()
    passing = {r.case.id for r in comparison.newly_passing} if comparison else set[str]()

    def rank(result: CaseResult) -> int:
        if result.case.id in failing:
            return 0
        if result.case.id in passing:
            return 1
        return {False: 2, None: 3, True: 4}[result.passed]

    return sorted(results, key=rank)
