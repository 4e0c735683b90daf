"""潍教字〔2011〕34号, clause by clause: true counts, figures, modal words, overlays."""

from fractions import Fraction

import pytest

from assistant.rules.base import Encoded, RuleBase
from assistant.rules.render import modal_word, modality_of
from assistant.rules.schema import Authority, Effect, Enumeration, Factor, Norm, Sanctions, Situation, Tier

REG = "weifang-2011"


def rule(base: RuleBase, id: str) -> Encoded:
    return base.rules[f"{REG}:{id}"]


def test_a5_seventeen_situations_the_last_a_catch_all(base: RuleBase):
    situations = {e.provision: e.rule for e in base if e.regulation == REG and isinstance(e.rule, Situation)}
    assert list(situations) == [f"{REG}:5({n})" for n in range(1, 18)]
    assert [id for id, situation in situations.items() if situation.catch_all] == [f"{REG}:5(17)"]
    listed = rule(base, "5#situations.1").rule
    assert isinstance(listed, Enumeration)
    assert len(listed.members) == 17


CONSEQUENCES = {
    1: ["造成学生残疾、死亡", "影响恶劣"],
    2: ["造成学生残疾或者死亡"] * 2,
    3: ["造成学生残疾或者死亡"],
    4: ["造成不良社会影响"] * 2,
    5: [None, None],
    6: [None, None],
    7: ["造成损害后果加重、学生家长强烈不满"],
    8: ["造成学生残疾或者死亡"] * 2,
    9: ["造成学生残疾或者死亡"],
    10: ["致使学生下落不明或者遭受严重伤害"],
    11: ["造成学生残疾或者死亡"],
    12: ["造成严重社会影响"],
    13: ["造成严重后果"],
    14: ["造成不良影响"],
    15: ["造成不良影响"],
    16: ["造成严重后果", None],
    17: [None],
}


@pytest.mark.parametrize("item", CONSEQUENCES)
def test_a5_each_situation_has_its_own_consequence(base: RuleBase, item: int):
    (encoded,) = base.of_provision(f"{REG}:5({item})")
    assert isinstance(encoded.rule, Situation)
    assert [way.consequence for way in encoded.rule.alternatives] == CONSEQUENCES[item]


def test_a6_p1_twelve_sanctions_open(base: RuleBase):
    sanctions = rule(base, "6.1#sanctions").rule
    assert isinstance(sanctions, Sanctions)
    assert len(sanctions.members) == 12
    assert not sanctions.closed
    assert [m.name for m in sanctions.members if m.other] == ["其他问责方式"]
    assert [p.name for p in sanctions.members[9].parts] == ["责令辞职", "解聘"]


def test_a7_three_five_and_three_sanctions_and_none_for_the_catch_all(base: RuleBase):
    tiers = [rule(base, f"7({n})#sanctions.tier").rule for n in (1, 2, 3)]
    assert all(isinstance(tier, Tier) for tier in tiers)
    assert [(tier.tier, len(tier.sanctions)) for tier in tiers if isinstance(tier, Tier)] == [
        ("情节较轻", 3),
        ("情节较重", 5),
        ("情节严重", 3),
    ]
    assert not any("其他问责方式" in tier.sanctions for tier in tiers if isinstance(tier, Tier))


def test_a6_p5_bans_only_after_resignation_or_removal_of_leading_cadres(base: RuleBase):
    for n, act, years in ((1, "重新担任与其原任职务相当的领导职务", 1), (2, "提升", 3)):
        effect = rule(base, f"6.5#effects.{n}").rule
        assert isinstance(effect, Effect)
        assert effect.of == ("引咎辞职", "责令辞职", "免职")
        assert effect.must_not == act
        assert effect.lasting is not None
        assert (effect.lasting.value, effect.lasting.unit) == (Fraction(years), "年")
        assert len(effect.publish_with) == 1


AUTHORITIES = [
    (1, "学校", ["分管副校（园）长", "班主任", "教师"]),
    (2, "教育行政部门或民办学校的理事会、董事会", ["学校", "校（园）长"]),
    (3, "党委、政府或上一级教育行政部门", ["教育行政部门"]),
]


@pytest.mark.parametrize(("n", "who", "targets"), AUTHORITIES)
def test_a4_who_implements_for_whom_with_its_overlays(base: RuleBase, n: int, who: str, targets: list[str]):
    authority = rule(base, f"4#authority.decision.{n}").rule
    assert isinstance(authority, Authority)
    assert authority.who == who
    assert authority.target is not None
    assert all(target in authority.target for target in targets)
    assert {
        f"{REG}:12.1#authority.decision",
        f"{REG}:6.3#authority.overlay",
        f"{REG}:16#authority.overlay",
    } <= set(authority.publish_with)
    assert (f"{REG}:6.4#authority.overlay" in authority.publish_with) == (n == 2)


