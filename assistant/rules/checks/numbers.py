"""Numbers in a rule's renderings are borne by the law: by the clause, its label, a count of members, an assumption."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assistant.corpus.quantities import Value, find_numbers
from assistant.rules.base import NOTES, Encoded, RuleBase
from assistant.rules.checks.fields import QUANTITIES
from assistant.rules.checks.problem import Problem, problem
from assistant.rules.checks.source import texts_around
from assistant.rules.parts import Quantity
from assistant.rules.schema import Enumeration, Fact, Factor, Principle, Sanctions, Scope, Target

_ONE = 1


def numbers_borne(base: RuleBase) -> Iterator[Problem]:
    """`zh` and `en` state no number that is not in the clause, its label, a count of members or an assumption.

    One is let pass: "one of the sanctions" counts nothing.
    """
    for encoded in base:
        for key, text in (("zh", encoded.rule.zh), ("en", encoded.rule.en)):
            stated = [number for number in find_numbers(text or "") if not number.word]
            if not stated:
                continue
            allowed = _allowed(base, encoded)
            for number in stated:
                if not {number.value, number.upper} <= allowed:
                    yield problem(
                        base, encoded, (key,), number.raw, "条款、条款编号、成员个数或推定所载的数字"
                    )


def _allowed(base: RuleBase, encoded: Encoded) -> set[Value | None]:
    rule = encoded.rule
    texts = [
        base.readings[encoded.regulation, id].zh
        for id in rule.assumes
        if (encoded.regulation, id) in base.readings
    ]
    provisions = [encoded.provision, *(ref.split("#")[0] for ref in rule.publish_with)]
    texts += [base.library.provision(id).label for id in provisions if id and not id.endswith(NOTES)]
    if encoded.provision:
        texts += texts_around(base.library.regulation(encoded.regulation), encoded.provision)
    allowed: set[Value | None] = (
        {None, _ONE} | {value for text in texts for value in _values(text)} | set(_counts(encoded))
    )
    if isinstance(rule, Target) and rule.due:
        allowed |= {rule.due.year, rule.due.month, rule.due.day}
    quantity: Quantity | None = getattr(rule, QUANTITIES.get(rule.kind, ""), None)
    if quantity:
        allowed.add(quantity.exact)
    return allowed


@lru_cache(maxsize=4096)
def _values(text: str) -> frozenset[Value]:
    return frozenset(v for n in find_numbers(text) for v in (n.value, n.upper) if v is not None)


def _counts(encoded: Encoded) -> Iterator[int]:
    """How many members a list has, and how many of them are named rather than a catch-all."""
    match encoded.rule:
        case Sanctions(members=members):
            named = sum(1 for member in members if not member.other)
            yield from (len(members), named)
        case Enumeration(members=members):
            yield from (len(members), len(members) - 1)
        case Principle(items=items):
            yield len(items)
        case Fact(is_=items):
            yield len(items)
        case Scope(covers=items):
            yield len(items)
        case Factor(any_of=groups):
            yield from range(2, len(groups) + 1)
        case _:
            return
