"""Assessing a case: what is met, what is open, what may follow; never what the sanction is to be."""

from pathlib import Path

import pytest

from assistant.corpus.errors import ParseError, UnknownRegulation
from assistant.rules.assessment import Assessment, Assessor, State, assessment_json
from assistant.rules.base import RuleBase
from assistant.rules.facts import Facts, load_facts, load_plan
from assistant.rules.lexicon import load_lexicon
from assistant.rules.matching import Matcher
from assistant.rules.schema import Tier

G, W, C, H = "guangzhou-2009", "weifang-2011", "ccp-2016", "harbin-2011"


@pytest.fixture(scope="module")
def assessor(base: RuleBase, knowledge: Path) -> Assessor:
    matcher = Matcher(base, load_lexicon(knowledge / "lexicon.yaml"))
    return Assessor(base, matcher, load_plan(knowledge / "assessment.yaml"))


def rules(result: Assessment, step: str) -> set[str]:
    return {line.rule.id for section in result.sections if section.step.id == step for line in section.lines}


def provisions(result: Assessment, step: str) -> set[str]:
    return {rule.split("#")[0] for rule in rules(result, step)}


def elements(result: Assessment, rule: str) -> dict[str, State]:
    lines = [line for section in result.sections for line in section.lines if line.rule.id == rule]
    return {element.text: element.state for line in lines for element in line.elements}


def keys(result: Assessment) -> list[str]:
    return [question.key for question in result.questions]


CONCEALED = Facts(regulation=W, conduct="校长瞒报学校安全事故", who="校长")


# -- situations and their elements ------------------------------------------------------------------------------------

SITUATIONS = [
    (W, "教师体罚学生", "weifang-2011:5(1)"),
    (W, "校车事故，安全管理制度有疏漏", "weifang-2011:5(3)"),
    (W, "食堂管理失误造成学生中毒", "weifang-2011:5(5)"),
    (W, "学生擅自离校没有告知家长", "weifang-2011:5(10)"),
    (W, "捂着不报", "weifang-2011:5(13)"),
    (G, "超越权限擅自决策", "guangzhou-2009:6(2)"),
    (G, "泄露国家秘密", "guangzhou-2009:12(2)"),
    (G, "拒不执行法院的判决", "guangzhou-2009:11(3)"),
    (C, "党的建设缺失", "ccp-2016:6(2)"),
]


@pytest.mark.parametrize(("regulation", "conduct", "situation"), SITUATIONS)
def test_the_situation_that_the_conduct_meets(
    assessor: Assessor, regulation: str, conduct: str, situation: str
):
    result = assessor.assess(Facts(regulation=regulation, conduct=conduct))
    assert situation in provisions(result, "situations")
    assert {id.split(":")[0] for id in provisions(result, "situations")} == {regulation}


ELEMENT = "造成严重后果"
STATES = [
    ("", State.UNKNOWN),
    ("造成严重后果", State.MET),
    ("没有造成后果", State.NOT_MET),
    ("未造成后果", State.NOT_MET),
]


@pytest.mark.parametrize(("consequence", "state"), STATES)
def test_weifang_5_13_the_consequence(assessor: Assessor, consequence: str, state: State):
    result = assessor.assess(CONCEALED.model_copy(update={"consequence": consequence}))
    assert elements(result, f"{W}:5(13)#situations.concealment") == {ELEMENT: state}
    assert ("element" in keys(result)) == (state is State.UNKNOWN)


def test_guangzhou_9_5_requires_no_consequence(assessor: Assessor):
    result = assessor.assess(Facts(regulation=G, conduct="瞒报突发公共事件", who="局长"))
    assert f"{G}:9(5)#situations.concealment" in rules(result, "situations")
    assert elements(result, f"{G}:9(5)#situations.concealment") == {}


# -- what is open -----------------------------------------------------------------------------------------------------


def test_elements_are_asked_before_the_tier_and_the_tier_before_the_school(assessor: Assessor):
    assert keys(assessor.assess(CONCEALED)) == ["element", "tier", "ownership"]


def test_a_question_names_the_element_and_its_clause(assessor: Assessor):
    first = assessment_json(assessor, assessor.assess(CONCEALED))["questions"][0]
    assert ELEMENT in first
    assert "《全市学校安全稳定事故问责办法》第五条第（十三）项" in first


def test_without_a_situation_the_conduct_is_asked_first(assessor: Assessor):
    result = assessor.assess(Facts(regulation=W, conduct="吃饭"))
    assert rules(result, "situations") == set()
    assert keys(result)[0] == "conduct"
    assert "who" in keys(result)


