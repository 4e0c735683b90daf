"""Who stands where: bodies and persons of a text with their places (施事、受事、标准) in its clauses.

A party before a verb acts, one behind 向, 对 or a verb is acted upon, one behind 按照 is what something is measured by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Place = Literal["acts", "acted", "of", "standard", "open"]
ENDS = "，。；：！？,;:!?\n"
EACH = "每各该其本“「（( 并且也还而"
"""What may stand between a sign of the place and the party."""
BY = re.compile("[由被](?:本|该|其|所在)?[校市区省县]?$")
TOWARDS = ("对", "对于", "向", "为", "给", "令", "报", "送", "替", "帮")  # fmt: skip
MEASURED = ("按照", "按", "参照", "依照", "根据", "依据", "比照", "遵照")
NAMING = ("将", "把", "是", "在", "因", "即", "指", "凡", "如", "若", "除")
"""Behind these stands what something is, where it is, one of whom a clause of its own tells something, or one of several."""
AND, WITH = ("和", "及", "或", "或者"), ("与", "同", "跟")
TURNING = ("而", "但", "且")
TOPIC = re.compile(r"(对|凡|如|若|给|除).*的$")
"""What stands before one of whom a clause tells something (对履行职责不力的党组织)."""
JOINTS = re.compile(r"[、/（）()]|和|或者?|与|同|跟|及|以及|以及其|及其")
LEADING = re.compile(r"(后|前|时|内|中|下|上|间|同时|就|也|都|均|还|则|提倡|鼓励|推动|促使|引导)$")
COMMAND = re.compile(r"(应当?|可以?|要|须|必须?|不得|有权|有责任|能够?|会)+")
ITSELF = re.compile(r"本身|自己|自身|本人|都|也|均|一般")
TURNS = re.compile(r"由|被(?!问责|调查)|受到|接受|得到|予以|应予|收到|接到|获得|优先|纳入|问责(?=的|$|，)")
"""In these clauses the party that stands first need not be the one who acts."""
STATING = re.compile("[是为由]")
STATES = re.compile(
    r"有(?!权|责)|是|存在|发生|出现|出了|犯|违|属于|中|里|内|等|因此|因而|残疾|伤残|死亡|受伤|遭|的?问责|实行|进行问责"
)
"""Behind a party these tell how it is, or something of it, and nothing that it does."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A party named at [start, end). before: the two signs before it; act: the text behind it, without modal words, up
    to the next party that acts, within its sentence.
    """

    party: str
    place: Place
    start: int
    end: int
    before: str
    act: str


class Parties:
    """Finds the parties of a text. names: each wording with the name of the party it stands for."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = dict(names)
        longest = sorted(self.names, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest)))
        self.mentions = lru_cache(maxsize=4096)(self._mentions)

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        groups: list[list[_Named]] = []
        for match in self._pattern.finditer(text):
            named = _Named(self.names[match.group()], match.start(), match.end())
            last = groups[-1][-1] if groups else None
            if last and last.end == named.start:
                groups[-1][-1] = _Named(named.party, last.start, named.end)
            elif last and JOINTS.fullmatch(text[last.end : named.start].strip(EACH)):
                groups[-1].append(named)
            else:
                groups.append([named])
        placed: list[tuple[_Named, Place]] = [
            (n, _place(text, g[0].start, g[-1].end)) for g in groups for n in g
        ]
        return tuple(_with_acts(placed, text))


@dataclass(frozen=True, slots=True)
class _Named:
    """The name of a party; of several in a row, the last (民办学校校长)."""

    party: str
    start: int
    end: int


def _place(text: str, start: int, end: int) -> Place:
    begin = max(text.rfind(sign, 0, start) for sign in ENDS) + 1
    stop = min((at for sign in ENDS if (at := text.find(sign, end)) >= 0), default=len(text))
    before, after = text[begin:start].rstrip(EACH), _bare(text[end:stop])
    if text[begin:start].endswith(TURNING):
        before = ""
    if marked := _marked(before, after):
        return marked
    if after.startswith("的") or STATES.match(after):
        return "of" if before and after.startswith("的") else "open"
    if before.endswith("、"):
        return "acts" if after.partition("、")[0] else "acted"
    if not before or LEADING.search(before) or COMMAND.match(text, end):
        return "open" if TURNS.search(after) else "acts"
    return "acted"


def _marked(before: str, after: str) -> Place | None:
    """The place that a word before the party tells; None where there is no such word."""
    if before.endswith(MEASURED):
        return "standard"
    if before.endswith(NAMING) or TOPIC.match(before):
        return "open"
    if not after and (not before or before.endswith(("为", "的"))):
        return "open"
    if BY.search(before):
        return "acts"
    if before.endswith(WITH):
        return "acted"
    if before.endswith(AND):
        return "open" if after or STATING.search(before) else "acted"
    if before.endswith(TOWARDS):
        return "open" if TURNS.match(after) or STATES.match(after) else "acted"
    return None


def _bare(text: str) -> str:
    """Without what may stand between a party and what it does."""
    for words in (ITSELF, COMMAND):
        if match := words.match(text):
            text = text[match.end() :]
    return text


def _with_acts(placed: Sequence[tuple[_Named, Place]], text: str) -> Iterator[Mention]:
    for i, (named, place) in enumerate(placed):
        following = next((n.start for n, where in placed[i + 1 :] if where == "acts"), len(text))
        stop = text.find("。", named.end, following)
        act = _bare(text[named.end : following if stop < 0 else stop])
        before = text[max(0, named.start - 2) : named.start]
        yield Mention(named.party, place, named.start, named.end, before, act)


def places(mentions: Iterable[Mention], party: str) -> frozenset[Place]:
    """All places of a party."""
    return frozenset(m.place for m in mentions if m.party == party)
