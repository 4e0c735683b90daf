"""The texts in a rule by the path of their key: which of them are the clause's words, which the regulation's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.corpus.files import KeyPath
from assistant.rules.schema import Rule


@dataclass(frozen=True, slots=True)
class Field:
    """A text and the path of the key that holds it."""

    path: KeyPath
    text: str


_NORM = "must may must_not generally_must encouraged when during what to approval unless within.start".split()
CLAUSE: Mapping[str, tuple[str, ...]] = {
    "definition": ("term", "means"),
    "scope": ("covers", "conduct", "by"),
    "principle": ("items",),
    "fact": ("is",),
    "situation": ("who", "function", "alternatives.conduct", "alternatives.consequence"),
    "sanctions": ("name", "applies_to", "members.name", "members.parts.name"),
    "enumeration": ("members",),
    "tier": ("tier", "applies_to", "gateway", "sanctions", "manner"),
    "factor": ("any_of", "result"),
    "responsibility": ("who", "bears", "over"),
    "authority": ("act", "target", "sanctions", "when"),
    "duty": tuple(_NORM),
    "permission": tuple(_NORM),
    "prohibition": tuple(_NORM),
    "effect": ("who", "of", "must", "must_not", "during"),
    "target": ("who", "measure", "by"),
}
"""Keys whose words are those of the clause, its lead-in or its article, by kind of rule."""

WHO = frozenset({"factor", "authority", "duty", "permission", "prohibition"})
"""Kinds whose `who` the clause may leave to the regulation (a clause after the one that names the body)."""

QUANTITIES: Mapping[str, str] = {
    "duty": "within", "permission": "within", "prohibition": "within", "effect": "lasting", "target": "figure"
}  # fmt: skip
"""The key that holds a quantity, by kind."""

_ATTRIBUTES: Mapping[str, str] = {"is": "is_", "with": "publish_with"}


def fields(rule: Rule, key: str) -> Iterator[Field]:
    """The texts under a dotted key; lists are gone through."""
    yield from _walk(rule, tuple(key.split(".")), ())


def _walk(value: Any, keys: tuple[str, ...], path: KeyPath) -> Iterator[Field]:
    if value is None:
        return
    if isinstance(value, tuple):
        for at, member in enumerate(value):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
            yield from _walk(member, keys, (*path, at))
    elif keys:
        yield from _walk(getattr(value, _ATTRIBUTES.get(keys[0], keys[0])), keys[1:], (*path, keys[0]))
    else:
        yield Field(path, value)
