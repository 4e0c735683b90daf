"""Mutants are made as their kind says."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.corpus.library import Library
from assistant.rules.base import RuleBase
from assistant.rules.topics import load_topics
from evals.mutation import Maker, Mutant

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture(scope="module")
def mutants() -> list[Mutant]:
    base = RuleBase(Library.load(KNOWLEDGE / "regulations"), load_topics(KNOWLEDGE / "topics.yaml"))
    return list(Maker(base, implied=()).all())


def test_every_kind_is_made_and_none_is_a_rule_unchanged(mutants: list[Mutant]) -> None:
    kinds = {mutant.kind for mutant in mutants}
    assert kinds >= {
        "数值",
        "单位",
        "范围",
        "主体",
        "问责方式",
        "档次",
        "情态",
        "否定",
        "条款号",
        "换制度",
        "列举缩短",
        "列举加长",
        "日期",
    }
    assert len({(m.regulation, m.text) for m in mutants}) == len(mutants)


def test_13_1_fifteen_working_days_become_others(mutants: list[Mutant]) -> None:
    altered = {
        m.kind: m.text
        for m in mutants
        if m.rule == "weifang-2011:13.1#appeal.filing" and m.regulation == "weifang-2011"
    }
    assert "15个工作日" not in altered["数值"]
    assert "15日内" in altered["单位"]
    assert "个工作日后" in altered["范围"]
