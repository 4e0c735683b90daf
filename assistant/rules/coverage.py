"""The ledger: what has become of every smallest clause of every regulation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from assistant.corpus.provision import Provision
from assistant.corpus.regulation import Regulation
from assistant.rules.base import RuleBase
from assistant.rules.checks.lists import members

State = Literal["encoded", "list member", "nothing", "non-normative", "text only", "missing"]


@dataclass(frozen=True, slots=True)
class Row:
    """One clause: its id and label, its state, the rules that encode it, the reason where nothing is encoded."""

    regulation: str
    provision: str
    label: str
    state: State
    rules: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Total:
    """How many clauses of a regulation are in which state, and how many rules and silences it has."""

    regulation: str
    clauses: int
    states: dict[State, int]
    rules: int
    silences: int

    @property
    def accounted(self) -> bool:
        """Whether no clause is missing."""
        return not self.states.get("missing")


def ledger(base: RuleBase) -> tuple[Row, ...]:
    """One row per smallest clause (项, or 款 without 项), commentary included, in the order of the texts."""
    return tuple(_row(base, r, leaf) for r in base.library.regulations.values() for leaf in r.leaves())


def totals(base: RuleBase) -> tuple[Total, ...]:
    """One row per regulation."""
    rows = ledger(base)
    found: list[Total] = []
    for id in base.library.regulations:
        states: Counter[State] = Counter(row.state for row in rows if row.regulation == id)
        own = [encoded for encoded in base if encoded.regulation == id]
        silences = sum(1 for encoded in own if encoded.silent)
        found.append(Total(id, states.total(), dict(states), len(own) - silences, silences))
    return tuple(found)


def _row(base: RuleBase, regulation: Regulation, leaf: Provision) -> Row:
    def row(state: State, rules: tuple[str, ...] = (), reason: str = "") -> Row:
        return Row(regulation.id, leaf.id, leaf.label, state, rules, reason)

    own = tuple(encoded.id for encoded in base.of_provision(leaf.id) if not encoded.silent)
    if own:
        return row("encoded", own)
    if (waiver := base.waivers.get(leaf.id)) is not None:
        return row("nothing", reason=waiver.reason)
    if not leaf.normative:
        return row("non-normative", reason="解读，不具有规范效力")
    if regulation.meta.rules == "none":
        return row("text only", reason="只收录文本，没有编码")
    listed = tuple(
        encoded.id for encoded in base.of_provision(leaf.parent or "") if members(encoded) is not None
    )
    return row("list member", listed) if leaf.kind == "item" and listed else row("missing")
