"""What is to be done is not said to have been done: 已经实现全覆盖, where the rule sets it as an aim.

Source: DESIGN.md, Guard, “modality”; `harbin-2011:一(三).2` (targets), `guangzhou-party-2006:二(二)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading

KINDS = frozenset({"duty", "target", "principle", "permission", "authority"})
DONE = re.compile(r"(?<![不而])已经?(?!知)|早已")
LEADS = ("的", "后", "时")
"""How a clause ends that only says when or where something holds."""
ALTHOUGH = ("即使", "即便", "哪怕", "就算", "不论", "无论", "不管", "虽", "如", "若")
"""How one begins."""
MUST_FLAG = (
    Example("城区所有社区已经实现网格化管理服务全覆盖。", "harbin-2011"),
    Example("各地区已将社区建设经费纳入财政预算。", "harbin-2011"),
)
NEAR_MISSES = (
    Example("已实行网格化管理服务试点的地区要逐步向市里统一模式过渡。", "harbin-2011"),
    Example("已经作出问责决定的，应当送达被问责当事人及所在单位。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Each 已 of a clause that does not only lead up to another."""
    if reading.english or frame.encoded.rule.kind not in KINDS or DONE.search(frame.reading.text):
        return
    for match in DONE.finditer(reading.text):
        at = reading.clause_at(match.start())
        start, end = reading.extent(at, at + 1)
        clause = reading.text[start:end].rstrip("。；，”")
        leads = clause.endswith(LEADS) or any(word in clause for word in ALTHOUGH)
        if not leads and "的" not in reading.text[match.end() : end]:
            yield Clash("leftover", *match.span(), "", match.group(), "规定的是要求，没有说已经做到")