def test_a6_p3_and_p4_transfer_is_in_the_public_overlay_only(base: RuleBase):
    public, private = rule(base, "6.3#authority.overlay").rule, rule(base, "6.4#authority.overlay").rule
    assert isinstance(public, Authority)
    assert isinstance(private, Authority)
    assert public.sanctions == ("调整工作岗位", "引咎辞职", "责令辞职", "免职")
    assert private.sanctions == ("引咎辞职", "责令辞职", "免职")


PERIODS = [
    ("10.1#procedure.investigation.1", "调查组", 10, "成立"),
    ("10.1#procedure.investigation.2", None, 30, "成立"),
    ("12.1#decision.service", "问责决定机构", 5, "作出问责决定"),
    ("13.1#appeal.filing", "被问责当事人", 15, "收到问责决定书"),
    ("13.2#appeal.handling.1", "问责决定机构或者上一级部门", 30, "收到书面申诉"),
]


@pytest.mark.parametrize(("id", "who", "days", "start"), PERIODS)
def test_periods(base: RuleBase, id: str, who: str | None, days: int, start: str):
    norm = rule(base, id).rule
    assert isinstance(norm, Norm)
    assert norm.who == who
    assert norm.within is not None
    assert (norm.within.value, norm.within.unit, norm.within.start) == (Fraction(days), "工作日", start)


def test_no_other_period_of_working_days(base: RuleBase):
    found = [
        e.id
        for e in base
        if e.regulation == REG
        and isinstance(e.rule, Norm)
        and e.rule.within
        and e.rule.within.unit == "工作日"
    ]
    assert found == [f"{REG}:{id}" for id, *_ in PERIODS]


def test_a10_p1_period_extension_and_cap_go_together(base: RuleBase):
    ids = [f"{REG}:10.1#procedure.investigation.{n}" for n in (1, 2, 3)]
    first, cap, extension = (base.rules[id].rule for id in ids)
    assert isinstance(first, Norm)
    assert first.within is not None
    assert first.within.cap == ids[1]
    assert set(first.publish_with) == {ids[1], ids[2]}
    assert ids[1] in extension.publish_with
    assert isinstance(extension, Norm)
    assert modal_word(extension) == "可"
    assert isinstance(cap, Norm)
    assert modality_of(cap) == "must"


def test_a8_p2_two_or_more_investigators(base: RuleBase):
    norm = rule(base, "8.2#procedure.investigators").rule
    assert isinstance(norm, Norm)
    assert norm.within is not None
    assert (norm.within.value, norm.within.unit, norm.within.op) == (2, "人", ">=")


def test_a11_no_heavier_for_defending_oneself(base: RuleBase):
    norm = rule(base, "11#procedure.hearing.3").rule
    assert isinstance(norm, Norm)
    assert modality_of(norm) == "must_not"
    assert rule(base, "11#procedure.hearing.3").id in rule(base, "11#procedure.hearing.1").rule.publish_with


def test_a14_execution_is_not_stopped(base: RuleBase):
    norm = rule(base, "14#appeal.execution").rule
    assert isinstance(norm, Norm)
    assert (modality_of(norm), modal_word(norm), norm.must_not) == ("must_not", "不", "停止问责决定的执行")


def test_a15_three_aggravating_must_two_mitigating_may(base: RuleBase):
    aggravating = rule(base, "15.1#factors.aggravating").rule
    mitigating = rule(base, "15.2#factors.mitigating").rule
    assert isinstance(aggravating, Factor)
    assert isinstance(mitigating, Factor)
    assert (len(aggravating.any_of), aggravating.marker) == (3, "应")
    assert ("一年内两次及以上被问责",) in aggravating.any_of
    assert (mitigating.any_of[1], mitigating.marker) == (("积极配合问责调查", "主动承担责任"), "可")


def test_a12_p2_five_contents_and_the_apology(base: RuleBase):
    contents = rule(base, "12.2#decision.content.1").rule
    assert isinstance(contents, Enumeration)
    assert (len(contents.members), contents.closed) == (5, False)
    assert rule(base, "12.2#decision.content.2").id in contents.publish_with


def test_annex_three_parts(base: RuleBase):
    parts = rule(base, "附件.1#decision.form.1").rule
    assert isinstance(parts, Enumeration)
    assert len(parts.members) == 3


@pytest.mark.parametrize("topic", ["factors.exempting", "decision.effective", "publication", "personal_file"])
def test_silent(base: RuleBase, topic: str):
    (encoded,) = base.on(REG, topic)
    assert encoded.silent
