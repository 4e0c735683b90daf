"""Two rules of one regulation that cannot both hold, without one saying that it takes precedence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from assistant.rules.base import Encoded, RuleBase
from assistant.rules.checks.problem import Problem, problem
from assistant.rules.parts import Quantity
from assistant.rules.render import act_of, modality_of
from assistant.rules.schema import Authority, Effect, Factor, Norm, Target, Tier


def no_conflicts(base: RuleBase) -> Iterator[Problem]:
    """On one topic, rules about the same matter agree, unless one names the other in `overrides`.

    The same matter: same act, person, thing and condition. Agreeing: same modality and quantity (norms, effects),
    same sanctions (tiers), same person (who decides), same figure (targets), same result (factors).
    """
    groups: dict[tuple[object, ...], list[Encoded]] = defaultdict(list)
    for encoded in base:
        if (kind := _KINDS.get(type(encoded.rule))) is not None:
            key = (encoded.regulation, encoded.topic, kind.matter, *_matter(encoded.rule, kind))
            groups[key].append(encoded)
    for group in groups.values():
        for one, other in combinations(group, 2):
            says = _KINDS[type(one.rule)].says
            settled = one.id in other.rule.overrides or other.id in one.rule.overrides
            if says(one.rule) != says(other.rule) and not settled:
                yield problem(
                    base, other, (), other.zh, f"与 {one.id}（{one.zh}）一致，或用 overrides 写明何者优先"
                )


_Says = Callable[[Any], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """The keys that tell what rules of a kind are about, and what they say about it."""

    matter: tuple[str, ...]
    says: _Says


def _quantity(quantity: Quantity | None) -> tuple[object, ...]:
    return (quantity.exact, quantity.upper, quantity.unit, quantity.op, quantity.start) if quantity else ()


def _norm(rule: Norm) -> tuple[object, ...]:
    return (modality_of(rule), *_quantity(rule.within))


def _effect(rule: Effect) -> tuple[object, ...]:
    return (modality_of(rule), *_quantity(rule.lasting))


def _target(rule: Target) -> tuple[object, ...]:
    return (rule.due, *_quantity(rule.figure))


def _tier(rule: Tier) -> tuple[object, ...]:
    return (frozenset(rule.sanctions), rule.manner)


def _authority(rule: Authority) -> tuple[object, ...]:
    return (rule.who, rule.modality)


def _factor(rule: Factor) -> tuple[object, ...]:
    return (rule.effect, rule.modality)


_KINDS: Mapping[type, _Kind] = {
    Norm: _Kind(("who", "what", "act", "when", "during", "to"), _norm),
    Effect: _Kind(("who", "of", "act", "during"), _effect),
    Target: _Kind(("who", "measure", "by"), _target),
    Tier: _Kind(("applies_to", "gateway", "tier"), _tier),
    Authority: _Kind(("role", "act", "target", "sanctions", "when"), _authority),
    Factor: _Kind(("who", "any_of"), _factor),
}


def _matter(rule: Any, kind: _Kind) -> tuple[object, ...]:
    return tuple(
        act_of(rule) if key == "act" and not isinstance(rule, Authority) else getattr(rule, key)
        for key in kind.matter
    )
