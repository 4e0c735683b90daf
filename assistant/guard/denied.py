"""What a sentence denies: the stretches behind 不是, the content behind 不, and what cancels out (不是不)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.guard.reading import Token, clause_end


@dataclass(frozen=True, slots=True)
class Head:
    """The first content behind an operator, at [start, end)."""

    sign: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of a text in order."""

    spans: tuple[tuple[int, int], ...]

    def holds(self, place: int) -> bool:
        """Whether a place is in one of them."""
        return any(start <= place < end for start, end in self.spans)


@dataclass(frozen=True)
class Denial:
    """The operators of a sentence in order. bounds: places of the signs between its clauses."""

    tokens: Sequence[Token]
    bounds: Sequence[int]

    def spans(self, length: int) -> Spans:
        """From 不是 to 而是 or the end of the clause; 不是不… and 并非…无权… cancel out. length: of the text."""
        return Spans(
            tuple((t.end, self._end(i, length)) for i, t in enumerate(self.tokens) if t.kind == "deny")
        )

    def _end(self, i: int, length: int) -> int:
        """Where what 不是 denies ends: at once where it is cancelled."""
        token, behind = self.tokens[i], self._behind(i)
        if i in self.cancelled:
            return token.end
        if behind is not None and self.tokens[behind].kind == "restore":
            return self.tokens[behind].start
        return clause_end(token.clause, self.bounds, length)

    def _is_corrected(self, i: int) -> bool:
        """Whether the next clause begins with what is so instead (不是一年内不得提升，而是三年内不得提升)."""
        clause = self.tokens[i].clause + 1
        first = next((t for t in self.tokens[i + 1 :] if t.clause == clause), None)
        return first is not None and first.kind == "restore"

    def not_always(self) -> frozenset[int]:
        """Modal words behind 不是一律, 并非任何: what does not always hold is not said to hold."""
        found: set[int] = set()
        for j in self.cancelled.values():
            if self.tokens[j].kind == "all":
                later = enumerate(self.tokens[j:], j)
                found |= {k for k, t in later if t.kind == "modal" and t.clause == self.tokens[j].clause}
        return frozenset(found)

    @cached_property
    def cancelled(self) -> Mapping[int, int]:
        """不是 → the operator behind it that turns it round (不是不…, 并非…无权…, 不是所有…), both as places in `tokens`."""
        denials = (i for i, t in enumerate(self.tokens) if t.kind == "deny" and not self._is_corrected(i))
        return {
            i: j for i in denials if (j := self._behind(i)) is not None and self.tokens[j].kind != "restore"
        }

    def _behind(self, i: int) -> int | None:
        """The first operator behind 不是, in its clause, that ends what it denies or turns it round."""
        for j in range(i + 1, len(self.tokens)):
            other = self.tokens[j]
            if other.clause != self.tokens[i].clause:
                return None
            if other.kind in {"restore", "deny", "all"} or other.negates:
                return j
        return None

    def negated(self, heads: Sequence[Head | None]) -> frozenset[int]:
        """Places right behind 不, 未, 不得; 不是不 and 并非无权 cancel out."""
        places: set[int] = set()
        cancelled = frozenset(self.cancelled.values())
        for i, (token, head) in enumerate(zip(self.tokens, heads, strict=True)):
            if token.negates and head is not None and i not in cancelled:
                places |= set(range(head.start, head.end))
        return frozenset(places)