@pytest.mark.parametrize(
    ("told", "key"),
    [({"tier": "情节较重"}, "tier"), ({"who": "校长"}, "who"), ({"ownership": "公办"}, "ownership")],
)
def test_what_is_told_is_not_asked(assessor: Assessor, told: dict[str, str], key: str):
    facts = Facts(regulation=W, conduct="瞒报事故")
    assert key in keys(assessor.assess(facts))
    assert key not in keys(assessor.assess(facts.model_copy(update=told)))


def test_guangzhou_has_no_tiers_and_no_private_schools_to_ask_for(assessor: Assessor):
    result = assessor.assess(Facts(regulation=G, conduct="瞒报突发公共事件", who="局长"))
    assert not {"tier", "ownership"} & set(keys(result))


# -- tiers and sanctions ----------------------------------------------------------------------------------------------

TIERS = {f"{W}:7(1)", f"{W}:7(2)", f"{W}:7(3)"}


@pytest.mark.parametrize("consequence", ["", "造成严重后果", "没有造成后果"])
def test_weifang_7_a_grave_consequence_is_not_the_tier(assessor: Assessor, consequence: str):
    result = assessor.assess(CONCEALED.model_copy(update={"consequence": consequence}))
    assert provisions(result, "tier") >= TIERS
    assert "tier" in keys(result)


@pytest.mark.parametrize(
    ("stated", "article"), [("情节较轻", "7(1)"), ("情节较重", "7(2)"), ("情节严重", "7(3)")]
)
def test_weifang_7_a_stated_tier_leaves_its_own_sanctions(assessor: Assessor, stated: str, article: str):
    result = assessor.assess(CONCEALED.model_copy(update={"tier": stated}))
    assert provisions(result, "tier") & TIERS == {f"{W}:{article}"}


CASES = [
    CONCEALED,
    Facts(regulation=W, conduct="教师体罚学生", who="教师", consequence="造成学生死亡", tier="情节严重"),
    Facts(regulation=W, conduct="校长弄虚作假、瞒报", who="民办学校校长", ownership="民办", tier="情节较轻"),
    Facts(regulation=G, conduct="瞒报突发公共事件", who="局长"),
    Facts(regulation=C, conduct="党的领导弱化", who="党委书记", consequence="造成严重损失，产生恶劣影响"),
]


@pytest.mark.parametrize("facts", CASES, ids=lambda facts: f"{facts.regulation} {facts.conduct}")
def test_never_a_single_sanction(assessor: Assessor, facts: Facts):
    """Whatever is told, each tier that is left has more than one sanction, or the whole list stands."""
    result = assessor.assess(facts)
    options = [
        line.rule.rule for section in result.sections if section.step.id == "tier" for line in section.lines
    ]
    sanctions = {name for rule in options if isinstance(rule, Tier) for name in rule.sanctions}
    assert len(sanctions) >= 3 or rules(result, "sanctions")
    assert not any(word in str(assessment_json(assessor, result)) for word in ("建议给予", "应给予免职"))


def test_the_whole_list_only_where_there_are_no_tiers(assessor: Assessor):
    for facts in CASES:
        ids = [section.step.id for section in assessor.assess(facts).sections]
        assert ("tier" in ids) != ("sanctions" in ids)


# -- who, how, what next ----------------------------------------------------------------------------------------------


def test_weifang_4_the_teacher_by_the_school_the_head_by_the_bureau(assessor: Assessor):
    teacher = assessor.assess(Facts(regulation=W, conduct="体罚", who="教师", ownership="公办"))
    head = assessor.assess(Facts(regulation=W, conduct="瞒报", who="校长", ownership="公办"))
    assert f"{W}:4#authority.decision.1" in rules(teacher, "authority")
    assert f"{W}:4#authority.decision.2" in rules(head, "authority")
    assert f"{W}:4#authority.decision.1" not in rules(head, "authority")


@pytest.mark.parametrize(("ownership", "overlays"), [("民办", {f"{W}:6.4"}), ("", {f"{W}:6.3", f"{W}:6.4"})])
def test_weifang_6_3_and_6_4_by_kind_of_school(assessor: Assessor, ownership: str, overlays: set[str]):
    result = assessor.assess(Facts(regulation=W, conduct="瞒报", who="校长", ownership=ownership))
    assert provisions(result, "overlay") & {f"{W}:6.3", f"{W}:6.4"} == overlays


def test_weifang_16_a_deputy_to_the_peoples_congress(assessor: Assessor):
    result = assessor.assess(Facts(regulation=W, conduct="瞒报", who="局长", status="人大代表"))
    assert f"{W}:16" in provisions(result, "overlay")


def test_guangzhou_17_2_and_3_2_exempt(assessor: Assessor):
    objected = assessor.assess(
        Facts(regulation=G, conduct="擅自决策", who="局长", circumstances="决策时明确提出反对意见")
    )
    assert f"{G}:3.2" in provisions(objected, "exemption")
    forced = assessor.assess(
        Facts(regulation=G, conduct="没有履行职责", who="局长", circumstances="因不可抗力")
    )
    assert f"{G}:17.2" in provisions(forced, "exemption")


