"""《中国共产党问责条例》(2016), clause by clause; commentary informs and binds no one."""

from fractions import Fraction

import pytest

from assistant.rules.base import Encoded, RuleBase
from assistant.rules.render import modal_word, modality_of
from assistant.rules.schema import Authority, Fact, Norm, Responsibility, Sanctions, Situation, Tier

REG = "ccp-2016"


def rule(base: RuleBase, id: str) -> Encoded:
    return base.rules[f"{REG}:{id}"]


def test_a6_six_situations_each_of_conduct_and_consequence_but_the_catch_all(base: RuleBase):
    situations = [e.rule for e in base if e.regulation == REG and isinstance(e.rule, Situation)]
    assert len(situations) == 6
    assert [s.catch_all for s in situations] == [False] * 5 + [True]
    assert all(s.alternatives[0].consequence for s in situations[:5])


def test_a7_three_sanctions_for_organisations_four_for_cadres_closed(base: RuleBase):
    organisations, cadres = rule(base, "7.1#sanctions").rule, rule(base, "7.2#sanctions").rule
    assert isinstance(organisations, Sanctions)
    assert isinstance(cadres, Sanctions)
    assert [m.name for m in organisations.members] == ["检查", "通报", "改组"]
    assert [m.name for m in cadres.members] == ["通报", "诫勉", "组织调整或者组织处理", "纪律处分"]
    assert organisations.closed
    assert cadres.closed


def test_a7_p2_i3_five_measures_open(base: RuleBase):
    cadres = rule(base, "7.2#sanctions").rule
    assert isinstance(cadres, Sanctions)
    measures = cadres.members[2]
    assert [p.name for p in measures.parts] == ["停职检查", "调整职务", "责令辞职", "降职", "免职"]
    assert measures.parts_open


TIERS = [
    ("7.1(1)", "党组织", "履行职责不力", "情节较轻", "检查"),
    ("7.1(2)", "党组织", "履行职责不力", "情节较重", "通报"),
    ("7.1(3)", "党组织", "失职失责", "严重违反党的纪律、本身又不能纠正", "改组"),
    ("7.2(1)", "党的领导干部", "履行职责不力", None, "通报"),
    ("7.2(2)", "党的领导干部", "失职失责", "情节较轻", "诫勉"),
    ("7.2(3)", "党的领导干部", "失职失责", "情节较重，不适宜担任现职", "组织调整或者组织处理"),
    ("7.2(4)", "党的领导干部", "失职失责应当给予纪律处分", None, "纪律处分"),
]


@pytest.mark.parametrize(("item", "whom", "gateway", "tier", "sanction"), TIERS)
def test_a7_tiers_inside_the_list(
    base: RuleBase, item: str, whom: str, gateway: str, tier: str | None, sanction: str
):
    found = rule(base, f"{item}#sanctions.tier").rule
    assert isinstance(found, Tier)
    assert (found.applies_to, found.gateway, found.tier, found.sanctions) == (
        whom,
        gateway,
        tier,
        (sanction,),
    )


def test_a5_three_classes_of_leadership_responsibility(base: RuleBase):
    found = [rule(base, f"5#collective.{n}").rule for n in (1, 2, 3)]
    assert [r.bears for r in found if isinstance(r, Responsibility)] == [
        "全面领导责任",
        "主要领导责任",
        "重要领导责任",
    ]


def test_a8_discipline_inspection_decides_two_and_proposes_one(base: RuleBase):
    decides, proposes = rule(base, "8#authority.decision.2").rule, rule(base, "8#authority.decision.3").rule
    assert isinstance(decides, Authority)
    assert isinstance(proposes, Authority)
    assert (decides.role, decides.sanctions) == ("decides", ("通报", "诫勉"))
    assert (proposes.role, proposes.sanctions) == ("proposes", ("组织调整或者组织处理",))
    assert rule(base, "8#authority.decision.3").id in decides.publish_with


def test_a9_p1_one_month_is_the_only_period(base: RuleBase):
    found = [e for e in base if e.regulation == REG and isinstance(e.rule, Norm) and e.rule.within]
    assert [e.id for e in found] == [f"{REG}:9.1#execution"]
    assert isinstance(found[0].rule, Norm)
    assert found[0].rule.within is not None
    assert (found[0].rule.within.value, found[0].rule.within.unit) == (Fraction(1), "月")


def test_a9_p2_generally_public_for_two_sanctions_only(base: RuleBase):
    norm = rule(base, "9.2#publication.2").rule
    assert isinstance(norm, Norm)
    assert (modality_of(norm), modal_word(norm)) == ("generally_must", "一般应当")
    assert norm.when == "采取组织调整或者组织处理、纪律处分方式问责的"


def test_a10_lifelong_only_where_vile_and_grave(base: RuleBase):
    norm = rule(base, "10#scope.former_post").rule
    assert isinstance(norm, Norm)
    assert norm.when is not None
    assert norm.when.startswith("对失职失责性质恶劣、后果严重的")


@pytest.mark.parametrize(
    "topic",
    ["appeal.filing", "appeal.handling", "appeal.execution", "procedure.investigation", "procedure.hearing",
     "procedure.recusal", "effects", "factors.aggravating", "factors.mitigating", "factors.exempting", "execution.refusal"],
)  # fmt: skip
def test_silent(base: RuleBase, topic: str):
    (encoded,) = base.on(REG, topic)
    assert encoded.silent


def test_commentary_is_facts_only_and_apart(base: RuleBase):
    commentary = [e for e in base if not e.normative]
    assert len(commentary) == 10
    for encoded in commentary:
        assert isinstance(encoded.rule, Fact)
        assert encoded.topic == "commentary"
        assert encoded.zh.startswith("解读称：")
        assert encoded.provision.startswith(f"{REG}:解读")


def test_commentary_on_7_names_fourteen_sanctions(base: RuleBase):
    fact = rule(base, "解读7#commentary.1").rule
    assert isinstance(fact, Fact)
    assert len(fact.is_) == 14
