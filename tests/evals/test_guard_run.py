from datetime import date
from typing import Any

import pytest

from assistant.guard.finding import Report, Verdict
from evals.guard import run_guard
from evals.guard_cases import GuardCase, GuardGold, Set, guard_cases, select
from evals.heatmap import heatmap
from evals.selection import SelectionError


class Judge:
    """A guard that gives the verdict that the text asks for."""

    def __init__(self, assistant) -> None:
        self.provenance = assistant.provenance

    def check(self, text, *, regulation):
        assert regulation == "weifang-2011"
        if text == "crash":
            raise RuntimeError("boom")
        return Report(verdict=Verdict(text), findings=())


def case(id, wanted, got, group: Set = "statements", mutation=""):
    return GuardCase(
        id=id, set=group, text=got, regulation="weifang-2011", wanted=(wanted,), provisions=("weifang-2011:14",), mutation=mutation
    )  # fmt: skip


@pytest.fixture
def results(assistant):
    cases = (
        case("a", "contradicted", "contradicted"),
        case("b", "contradicted", "supported"),
        case("c", "supported", "unsupported"),
        case("d", "supported", "supported"),
        case("e", "neutral", "crash"),
        case("f", "contradicted", "unsupported", "mutants", "数值"),
    )
    judge: Any = Judge(assistant)
    return run_guard(judge, GuardGold(cases, "sha", {}), date(2024, 9, 27))


def test_figures(results):
    assert results.figures["right.statements"] == pytest.approx(2 / 5)
    assert results.figures["caught.statements"] == 0.5
    assert results.figures["false_alarm.statements"] == 0.5
    assert results.figures["published.statements"] == 0.5
    assert results.figures["false_published"] == 1
    assert results.figures["errors"] == 1
    assert results.figures["published.mutants"] == 0
    assert results.groups["mutation:数值"]["right"].value == 0


def test_confusion_counts_wanted_against_got(results):
    assert results.confusion["statements"] == {
        "contradicted": {"contradicted": 1, "supported": 1},
        "neutral": {"error": 1},
        "supported": {"supported": 1, "unsupported": 1},
    }


def test_heatmap_shows_mutants_where_there_are_any(results, library):
    shown = heatmap(results.cases, library)
    assert shown is not None
    assert (shown.columns, shown.rows) == (("数值",), ("weifang-2011:14",))
    without = heatmap([r for r in results.cases if not r.case.mutation], library)
    assert without is not None
    cell = without.cells["weifang-2011:14"]["contradicted"]
    assert (cell.n, cell.right, cell.published) == (2, 1, 1)


def test_mutants_count_as_right_or_published_by_clause_and_those_left_out_by_reason(assistant, library):
    cases = tuple(
        case(id, "contradicted", got, "mutants", "数值").model_copy(
            update={"provisions": ("weifang-2011:13.1",)}
        )
        for id, got in (("a", "contradicted"), ("b", "supported"))
    )
    judge: Any = Judge(assistant)
    results = run_guard(judge, GuardGold(cases, "sha", {"改后同义": 3}), date(2024, 9, 27))
    assert results.figures["right.mutants"] == 0.5
    assert results.figures["false_published"] == 1
    assert results.excluded == {"改后同义": 3}
    shown = heatmap(results.cases, library)
    assert shown is not None
    cell = shown.cells["weifang-2011:13"]["数值"]
    assert (cell.n, cell.right, cell.published) == (2, 1, 1)
    assert {result.case.cluster for result in results.cases} == {"weifang-2011:13.1"}


def test_everything_there_is_to_try(assistant, knowledge):
    gold = guard_cases(assistant, knowledge)
    assert {c.set for c in gold.cases} == {
        "statements",
        "paraphrases_dev",
        "paraphrases_frozen",
        "written",
        "later",
        "free",
        "spoken",
        "attacks",
        "renderings",
        "mutants",
    }
    assert len({c.id for c in gold.cases}) == len(gold.cases)
    assert all(c.mutation for c in select(gold, ["mutants"]).cases)
    with pytest.raises(SelectionError, match="没有这一组"):
        select(gold, ["nothing"])