@pytest.mark.parametrize(
    ("regulation", "circumstances", "factor"),
    [
        (W, "干扰调查", "weifang-2011:15.1"),
        (W, "积极配合调查，主动承担责任", "weifang-2011:15.2"),
        (G, "打击报复证人", "guangzhou-2009:16(3)"),
        (G, "主动承担责任", "guangzhou-2009:17.1"),
    ],
)
def test_circumstances_that_weigh(assessor: Assessor, regulation: str, circumstances: str, factor: str):
    result = assessor.assess(Facts(regulation=regulation, conduct="瞒报", circumstances=circumstances))
    found = provisions(result, "factors")
    assert factor in found or factor.partition("(")[0] in found


def test_the_sections_come_in_the_order_of_the_plan(assessor: Assessor):
    order = [step.id for step in assessor.plan.steps]
    for facts in CASES:
        ids = [section.step.id for section in assessor.assess(facts).sections]
        assert ids == sorted(ids, key=order.index)
        assert {"authority", "hearing", "deadlines", "effects", "publication"} <= set(ids)


def test_silence_stays_silence(assessor: Assessor):
    """Harbin's opinions regulate no sanction: what the other regulations say does not stand in."""
    result = assessor.assess(Facts(regulation=H, conduct="网格员不巡查", who="网格员"))
    found = [line.rule for section in result.sections for line in section.lines]
    assert {rule.regulation for rule in found} == {H}
    assert all(
        rule.silent for section in ("sanctions", "authority") for rule in found if rule.topic == section
    )
    assert rules(result, "tier") == set()


def test_every_line_is_of_the_regulation_and_cited(assessor: Assessor, base: RuleBase):
    for facts in CASES:
        data = assessment_json(assessor, assessor.assess(facts))
        for section in data["sections"]:
            for line in section["lines"]:
                assert line["text"].endswith("。")
                encoded = base.rules[line["rule"]]
                assert encoded.regulation == facts.regulation
                assert line["citations"] or encoded.silent
                for id in line["citations"]:
                    assert base.library.provision(id).id == id


def test_the_assumptions_of_the_lines_are_shown(assessor: Assessor):
    data = assessment_json(assessor, assessor.assess(CONCEALED))
    assert any("首日" in text for text in data["assumptions"])
    assert any("公办" in text for text in data["assumptions"])


def test_a_regulation_by_its_name(assessor: Assessor):
    assert assessor.assess(Facts(regulation="全市学校安全稳定事故问责办法", conduct="瞒报")).regulation == W


def test_an_unknown_regulation_is_refused(assessor: Assessor):
    with pytest.raises(UnknownRegulation, match=W):
        assessor.assess(Facts(regulation="济南办法", conduct="瞒报"))


def test_the_same_facts_give_the_same_assessment(assessor: Assessor):
    one, other = (assessment_json(assessor, assessor.assess(CONCEALED)) for _ in range(2))
    assert one == other


# -- the file of facts ------------------------------------------------------------------------------------------------


def load(folder: Path, content: bytes) -> Facts:
    file = folder / "facts.yaml"
    file.write_bytes(content)
    return load_facts(file)


def test_facts_may_leave_out_all_but_regulation_and_conduct(tmp_path: Path):
    assert load(tmp_path, "regulation: weifang-2011\nconduct: 瞒报".encode()) == Facts(
        regulation=W, conduct="瞒报"
    )


def test_a_byte_order_mark_does_not_count(tmp_path: Path):
    assert load(tmp_path, b"\xef\xbb\xbfregulation: weifang-2011\nconduct: x").regulation == W


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"", 1, "整体"),
        (b"- regulation", 1, "整体"),
        (b"regulation: weifang-2011\n", 1, "conduct"),
        (b"regulation: weifang-2011\nconduct: x\nverdict: guilty\n", 3, "verdict.*guilty"),
        (b"regulation: weifang-2011\nconduct: 5\n", 2, "conduct.*5"),
        (b'regulation: weifang-2011\nconduct: ""\n', 2, "conduct"),
        (b"regulation: a\nregulation: b\nconduct: x\n", 2, "regulation.*两次"),
        (b"regulation: [a\n", 2, "YAML"),
        (b"regulation: &a x\nconduct: *a\n", 1, "引用"),
    ],
)
def test_bad_facts_are_refused_with_line_and_key(tmp_path: Path, content: bytes, line: int, says: str):
    with pytest.raises(ParseError, match=rf"facts\.yaml 第{line}行.*{says}"):
        load(tmp_path, content)
