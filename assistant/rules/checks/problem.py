"""One thing wrong with an encoded rule: where, which key, what stands there and what is expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.corpus.errors import CorpusError
from assistant.corpus.files import KeyPath
from assistant.rules.base import Encoded, RuleBase


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of one key: file and 1-based line, the rule or clause, the key, its value, what was expected."""

    file: str
    line: int
    subject: str
    key: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file} 第{self.line}行 {self.subject} 键“{self.key}”：写的是“{self.value}”；应为：{self.expected}"


class RuleProblems(CorpusError):
    """The rules do not pass the checks; `problems` has all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        shown = "\n".join(str(problem) for problem in problems[:20])
        more = f"\n……共{len(problems)}处" if len(problems) > 20 else ""
        super().__init__(f"编码规则有误：\n{shown}{more}")


Check = Callable[[RuleBase], Iterator[Problem]]
"""A check reads the whole base and yields what is wrong."""


def problem(base: RuleBase, encoded: Encoded, path: KeyPath, value: str, expected: str) -> Problem:
    """A problem of the key at `path` of a rule."""
    key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in path) or "（整体）"
    return Problem(encoded.file, base.line_of(encoded.id, path), encoded.id, key, value, expected)
