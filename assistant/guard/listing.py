"""Lists of sanctions: how many there are, what belongs to them, what does not, and whether a list is complete.

The rules' own lists decide, not the words around them: 停职检查属于问责方式, 问责方式有八种, 只有检查、通报、改组三种.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.guard import places
from assistant.guard.counted import COUNTERS
from assistant.guard.finding import Finding, Verdict
from assistant.guard.membership import Membership, SanctionList, list_finding
from assistant.guard.places import place_in
from assistant.guard.reader import Reader
from assistant.guard.reading import Amount, Reading
from assistant.guard.vocabulary import CLASS_SANCTION
from assistant.rules import schema as s
from assistant.rules.base import Encoded, RuleBase

SAME = ("是", "就是", "为", "即", "即为", "就是指")
"""Behind the noun: what follows is the whole list."""
OTHER = "其他问责方式"
MANY = 100
"""More members than any list has."""


class Lists:
    """The lists of sanctions of a base."""

    def __init__(self, base: RuleBase, reader: Reader) -> None:
        self.nouns = tuple(reader.vocabulary.file.list_nouns)
        self.partial = tuple(reader.vocabulary.file.list_partial)
        file = reader.vocabulary.file
        self.places = file.list_places
        words = (
            *(*file.list_fillers, *file.list_belongs, *file.list_absent, *file.list_placed),
            *(w for words in file.list_places.values() for w in words),
            *(w for words in file.comparisons.values() for w in words),
        )
        self.fill = frozenset(k for word in words for k in reader.read(word).keys)
        self.membership = Membership(file, self.nouns, self.fill)
        self.by_regulation: dict[str, list[SanctionList]] = {}
        for encoded in base:
            if isinstance(encoded.rule, s.Sanctions):
                made = _list(encoded, encoded.rule, base, reader)
                self.by_regulation.setdefault(encoded.regulation, []).append(made)

    def judge(self, reading: Reading, id: str) -> Finding | None:
        """The finding where a stretch is a claim on a list, else None."""
        lists = self.by_regulation.get(id)
        if lists is None:
            return None
        if (told := self.membership.judge(reading, lists)) is not None:
            return told
        if not any(noun in reading.text.casefold() for noun in self.nouns):
            return None
        if (placed := self._placed(reading, lists)) is not None:
            return placed
        if not self._is_claim(reading):
            return None
        extra = [a for a in reading.atoms if not any(k in self.fill for k in a.keys)]
        found = [self._one(reading, one, extra) for one in _for_audience(lists, reading)]
        sure = [finding for finding in found if finding is not None]
        if len(sure) < len(found):
            return None
        supported = [f for f in sure if f.verdict is Verdict.SUPPORTED]
        lenient = supported and not _counts(reading) and not reading.of("only")
        if len({f.verdict for f in sure}) == 1 or lenient:
            return (supported or sure)[0]
        return sure[0].model_copy(
            update={"verdict": Verdict.AMBIGUOUS, "message": "没有写明对象，各种对象的问责方式不同"}
        )

    def _is_claim(self, reading: Reading) -> bool:
        """Whether a stretch speaks of a list by its noun or its audience, and of nothing but members or one number."""
        spoken = reading.text.casefold()[slice(*reading.span)]
        if not any(noun in spoken for noun in self.nouns) and not reading.of("class", "audience"):
            return False
        named = reading.of("class", CLASS_SANCTION)
        others = any(t.group not in {CLASS_SANCTION, "audience"} for t in reading.of("class"))
        turned = (
            any(t.value != "may" for t in reading.of("modal")) or reading.of("silence") or reading.of("all")
        )
        counts = _counts(reading)
        numbers = [a for a in reading.amounts if a.value != (1,) and not a.denied]
        missing = {t.head for t in reading.of("neg")}
        one_number = len(counts) == len(numbers) and len(counts) <= 1 and bool(named or counts)
        return not (others or turned or reading.events) and one_number and missing <= {t.value for t in named}

    def _placed(self, reading: Reading, lists: list[SanctionList]) -> Finding | None:
        """What is said of the place of a sanction in the one list that there is."""
        start, end = reading.span
        text = reading.text[start:end]
        place = place_in(text, self.places, len(lists[0].members)) if len(lists) == 1 else None
        reading = _clause_of_place(reading, self.places) if place is not None else reading
        extra = [a for a in reading.atoms if not any(k in self.fill for k in a.keys)]
        counted = [a for a in reading.amounts if a.value != (1,)]
        if place is None or extra or counted or reading.of("neg") or reading.of("modal"):
            return None
        found = places.judge(reading, lists[0].members, place, lists[0].quote)
        if found is None:
            return None
        encoded = lists[0].encoded
        return found.model_copy(update={"rules": (encoded.id,), "provisions": (encoded.provision,)})

    def _one(self, reading: Reading, one: SanctionList, extra: Sequence[object]) -> Finding | None:
        missing = {t.head for t in reading.of("neg")}
        affirmed = {t.value for t in reading.of("class", CLASS_SANCTION) if not t.denied} - missing
        denied = {t.value for t in reading.of("class", CLASS_SANCTION) if t.denied} | missing
        start, end = reading.span
        if any(t.kind == "deny" for t in reading.tokens) and not denied and affirmed:
            affirmed, denied = set[str](), affirmed
        if extra:
            return self._unknown_member(reading, one) if len(affirmed) > 1 else None
        names = one.english if reading.english else one.names
        known = names | one.measures
        count = next(
            (a for a in reading.amounts if a.measure in COUNTERS and a.first != 1 and not a.denied), None
        )
        wrong = sorted(affirmed - known) + sorted(denied & known)
        partial = any(word in reading.text.casefold() for word in self.partial)
        same = any(noun + word in reading.text for noun in self.nouns for word in SAME) and not partial
        closed = bool(reading.of("only")) or same or (count is not None and len(affirmed) > 1 and not partial)
        if wrong:
            return list_finding(
                one,
                Verdict.CONTRADICTED,
                (start, end),
                "、".join(sorted(one.names)),
                "、".join(wrong),
                "列举中没有（或者有）这一项",
            )
        if count is not None and count.first not in one.counts:
            expected = "、".join(map(str, sorted(one.counts)))
            found = reading.text[count.start : count.end]
            return list_finding(
                one, Verdict.CONTRADICTED, (count.start, count.end), expected, found, "数目与规定不同"
            )
        if closed and affirmed and not names <= affirmed:
            left = "、".join(sorted(names - affirmed))
            return list_finding(
                one,
                Verdict.CONTRADICTED,
                (start, end),
                left,
                "、".join(sorted(affirmed)),
                "声称完整的列举缺项",
            )
        return list_finding(one, Verdict.SUPPORTED, (start, end), "", "", "与规定一致")

    def _unknown_member(self, reading: Reading, one: SanctionList) -> Finding | None:
        """Something beside members of the list that is none of them."""
        for atom in reading.atoms:
            before = reading.text[max(0, atom.start - 1) : atom.start]
            if not any(k in self.fill for k in atom.keys) and before in {"、", "和", "及", "与"}:
                end = max(a.end for a in reading.atoms if a.start >= atom.start and a.clause == atom.clause)
                found = reading.text[atom.start : end]
                return list_finding(
                    one,
                    Verdict.CONTRADICTED,
                    (atom.start, end),
                    "、".join(sorted(one.names)),
                    found,
                    "列举中没有这一项",
                )
        return None


def _counts(reading: Reading) -> list[Amount]:
    return [a for a in reading.amounts if a.measure in COUNTERS and not (a.date or a.denied) and a.first != 1]


def _for_audience(lists: list[SanctionList], reading: Reading) -> list[SanctionList]:
    wanted = {t.value for t in reading.of("class", "audience") if not t.denied}
    return [one for one in lists if not wanted or one.audience in wanted or not one.audience]


def _list(encoded: Encoded, rule: s.Sanctions, base: RuleBase, reader: Reader) -> SanctionList:
    def values(texts: Sequence[str]) -> frozenset[str]:
        return frozenset(t.value for text in texts for t in reader.read(text).of("class", CLASS_SANCTION))

    named = [m for m in rule.members if not m.other]
    measures = [part.name for m in rule.members for part in m.parts]
    audience = reader.read(rule.applies_to or rule.name).of("class", "audience")
    return SanctionList(
        encoded,
        values([m.name for m in named]),
        values(measures),
        values([encoded.en]),
        frozenset({len(rule.members), len(named)}),
        audience[0].value if audience else "",
        base.library.provision(encoded.provision).text,
        tuple(values([m.name]) if not m.other else frozenset[str]() for m in rule.members),
        {v: values([m.name]) for m in named for v in values([m.name, *(p.name for p in m.parts)])},
    )


def _clause_of_place(reading: Reading, words: Mapping[str, tuple[str, ...]]) -> Reading:
    """The one clause that tells the place, where only one of several does and it names a sanction itself."""
    clauses = sorted({t.clause for t in reading.tokens})
    told = [i for i in clauses if place_in(reading.clause_text(i), words, MANY) is not None]
    part = reading.part(told[0], told[0] + 1) if len(told) == 1 < len(clauses) else reading
    return part if part.of("class", CLASS_SANCTION) else reading
