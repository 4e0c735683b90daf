"""One of several: where a tier or a rule opens several sanctions to choose from, none of them is bound to follow, nor all at once.

Source: DESIGN.md, Guard, “sanctions, their list and tier”; `ccp-2016:7.2(3)` (应当根据情况采取…等措施), `weifang-2011:7`, 6.2.
Words: `knowledge/guard.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading
from assistant.guard.vocabulary import CLASS_SANCTION

ALL_AT_ONCE = ("同时", "一并", "并处")
BOUND = ("必须", "一定", "都", "均", "一律", "直接", "必然", "即可", "就")
OF_CHOICE = ("根据情况", "视情况", "之一", "可以", "等", "或", "选", "例如", "比如", "包括", "属于", "之列")
COUNTS_AS = ("属于", "视为", "视同", "算作", "算是", "认定为", "说明")
MUST_FLAG = (
    Example("情节较轻的，都要作出书面检查。", "weifang-2011"),
    Example("情节较轻的，必须同时实行约谈、通报批评和责令作出书面检查。", "weifang-2011"),
    Example("对失职失责、情节较重，不适宜担任现职的，应当免职。", "ccp-2016"),
    Example("引咎辞职的，视为情节严重。", "weifang-2011"),
)
NEAR_MISSES = (
    Example("情节较轻的，实行约谈、通报批评或者责令作出书面检查。", "weifang-2011"),
    Example("停职检查属于情节较重的问责方式。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """A sanction that is one of several must not be told as what follows."""
    own = frame.members(CLASS_SANCTION)
    told = [t for t in reading.of("class", CLASS_SANCTION) if not t.denied and t.value in own]
    if frame.encoded.rule.kind != "tier" or not told or reading.english:
        return
    yield from _concluded(reading, told[0].end)
    if len(own) < 2:
        return
    at_once = next((word for word in ALL_AT_ONCE if word in reading.text), "")
    if at_once and len(told) > 1:
        at = reading.text.find(at_once)
        yield Clash("soft", at, at + len(at_once), "", at_once, "规定是可以单独使用，不是必须同时使用")
        return
    bound = any(t.value == "must" for t in reading.of("modal")) or any(w in reading.text for w in BOUND)
    if bound and {t.value for t in told} < own and not any(word in reading.text for word in OF_CHOICE):
        place = (told[0].start, told[-1].end)
        left = "、".join(sorted(own))
        yield Clash("missing", *place, left, reading.text[slice(*place)], "规定列举了几种，不是必然用这一种")


def _concluded(reading: Reading, end: int) -> Iterator[Clash]:
    """The gravity as what follows from a sanction (约谈的，属于情节较轻)."""
    after = reading.text[end:].removeprefix("的").lstrip("，")
    word = next((word for word in COUNTS_AS if after.startswith(word)), "")
    if word and reading.text[end] == "的" and any(t.start > end for t in reading.of("class", "tier")):
        at = reading.text.find(word, end)
        yield Clash("leftover", at, at + len(word), "", word, "规定是按情节确定问责方式，不是相反")
