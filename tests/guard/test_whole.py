"""The answer as a whole: companions of a rule, and fair comparison."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.guard.whole import check_answer
from assistant.rules.base import RuleBase


@dataclass(frozen=True)
class Said:
    text: str
    rules: tuple[str, ...]


def _said(base: RuleBase, *ids: str) -> list[Said]:
    return [Said(base.rules[id].zh, (id,)) for id in ids]


def test_13_1_is_published_with_what_it_is_read_with(base: RuleBase) -> None:
    filing, execution = "weifang-2011:13.1#appeal.filing", "weifang-2011:14#appeal.execution"
    (finding,) = check_answer(_said(base, filing), base)
    assert finding.rules == (filing, execution)
    assert finding.expected == base.rules[execution].zh
    assert check_answer(_said(base, filing, execution), base) == ()


def test_a_period_given_for_one_side_only_is_unfair(base: RuleBase) -> None:
    ours, theirs = "weifang-2011:12.1#decision.service", "guangzhou-2009:26#decision.service"
    both = _said(base, ours, theirs)
    left_out = Said("广州办法也规定了问责决定的送达", (theirs,))
    unfair = check_answer([both[0], left_out], base)
    assert any(f.rules == (theirs,) for f in unfair)
    assert not any(f.message.startswith("比较") for f in check_answer(both, base))
