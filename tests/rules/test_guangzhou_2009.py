"""穗办〔2009〕6号, clause by clause: true counts, figures, modal words, exceptions."""

from fractions import Fraction

import pytest

from assistant.rules.base import Encoded, RuleBase
from assistant.rules.render import modal_word, modality_of
from assistant.rules.schema import Authority, Effect, Enumeration, Factor, Norm, Sanctions, Silence, Situation

REG = "guangzhou-2009"


def rule(base: RuleBase, id: str) -> Encoded:
    return base.rules[f"{REG}:{id}"]


def test_articles_6_to_12_have_29_situations_and_13_a_catch_all(base: RuleBase):
    situations = {e.provision: e.rule for e in base if e.regulation == REG and isinstance(e.rule, Situation)}
    counted: dict[str, int] = {}
    for provision in situations:
        article = provision.split(":")[1].split("(")[0]
        counted[article] = counted.get(article, 0) + 1
    assert counted == {"6": 6, "7": 3, "8": 4, "9": 5, "10": 3, "11": 4, "12": 4, "13": 1}
    assert [id for id, situation in situations.items() if situation.catch_all] == ["guangzhou-2009:13"]


@pytest.mark.parametrize(("article", "count"), [(6, 6), (7, 3), (8, 4), (9, 5), (10, 3), (11, 4), (12, 4)])
def test_each_list_of_situations_names_its_items(base: RuleBase, article: int, count: int):
    listed = rule(base, f"{article}#situations").rule
    assert isinstance(listed, Enumeration)
    assert len(listed.members) == count


def test_a9_i5_concealment_needs_no_consequence_and_knows_no_omission(base: RuleBase):
    concealment = rule(base, "9(5)#situations.concealment").rule
    assert isinstance(concealment, Situation)
    (way,) = concealment.alternatives
    assert way.consequence is None
    assert "漏报" not in way.conduct


def test_a14_p1_eight_sanctions_closed(base: RuleBase):
    sanctions = rule(base, "14.1#sanctions").rule
    assert isinstance(sanctions, Sanctions)
    assert len(sanctions.members) == 8
    assert sanctions.closed
    assert [m.item for m in sanctions.members] == list(range(1, 9))
    assert "suspension" not in {m.means for m in sanctions.members}
    assert "voluntary_resignation" not in {m.means for m in sanctions.members}


def test_a14_p3_every_sanctioned_cadre_one_year_no_promotion_and_no_excellent(base: RuleBase):
    appraisal, promotion = rule(base, "14.3#effects.1").rule, rule(base, "14.3#effects.2").rule
    assert isinstance(appraisal, Effect)
    assert isinstance(promotion, Effect)
    assert appraisal.of == promotion.of == ()
    assert (appraisal.during, appraisal.must_not) == ("当年年度考核", "评为优秀")
    assert promotion.must_not == "提拔"
    assert promotion.lasting is not None
    assert (promotion.lasting.value, promotion.lasting.unit) == (1, "年")


def test_a16_five_aggravating_and_must(base: RuleBase):
    factor = rule(base, "16#factors.aggravating").rule
    assert isinstance(factor, Factor)
    assert len(factor.any_of) == 5
    assert (factor.modality, factor.marker) == ("must", "应当")


def test_a17_p1_mitigating_may_on_either_ground(base: RuleBase):
    factor = rule(base, "17.1#factors.mitigating").rule
    assert isinstance(factor, Factor)
    assert len(factor.any_of) == 2
    assert (factor.modality, factor.marker) == ("may", "可以")


def test_a3_p2_and_a17_p2_exempt_and_name_what_they_change(base: RuleBase):
    objection, force = rule(base, "3.2#factors.exempting").rule, rule(base, "17.2#factors.exempting").rule
    assert (objection.marker, force.marker) == ("不予", "免于")  # pyright: ignore[reportAttributeAccessIssue]
    assert set(objection.overrides) == {f"{REG}:3.1#collective", f"{REG}:3.3#collective"}
    assert len(force.overrides) == 8


def test_a18_six_leads(base: RuleBase):
    leads = rule(base, "18#procedure.leads").rule
    assert isinstance(leads, Enumeration)
    assert len(leads.members) == 6


def test_a25_p1_seven_contents(base: RuleBase):
    contents = rule(base, "25.1#decision.content.1").rule
    assert isinstance(contents, Enumeration)
    assert contents.members[5] == "不服问责决定的申诉途径、期限和方式"
    assert len(contents.members) == 7


PERIODS = [
    ("21.1#procedure.notice", "承办机关", 3, "立项"),
    ("21.1#procedure.statement", "被调查人", 7, "收到调查通知"),
    ("23.1#procedure.investigation", "承办机关", 30, "立项"),
    ("26#decision.service", "承办机关", 3, "作出决定"),
    ("28.1#appeal.handling.1", "承办机关", 15, "接到申诉请求"),
    ("28.1#appeal.handling.2", "调查组", 30, "接到申诉请求"),
    ("30.1#execution", "承办机关", 15, "问责决定生效"),
]


@pytest.mark.parametrize(("id", "who", "days", "start"), PERIODS)
def test_periods(base: RuleBase, id: str, who: str, days: int, start: str):
    norm = rule(base, id).rule
    assert isinstance(norm, Norm)
    assert norm.who == who
    assert norm.within is not None
    assert (norm.within.value, norm.within.unit, norm.within.start) == (Fraction(days), "工作日", start)


def test_no_other_period_of_working_days(base: RuleBase):
    found = [e.id for e in base if e.regulation == REG and isinstance(e.rule, Norm) and e.rule.within]
    assert found == [f"{REG}:{id}" for id, *_ in PERIODS]


def test_a24_decided_by_the_meetings_and_specially_by_committee_or_government(base: RuleBase):
    usual, special = rule(base, "24.1#authority.decision"), rule(base, "24.2#authority.decision")
    assert isinstance(usual.rule, Authority)
    assert usual.rule.who == "市委常委会议或市政府常务会议"
    assert isinstance(special.rule, Norm)
    assert (special.rule.who, special.rule.when) == ("市委或市政府", "情况特殊的")
    assert usual.id in special.rule.overrides
    assert special.id in usual.rule.publish_with


def test_a28_p2_may_be_deferred_during_review(base: RuleBase):
    norm = rule(base, "28.2#appeal.execution").rule
    assert isinstance(norm, Norm)
    assert (modality_of(norm), modal_word(norm)) == ("may", "可以")
    assert (norm.what, norm.may, norm.during) == ("原问责决定", "暂缓执行", "复核、复查期间")


def test_a27_appeal_is_left_to_other_rules(base: RuleBase):
    silence = base.rules[f"{REG}:编码说明#appeal.filing"].rule
    assert isinstance(silence, Silence)
    assert (silence.status, silence.source) == ("delegated", f"{REG}:27")


def test_a31_recusal_is_a_duty_and_a_right_to_apply(base: RuleBase):
    duty, right = rule(base, "31.1#procedure.recusal").rule, rule(base, "31.2#procedure.recusal").rule
    assert isinstance(duty, Norm)
    assert isinstance(right, Norm)
    assert (modal_word(duty), modal_word(right)) == ("应当", "有权")
    assert right.who == "被调查人"


def test_a36_takes_effect_on_1_april_2009(base: RuleBase):
    assert str(rule(base, "36#metadata.effective").rule.day) == "2009-04-01"  # pyright: ignore[reportAttributeAccessIssue]
