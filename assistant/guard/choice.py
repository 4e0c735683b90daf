"""Which of several rules decides about a stretch: the one that bears it out, or the one that comes nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.guard.align import Alignment
from assistant.guard.clash import Clash
from assistant.guard.finding import Verdict
from assistant.guard.reading import Reading

CERTAIN = 0.95
IN_FULL = 0.8
"""Share of a rule's content that is said where it is said in full, a changed part apart."""
HALF = 0.5
MANY = 2
"""So many times more is said of a rule that speaks against it than of one that leaves a fact open."""
NEARLY = 0.8
MOST = 0.85
DISTINGUISHING = ("audience", "review", "school_kind")


def best_alignment(reading: Reading, found: Sequence[Alignment]) -> Alignment | None:
    """The rule that bears a reading out, or the one that comes nearest; ambiguous where a fact left unsaid decides."""
    supported = [a for a in found if a.verdict is Verdict.SUPPORTED]
    if supported:
        best = max(supported, key=lambda a: (a.borne, a.share))
        closer = [
            a for a in found
            if a.verdict in {Verdict.AMBIGUOUS, Verdict.CONTRADICTED} and a.borne >= CERTAIN and a.share >= HALF
            and a.share >= 2 * best.share and a.frame.encoded.normative and _names_all(reading, a)
        ]  # fmt: skip
        closer += [
            a
            for a in found
            if a.denied
            and a.borne >= CERTAIN
            and 2 * a.share >= best.share
            and not (a.exchanged or a.untouched)
        ]
        closer += [a for a in found if a.swapped and a.share >= IN_FULL and a.share > best.share]
        if closer:
            return max(closer, key=lambda a: a.share)
        other = next(
            (a for a in found if a.verdict is not Verdict.SUPPORTED and _differs(reading, best, a)), None
        )
        if other is None:
            return best
        clash = Clash("missing", *reading.span, other.frame.encoded.zh, "", "没有说明是哪一种，规定各不相同")
        return replace(best, clashes=(clash,))
    opposed = max((a.share for a in found if a.verdict is Verdict.CONTRADICTED), default=0.0)
    partial = [
        a
        for a in found
        if a.verdict is Verdict.AMBIGUOUS and a.borne >= CERTAIN and MANY * a.share >= opposed
    ]
    return max(partial or found, key=_closeness, default=None)


def _closeness(alignment: Alignment) -> float:
    """How near a rule comes: what it bears out first, then how much of the rule is said, then that it agrees, and that
    its own matter is touched.
    """
    near = alignment.borne + 0.25 * alignment.share
    return near - 0.03 * alignment.opposed - 0.1 * alignment.untouched


def _names_all(reading: Reading, alignment: Alignment) -> bool:
    """Whether a rule has every member of a class that a reading names: then it is about nothing else."""
    return all(
        t.value in alignment.frame.named for t in reading.of("class") if not t.denied and t.group != "actor"
    )


def _told_by_number(reading: Reading, other: Alignment) -> bool:
    """Whether a statement that has what a period runs from tells the rule apart by it (收到决定书之日起15个工作日)."""
    return bool(reading.starts - other.frame.reading.starts) and bool(reading.amounts)


def _differs(reading: Reading, best: Alignment, other: Alignment) -> bool:
    """Whether another rule says otherwise of something that the statement does not tell apart."""
    if (
        other.untouched
        or other.borne < NEARLY
        or (other.frame.encoded.topic != best.frame.encoded.topic and other.borne < MOST)
    ):
        return False
    for group in DISTINGUISHING:
        ours, theirs = best.frame.members(group), other.frame.members(group)
        if (
            ours
            and theirs
            and not ours & theirs
            and not (reading.around or reading.content) & (ours | theirs)
        ):
            return True
    left_over = other.borne < MOST and any(c.force == "leftover" for c in other.clashes)
    several = sum(c.force in {"hard", "soft"} for c in other.clashes) > 1
    told_apart = (
        left_over
        or several
        or any(
            reading.of("class", group) and not best.frame.members(group) & other.frame.members(group)
            for group in DISTINGUISHING
        )
    )
    if other.verdict is not Verdict.CONTRADICTED or told_apart:
        return False
    own = best.frame.slot.own if best.frame.slot else frozenset[str]()
    acting = best.frame.who | other.frame.who
    said = reading.around or reading.content
    return (
        bool(best.frame.who and other.frame.who)
        and not best.frame.who & other.frame.who
        and not said & (acting | own)
        and not _told_by_number(reading, other)
    )
