"""Which clauses only lead up to the next one (对…的，…), and which begin so that they go on with the one before (而是…)."""

from __future__ import annotations

import re
from typing import Literal

from assistant.guard.numbers import PERIODS
from assistant.guard.reading import Reading

OPEN_ENDS = ("的", "时", "后", "前", "期间", "中", "方面", "来说", "里", "之一", "下", "内", "上", "的情况")
PLACES = ("里", "中", "内", "上", "下", "方面", "之一")
"""At the end of a clause with a command these are where it is to be done (归入个人档案中)."""
OPEN_STARTS = ("对", "在", "自", "从", "因", "经", "按", "根据", "由于", "为了", "到", "力争到")
PLACED = (
    "写在",
    "规定在",
    "列在",
    "列于",
    "放在",
    "归在",
    "载于",
    "见于",
    "属于第",
    "在第",
    "见",
    "参见",
    "详见",
    "出自",
    "被条例",
    "被办法",
    "被意见",
    "被列",
    "被写",
    "被归",
    "列入",
    "写进",
    "出现在",
)
"""How a clause begins that says where in the text the one before stands."""
CONTINUES = (
    *PLACED,
    "只有",
    "而是",
    "而应",
    "而属于",
    "而要",
    "不是",
    "而不是",
    "并非",
    "而非",
    "也不是",
    "不需要",
    "不用",
    "不必",
    "无须",
    "无需",
    "不管",
    "不论",
    "无论",
    "哪怕",
    "即使",
    "或者",
    "或",
    "是",
    "写的是",
    "讲的是",
    "说的是",
    "指的是",
    "用的是",
    "采用的是",
    "用的",
    "这是",
    "就是",
    "即",
    "没有例外",
    "总共",
    "一共",
    "限于",
    "包括",
    "且须",
    "算",
    "不得例外",
    "不得延长",
    "不能延长",
)
"""How a clause begins that only makes sense with the one before."""
AGENT = ("由", "报", "并报", "并送", "结合")
"""How one begins that says who deals with what a clause without a command has named."""
CONDITION, NARROWED = "只有", "才"
"""A clause with it makes the one before its condition."""
FIRST, THEN = "先", ("再", "然后", "随后", "接着", "最后", "最终")
"""Two steps are told in order: 先…，再…."""
STATES = ("为", "是", "由")
"""A short clause with one of these says something (街道工作人员为网格督导员)."""
_FOCUS = re.compile(r".*(?<![如若凡要只])是(?:依据|根据|由|经|在|从|按|用|以|为|\d).+的")
"""是依据党章制定的 is a sentence of its own."""
_PREDICATE = re.compile(r"..+(?:适用于|用于|用的是|针对|对应|属于|列在|归在|指的是).+的")
"""通报批评适用于情节较轻的 is a sentence of its own."""
FRAGMENT = 3
EITHER = ("或者", "或")
Opening = Literal["", "or", "perhaps", "surely"]
"""Whether a clause leads up to the next one; or: to another of which the same may be said."""


def _narrows(reading: Reading, text: str) -> bool:
    """Whether a clause has 才 with no condition of its own before it."""
    words = [t for t in reading.of("only") if text[t.start : t.end] == NARROWED]
    said = [a.start for a in reading.atoms] + [t.start for t in reading.of("class") if t.group != "actor"]
    return bool(words) and not any(start < words[0].start for start in said)


def leads_on(reading: Reading, i: int, text: str) -> Opening:
    """Whether a clause only leads up to the next one: a condition, a time, a topic, a mere citation.

    It may be a statement of its own where it is only short, or the next one has no subject.
    """
    start, end = reading.extent(i, i + 1)
    clause = text[start:end].strip(' ”"')
    part = reading.part(i, i + 1)
    content = (
        len(part.atoms)
        + sum(1 if t.group == "actor" else 2 for t in part.of("class"))
        + 2 * len(part.amounts)
    )
    content -= 2 * sum(a.date for a in part.amounts) if not part.atoms else 0
    if reading.english:
        later = reading.part(i + 1, i + 2).tokens if i + 1 < reading.clauses else ()
        return (
            "surely"
            if content < FRAGMENT
            or bool(later and later[0].kind == "deny")
            or any(t.end == start + len(text[start:end].rstrip()) for t in part.of("modal"))
            else ""
        )
    commands = any(t.value != "must_not" for t in part.of("modal"))
    leads = clause.startswith(OPEN_STARTS) and not commands and not part.amounts
    if text[end : end + 1] in {"：", ":", "；", ";"}:
        return "surely" if text[end] in "：:" else ""
    following = text[end + 1 : end + 12].lstrip()
    counts_from = following.startswith(("从", "自")) and ("之日起" in text[end:] or "算" in text[end:])
    counts_from = counts_from and any(a.measure in PERIODS for a in part.amounts)
    bare = (
        not part.of("modal") and not part.amounts and following.startswith(AGENT) and AGENT[0] not in clause
    )
    narrows = AGENT[0] not in clause and _narrows(reading.part(i + 1, i + 2), text)
    after = text[end + 1 :].partition("，")[0]
    ordered = FIRST in clause and any(word in after for word in THEN)
    condition = following.startswith(CONDITION) and NARROWED in text[end:]
    speaks = bool(reading.part(i + 1, i + 2).of("silence"))
    goes_on = following.startswith(CONTINUES) and not (part.of("silence") or speaks or condition)
    conditional = (
        clause.endswith(OPEN_ENDS)
        and not _PREDICATE.fullmatch(clause)
        and not (part.of("modal") and clause.endswith(PLACES))
    )
    placed = goes_on and following.startswith(PLACED)
    if placed or counts_from or ordered or narrows or (conditional and (goes_on or bare)):
        return "surely"
    if goes_on or bare:
        return "or" if following.startswith(EITHER) else "perhaps"
    behind = clause.startswith(CONTINUES) or (clause.startswith(("从", "自")) and clause.endswith("算"))
    if i and behind and not clause.endswith(OPEN_ENDS):
        return ""
    states = content >= 2 and (bool(part.of("modal")) or any(word in clause for word in STATES))
    if (leads and not states) or (conditional and not _FOCUS.fullmatch(clause)):
        return "surely"
    if leads:
        return "perhaps"
    return "perhaps" if content < FRAGMENT and not states else ""
