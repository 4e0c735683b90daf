"""A text as the guard compares it: operators and numbers marked, the rest to be borne out.

Statements and rules have the same form, so that what is compared is always of one kind (`assistant.guard.reader`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from assistant.guard.vocabulary import Kind

Value = int | float | Fraction


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of the text that is read elsewhere: a name of a regulation, a citation, a whole quote."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A wording of the vocabulary at [start, end) of the text as given.

    value, group: as in `Entry`. head: the content that an operator governs. denied: inside 不是…; negated: right
    behind 不, 未, 不得.
    """

    kind: Kind
    value: str
    group: str
    start: int
    end: int
    clause: int
    denied: bool = False
    negated: bool = False
    head: str = ""

    @property
    def negates(self) -> bool:
        """Whether it is 不, 未, 不得 or 不必."""
        return self.kind == "neg" or self.value in {"must_not", "need_not"}


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of content; it is borne out where a rule has one of its keys (two neighbouring signs, an English stem).

    own: those of its own signs; the others are of what it may stand for.
    """

    keys: tuple[str, ...]
    own: tuple[str, ...]
    start: int
    end: int
    clause: int
    denied: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a date. value: one number, both ends of a range, or year, month and day; measure: its unit."""

    value: tuple[Value, ...]
    measure: str
    comparator: str
    date: bool
    start: int
    end: int
    clause: int
    denied: bool

    @property
    def first(self) -> Value:
        """The number, or the lower end of a range, or the year."""
        return self.value[0]


@dataclass(frozen=True, slots=True)
class Event:
    """What a period runs from (收到, 作出, 立项)."""

    name: str
    start: int
    end: int
    clause: int
    denied: bool


@dataclass(frozen=True, slots=True)
class Time:
    """That something is before or after something else (作出决定前). keys: the content that stands before the word."""

    before: bool
    keys: frozenset[str]
    start: int
    end: int
    clause: int


Piece = Atom | Token
"""Something of substance: content, or a member of a class."""
_Placed = TypeVar("_Placed", Token, Atom, Amount)


def same_piece(ours: Piece, theirs: Piece) -> bool:
    """Whether two pieces are the same member of a class, or content that shares a key."""
    if isinstance(ours, Token) or isinstance(theirs, Token):
        return isinstance(ours, Token) and isinstance(theirs, Token) and ours.value == theirs.value
    return bool(set(ours.keys) & set(theirs.keys))


def own_keys(piece: Piece) -> tuple[str, ...]:
    """What a piece is known by itself, not by what it may stand for."""
    return (piece.value,) if isinstance(piece, Token) else piece.own


def clause_end(clause: int, bounds: Sequence[int], length: int) -> int:
    """Where a clause ends: at the sign behind it, or with the text. bounds: the places of these signs; length: of the text."""
    return bounds[clause] if clause < len(bounds) else length


def _between(things: tuple[_Placed, ...], first: int, last: int) -> tuple[_Placed, ...]:
    """Those of the clauses from `first` to `last`; `things` are in order of their clauses."""
    return things[bisect_left(things, first, key=_clause) : bisect_left(things, last, key=_clause)]


def _clause(thing: Token | Atom | Amount) -> int:
    return thing.clause


