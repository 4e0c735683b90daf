"""What of a condition must be told: each of its clauses, and of a list within a clause at least one member.

对学校安全稳定事故瞒报、迟报、谎报、漏报而贻误事故处理 is told by one of the four kinds and by 贻误事故处理.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Self

from assistant.guard.reading import Value

CLAUSES = re.compile(r"，|而(?=.{4})")
JOINTS = re.compile(r"、|或者|或")
OWN_CLAUSE = 6
"""So long are members of a list that each say something of their own: they are all owed."""
PLAIN, LISTED, ANY = 0.35, 0.2, 0.01
"""Shares of the keys that are to be told: of a clause, of a clause with a list, of the members of a list."""
HEAD = 2


class Part(frozenset[str]):
    """Keys of which a share is to be told, or most of one of some pieces, or one of some wordings or numbers."""

    share: float
    pieces: tuple[frozenset[str], ...]
    wordings: frozenset[str]
    numbers: frozenset[tuple[Value, ...]]

    def __new__(
        cls,
        keys: frozenset[str],
        share: float,
        pieces: tuple[frozenset[str], ...] = (),
        wordings: frozenset[str] = frozenset(),
        numbers: frozenset[tuple[Value, ...]] = frozenset(),
    ) -> Self:
        """Keys with the share of them that is to be told, from 0 to 1."""
        part = super().__new__(cls, keys)
        part.share, part.pieces, part.wordings, part.numbers = share, pieces, wordings, numbers
        return part


def parts_of(text: str, keys: Callable[[str], frozenset[str]], all_owed: bool = False) -> Iterator[Part]:
    """The parts of a condition that are all to be told.

    keys: what a stretch of text is told by; all_owed: whether long members of a list are all owed, as consequences are.
    """
    for clause in filter(None, CLAUSES.split(text)):
        pieces = [p for p in JOINTS.split(clause) if p]
        if len(pieces) == 1:
            yield Part(keys(clause), PLAIN)
        elif all_owed and "或" not in clause and all(len(p) >= OWN_CLAUSE for p in pieces):
            for piece in pieces:
                yield Part(keys(piece), PLAIN)
        else:
            yield Part(keys(clause), LISTED)
            yield from _lists(pieces, keys)


def _lists(pieces: list[str], keys: Callable[[str], frozenset[str]]) -> Iterator[Part]:
    """The lists that pieces form: a long piece ends one list and begins the next."""
    members: list[str] = [pieces[0][-HEAD:]]
    for piece in pieces[1:]:
        if len(piece) < OWN_CLAUSE:
            members.append(piece)
            continue
        members.append(piece[:HEAD])
        if found := _keys_of(members, keys):
            yield Part(found, ANY)
        members = [piece[-HEAD:]]
    if len(members) > 1 and (found := _keys_of(members, keys)):
        yield Part(found, ANY)


def _keys_of(members: list[str], keys: Callable[[str], frozenset[str]]) -> frozenset[str]:
    """Keys of all members; none where one of them cannot be told by itself."""
    each = [keys(member) for member in members]
    return frozenset[str]().union(*each) if all(each) else frozenset()
