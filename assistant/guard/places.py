"""Places in a list of sanctions: 第一项是诫勉谈话, 最后一种是免职, 打头的是约谈."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.corpus.numerals import NumeralError, to_int
from assistant.guard.finding import Finding, Verdict
from assistant.guard.reading import Reading
from assistant.guard.vocabulary import CLASS_SANCTION

FIRST, LAST = "first", "last"
OTHER = "其他"
_NUMBERED = re.compile(r"第(?P<number>[0-9一二三四五六七八九十]{1,3})[种项个]")


def place_in(text: str, words: Mapping[str, Sequence[str]], size: int) -> int | None:
    """Which member of a list of `size` is spoken of, counted from 0; None where none is. words: by FIRST and LAST."""
    if any(word in text for word in words[LAST]):
        return size - 1
    if any(word in text for word in words[FIRST]):
        return 0
    match = _NUMBERED.search(text)
    try:
        at = to_int(match["number"]) - 1 if match else -1
    except NumeralError:
        return None
    return at if 0 <= at < size else None


def judge(reading: Reading, members: Sequence[frozenset[str]], place: int, quote: str) -> Finding | None:
    """Whether the member at a place is what a reading names; None where it names no sanction.

    members: of each member of the list, the sanctions that its name has; none for a catch-all.
    """
    named = {t.value for t in reading.of("class", CLASS_SANCTION) if not t.denied}
    other = not named and OTHER in reading.text[slice(*reading.span)]
    if not (named or other) or any(t.denied for t in reading.of("class")):
        return None
    start, end = reading.span
    right = not members[place] if other else named <= members[place]
    return Finding(
        verdict=Verdict.SUPPORTED if right else Verdict.CONTRADICTED,
        span=(start, end),
        quote=quote,
        expected="" if right else "、".join(sorted(members[place])) or "其他",
        found="" if right else "、".join(sorted(named)),
        message="与规定一致" if right else "列举的次序不是这样",
    )
