"""What stands between a statement and a rule: one type for all checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.guard.frames import Frame
from assistant.guard.reading import Reading, Token

OTHER_AGENT = "规定的主体不是这一个"
"""Message of a clash whose whole span names another than the one who acts."""
OTHER_MEMBER = "与规定的内容不同"
"""Message of a clash of two members of a class."""
DENIED = "否定了规定的内容"
"""Message of a clash with a statement that denies what the rule says."""
ACTED, ACTING = "规定中这是对方，不是作出这一行为的一方", "规定中这是作出行为的一方，不是对方"
"""Messages of a clash with one who stands on the other side of an act in the rule."""
Force = Literal["hard", "soft", "leftover", "missing"]


@dataclass(frozen=True, slots=True)
class Clash:
    """hard: contradicts as soon as statement and rule are about the same; soft: only where they say much the same;
    leftover: something in the statement that the rule does not bear out; missing: a fact that the rule turns on.
    """

    force: Force
    start: int
    end: int
    expected: str
    found: str
    message: str


def denied_by(token: Token, reading: Reading) -> Clash:
    """The clash with a word that denies what the rule says."""
    return Clash("soft", token.start, token.end, "", reading.text[token.start : token.end], DENIED)


@dataclass(frozen=True, slots=True)
class Example:
    """A statement about one regulation, for a check's own tests."""

    text: str
    regulation: str | None


Check = Callable[[Reading, Frame], Iterator[Clash]]
