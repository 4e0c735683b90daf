"""What one reading gathers, sign by sign, and makes of it: tokens, atoms, amounts, events, and what is denied."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.corpus.quantities import Number
from assistant.guard.denied import Denial, Head, Spans
from assistant.guard.numbers import amounts_of
from assistant.guard.reading import Atom, Event, Reading, Time, Token, clause_end
from assistant.guard.signs import places_of
from assistant.guard.stem import stem
from assistant.guard.vocabulary import Entry, Vocabulary

GAP = "\0"
AFTER_EVENT = ("之日", "日起", "后", "那天", "当日", "算起", "起算", "就", "那一天")
BEFORE = ("前", "之前", "以前")
AFTER = ("后", "之后", "以后")
ENGLISH_PERIOD = re.compile(
    r"\b(?:days?|weeks?|months?|years?) (?:of|from|after|following|since|counted from|running from)\b",
    re.IGNORECASE,
)
ENGLISH_TIMES = {"before": True, "after": False, "once": False}
NEAR = 6
"""So many signs before 前 or 后 say what it is about."""
REACH = 14
REASON = ("因", "而就")
"""What begins a reason, and what stands behind it."""
ABLE = frozenset("会能")
WIDE = frozenset("将把对按在与依使让令")
"""Behind these a negator holds for the whole clause, not for what comes next (未将…告知)."""


@dataclass(slots=True)
class _Cell:
    """One sign of the canonical text (a stem in English)."""

    sign: str
    place: tuple[int, int] | None
    clause: int
    raw: bool
    member: str
    near: tuple[str, ...] = ()
    light: bool = False


class Pass:
    """What one reading has gathered so far."""

    def __init__(self, vocabulary: Vocabulary, english: bool) -> None:
        self.vocabulary, self.english = vocabulary, english
        self.cells: list[_Cell] = []
        self.tokens: list[Token] = []
        self.after: list[int] = []
        self.bounds: list[int] = []

    def put(
        self,
        sign: str,
        place: tuple[int, int] | None,
        raw: bool = False,
        member: str = "",
        near: tuple[str, ...] = (),
        light: bool = False,
    ) -> None:
        """A sign of the canonical text; raw: to be borne out; member: the class member it belongs to; near: what else
        bears it out; light: told, but not to be borne out.
        """
        self.cells.append(_Cell(sign, place, len(self.bounds), raw, member, near, light))

    def clause_end(self, place: int) -> None:
        """The sign between two clauses."""
        self.put(GAP, None)
        self.bounds.append(place)

    def token(self, entry: Entry, wording: str, start: int, end: int, near: tuple[str, ...] = ()) -> None:
        """A wording of the vocabulary; near: what else bears its content out."""
        kind = entry.kind
        self.tokens.append(Token(kind, entry.value, entry.group, start, end, len(self.bounds)))
        same = kind == "same" or (kind == "class" and not self.english)
        written = entry.value if same else wording
        for sign in map(stem, written.split(" ")) if self.english else written:
            raw = kind in {"same", "word", "near"}
            member = entry.value if kind == "class" else ""
            self.put(sign, (start, end), raw, member, near, light=kind == "light")
        self.after.append(len(self.cells))

    def reading(self, text: str, numbers: list[Number]) -> Reading:
        """All of it, once the text is at its end."""
        denial = Denial(self.tokens, self.bounds)
        denied = denial.spans(len(text))
        heads = [self._head(token, after) for token, after in zip(self.tokens, self.after, strict=True)]
        negated = denial.negated(heads)
        never = denial.not_always()
        cancelled = frozenset(denial.cancelled.values())
        tokens = tuple(
            replace(
                token,
                denied=token.kind not in {"deny", "restore"}
                and (denied.holds(token.start) or i in cancelled or i in never),
                negated=token.start in negated,
                head=head.sign if head else "",
            )
            for i, (token, head) in enumerate(zip(self.tokens, heads, strict=True))
        )
        atoms = tuple(
            Atom(
                (*(own := self._keys(i)), *cell.near),
                own,
                *cell.place,
                cell.clause,
                denied.holds(cell.place[0]),
                cell.place[0] in negated,
            )
            for i, cell in enumerate(self.cells)
            if cell.raw and cell.place is not None
        )
        light = frozenset(
            k for i, cell in enumerate(self.cells) if cell.light for k in (*self._keys(i), *cell.near)
        )
        amounts = tuple(amounts_of(text, numbers, self.bounds, denied.holds))
        keys = frozenset(self._all_keys())
        events = tuple(self._events(text, denied))
        times = tuple(self._times(text))
        bounds = tuple(self.bounds)
        return Reading(text, tokens, atoms, amounts, events, bounds, self.english, keys, times, light=light)

    def _keys(self, i: int) -> tuple[str, ...]:
        own = self.cells[i].sign
        if self.english:
            return (own,)
        left = self.cells[i - 1] if i else None
        right = self.cells[i + 1] if i + 1 < len(self.cells) else None
        keys = [left.sign + own] if left and left.sign != GAP else []
        keys += [own + right.sign] if right and right.sign != GAP else []
        alone = not ((left and left.raw) or (right and right.raw))
        return (*keys, own) if alone else tuple(keys)

    def _all_keys(self) -> Iterator[str]:
        for i, cell in enumerate(self.cells):
            if cell.sign != GAP:
                yield cell.sign
                if not self.english and i + 1 < len(self.cells) and self.cells[i + 1].sign != GAP:
                    yield cell.sign + self.cells[i + 1].sign

    def _head(self, token: Token, after: int) -> Head | None:
        """The first content behind an operator, in the same clause."""
        if token.kind not in {"neg", "modal"}:
            return None
        while after + 1 < len(self.cells) and self.cells[after].sign in ABLE and not self.cells[after].raw:
            after += 1
        first = self.cells[after] if after < len(self.cells) else None
        if token.kind == "neg" and first and first.sign in WIDE and not first.raw:
            return None
        for j in range(self._behind_reason(after), min(after + REACH, len(self.cells))):
            cell = self.cells[j]
            if cell.clause != token.clause or (cell.sign == GAP and token.kind == "neg" and not self.english):
                return None
            if (cell.raw or cell.member) and cell.place is not None:
                if cell.member:
                    return Head(cell.member, *cell.place)
                if self.english:
                    return Head(cell.sign, cell.place[0], cell.place[1])
                pair = cell.sign + (self.cells[j + 1].sign if j + 1 < len(self.cells) else "")
                return Head(pair.rstrip(GAP), cell.place[0], max(cell.place[1], cell.place[0] + 2))
        return None

    def _behind_reason(self, after: int) -> int:
        """不得因申辩而从重问责 governs what stands behind 而."""
        if after >= len(self.cells) or self.cells[after].sign != REASON[0]:
            return after
        for j in range(after + 1, min(after + REACH, len(self.cells))):
            if self.cells[j].clause != self.cells[after].clause:
                break
            if self.cells[j].sign in REASON[1]:
                return j + 1
        return after

    def _times(self, text: str) -> Iterator[Time]:
        """…前, …之后: which of the two, and of what."""
        for token, after in zip(self.tokens, self.after, strict=True):
            wording = text[token.start : token.end]
            if self.english and (word := wording.casefold()) in ENGLISH_TIMES:
                yield from self._english_time(token, after, ENGLISH_TIMES[word])
            if token.kind != "filler" or wording not in (*BEFORE, *AFTER):
                continue
            own = after - len(wording)
            near = [i for i in range(max(0, own - NEAR), own) if self.cells[i].clause == token.clause]
            said = [self.cells[i].sign + self.cells[i + 1].sign for i in near if i + 1 < own]
            said += [self.cells[i].member for i in near if self.cells[i].member]
            if said:
                yield Time(wording in BEFORE, frozenset(said), token.start, token.end, token.clause)

    def _english_time(self, token: Token, after: int, before: bool) -> Iterator[Time]:
        """Before the decision: what stands behind the word, in its clause."""
        near = [cell for cell in self.cells[after : after + REACH] if cell.clause == token.clause]
        keys = frozenset(key for c in near for key in (c.member or (c.sign if c.raw else ""),) if key)
        if keys:
            yield Time(before, keys, token.start, token.end, token.clause)

    def _english_event(self, period: re.Match[str], denied: Spans) -> Iterator[Event]:
        """What stands behind “working days of”, up to the end of the clause."""
        clause = bisect_left(self.bounds, period.start())
        behind = period.string[period.end() : clause_end(clause, self.bounds, len(period.string))]
        for name, wordings in self.vocabulary.file.english.starts.items():
            if found := next((w for w in wordings if w in behind.casefold()), None):
                start = period.end() + behind.casefold().index(found)
                yield Event(name, start, start + len(found), clause, denied.holds(start))
                return

    def _events(self, text: str, denied: Spans) -> Iterator[Event]:
        """自…之日起, …后, 从…那天算; within 15 working days of receiving."""
        for match in ENGLISH_PERIOD.finditer(text) if self.english else ():
            yield from self._english_event(match, denied)
        written = "".join(cell.sign for cell in self.cells) if not self.english else ""
        for wording, name in self.vocabulary.starts.items() if written else ():
            for at in places_of(wording, written):
                cell = self.cells[at]
                after = "".join(
                    c.sign
                    for c in self.cells[at + len(wording) : at + len(wording) + REACH]
                    if c.clause == cell.clause
                )
                if cell.place is not None and any(mark in after for mark in AFTER_EVENT):
                    yield Event(name, *cell.place, cell.clause, denied.holds(cell.place[0]))
