"""The guard over every rule, over the gold statements and over any text."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.guard import align
from assistant.guard.clash import Clash
from assistant.guard.finding import Verdict
from assistant.guard.frames import Frame
from assistant.guard.guard import Guard
from assistant.guard.reading import Reading
from assistant.rules.base import RuleBase

GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold"
PIECES = [
    "不",
    "不是",
    "而是",
    "应当",
    "可以",
    "不得",
    "30个工作日",
    "第十三条",
    "（",
    "）",
    "“",
    "”",
    "，",
    "。",
    "潍坊办法",
    "停止执行",
    "，，",
    "0",
    "　",
]


def _yaml(path: Path) -> list[dict[str, Any]]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


STATEMENTS = [case for path in sorted((GOLD / "statements").glob("*.yaml")) for case in _yaml(path)]
PARAPHRASES = [case for case in _yaml(GOLD / "paraphrases.yaml") if case["set"] == "dev"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_false_alarm_on_what_the_rules_themselves_say(base: RuleBase, guard: Guard, language: str) -> None:
    alarms: list[str] = []
    for encoded in base:
        if encoded.silent:
            continue
        label = base.library.provision(encoded.provision).label
        text = encoded.zh if language == "zh" else encoded.en
        end = "。" if language == "zh" else ""
        alarms += [
            f"{encoded.id}: {statement}"
            for statement in (text + end, f"{text}（{label}）{end}")
            if guard.check(statement, regulation=encoded.regulation).verdict is not Verdict.SUPPORTED
        ]
    assert not alarms


def test_no_false_gold_statement_is_published(guard: Guard) -> None:
    published = [
        case["id"]
        for case in STATEMENTS
        if case["verdict"] != "supported"
        and guard.check(case["text"], regulation=case["regulation"]).verdict is Verdict.SUPPORTED
    ]
    assert not published


def test_right_verdicts_on_gold_statements(guard: Guard) -> None:
    got = Counter(
        guard.check(case["text"], regulation=case["regulation"]).verdict.value == case["verdict"]
        for case in STATEMENTS
    )
    assert got[True] / len(STATEMENTS) >= RIGHT


def test_true_paraphrases_are_recognised(guard: Guard) -> None:
    missed = [
        case["id"]
        for case in PARAPHRASES
        if guard.check(case["text"], regulation=case["regulation"]).verdict is not Verdict.SUPPORTED
    ]
    assert len(missed) / len(PARAPHRASES) <= 1 - RECOGNISED, missed


RIGHT = 0.85
RECOGNISED = 0.85


def test_13_1_the_finding_says_what_differs_and_quotes_the_clause(guard: Guard) -> None:
    text = "您好。当事人可以在收到问责决定书之日起30个工作日内提出书面申诉。"
    (neutral, finding) = guard.check(text, regulation="weifang-2011").findings
    assert neutral.verdict is Verdict.NEUTRAL
    assert finding.verdict is Verdict.CONTRADICTED
    assert text[slice(*finding.span)] == "30个工作日"
    assert finding.expected == "15个工作日"
    assert finding.provisions == ("weifang-2011:13.1",)
    assert "15个工作日" in finding.quote


def test_context_names_the_regulation(guard: Guard) -> None:
    said = "申诉期间不停止问责决定的执行。"
    assert guard.check(said).verdict is Verdict.AMBIGUOUS
    assert guard.check(said, context=["潍坊办法里申诉怎么提？"]).verdict is Verdict.SUPPORTED


def test_a_check_that_breaks_counts_as_not_confirmed(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(reading: Reading, frame: Frame) -> list[Clash]:
        raise RuntimeError(f"broken on {reading.text} and {frame.id}")

    monkeypatch.setattr(align, "ALL", (broken,))
    text = "申诉期间，问责决定并不停止执行。"
    assert guard.check(text, regulation="weifang-2011").verdict is Verdict.UNSUPPORTED


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_no_exception_and_spans_inside_on_any_text(guard: Guard, text: str) -> None:
    for finding in guard.check(text).findings:
        start, end = finding.span
        assert 0 <= start <= end <= len(text)
    guard.premises(text)


@pytest.mark.parametrize(
    "piece",
    ["调查组应自成立之日起10个工作日内完成调查工作。", "应当，", "不是", "第十三条", "（", "一", "a ", "“"],
    ids=["sentences", "clauses", "denials", "citations", "brackets", "numerals", "words", "quotes"],
)
def test_100_kb_take_no_more_than_seconds(guard: Guard, piece: str) -> None:
    text = piece * (100_000 // len(piece.encode()))
    start = time.process_time()
    guard.check(text, regulation="weifang-2011")
    assert time.process_time() - start < SECONDS


SECONDS = 2
