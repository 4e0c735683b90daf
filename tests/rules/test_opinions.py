"""穗办〔2006〕18号 and 哈办发〔2011〕14号: every figure with unit, period and date; duties and their strength."""

from datetime import date
from fractions import Fraction

import pytest

from assistant.rules.base import RuleBase
from assistant.rules.parts import Quantity
from assistant.rules.render import modal_word, modality_of
from assistant.rules.schema import Authority, Enumeration, Norm, Principle, Responsibility, Target

P, H = "guangzhou-party-2006", "harbin-2011"

TARGETS = [
    (P, "二(二)#community.goals.1", Fraction(30), "%", None, date(2008, 12, 31)),
    (P, "二(二)#community.goals.2", Fraction(50), "%", None, date(2008, 12, 31)),
    (P, "二(二)#community.goals.3", Fraction(50), "%", None, date(2011, 12, 31)),
    (P, "二(二)#community.goals.4", Fraction(65), "%", None, date(2011, 12, 31)),
    (H, "一(三).2#grid.goals.1", Fraction(1), "个", None, date(2011, 8, 31)),
    (H, "一(三).2#grid.goals.2", None, None, None, date(2011, 12, 31)),
    (H, "一(三).2#grid.goals.3", None, None, None, date(2012, 6, 30)),
    (H, "三(三)#grid.recruitment.1", Fraction(900), "户", None, None),
    (H, "三(三)#grid.recruitment.2", Fraction(3), "年", None, None),
    (H, "三(三)#grid.recruitment.5", Fraction(1), "人", None, date(2011, 12, 31)),
    (H, "三(五)#grid.subsidy.1", Fraction(50000), "元", "年", None),
    (H, "三(五)#grid.subsidy.2", Fraction(30000), "元", "年", None),
]


@pytest.mark.parametrize(("regulation", "id", "value", "unit", "per", "due"), TARGETS)
def test_targets(
    base: RuleBase,
    regulation: str,
    id: str,
    value: Fraction | None,
    unit: str | None,
    per: str | None,
    due: date | None,
):
    target = base.rules[f"{regulation}:{id}"].rule
    assert isinstance(target, Target)
    assert target.due == due
    figure = target.figure
    assert (figure and figure.value, figure and figure.unit, figure and figure.per) == (value, unit, per)


def test_no_other_targets(base: RuleBase):
    found = [e.id for e in base if isinstance(e.rule, Target)]
    assert found == [f"{regulation}:{id}" for regulation, id, *_ in TARGETS]


def test_party_2_2_the_shares_are_goals_for_leading_groups_not_for_members(base: RuleBase):
    for n in (1, 2, 3, 4):
        target = base.rules[f"{P}:二(二)#community.goals.{n}"].rule
        assert isinstance(target, Target)
        assert target.marker == "力争"
        assert target.who.startswith("社区党组织领导班")
        assert target.publish_with


def test_harbin_1_3_one_to_two_pilots(base: RuleBase):
    target = base.rules[f"{H}:一(三).2#grid.goals.1"].rule
    assert isinstance(target, Target)
    assert target.figure is not None
    assert (target.figure.value, target.figure.upper) == (1, 2)


QUANTITIES = [
    (P, "四(一).1#community.leadership.4", 1, "人", "=", None),
    (P, "四(一).2#community.counsellors.1", 2, "人", "=", None),
    (P, "五(一).3#community.contact_points.1", 1, "个", "=", None),
    (H, "二(四)#grid.staff", 2, "人", "=", None),
    (H, "二(四)#grid.supervisors.2", 1, "次", ">=", "周"),
    (H, "二(五)#grid.procedure.2", 1, "日", "=", "日"),
    (H, "二(五)#grid.procedure.3", 1, "周", "=", "周"),
    (H, "二(六)#grid.patrol.1", 1, "次", ">=", "日"),
    (H, "二(六)#grid.patrol.2", Fraction(1, 3), "比例", ">=", None),
    (H, "三(三)#grid.recruitment.4", 1, "比例", "=", None),
    (H, "三(五)#grid.subsidy.3", 1, "比例", "=", None),
]


@pytest.mark.parametrize(("regulation", "id", "value", "unit", "op", "per"), QUANTITIES)
def test_figures_of_duties(
    base: RuleBase, regulation: str, id: str, value: Fraction, unit: str, op: str, per: str | None
):
    norm = base.rules[f"{regulation}:{id}"].rule
    assert isinstance(norm, Norm)
    quantity: Quantity | None = norm.within
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.op, quantity.per) == (value, unit, op, per)


