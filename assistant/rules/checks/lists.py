"""A list of a clause with 项 has them all, in their order and words."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.corpus.text import folded
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.checks.problem import Problem, problem
from assistant.rules.schema import Enumeration, Factor, Sanctions


def lists_cover_items(base: RuleBase) -> Iterator[Problem]:
    """As many members as 项, each opening as its 项 does; the numbers of sanctions are those of their 项."""
    for encoded in base:
        if (names := members(encoded)) is None:
            continue
        items = [
            p
            for p in base.library.regulation(encoded.regulation).children(encoded.provision)
            if p.kind == "item"
        ]
        if not items:
            continue
        key = "any_of" if isinstance(encoded.rule, Factor) else "members"
        if len(names) != len(items):
            yield problem(base, encoded, (key,), f"{len(names)}个", f"与条款的{len(items)}项一致")
            continue
        for at, (name, item) in enumerate(zip(names, items, strict=True)):
            if not folded(item.text).startswith(folded(name)):
                yield problem(base, encoded, (key, at), name, f"第{at + 1}项的用语：{item.text}")
        if isinstance(encoded.rule, Sanctions):
            for at, member in enumerate(encoded.rule.members):
                if member.item != at + 1:
                    yield problem(base, encoded, (key, at, "item"), str(member.item), str(at + 1))


def members(encoded: Encoded) -> tuple[str, ...] | None:
    """The members of a list as texts; None for a rule that is not a list."""
    match encoded.rule:
        case Sanctions(members=found):
            return tuple(member.name for member in found)
        case Enumeration(members=found):
            return found
        case Factor(any_of=groups):
            return tuple(text for group in groups for text in group)
        case _:
            return None
