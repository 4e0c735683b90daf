"""The place of the one who acts in a rule: what the rule says besides, and what stands around the place."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.guard.reader import Reader
from assistant.rules.base import Encoded

SIGNS = 2
NAMES = frozenset({"actor", "audience"})


@dataclass(frozen=True, slots=True)
class Slot:
    """who: as the rule writes it. rest: content of the rule without it; own: content that only it brings.

    names: names of bodies and persons in the rest, each as often as it stands there. before, after: the signs around the place.
    """

    who: str
    rest: frozenset[str]
    own: frozenset[str]
    names: tuple[str, ...]
    before: str
    after: str


def slot_of(encoded: Encoded, reader: Reader) -> Slot | None:
    """The place of the one who acts; None where the words of the rule do not name one."""
    who = getattr(encoded.rule, "who", None)
    if not who or who not in encoded.zh:
        return None
    before, _, after = encoded.zh.partition(who)
    rest = reader.read(f"{before}\n{after}")
    return Slot(
        who, rest.content, (reader.read(encoded.zh).content - rest.content) | reader.vocabulary.belonging(who),
        tuple(t.value for t in rest.of("class") if t.group in NAMES), before[-SIGNS:], after[:SIGNS],
    )  # fmt: skip
