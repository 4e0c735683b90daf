"""Statements about the wording of a rule: 从轻问责用的是“可”，不是“应”.

What is said is which modal word the text has, not that the rule applies; so no condition of the rule has to be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.guard.align import Alignment, align
from assistant.guard.finding import Finding, Verdict
from assistant.guard.frames import Frame, Frames
from assistant.guard.reading import Reading, Token

QUOTES = ("“", "”", "「", "」", '"', "'", "‘", "’")
MOST = 0.999


def mentioned_in(reading: Reading, words: Sequence[str]) -> tuple[Token, ...]:
    """The modal words that a stretch speaks of, where it uses none; words: 用的是, 用语是, …"""
    modals = reading.of("modal")
    unsaid = {place for t in reading.of("silence") if not t.denied for place in (t.start, t.end)}
    if modals and all(t.start in unsaid for t in modals):
        return modals
    if not any(word in reading.text for word in words):
        return ()
    return modals if all(_is_mentioned(t, reading, words) for t in modals) else ()


def judge(
    reading: Reading, mentioned: Sequence[Token], told: Reading, frames: Frames, candidates: Sequence[Frame]
) -> Finding | None:
    """Whether the rule that is spoken of uses these modal words; None where none is told apart.

    told: what tells the rule: the reading itself, or the clause before (…是“可以”，没有要求必须).
    """
    dropped = {t.start for t in mentioned}
    kept = tuple(
        t for t in told.tokens if t.start not in dropped and t.kind not in {"deny", "silence", "restore"}
    )
    matter = replace(told, tokens=kept)
    found = [a for f in candidates if _is_told(a := align(matter, f, frames))]
    if not found:
        return None
    frame = max(found, key=lambda a: (a.borne, a.share)).frame
    own = {t.value for t in frame.reading.of("modal")}
    silent = any(not t.denied for t in reading.of("silence"))
    right = all((t.value in own) != (t.denied or silent) for t in mentioned)
    start, end = reading.span
    return Finding(
        verdict=Verdict.SUPPORTED if right else Verdict.CONTRADICTED,
        span=(start, end),
        rules=(frame.id,),
        provisions=(frame.encoded.provision,),
        quote=frame.quote,
        message="与规定的用词一致" if right else "规定用的不是这个词",
    )


def _is_mentioned(token: Token, reading: Reading, words: Sequence[str]) -> bool:
    """Whether a modal word is quoted alone, or stands behind 用的是 or 用语是 at the end of its clause."""
    before, after = reading.text[: token.start], reading.text[token.end :]
    quoted = before.endswith(QUOTES) and after.startswith(QUOTES)
    ends = not after or not after[0].isalnum() or after.startswith(("而", "不"))
    told = before.rstrip("“「\"'").endswith((*words, "不是", "并不是", "并非", "而非", "而是"))
    return quoted or (told and ends)


def _is_told(alignment: Alignment) -> bool:
    """Whether a rule is what is spoken of: it has all that is said, whatever it needs besides."""
    strange = [
        c for c in alignment.clashes if c.force in {"hard", "soft"} or (c.force == "leftover" and c.found)
    ]
    said = bool(alignment.frame.reading.of("modal")) and alignment.frame.encoded.normative
    return said and not strange and alignment.weight > 0 and alignment.borne >= MOST