@dataclass(frozen=True)
class Reading:
    """One sentence or rule, read. bounds: the places of the signs between clauses; keys: of all that stands in it;
    around: content of the whole sentence that it was a part of; before: members of classes in earlier clauses; dated: dates there; light: keys of words
    that are told and need not be borne out.
    """

    text: str
    tokens: tuple[Token, ...]
    atoms: tuple[Atom, ...]
    amounts: tuple[Amount, ...]
    events: tuple[Event, ...]
    bounds: tuple[int, ...]
    english: bool
    keys: frozenset[str]
    times: tuple[Time, ...] = ()
    around: frozenset[str] = frozenset()
    before: tuple[Token, ...] = ()
    dated: tuple[Amount, ...] = ()
    light: frozenset[str] = frozenset()

    @property
    def clauses(self) -> int:
        """How many clauses there are."""
        return len(self.bounds) + 1

    def clause_at(self, place: int) -> int:
        """The clause that a place of the text is in; the sign behind a clause is in it."""
        return bisect_left(self.bounds, place)

    def extent(self, first: int, last: int) -> tuple[int, int]:
        """Where the clauses from `first` to `last`, `last` excluded, stand in the text."""
        start = self.bounds[first - 1] + 1 if first else 0
        return start, clause_end(last - 1, self.bounds, len(self.text))

    def clause_text(self, clause: int) -> str:
        """The words of a clause."""
        return self.text[slice(*self.extent(clause, clause + 1))]

    def part(self, first: int, last: int) -> Reading:
        """The clauses from `first` to `last`, `last` excluded."""
        if first == 0 and last >= self.clauses:
            return self
        return replace(
            self,
            around=self.around or self.content,
            before=tuple(t for t in _between(self.tokens, 0, first) if t.kind == "class" and not t.denied),
            dated=tuple(a for a in _between(self.amounts, 0, first) if a.date and not a.denied),
            tokens=_between(self.tokens, first, last),
            atoms=_between(self.atoms, first, last),
            amounts=_between(self.amounts, first, last),
            events=tuple(e for e in self.events if first <= e.clause < last),
            times=tuple(t for t in self.times if first <= t.clause < last),
        )

    def without(self, *clauses: int) -> Reading:
        """All clauses but some."""
        return replace(
            self,
            around=self.around or self.content,
            tokens=tuple(t for t in self.tokens if t.clause not in clauses),
            atoms=tuple(a for a in self.atoms if a.clause not in clauses),
            amounts=tuple(a for a in self.amounts if a.clause not in clauses),
            events=tuple(e for e in self.events if e.clause not in clauses),
            times=tuple(t for t in self.times if t.clause not in clauses),
        )

    @cached_property
    def content(self) -> frozenset[str]:
        """Keys of the content and members of classes."""
        named = frozenset(t.value for t in self.tokens if t.kind == "class")
        return frozenset(k for a in self.atoms for k in a.keys) | named | self.light

    @cached_property
    def affirmed(self) -> frozenset[str]:
        """The same, without what is denied."""
        named = frozenset(t.value for t in self.of("class") if not t.denied)
        return frozenset(k for a in self.atoms if not a.denied for k in a.keys) | named | self.light

    def of(self, kind: Kind, group: str = "") -> tuple[Token, ...]:
        """Tokens of a kind (and class)."""
        found = self._of_kind.get(kind, ())
        return tuple(t for t in found if t.group == group) if group else found

    @cached_property
    def _of_kind(self) -> dict[str, tuple[Token, ...]]:
        kinds = dict.fromkeys(t.kind for t in self.tokens)
        return {kind: tuple(t for t in self.tokens if t.kind == kind) for kind in kinds}

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The content, then the members of classes."""
        return (*self.atoms, *self.of("class"))

    def behind(self, token: Token) -> list[Piece]:
        """The content and members of classes behind a wording in its clause."""
        return [p for p in self.pieces if p.start >= token.end and p.clause == token.clause]

    def without_kinds(self, *kinds: Kind) -> Reading:
        """Without the wordings of some kinds."""
        return replace(self, tokens=tuple(t for t in self.tokens if t.kind not in kinds))

    @property
    def starts(self) -> frozenset[str]:
        """The events that periods run from."""
        return frozenset(e.name for e in self.events if not e.denied)

    @cached_property
    def span(self) -> tuple[int, int]:
        """From the first to the last thing read."""
        places = [(x.start, x.end) for group in (self.tokens, self.atoms, self.amounts) for x in group]
        if not places:
            return 0, len(self.text)
        return min(p[0] for p in places), max(p[1] for p in places)
