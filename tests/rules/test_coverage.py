"""Every clause of every regulation is accounted for."""

from collections.abc import Callable

import pytest

from assistant.rules.base import RuleBase
from assistant.rules.coverage import ledger, totals


def test_no_clause_is_missing(base: RuleBase):
    assert [row.provision for row in ledger(base) if row.state == "missing"] == []


def test_the_ledger_has_every_smallest_clause_once(base: RuleBase):
    leaves = [leaf.id for regulation in base.library.regulations.values() for leaf in regulation.leaves()]
    assert [row.provision for row in ledger(base)] == leaves


@pytest.mark.parametrize(
    ("regulation", "clauses"),
    [("guangzhou-2009", 101), ("weifang-2011", 62), ("ccp-2016", 28)],
)
def test_articles_as_counted_by_hand(base: RuleBase, regulation: str, clauses: int):
    rows = [
        row
        for row in ledger(base)
        if row.regulation == regulation and row.provision.split(":")[1][0].isdigit()
    ]
    assert len(rows) == clauses
    assert {row.state for row in rows} <= {"encoded", "list member"}


def test_notices_preambles_closing_and_annex_are_encoded(base: RuleBase):
    states = {row.provision: row.state for row in ledger(base)}
    for unit in ("guangzhou-2009:通知", "weifang-2011:通知", "guangzhou-party-2006:通知", "guangzhou-party-2006:前言",
                 "harbin-2011:前言", "harbin-2011:结尾", "weifang-2011:附件.1", "weifang-2011:附件.2", "weifang-2011:附件.3"):  # fmt: skip
        assert states[unit] == "encoded", unit


def test_only_commentary_is_non_normative_and_every_waiver_has_a_reason(base: RuleBase):
    for row in ledger(base):
        if row.state == "non-normative":
            assert not base.library.provision(row.provision).normative
        assert row.reason or row.rules, row.provision


def test_totals_add_up(base: RuleBase):
    for total in totals(base):
        assert total.accounted
        assert total.clauses == sum(total.states.values())
        assert total.rules + total.silences == sum(1 for e in base if e.regulation == total.regulation)


def test_a_clause_without_rules_is_missing(mini: Callable[..., RuleBase]):
    base = mini("```rules\n- kind: nothing\n  reason: 申诉的规定在本办法之外，见编码说明。\n```\n", "")
    assert [row.provision for row in ledger(base) if row.state == "missing"] == ["mini-2020:8"]
    (total,) = totals(base)
    assert not total.accounted


def test_states_of_the_small_regulation(mini: Callable[..., RuleBase]):
    states = {row.provision.split(":")[1]: row.state for row in ledger(mini())}
    assert states["2(1)"] == "encoded"
    assert states["2(2)"] == "list member"
    assert states["8"] == "nothing"
    assert states["解读1"] == "encoded"
