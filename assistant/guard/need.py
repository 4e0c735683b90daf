"""What a statement has to say of a rule, and the elements (要件) that a rule is encoded with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from assistant.corpus.quantities import find_numbers
from assistant.guard.reading import Reading, Value
from assistant.guard.segments import ANY, Part
from assistant.guard.signs import pairs, places_of
from assistant.rules.parts import AS_IT_IS, PIECES

ELEMENTS = "要件"
SHARE = 3.0
"""A light word is not told by a wording more than so many times as long (人员 in 社区网格管理服务工作人员)."""


@dataclass(frozen=True, slots=True)
class Need:
    """Something without which a statement says more than the rule: one of `ways`, each a set of keys per part.

    own: to be met by the stretch itself, not by the sentence around it. relay: only where the one who acts is named.
    results: of each way, what must have come of it. told: the elements of each way as the rule has them. settled: not to be checked, since elements are. words: wordings one of which must stand in the sentence, where it has what stands `beside` them in the rule.
    """

    name: str
    ways: tuple[tuple[frozenset[str], ...], ...]
    own: bool = False
    relay: bool = False
    words: tuple[str, ...] = ()
    beside: str = ""
    results: tuple[frozenset[str], ...] = ()
    told: tuple[tuple[str, ...], ...] = ()
    settled: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """What any part of any way is told by."""
        return frozenset(key for way in self.ways for part in way for key in part)


def elements_of(
    ways: tuple[tuple[str, ...], ...],
    rule: Reading,
    keys: Callable[[str], frozenset[str]],
    also: Mapping[str, tuple[str, ...]],
) -> Need:
    """Every element of one way, each told by any of its pieces. keys: of the words of a piece by themselves; also: piece →
    wordings that tell it though they carry no claim elsewhere (上位依据 of 根据).

    A piece is told by its own words and by what the rule has at its place: 主要 in 主要领导 by that person too; a number by
    itself.
    """
    parts = tuple(tuple(_element(element, rule, keys, also) for element in way) for way in ways)
    return Need(ELEMENTS, parts, told=ways)


def _element(
    element: str, rule: Reading, keys: Callable[[str], frozenset[str]], also: Mapping[str, tuple[str, ...]]
) -> Part:
    """Keys of its pieces, those that have none as they stand, and the numbers at their places."""
    literal = {piece.removeprefix(AS_IT_IS) for piece in element.split(PIECES) if piece.startswith(AS_IT_IS)}
    pieces = [piece for piece in element.casefold().split(PIECES) if not piece.startswith(AS_IT_IS)]
    numbers = {piece: found for piece in pieces if (found := _numbers(rule, piece))}
    each = {piece: _told_by(piece, rule, keys) for piece in pieces if piece not in numbers}
    literal |= {piece for piece, (own, around) in each.items() if not (rule.english and (own or around))}
    literal |= {wording for piece in (*pieces, *literal) for wording in also.get(piece, ())}
    around = frozenset(k for _, found in each.values() for k in found)
    values = frozenset(value for found in numbers.values() for value in found)
    return Part(around, ANY, tuple(own for own, _ in each.values() if own), frozenset(literal), values)


def _told_by(
    piece: str, rule: Reading, keys: Callable[[str], frozenset[str]]
) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of a piece itself, with its neighbouring signs, and of the wordings at its place in the rule; none for light
    words.
    """
    own = keys(piece)
    longest = SHARE * len(piece) if not own else len(rule.text)
    around = frozenset(k for place in _places(piece, rule) for k in _around(rule, place, keys, longest))
    if not (own or around):
        return own, around
    signs = frozenset[str]() if rule.english else pairs(piece)
    return signs or own, around | (own - signs)


def _places(piece: str, rule: Reading) -> Iterator[range]:
    for at in places_of(piece, rule.text.casefold()):
        yield range(at, at + len(piece))


def _around(
    rule: Reading, place: range, keys: Callable[[str], frozenset[str]], longest: float
) -> Iterator[str]:
    """What wordings of the vocabulary that reach into a place are told by, those up to a length."""
    for token in rule.tokens:
        reaches = token.start < place.stop and place.start < token.end
        if reaches and token.value and token.end - token.start <= longest:
            if token.kind == "class":
                yield token.value
            elif token.kind == "same" and (
                rule.english or rule.text[place.start : place.stop] not in token.value
            ):
                yield from keys(token.value)


def _numbers(rule: Reading, piece: str) -> frozenset[tuple[Value, ...]]:
    """The numbers that a rule has at the places of a piece; a date that a word stands for is told by the word (发布之日)."""
    written = any(number.start < number.end for number in find_numbers(piece))
    amounts = [a for a in rule.amounts if written or not a.date]
    places = list(_places(piece, rule))
    return frozenset(
        a.value for a in amounts if any(a.start < place.stop and place.start < a.end for place in places)
    )
