"""What a question takes for granted: confirmed by nothing but the clause, corrected where the clause denies it."""

import re

import pytest

CORRECTED = [
    ("潍坊办法第十四条规定申诉期间停止执行，对吗？", "weifang-2011:14", "不停止"),
    ("广州办法规定被调查人有四十天写说明，对吧？", "guangzhou-2009:21.1", "7个工作日"),
    ("广州办法规定有九种问责方式，是吗？", "guangzhou-2009:14.1", "八种"),
    ("广州办法规定复核期间应当停止执行，对吗？", "guangzhou-2009:28.2", "可以暂缓"),
]


@pytest.mark.parametrize(("question", "cites", "says"), CORRECTED, ids=[row[0] for row in CORRECTED])
def test_a_claim_that_the_clause_denies_is_corrected_from_the_clause(
    ask, question: str, cites: str, says: str
):
    answer = ask(question)
    assert answer.outcome == "premise_corrected", answer.text
    assert "与条文不符" in answer.statements[0].text
    assert cites in {citation.id for citation in answer.citations}
    assert says in answer.text


CONFIRMED = [
    ("潍坊办法规定的申诉期限是15个工作日，对吗？", "weifang-2011:13.1"),
    ("潍坊办法第十四条规定申诉期间不停止执行，对吗？", "weifang-2011:14"),
    ("广州办法规定有八种问责方式，是吗？", "guangzhou-2009:14.1"),
    ("潍坊办法一共二十二条，对吧？", "weifang-2011:22"),
]


@pytest.mark.parametrize(("question", "cites"), CONFIRMED, ids=[row[0] for row in CONFIRMED])
def test_a_claim_that_the_clause_bears_out_is_answered(ask, question: str, cites: str):
    answer = ask(question)
    assert answer.outcome == "answered", answer.text
    assert cites in {citation.id for citation in answer.citations}


OPEN = [
    "潍坊申诉期间停止执行吗？",
    "潍坊申诉期间停止还是不停止执行？",
    "潍坊办法申诉是不是要停止执行？",
    "潍坊办法的调查要不要两名以上工作人员？",
    "广州办法有几种问责方式？",
    "广州办法的问责方式是八种还是九种？",
]


@pytest.mark.parametrize("question", OPEN)
def test_a_question_that_asks_claims_nothing(ask, question: str):
    answer = ask(question)
    assert answer.outcome == "answered", answer.text
    assert "与条文不符" not in answer.text


@pytest.mark.parametrize(
    ("question", "sanction", "regulation"),
    [
        ("广州办法有没有约谈这种方式？", "约谈", "guangzhou-2009"),
        ("广州办法可以停职检查吗？", "停职检查", "guangzhou-2009"),
        ("潍坊办法可以诫勉谈话吗？", "诫勉谈话", "weifang-2011"),
        ("问责条例可以责令公开道歉吗？", "责令公开道歉", "ccp-2016"),
    ],
)
def test_whether_there_is_a_sanction_that_the_list_lacks(ask, question: str, sanction: str, regulation: str):
    answer = ask(question)
    assert answer.outcome in ("answered", "silent")
    assert re.search(f"没有.{{0,3}}{sanction}", answer.text)
    assert {citation.regulation for citation in answer.citations} <= {regulation}


@pytest.mark.parametrize(
    ("question", "sanction"),
    [("广州办法有责令辞职这种方式吗？", "责令辞职"), ("潍坊办法有解聘这种方式吗？", "解聘")],
)
def test_a_sanction_that_the_list_has_is_not_denied(ask, question: str, sanction: str):
    answer = ask(question)
    assert f"没有“{sanction}”" not in answer.text
    assert sanction in answer.text
