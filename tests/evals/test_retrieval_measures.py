from datetime import date

import pytest

from evals.gold_files import Gold, Place
from evals.gold_retrieval import run_retrieval
from evals.measures import measure


def test_measures_against_figures_worked_out_by_hand():
    found = measure({"q1": ["a", "b"], "q2": ["c"]}, {"q1": ["x", "a", "y", "z", "w", "b"], "q2": []})
    assert found["recall@1"] == 0
    assert found["recall@5"] == pytest.approx((1 / 2 + 0) / 2)
    assert found["recall@10"] == pytest.approx((1 + 0) / 2)
    assert found["mrr@10"] == pytest.approx((1 / 2 + 0) / 2)
    assert found["success@5"] == 0.5
    with pytest.raises(ValueError, match="no query"):
        measure({}, {})


def test_a_group_is_found_at_the_first_hit_inside_one_of_its_alternatives(assistant, case):
    cases = (
        case(id="a", must_cite=[["weifang-2011:13.1"], ["weifang-2011:5"]]),
        case(id="b", must_cite=[["weifang-2011:14", "weifang-2011:13"]], pair="p", wording="lay"),
        case(id="none"),
    )
    gold = Gold(cases, {c.id: Place("own.yaml", 1) for c in cases}, "sha")
    hits = ["weifang-2011:22", "weifang-2011:5(2)", "weifang-2011:5(3)", "weifang-2011:13.2"]
    found = run_retrieval(assistant, {"only": lambda _case: hits}, gold, cases, date(2024, 9, 27))
    assert [(r.id, r.ranks) for r in found.cases] == [("a", (None, 2)), ("b", (4,))]
    assert found.systems["only"]["recall@5"] == pytest.approx((1 / 2 + 1) / 2)
    assert found.systems["only"]["mrr@10"] == pytest.approx((1 / 2 + 1 / 4) / 2)
    assert found.systems["only"]["article_success@5"] == 1
    assert found.groups["wording:lay"]["mrr@10"] == 0.25
    assert found.figures["only.success@5"] == 1
