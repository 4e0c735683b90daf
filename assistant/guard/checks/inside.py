"""Inside and outside: 网格外 is not 网格内, 外市 is not 本市.

Source: DESIGN.md, Guard, “subjects and scope”; `harbin-2011:二(三)` (网格内), `weifang-2011:2` (本市行政区域内).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading

BEHIND = re.compile(r"(?P<what>[\u4e00-\u9fff]{2})(?P<side>[内外])")
BEFORE = re.compile(r"(?<!其)(?P<side>[本外他别])(?P<what>[\u4e00-\u9fff])")
INSIDE = {"内": "外", "外": "内"}
OWN, OTHERS = "本", "外他别"
MUST_FLAG = (
    Example("网格管理服务工作人员要做好网格外的调查、统计等基础工作。", "harbin-2011"),
    Example("外市的学校及其教职员工也是问责对象。", "weifang-2011"),
)
NEAR_MISSES = (
    Example("网格管理服务工作人员要做好网格内的调查、统计等基础工作。", "harbin-2011"),
    Example("本市的学校及其教职员工是问责对象。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Each side that a statement names, where the rule names the other side of the same and not this one."""
    if reading.english:
        return
    rule = frame.reading.text
    for match in BEHIND.finditer(reading.text):
        other = match["what"] + INSIDE[match["side"]]
        if other in rule and match.group() not in rule:
            yield Clash("hard", match.start(), match.end(), other, match.group(), "范围与规定不同")
    for match in BEFORE.finditer(reading.text):
        own = OWN + match["what"]
        if match["side"] in OTHERS and own in rule and match.group() not in rule:
            yield Clash("hard", match.start(), match.end(), own, match.group(), "范围与规定不同")
