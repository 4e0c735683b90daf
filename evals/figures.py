"""From case results to figures: per kind, per regulation, per wording, refusals, latency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from evals.results import CaseResult, Estimate
from evals.scoring import REFUSALS, SCORES
from evals.statistics import Observation, estimate, percentile

CROSS = "cross"
NOWHERE = "none"
ALL = "all"


def groups_of(result: CaseResult) -> tuple[str, ...]:
    """The groups a case counts in: all, its kind, its regulation (cross for several), its file, its wording where paired."""
    regulations = result.case.regulations
    where = regulations[0] if len(regulations) == 1 else CROSS if regulations else NOWHERE
    wording = (f"wording:{result.case.wording}",) if result.case.wording else ()
    file = f"file:{Path(result.file).stem}"
    return (ALL, f"kind:{result.case.kind}", f"regulation:{where}", file, *wording)


def group_estimates(results: Sequence[CaseResult]) -> dict[str, dict[str, Estimate]]:
    """Estimates by group and score name, `passed` included; what nothing was scored for is left out."""
    members: defaultdict[str, list[CaseResult]] = defaultdict(list)
    for result in results:
        for group in groups_of(result):
            members[group].append(result)
    return {group: _estimates(members[group]) for group in sorted(members)}


def _estimates(results: Sequence[CaseResult]) -> dict[str, Estimate]:
    read: Mapping[str, Callable[[CaseResult], float | None]] = {
        "passed": _passed,
        **{name: _reader(name) for name in SCORES},
    }
    found = {
        name: estimate([Observation(value(r), r.case.cluster) for r in results])
        for name, value in read.items()
    }
    return {name: value for name, value in found.items() if value is not None}


def _passed(result: CaseResult) -> float | None:
    return None if result.passed is None else float(result.passed)


def _reader(name: str) -> Callable[[CaseResult], float | None]:
    return lambda result: result.score(name).value


def refusals(results: Sequence[CaseResult]) -> dict[str, float]:
    """Precision and recall of declining (silent, not_covered), over cases whose gold decides whether to decline."""
    both = refused = should = 0
    for result in results:
        wanted = {outcome in REFUSALS for outcome in result.case.expect.outcome}
        if len(wanted) > 1 or result.answer is None:
            continue
        declined, must = result.answer["outcome"] in REFUSALS, True in wanted
        both += declined and must
        refused += declined
        should += must
    figures: dict[str, float] = {}
    if refused:
        figures["refusal_precision"] = both / refused
    if should:
        figures["refusal_recall"] = both / should
    return figures


def figures(
    results: Sequence[CaseResult], groups: Mapping[str, Mapping[str, Estimate]], seconds: Mapping[str, float]
) -> dict[str, float]:
    """All figures a threshold can be set on: `passed`, `passed.kind:lay`, `quotes`, `latency_p50_ms`, …"""
    named = {metric: value.value for metric, value in groups.get(ALL, {}).items()}
    passed = {
        f"passed.{group}": m["passed"].value for group, m in groups.items() if "passed" in m and group != ALL
    }
    latency = {f"latency_p{q}_ms": 1000 * percentile(seconds.values(), q) for q in (50, 90, 99)}
    errors = float(sum(bool(result.error) for result in results))
    return {**named, **passed, **refusals(results), **latency, "errors": errors, "cases": float(len(results))}
