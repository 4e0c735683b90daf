"""Corrections, denials and exceptions: what is denied must be other than the rule, what is put instead must be the rule's."""

from __future__ import annotations

import pytest

from assistant.guard.finding import Verdict
from assistant.guard.guard import Guard

BORNE_OUT = [
    ("班主任、任课教师需要问责的，不是由教育局实施，而是由学校实施。", "weifang-2011"),
    (
        "对校长、园长的问责不由学校自己实施，而由教育行政部门或者民办学校的理事会、董事会实施。",
        "weifang-2011",
    ),
    ("问责决定不能由个别领导单独作出，应当经领导班子集体讨论决定。", "weifang-2011"),
    ("听取陈述申辩的时点是在作出问责决定之前，而不是之后。", "weifang-2011"),
    ("申诉处理决定除了书面告知申诉人，还要书面告知其所在单位。", "weifang-2011"),
    ("按第二十五条第一款第（六）项，问责决定里要交代不服决定的申诉途径、期限和方式。", "guangzhou-2009"),
    ("问责条例第七条第三款并不禁止将各种问责方式合并使用。", "ccp-2016"),
    ("哈尔滨市社区网格化意见明确，网格格长一般应由社区专职工作者担任。", None),
    (
        "Grid staff must patrol their grid at least once a day and spend at least one third of their working hours in it.",
        "harbin-2011",
    ),
    (
        "Per the Harbin opinions, a grid head should, as a general rule, be a full-time community worker.",
        None,
    ),
]
NOT_BORNE_OUT = [
    ("班主任、任课教师需要问责的，不是由学校实施，而是由教育局实施。", "weifang-2011"),
    ("调查组应自成立之日起10个工作日内完成调查工作，任何情况下都是如此。", "weifang-2011"),
    ("问责决定书送达当事人所在单位即可。", "weifang-2011"),
    ("问责方式除约谈外可以单独适用，也可以合并适用。", "weifang-2011"),
    ("被问责两次及以上的，应从重问责。", "weifang-2011"),
    ("只有受伤学生的伤残等级达到一级至六级，才算“造成学生残疾”。", "weifang-2011"),
    ("问责决定自作出之日起生效，本办法没有。", "guangzhou-2009"),
    ("不配合舆论监督的，并不构成问责情形，只有不配合党内监督的才构成。", "guangzhou-2009"),
    ("申诉的途径和期限用不着写进问责决定，广州问责办法对此没有要求。", None),
    ("指导思想没有提到科学发展观。", "ccp-2016"),
    ("中央八项规定精神不落实，被条例列在第六条第（五）项党风廉政建设之下。", "ccp-2016"),
    ("五星级社区每年补助5万元，用于基础设施建设。", "harbin-2011"),
    ("本意见贯彻哈发〔2011〕5号精神。", "harbin-2011"),
    ("The Regulations are not based on the Party Constitution.", "ccp-2016"),
    ("Discipline being lax, with serious consequences, is not a ground for accountability.", "ccp-2016"),
    ("Circulated criticism is not a sanction in the Guangzhou interim measures.", None),
]


@pytest.mark.parametrize(("text", "regulation"), BORNE_OUT)
def test_a_correction_is_borne_out(guard: Guard, text: str, regulation: str | None) -> None:
    report = guard.check(text, regulation=regulation)
    assert report.verdict is Verdict.SUPPORTED, report.findings


@pytest.mark.parametrize(("text", "regulation"), NOT_BORNE_OUT)
def test_what_says_more_or_the_reverse_is_not(guard: Guard, text: str, regulation: str | None) -> None:
    report = guard.check(text, regulation=regulation)
    assert report.verdict is not Verdict.SUPPORTED, report.findings
