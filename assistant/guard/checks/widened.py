"""Whom it holds for: what a rule says of leading cadres is not said of all staff.

Source: DESIGN.md, Guard, “subjects and scope”; `weifang-2011:6.5` (学校和教育行政部门领导干部), `ccp-2016:9.2` (党的领导干部).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading

LEADING = "领导"
STAFF = re.compile("工作人员|全体人员|(?:普通|一般)干部|(?<!专)职工(?!作)")
MUST_FLAG = (
    Example("引咎辞职、责令辞职、免职的学校和教育行政部门工作人员，三年内不得提升。", "weifang-2011"),
    Example("受到问责的党的工作人员，要写出书面检讨。", "ccp-2016"),
)
NEAR_MISSES = (
    Example("引咎辞职、责令辞职、免职的学校和教育行政部门领导干部，三年内不得提升。", "weifang-2011"),
    Example("免职的学校领导干部，一年内不得重新担任与其原任职务相当的领导职务。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """A statement that names staff, where the rule names leaders and no staff."""
    rule = frame.reading.text
    if reading.english or LEADING not in rule or LEADING in reading.text:
        return
    match = STAFF.search(reading.text)
    if match and match.group() not in rule:
        yield Clash("missing", *match.span(), LEADING, match.group(), "规定只适用于领导")