def test_no_other_figures_of_duties(base: RuleBase):
    found = [e.id for e in base if e.regulation in (P, H) and isinstance(e.rule, Norm) and e.rule.within]
    assert sorted(found) == sorted(f"{regulation}:{id}" for regulation, id, *_ in QUANTITIES)


LISTS = [
    (P, "二(一)#community.guidance.2", 6),
    (P, "二(二)#community.goals.5", 5),
    (P, "四(一).1#community.goals", 5),
    (P, "三.1#community.activities.1", 4),
    (P, "三(二)#community.coordination.4", 5),
    (P, "三(四)#community.services.3", 3),
    (P, "四(二)#community.duties.1", 7),
    (P, "四(四)#community.activities.1", 4),
    (P, "四(四)#community.activities.2", 6),
    (P, "五(三)#community.safeguards.1", 3),
    (H, "一(三).2#grid.goals.4", 6),
    (H, "二(二)#grid.staff.2", 10),
    (H, "二(三)#grid.tasks.1", 4),
    (H, "二(五)#grid.procedure.1", 3),
    (H, "二(六)#grid.patrol.4", 5),
    (H, "二(七)#grid.appraisal.1", 3),
    (H, "二(七)#grid.publicity.1", 4),
]


@pytest.mark.parametrize(("regulation", "id", "count"), LISTS)
def test_lists_have_their_true_counts(base: RuleBase, regulation: str, id: str, count: int):
    listed = base.rules[f"{regulation}:{id}"].rule
    assert isinstance(listed, Enumeration)
    assert len(listed.members) == count


def test_principles_three_and_four(base: RuleBase):
    for id, count in ((f"{P}:二(三)#community.principles.1", 3), (f"{H}:一(二).2#grid.principles.1", 4)):
        principle = base.rules[id].rule
        assert isinstance(principle, Principle)
        assert len(principle.items) == count


def test_first_responsible_persons_are_not_confused(base: RuleBase):
    who = {
        f"{P}:五(一).1#responsibility.first": "区（县级市）党委书记",
        f"{H}:三(一)#responsibility.first": "街道（乡镇）主要负责人",
        "weifang-2011:3.2#responsibility.first": "各级教育行政部门、学校主要负责人",
    }
    for id, person in who.items():
        responsibility = base.rules[id].rule
        assert isinstance(responsibility, Responsibility)
        assert (responsibility.who, responsibility.bears) == (person, "第一责任人")


MODAL = [
    (P, "三(一).1#community.new_organisations.2", "must", "要"),
    (P, "三(一).1#community.new_organisations.3", "may", "可以"),
    (P, "三(一).2#community.new_organisations.1", "generally_must", "原则上"),
    (P, "三(四)#community.services.1", "must", "必须"),
    (P, "四(一).1#community.leadership.1", "may", "可以"),
    (P, "四(一).1#community.leadership.2", "encouraged", "提倡"),
    (P, "四(一).2#community.counsellors.1", "may", "可"),
    (H, "二(一)#grid.layout.2", "must_not", "不得"),
    (H, "二(二)#grid.staff.1", "may", "可"),
    (H, "二(二)#grid.heads", "generally_must", "一般应"),
    (H, "结尾#implementing_rules", "must", "要"),
]


@pytest.mark.parametrize(("regulation", "id", "modality", "word"), MODAL)
def test_strength_of_duties(base: RuleBase, regulation: str, id: str, modality: str, word: str):
    norm = base.rules[f"{regulation}:{id}"].rule
    assert isinstance(norm, Norm)
    assert (modality_of(norm), modal_word(norm)) == (modality, word)


def test_implementing_rules_three_modalities_for_one_kind_of_act(base: RuleBase):
    acts = {
        "guangzhou-2009:通知#implementing_rules": "要",
        "weifang-2011:20.1#implementing_rules": "可",
        f"{H}:结尾#implementing_rules": "要",
    }
    for id, word in acts.items():
        norm = base.rules[id].rule
        assert isinstance(norm, Norm)
        assert modal_word(norm) == word


def test_party_4_1_2_rules_made_by_districts_approved_by_the_organisation_department(base: RuleBase):
    made, approved = (base.rules[f"{P}:四(一).2#community.counsellors.{n}"].rule for n in (3, 4))
    assert isinstance(made, Authority)
    assert isinstance(approved, Authority)
    assert (made.who, made.role) == ("各区、县级市", "implements")
    assert (approved.who, approved.role) == ("市委组织部", "approves")


@pytest.mark.parametrize("regulation", [P, H])
def test_opinions_are_silent_on_accountability(base: RuleBase, regulation: str):
    for topic in base.topics.values():
        if topic.matrix:
            (encoded,) = base.on(regulation, topic.id)
            assert encoded.silent, encoded.id
