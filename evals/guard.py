"""Trying the guard: right verdicts, false statements that would be published, true ones that would be withheld."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict
from tqdm import tqdm

from assistant.answer.pipeline import Assistant
from assistant.guard.finding import Finding, Verdict
from evals.guard_cases import GuardCase, GuardGold
from evals.results import Estimate, Made
from evals.statistics import Observation, estimate, percentile

FALSE = frozenset({Verdict.CONTRADICTED, Verdict.UNSUPPORTED, Verdict.AMBIGUOUS})
"""What must never be found supported."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GuardCaseResult(_Frozen):
    """A case with the verdict it got. got: None where the guard raised (`error`)."""

    case: GuardCase
    got: Verdict | None
    findings: tuple[Finding, ...] = ()
    error: str = ""

    @property
    def right(self) -> bool:
        """Whether the verdict is one of those wanted."""
        return self.got in self.case.wanted

    @property
    def is_false(self) -> bool:
        """Whether it is not to be published."""
        return all(verdict in FALSE for verdict in self.case.wanted)

    @property
    def is_true(self) -> bool:
        """Whether it must be published."""
        return self.case.wanted == (Verdict.SUPPORTED,)

    @property
    def published(self) -> bool:
        """Whether it would be published."""
        return self.got is Verdict.SUPPORTED


class GuardResults(_Frozen):
    """One run. confusion: per set, wanted → got → cases; excluded: mutants left out by reason; groups: estimates by group and metric."""

    format: Literal[1] = 1
    command: Literal["guard"] = "guard"
    made: Made
    figures: dict[str, float]
    groups: dict[str, dict[str, Estimate]]
    confusion: dict[str, dict[str, dict[str, int]]]
    excluded: dict[str, int]
    cases: tuple[GuardCaseResult, ...]
    seconds: dict[str, float]


def run_guard(assistant: Assistant, gold: GuardGold, as_of: date) -> GuardResults:
    """Check every case through the function that every surface calls."""
    results: list[GuardCaseResult] = []
    seconds: dict[str, float] = {}
    for case in tqdm(gold.cases, desc="陈述", unit="句", leave=False, mininterval=0.5, disable=None):
        start = time.perf_counter()
        results.append(_check(assistant, case))
        seconds[case.id] = round(time.perf_counter() - start, 6)
    groups = _groups(results)
    return GuardResults(
        made=Made.here(assistant.provenance(as_of), gold.sha256),
        figures=_figures(results, groups, seconds),
        groups=groups,
        confusion=_confusion(results),
        excluded=dict(gold.excluded),
        cases=tuple(results),
        seconds=seconds,
    )


def _check(assistant: Assistant, case: GuardCase) -> GuardCaseResult:
    try:
        report = assistant.check(case.text, regulation=case.regulation)
    except Exception as error:  # noqa: BLE001 - a crash on one statement is that statement's result
        return GuardCaseResult(case=case, got=None, error=f"{type(error).__name__}：{error}")
    return GuardCaseResult(case=case, got=report.verdict, findings=report.findings)


def _groups(results: Sequence[GuardCaseResult]) -> dict[str, dict[str, Estimate]]:
    members: defaultdict[str, list[GuardCaseResult]] = defaultdict(list)
    for result in results:
        case = result.case
        members[f"set:{case.set}"].append(result)
        if case.set not in {"renderings", "mutants"}:
            members[f"regulation:{case.where}"].append(result)
        if case.set == "statements":
            members[f"verdict:{'/'.join(case.wanted)}"].append(result)
        if case.mutation:
            members[f"mutation:{case.mutation}"].append(result)
    return {group: _estimates(members[group]) for group in sorted(members)}


def _estimates(results: Sequence[GuardCaseResult]) -> dict[str, Estimate]:
    read: dict[str, Callable[[GuardCaseResult], float | None]] = {
        "right": lambda r: float(r.right),
        "published": lambda r: float(r.published) if r.is_false else None,
        "caught": lambda r: (
            float(r.got is Verdict.CONTRADICTED) if r.case.wanted == (Verdict.CONTRADICTED,) else None
        ),
        "false_alarm": lambda r: float(not r.published) if r.is_true else None,
    }
    found = {name: estimate(_observed(results, value)) for name, value in read.items()}
    return {name: value for name, value in found.items() if value is not None}


def _observed(
    results: Iterable[GuardCaseResult], value: Callable[[GuardCaseResult], float | None]
) -> list[Observation]:
    return [Observation(value(r), r.case.cluster) for r in results if value(r) is not None]


def _confusion(results: Sequence[GuardCaseResult]) -> dict[str, dict[str, dict[str, int]]]:
    counts: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for result in results:
        counts[result.case.set]["/".join(result.case.wanted)][result.got or "error"] += 1
    return {
        name: {wanted: dict(sorted(got.items())) for wanted, got in sorted(rows.items())}
        for name, rows in sorted(counts.items())
    }


def _figures(
    results: Sequence[GuardCaseResult], groups: dict[str, dict[str, Estimate]], seconds: dict[str, float]
) -> dict[str, float]:
    """`false_published` is a count: one is too many. What was written against the guard is not in it but in
    `published.attacks`. The rest are shares, by set: `right.statements`, …
    """
    by_set = {
        f"{metric}.{group.removeprefix('set:')}": value.value
        for group, metrics in groups.items()
        if group.startswith("set:")
        for metric, value in metrics.items()
    }
    return {
        **by_set,
        "false_published": float(sum(r.published for r in results if r.is_false and r.case.set != "attacks")),
        "errors": float(sum(bool(r.error) for r in results)),
        "cases": float(len(results)),
        **{f"latency_p{q}_ms": 1000 * percentile(seconds.values(), q) for q in (50, 90, 99)},
    }
