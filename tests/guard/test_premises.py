"""Premises of questions: contradicted ones are found, questions that merely ask have none."""

from __future__ import annotations

import pytest

from assistant.guard.finding import Verdict
from assistant.guard.guard import Guard

FALSE = [
    ("第三十条规定的罚款是多少？", "weifang-2011"),
    ("第三十条规定的罚款是多少？", "guangzhou-2009"),
    ("既然申诉期是30日，从哪天起算？", "weifang-2011"),
    ("为什么潍坊办法规定申诉期间停止执行？", None),
    ("潍坊办法第二十三条规定了什么？", None),
    ("15日的申诉期限从哪天起算？", "weifang-2011"),
]
ASKING = [
    ("申诉期是30日吗？", "weifang-2011"),
    ("申诉期间停止执行吗？", "weifang-2011"),
    ("潍坊办法第十四条讲什么？", None),
    ("有没有第三十条？", "weifang-2011"),
    ("校长瞒报事故会怎么处理？", None),
    ("既然申诉期限是15个工作日，从哪天起算？", "weifang-2011"),
    ("How long do I have to appeal?", "weifang-2011"),
]


@pytest.mark.parametrize(("question", "regulation"), FALSE)
def test_a_contradicted_premise_is_found(guard: Guard, question: str, regulation: str | None) -> None:
    found = guard.premises(question, regulation=regulation)
    assert found
    assert all(f.verdict is Verdict.CONTRADICTED for f in found)


@pytest.mark.parametrize(("question", "regulation"), ASKING)
def test_a_question_that_merely_asks_has_none(guard: Guard, question: str, regulation: str | None) -> None:
    assert guard.premises(question, regulation=regulation) == ()
