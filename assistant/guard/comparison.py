"""Comparisons of two regulations in one clause: which period is longer, which list has more.

广州办法的送达期限比潍坊办法短 is true where the rule of the one has the smaller number in the same unit on the same topic.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.guard.align import align
from assistant.guard.finding import Finding, Verdict
from assistant.guard.frames import Frame, Frames
from assistant.guard.listing import Lists
from assistant.guard.numbers import PERIODS
from assistant.guard.reading import Amount, Reading, Value

SIDES = {"longer": operator.gt, "shorter": operator.lt, "more": operator.gt, "fewer": operator.lt}
CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Side:
    """What one regulation has: a number, where it stands, and the rule."""

    value: Value
    rule: str
    provision: str
    wording: str


class Comparer:
    """Compares what two regulations have on the matter of a clause."""

    def __init__(self, frames: Frames, english: Frames, lists: Lists) -> None:
        self.frames, self.english, self.lists = frames, english, lists
        words = frames.reader.vocabulary.file.comparisons
        self.separators = tuple(words["than"])
        self.comparatives = tuple(words["comparative"])
        self.sides = {word: SIDES[name] for name in SIDES for word in words[name]}
        self.fill = frozenset(
            k
            for word in (*self.sides, *self.separators, *self.comparatives)
            for k in frames.reader.read(word).keys
        )

    def judge(
        self, reading: Reading, names: Sequence[tuple[str, ...]], span: tuple[int, int]
    ) -> Finding | None:
        """names: what is compared, in order; None where the clause is no comparison."""
        text = reading.text[slice(*span)].casefold()
        middle = next((at for s in self.separators if (at := text.find(s)) >= 0), -1)
        compare = self._side(text)
        if middle < 0 or compare is None or len(names) != 2:
            return None
        return self._compared(reading, names, compare, span, span[0] + middle)

    def goes_on(
        self,
        reading: Reading,
        before: tuple[str, ...],
        here: tuple[str, ...],
        clause: str,
        span: tuple[int, int],
    ) -> Finding | None:
        """A clause that compares what was said before it (…为3个工作日，比潍坊办法的5个工作日短; …，后者更短).

        before, here: the regulation of what was said, and of the clause. Raises on no text.
        """
        words = clause.casefold().strip()
        compare = self._side(words)
        if compare is None:
            return None
        if words.startswith(self.separators):
            return self._compared(reading, (before, here), compare, span, reading.text.index(clause))
        if any(word in words for word in self.comparatives):
            return self._compared(replace(reading, amounts=()), (here, before), compare, span, span[1])
        return None

    def _side(self, text: str) -> Callable[[Value, Value], bool] | None:
        """Which way the words of a comparison run."""
        return next((self.sides[w] for w in sorted(self.sides, key=len, reverse=True) if w in text), None)

    def _compared(
        self, reading: Reading, names: Sequence[tuple[str, ...]], compare: Callable[[Value, Value], bool],
        span: tuple[int, int], middle: int,
    ) -> Finding:  # fmt: skip
        for first in names[0]:
            for second in names[1]:
                sides = self._counts(reading, first, second) or self._periods(reading, first, second)
                if sides is not None:
                    return self._finding(reading, sides, compare, span, middle)
        return Finding(verdict=Verdict.UNSUPPORTED, span=span, message="两部制度在这一点上无法比较")

    def _finding(
        self, reading: Reading, sides: tuple[Side, Side], compare: Callable[[Value, Value], bool],
        span: tuple[int, int], middle: int,
    ) -> Finding:  # fmt: skip
        first, second = sides
        turned = len([t for t in reading.tokens if t.kind in {"neg", "deny"}]) % 2 == 1
        holds = compare(first.value, second.value) != turned
        true = holds and self._numbers_hold(reading.amounts, sides, middle)
        return Finding(
            verdict=Verdict.SUPPORTED if true else Verdict.CONTRADICTED,
            span=span,
            rules=(first.rule, second.rule),
            provisions=(first.provision, second.provision),
            expected="" if true else f"前者{first.wording}，后者{second.wording}",
            found="" if true else reading.text[slice(*span)],
            message="与两部制度的规定一致" if true else "两部制度的规定不是这样",
        )

    @staticmethod
    def _numbers_hold(amounts: Sequence[Amount], sides: tuple[Side, Side], middle: int) -> bool:
        return all(a.value == ((sides[0] if a.start < middle else sides[1]).value,) for a in amounts)

    def _counts(self, reading: Reading, first: str, second: str) -> tuple[Side, Side] | None:
        text = reading.text.casefold()
        if not any(noun in text for noun in self.lists.nouns) or reading.of("class"):
            return None
        found = [self._one_list(id) for id in (first, second)]
        return (found[0], found[1]) if found[0] and found[1] else None

    def _one_list(self, id: str) -> Side | None:
        lists = self.lists.by_regulation.get(id, [])
        if len(lists) != 1:
            return None
        one = lists[0]
        return Side(max(one.counts), one.encoded.id, one.encoded.provision, f"{max(one.counts)}种")

    def _periods(self, reading: Reading, first: str, second: str) -> tuple[Side, Side] | None:
        for frame in self._timed(reading, first):
            for other in self._timed(reading, second):
                if frame.encoded.topic != other.encoded.topic:
                    continue
                one, two = _period(frame), _period(other)
                keys = frame.keys | other.keys | self.fill
                if one.measure == two.measure and all(any(k in keys for k in a.keys) for a in reading.atoms):
                    return _side(frame, one), _side(other, two)
        return None

    def _timed(self, reading: Reading, id: str) -> list[Frame]:
        frames = self.english if reading.english else self.frames
        found = [
            f
            for f in frames.candidates(reading, id, CANDIDATES)
            if any(a.measure in PERIODS for a in f.reading.amounts)
        ]
        return sorted(found, key=lambda f: -align(reading, f, frames).borne)


def _period(frame: Frame) -> Amount:
    return next(a for a in frame.reading.amounts if a.measure in PERIODS)


def _side(frame: Frame, amount: Amount) -> Side:
    wording = frame.reading.text[amount.start : amount.end]
    return Side(amount.first, frame.id, frame.encoded.provision, wording)
