"""Cases told in a question: situations with what is still open, the options, who decides; never one final sanction."""

import pytest

from assistant.answer.model import Answer, Basis
from assistant.rules.schema import Sanctions, Situation, Tier

CASES = [
    ("校长瞒报学校安全事故，会怎么处理，谁来定？", "weifang-2011:5(13)"),
    ("寿光一所中学捂着事故不报，怎么问责？", "weifang-2011:5(13)"),
    ("潍坊的老师体罚学生，怎么处理？", "weifang-2011:5(1)"),
    ("潍坊一所学校发生踩踏，怎么问责？", "weifang-2011:5(3)"),
    ("潍坊的学校食堂管理失误，学生中毒了，怎么问责？", "weifang-2011:5(5)"),
    ("诸城一个学生擅自离校，班主任没有告诉家长，怎么处理？", "weifang-2011:5(10)"),
    ("广州的局长瞒报突发公共事件，会怎么处理？", "guangzhou-2009:9(5)"),
    ("广州的干部泄露国家秘密，怎么问责？", "guangzhou-2009:12(2)"),
    ("How is a concealed school accident in Weifang punished?", "weifang-2011:5(13)"),
]


@pytest.fixture(scope="module", params=CASES, ids=[case[0] for case in CASES])
def case(request: pytest.FixtureRequest, ask) -> tuple[Answer, str]:
    question, situation = request.param
    return ask(question), situation


def rules_of(answer: Answer, base) -> list:
    return [base.rules[id] for statement in answer.statements for id in statement.rules]


def test_the_situation_is_cited_and_no_other_regulation(case):
    answer, situation = case
    assert answer.outcome == "answered", answer.text
    assert situation in {citation.id for citation in answer.citations}
    assert {citation.regulation for citation in answer.citations} == {situation.split(":")[0]}


def test_never_a_single_final_sanction(case, base):
    """All tiers of the regulation, or its whole list of sanctions, stand side by side."""
    answer, situation = case
    regulation = situation.split(":")[0]
    said = {rule.id for rule in rules_of(answer, base)}
    every = [rule for rule in base.on(regulation, "sanctions.tier") if isinstance(rule.rule, Tier)]
    lists = [rule for rule in base.on(regulation, "sanctions") if isinstance(rule.rule, Sanctions)]
    assert {rule.id for rule in every or lists} <= said


def test_required_consequences_that_were_not_told_are_asked(case, base):
    """For each situation that needs a consequence, an open point names it, or the question told it."""
    answer, _ = case
    notices = [s.text for s in answer.statements if s.basis is Basis.NOTICE]
    for rule in rules_of(answer, base):
        if not isinstance(rule.rule, Situation) or answer.language == "en":
            continue
        for alternative in rule.rule.alternatives:
            if alternative.consequence and "造成" in alternative.consequence:
                assert any(alternative.consequence in text for text in notices)


def test_weifang_where_tiers_stand_it_is_said_who_weighs_them(case):
    answer, situation = case
    if situation.startswith("weifang"):
        assert any(
            word in answer.text for word in ("不等于“情节严重”", "not the same as grave circumstances")
        )


def test_who_decides_is_said(case):
    answer, situation = case
    deciding = {
        "weifang-2011": {"weifang-2011:4", "weifang-2011:12.1"},
        "guangzhou-2009": {"guangzhou-2009:24.1"},
    }
    assert deciding[situation.split(":")[0]] <= {citation.id for citation in answer.citations}


def test_a_consequence_that_is_told_is_not_asked(ask):
    told = ask("潍坊的校长瞒报事故，造成严重后果，会怎么处理？")
    assert "还需要核实：是否“造成严重后果”" not in told.text
    assert "还需要核实：是否“造成严重后果”" in ask("潍坊的校长瞒报事故，会怎么处理？").text


def test_a_grave_consequence_does_not_decide_the_tier(ask):
    cited = {c.id for c in ask("潍坊的校长瞒报事故，造成严重后果，会怎么处理？").citations}
    assert {"weifang-2011:7(1)", "weifang-2011:7(2)", "weifang-2011:7(3)"} <= cited


def test_guangzhou_9_5_needs_no_consequence(ask):
    assert "还需要核实" not in ask("广州办法对瞒报突发公共事件怎么规定？").text


@pytest.mark.parametrize(
    ("who", "decides", "not_"),
    [
        ("班主任", "由学校实施", "由党委、政府"),
        ("校长", "由教育行政部门或民办学校的理事会、董事会实施", "由党委、政府"),
        ("教育局", "由党委、政府或上一级教育行政部门实施", "由学校实施"),
    ],
)
def test_weifang_4_who_decides_depends_on_the_person(ask, who: str, decides: str, not_: str):
    text = ask(f"潍坊的{who}由谁问责？").text
    assert decides in text
    assert not_ not in text
