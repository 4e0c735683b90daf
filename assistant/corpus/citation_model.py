"""What a citation in running text is, and what is known about the text that it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from assistant.corpus.provision import ProvisionId
from assistant.corpus.title_index import TitleIndex

Source = Literal["named", "foreign", "generic", "this", "carried", "none"]
Problem = Literal["", "range too large", "range reversed", "no context"]


@dataclass(frozen=True, slots=True)
class Target:
    """One unit that a citation names, in the terms of `ProvisionId`, without the regulation.

    unit is None where a whole regulation is cited (本办法). point is the 目 below an item, which these ids do not
    have. loose: written as a bare bracket after the article (第13条(2), Art. 13(2)), which can mean 项 or 款.
    """

    unit: str | None
    sub: str | None = None
    paragraph: int | None = None
    item: int | None = None
    point: int | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation found in a text.

    start, end: code points of the text, end exclusive, the regulation's name included; raw: that piece of text.
    title: the name as written, "" where there is none. edition: year or 新/旧 written with the name, else "".
    regulation: its id, None where it is not known from the text and context alone.
    source: how the regulation is known.
        named: by title, alias or id. foreign: a name that is none of the known ones; never resolves.
        generic: 办法, 《条例》 with nothing more. this: 本办法, 该条例, 本条, 前款.
        carried: named earlier in the same sentence or list. none: not said.
    targets: one per unit named; lists and ranges are written out.
    problem: why `targets` are fewer than written ("range too large": the first RANGE_LIMIT of them are given; "no context":
        前款 and the like where the place they stand at is unknown).
    """

    start: int
    end: int
    raw: str
    title: str
    edition: str
    regulation: str | None
    source: Source
    targets: tuple[Target, ...]
    problem: Problem = ""

    @property
    def foreign(self) -> bool:
        """Names a norm that the knowledge base does not hold."""
        return self.source == "foreign"


@dataclass(frozen=True, slots=True)
class Context:
    """Where a text stands: names that are known, and what 本办法, 本条, 前款 mean in it.

    regulation: id of the regulation the text belongs to; provision: the provision it is part of, with its 款 written
    out (weifang-2011:13.2) if 前款 shall resolve.
    """

    titles: TitleIndex = field(default_factory=lambda: TitleIndex.build({}))
    regulation: str | None = None
    provision: ProvisionId | None = None

    @property
    def own_regulation(self) -> str | None:
        """What 本办法 means."""
        return self.regulation or (self.provision.regulation if self.provision else None)
