"""Tokens that belong together: 第十三条 + 第一款 + 第（二）项, 三 + （五）, item (13) + of + Article 5.

A table says which level may follow which, and what it then means; there is no other grammar.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from assistant.corpus.citation_tokens import SEPARATOR, Level, Token, is_range

Role = Literal["unit", "section", "special", "sub", "paragraph", "item", "loose", "point", "all"]

_STARTS: Mapping[Level, Role] = {
    "article": "unit",
    "part": "section",
    "section": "section",
    "special": "special",
    "paragraph": "paragraph",
    "item": "item",
    "all": "all",
}
_FOLLOWERS: Mapping[Role, Mapping[Level, Role]] = {
    "unit": {"paragraph": "paragraph", "dot": "paragraph", "item": "item", "bracket": "loose"},
    "section": {
        "article": "sub",
        "section": "sub",
        "item": "sub",
        "spot": "sub",
        "bracket": "sub",
        "paragraph": "paragraph",
    },
    "special": {"paragraph": "paragraph", "part": "paragraph", "dot": "paragraph"},
    "sub": {"paragraph": "paragraph", "dot": "paragraph", "item": "item"},
    "paragraph": {"item": "item", "bracket": "item"},
    "item": {"point": "point"},
    "loose": {"point": "point"},
    "point": {},
    "all": {},
}
_RISING: Mapping[Level, frozenset[Level]] = {
    "item": frozenset({"paragraph", "article", "part", "section"}),
    "paragraph": frozenset({"article", "part", "section"}),
    "section": frozenset({"part"}),
}
_JOINT = re.compile(SEPARATOR)
_ENGLISH_JOINT = re.compile(r",? ?(?:and|or|to|through|&)? ?|-{1,2}|~")
_DOWN = re.compile(r"(?:的|中的?|之|里的?|,| )?")
_UP = re.compile(r" ?(?:of|in|under|,)(?: the)? ?")
_HEADING_GAP = re.compile(r"[、.,]?")
_COUNTED = re.compile(r"情形|方式|措施|内容|原则|职责|行为|条件|工作")
_HEADING_LEFT = re.compile(
    r"(?:^|[^一-鿿]|[见按据照依和与及或在从看的中里对是]|办法|条例|意见|规定|文件|附件)$"
)
LIST_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a reference."""

    role: Role
    token: Token


@dataclass(frozen=True, slots=True)
class Reference:
    """Tokens that make one citation, from the highest level down. start, end: in scannable text."""

    start: int
    end: int
    steps: tuple[Step, ...]

    @property
    def head(self) -> Step:
        """The highest level named."""
        return self.steps[0]

    @property
    def bare(self) -> bool:
        """A number and 条 with nothing around it, which may as well be a count: 三条, 13条."""
        token = self.head.token
        return (
            self.head.role == "unit" and not token.ordinal and bool(token.elements) and len(self.steps) == 1
        )

    @property
    def compact(self) -> bool:
        """5(13), 5.1(13): a citation only directly after the name of a regulation."""
        return self.head.token.level == "number" and self.head.role == "unit"


def references(text: str, tokens: list[Token]) -> list[Reference]:
    """The references that the tokens of a scannable text make, in order."""
    found: list[Reference] = []
    at = 0
    while at < len(tokens):
        rising = _rising(text, tokens, at)
        taken = rising or _descending(text, tokens, at)
        if taken:
            steps, at = taken.steps, taken.next
            span = (min(s.token.start for s in steps), max(s.token.end for s in steps))
            found.append(Reference(*span, steps))
        else:
            at += 1
    return found


@dataclass(frozen=True, slots=True)
class _Taken:
    steps: tuple[Step, ...]
    next: int


@dataclass(frozen=True, slots=True)
class _Merged:
    token: Token
    next: int


def _rising(text: str, tokens: list[Token], at: int) -> _Taken | None:
    """English order, lowest level first: item (13) of paragraph 1 of Article 5."""
    if not tokens[at].english or tokens[at].level not in _RISING:
        return None
    steps = [Step(_STARTS[tokens[at].level], tokens[at])]
    nearest = at
    while nearest + 1 < len(tokens):
        here, above = tokens[nearest], tokens[nearest + 1]
        joined = above.english and above.level in _RISING.get(here.level, ())
        if not joined or not _UP.fullmatch(text, here.end, above.start):
            break
        nearest += 1
        steps.insert(0, Step(_STARTS[above.level], above))
    if nearest == at:
        return None
    return _Taken(_as_section(steps), nearest + 1)


def _as_section(steps: list[Step]) -> tuple[Step, ...]:
    """Below a part, a section or item is its numbered subsection."""
    if steps[0].role != "section":
        return tuple(steps)
    return (steps[0], *(replace(s, role="sub") if s.role in {"item", "section"} else s for s in steps[1:]))


def _descending(text: str, tokens: list[Token], at: int) -> _Taken | None:
    start = _start_role(text, tokens, at)
    if start is None:
        return None
    role, steps = start, list[Step]()
    while True:
        merged = _with_neighbours(text, tokens, at)
        at = merged.next
        steps.append(Step(role, merged.token))
        if at == len(tokens):
            break
        following = _FOLLOWERS[role].get(tokens[at].level)
        if following is None or not _belongs(text, steps, tokens[at]):
            break
        role = following
    return _Taken(tuple(steps), at)


def _start_role(text: str, tokens: list[Token], at: int) -> Role | None:
    token = tokens[at]
    if token.level in {"paragraph", "item", "part"} and token.elements and not token.ordinal:
        return None
    if token.level != "number":
        return _STARTS.get(token.level)
    if at + 1 == len(tokens) or token.ordinal or len(token.elements) != 1:
        return None
    following = tokens[at + 1]
    if token.arabic:
        adjacent = following.level in {"bracket", "dot"} and following.start == token.end
        return "unit" if adjacent else None
    heading = (
        following.level == "bracket"
        and not following.arabic
        and token.elements[0].value <= LIST_LIMIT
        and _HEADING_GAP.fullmatch(text, token.end, following.start)
        and _HEADING_LEFT.search(text, max(0, token.start - 4), token.start)
    )
    return "section" if heading else None


def _with_neighbours(text: str, tokens: list[Token], at: int) -> _Merged:
    """The token with those of its level that a list or range joins to it: 第六条至第八条, 第(一)项、第(三)项."""
    token = tokens[at]
    elements = list(token.elements)
    end = token.end
    at += 1
    while token.elements and at < len(tokens) and tokens[at].level == token.level and tokens[at].elements:
        joint = _ENGLISH_JOINT if tokens[at].english else _JOINT
        gap = text[end : tokens[at].start]
        if not gap or not joint.fullmatch(gap):
            break
        first, *others = tokens[at].elements
        elements += [replace(first, ranged=is_range(gap)), *others]
        end = tokens[at].end
        at += 1
    merged = token if end == token.end else replace(token, elements=tuple(elements), end=end)
    return _Merged(merged, at)


def _belongs(text: str, steps: list[Step], token: Token) -> bool:
    above = steps[-1].token
    gap = text[above.end : token.start]
    if not token.elements:
        return False
    if token.level == "dot":
        return not gap
    if token.level == "bracket":
        heading = above.level == "number" and not above.arabic
        return not gap or (heading and _HEADING_GAP.fullmatch(gap) is not None)
    if token.ordinal or token.bracketed:
        return _DOWN.fullmatch(gap) is not None
    counted = token.word == "两" or (above.ordinal and _COUNTED.match(text, token.end))
    return not gap and not counted
