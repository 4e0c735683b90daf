"""What belongs to a list of sanctions and what does not: 停职检查不在问责方式之列, 改组只列在对党组织的方式里, 免职归入组织处理."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.guard.finding import Finding, Verdict
from assistant.guard.reading import Reading, Token
from assistant.guard.vocabulary import CLASS_SANCTION
from assistant.guard.word_files import Words
from assistant.rules.base import Encoded


@dataclass(frozen=True, slots=True)
class SanctionList:
    """One list of a regulation. audience: the class member whom it is for, "" where it is for all; members: the sanctions that each member
    names, in order; owners: of each sanction or measure, the member that it belongs to.
    """

    encoded: Encoded
    names: frozenset[str]
    measures: frozenset[str]
    english: frozenset[str]
    counts: frozenset[int]
    audience: str
    quote: str
    members: tuple[frozenset[str], ...]
    owners: Mapping[str, frozenset[str]]


class Membership:
    """Judges claims that sanctions are in a list, in no other, or in none."""

    def __init__(self, file: Words, nouns: Sequence[str], fill: frozenset[str]) -> None:
        """nouns: what a list is spoken of by; fill: keys of words that claim nothing beside it."""
        self.belongs, self.absent, self.placed = file.list_belongs, file.list_absent, file.list_placed
        self.nouns, self.fill = nouns, fill

    def judge(self, reading: Reading, lists: Sequence[SanctionList]) -> Finding | None:
        """The finding where a stretch is such a claim and says nothing else."""
        text = reading.text.casefold()[slice(*reading.span)]
        named = list(reading.of("class", CLASS_SANCTION))
        extra = any(not any(k in self.fill for k in a.keys) for a in reading.atoms)
        others = any(t.group not in {CLASS_SANCTION, "audience"} for t in reading.of("class"))
        if (
            not named
            or extra
            or others
            or any(a.value != (1,) for a in reading.amounts)
            or reading.of("modal")
        ):
            return None
        own = [one for one in lists if _is_for(one, reading)]
        if at := self._place(text, self.belongs, reading):
            return self._belonging(reading, named, own, at)
        if not any(noun in text for noun in self.nouns) or any(t.denied for t in named):
            return None
        values = {t.value for t in named}
        if self._place(text, self.absent, reading):
            within = [one for one in own if values & (_names(one, reading) | one.measures)]
            return _told(not within, (within or own)[:1], reading, values)
        if reading.of("only") and self._place(text, self.placed, reading) and len(own) == 1 < len(lists):
            elsewhere = [one for one in lists if one not in own and values & _names(one, reading)]
            return _told(values <= _names(own[0], reading) and not elsewhere, own, reading, values)
        return None

    def _place(self, text: str, words: Sequence[str], reading: Reading) -> int:
        """Where one of some words stands in the text of a reading; 0 where none does."""
        return next((reading.span[0] + text.index(word) for word in words if word in text), 0)

    def _belonging(
        self, reading: Reading, named: Sequence[Token], lists: Sequence[SanctionList], at: int
    ) -> Finding | None:
        """Measures that are said to belong to a member of a list (免职归入组织调整或者组织处理，而不是纪律处分)."""
        told = {t.value for t in named if t.start < at}
        behind = {t.value: t.denied for t in named if t.start > at}
        for one in lists:
            if not told or not behind or not (told | set(behind)) <= set(one.owners):
                continue
            owners = [one.owners[value] for value in told]
            right = all(
                bool(set(own) & {value}) != denied for own in owners for value, denied in behind.items()
            )
            return _told(right, [one], reading, told, expected=frozenset[str]().union(*owners))
        return None


def _is_for(one: SanctionList, reading: Reading) -> bool:
    wanted = {t.value for t in reading.of("class", "audience")}
    return not wanted or one.audience in wanted or not one.audience


def _names(one: SanctionList, reading: Reading) -> frozenset[str]:
    return one.english if reading.english else one.names


def _told(
    right: bool,
    lists: Sequence[SanctionList],
    reading: Reading,
    values: set[str],
    expected: frozenset[str] = frozenset(),
) -> Finding | None:
    """What a claim on a list comes to. expected: what it has instead, where that is not the whole list."""
    if not lists:
        return None
    instead = "" if right else "、".join(sorted(expected or lists[0].names))
    verdict = Verdict.SUPPORTED if right else Verdict.CONTRADICTED
    message = "与规定一致" if right else "列举中没有（或者有）这一项"
    found = "" if right else "、".join(sorted(values))
    return list_finding(lists[0], verdict, reading.span, instead, found, message)


def list_finding(
    one: SanctionList, verdict: Verdict, span: tuple[int, int], expected: str, found: str, message: str
) -> Finding:
    """A finding that rests on a list."""
    return Finding(
        verdict=verdict, span=span, rules=(one.encoded.id,), provisions=(one.encoded.provision,), quote=one.quote,
        expected=expected, found=found, message=message,
    )  # fmt: skip
