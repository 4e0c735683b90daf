"""Everyday wordings, clauses that say the same of another regulation, questions, and claims about the wording of a rule."""

from __future__ import annotations

import pytest

from assistant.guard.finding import Verdict
from assistant.guard.guard import Guard
from assistant.guard.segments import ANY, LISTED, PLAIN, parts_of


def keys(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def test_an_everyday_wording_bears_out_only_what_it_may_stand_for(guard: Guard) -> None:
    near = guard.reader.read("拍板", near=True).atoms[0]
    assert "决定" in near.keys
    assert "决定" not in near.own
    assert "决定" not in guard.reader.read("拍板").atoms[0].keys


def test_a_phrase_is_read_as_the_words_it_stands_for(guard: Guard) -> None:
    kinds = [token.kind for token in guard.reader.read("申诉期间继续执行").tokens]
    assert "neg" in kinds
    assert "class" in kinds


@pytest.mark.parametrize(
    ("text", "regulation", "verdict"),
    [
        ("申诉期间问责决定继续执行。", "weifang-2011", Verdict.SUPPORTED),
        ("申诉期限是多少天？", "weifang-2011", Verdict.NEUTRAL),
        ("难道申诉期限不是30日吗？", "weifang-2011", Verdict.UNSUPPORTED),
        ("从轻问责用的是“可”，从重问责用的是“应”。", "weifang-2011", Verdict.SUPPORTED),
        ("从轻问责用的是“应当”。", "weifang-2011", Verdict.CONTRADICTED),
        ("王老师您好，申诉期间不停止问责决定的执行。", "weifang-2011", Verdict.SUPPORTED),
    ],
)
def test_verdicts(guard: Guard, text: str, regulation: str, verdict: Verdict) -> None:
    assert guard.check(text, regulation=regulation).verdict is verdict


@pytest.mark.parametrize(
    ("text", "regulation"),
    [
        ("潍坊的送达期限是5个工作日，广州也是。", None),
        ("“问责决定自作出之日起生效”不是本办法的规定。", "guangzhou-2009"),
        ("潍坊办法没有规定免责情形和从轻情形。", None),
        ("潍坊办法的送达期限不比广州办法长。", None),
        ("抱歉申诉期已延长到60天，申诉期间不停止问责决定的执行。", "weifang-2011"),
        ("除申诉期间外，不停止问责决定的执行。", "weifang-2011"),
        ("可自收到问责决定书之日起15个工作日之外提出书面申诉。", "weifang-2011"),
        ("潍坊办法第六条有十二款。", None),
    ],
)
def test_what_stands_around_a_true_sentence_can_make_it_false(
    guard: Guard, text: str, regulation: str | None
) -> None:
    assert guard.check(text, regulation=regulation).verdict is not Verdict.SUPPORTED


def test_a_condition_has_a_part_for_each_clause_and_one_for_the_members_of_a_list() -> None:
    parts = list(parts_of("对事故瞒报、迟报、谎报而贻误事故处理", keys))
    assert [part.share for part in parts] == [LISTED, ANY, PLAIN]
    assert {"瞒报", "迟报", "谎报"} == parts[1]
    assert "贻误" in parts[2]


def test_long_members_of_a_list_are_all_owed_where_consequences_are_told() -> None:
    parts = list(parts_of("造成损害后果加重、学生家长强烈不满", keys, all_owed=True))
    assert [part.share for part in parts] == [PLAIN, PLAIN]
