"""Citations compared at three depths: 条 (or 一、), 款 (or （一）) and 项 (the exact unit).

A wanted unit is met by itself or by anything inside it; citing a whole article where one 款 is wanted is too broad. At a
shallower depth both sides are cut off there first, so that the right article with the wrong 项 still counts as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.corpus.library import Library
from assistant.corpus.provision import ProvisionId


class Depth(StrEnum):
    """How far down a citation is looked at."""

    ARTICLE = "条"
    PARAGRAPH = "款"
    ITEM = "项"


@dataclass(frozen=True)
class Met:
    """Which of the wanted groups, or of the ids cited, count, and which do not."""

    hits: tuple[str, ...]
    misses: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """Share of hits; None where there was nothing to count."""
        total = len(self.hits) + len(self.misses)
        return len(self.hits) / total if total else None


class Citing:
    """Compares cited ids with wanted ones over one library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def cut(self, id: str, depth: Depth) -> str:
        """The id of the unit around `id` at a depth: ccp-2016:7.2(3) → ccp-2016:7 at 条, ccp-2016:7.2 at 款."""
        spec = ProvisionId.parse(id)
        match depth:
            case Depth.ARTICLE:
                return str(replace(spec, sub=None, paragraph=None, item=None))
            case Depth.PARAGRAPH:
                above = (
                    replace(spec, item=None) if spec.sub is None else replace(spec, paragraph=None, item=None)
                )
                return self.library.provision(above).id
            case Depth.ITEM:
                return id

    def inside(self, id: str, around: str) -> bool:
        """Whether the unit `id` is `around` or lies in it."""
        regulation = self.library.regulation(ProvisionId.parse(id).regulation)
        return id == around or any(p.id == around for p in regulation.ancestors(id))

    def recall(self, cited: Iterable[str], wanted: Sequence[Sequence[str]], depth: Depth) -> Met:
        """Which groups of alternatives are met by what is cited."""
        shown = [self.cut(id, depth) for id in cited]
        hits: list[str] = []
        misses: list[str] = []
        for group in wanted:
            cut = [self.cut(id, depth) for id in group]
            met = any(self.inside(id, around) for id in shown for around in cut)
            (hits if met else misses).append(" | ".join(group))
        return Met(tuple(hits), tuple(misses))

    def precision(self, cited: Iterable[str], relevant: Iterable[str], depth: Depth) -> Met:
        """Which of the cited units lie in a relevant one; gold names the necessary ones, so this is a lower bound."""
        cut = {self.cut(id, depth) for id in relevant}
        hits: list[str] = []
        misses: list[str] = []
        for id in dict.fromkeys(self.cut(id, depth) for id in cited):
            (hits if any(self.inside(id, around) for around in cut) else misses).append(id)
        return Met(tuple(hits), tuple(misses))
