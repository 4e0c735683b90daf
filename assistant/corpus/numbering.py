"""Which 第N条 at the start of a line opens an article, and which only refers to one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from assistant.corpus.lines import DIGITS, Line

_REFERENCE = re.compile(
    rf"第[{DIGITS}]+[款项条]|[、，,；;。至到款项]|规定[的，,、]|所[列述]|所规定|的|中的|中规定|以外|之外|"
    rf"(?:和|与|及|或|或者|以及)(?:第|本|前)|[（(][{DIGITS}]+[)）]项"
)
_SPACED_REFERENCE = re.compile(rf"第[{DIGITS}]+[款项]|规定的|所列|所述")


class Opening(Enum):
    """What a line that starts with 第N条 is."""

    NEXT = auto()  # the next article
    GAP = auto()  # an article, with numbers missing before it
    REPEAT = auto()  # looks like an article, but its number is not above the last one
    REFERENCE = auto()  # words of the article before


@dataclass(slots=True)
class Numbering:
    """The number of the last article; 第n条之m counts as (n, m)."""

    number: int = 0
    suffix: int = 0

    def follows(self, number: int, suffix: int) -> bool:
        """Whether (number, suffix) is the next article after the last one."""
        if number == self.number and self.number:
            return suffix == self.suffix + 1
        return number == self.number + 1 and suffix == 0

    def opening(self, line: Line) -> Opening:
        """What the line is. Without white space after the number only the expected one is an article: 第三条规定的…
        refers.
        """
        follows = self.follows(line.number, line.suffix)
        if (_SPACED_REFERENCE if line.spaced else _REFERENCE).match(line.text):
            return Opening.REFERENCE
        if follows:
            return Opening.NEXT
        if not line.spaced:
            return Opening.REFERENCE
        ahead = (line.number, line.suffix) > (self.number, self.suffix)
        return Opening.GAP if ahead else Opening.REPEAT

    def advance(self, line: Line) -> None:
        """Record that the line opened an article."""
        self.number, self.suffix = line.number, line.suffix
