"""A figure put forward to be confirmed (申诉期限是30个工作日，对吗) against the one that the rules found have."""

from __future__ import annotations

from collections.abc import Collection

from assistant.corpus.quantities import Number, find_numbers
from assistant.guard.numbers import PERIODS
from assistant.rules.base import Encoded
from assistant.rules.schema import Situation, Tier

_DIMENSIONS = (PERIODS, frozenset({"人"}), frozenset({"元"}))


def other_figure(claim: str, rules: Collection[Encoded]) -> tuple[str, str, Encoded] | None:
    """The figure of `claim`, the one that stands in `rules` instead, and its rule.

    None unless the claim has one figure with a unit, and the rules have one figure in all of its dimension, another.
    Figures in situations and tiers are of the case, not of what is to be done.
    """
    claimed = counted(claim)
    if len(claimed) != 1 or (dimension := _dimension(claimed[0])) is None:
        return None
    norms = [rule for rule in rules if not isinstance(rule.rule, Situation | Tier)]
    held = [(number, rule) for rule in norms for number in counted(rule.zh) if number.measure in dimension]
    if len({_key(number) for number, _ in held}) != 1:
        return None
    number, rule = held[0]
    if _key(number) == _key(claimed[0]):
        return None
    return _written(claim, claimed[0]), _written(rule.zh, number), rule


def holding(claim: str, rules: Collection[Encoded]) -> tuple[Encoded, ...]:
    """Those of `rules` that have the one figure of `claim`."""
    claimed = counted(claim)
    if len(claimed) != 1 or _dimension(claimed[0]) is None:
        return ()
    return tuple(rule for rule in rules if _key(claimed[0]) in map(_key, counted(rule.zh)))


def counted(text: str) -> list[Number]:
    """The numbers of a text that count something: 15个工作日, neither 第十五条 nor a date."""
    return [n for n in find_numbers(text) if n.kind == "cardinal" and n.measure and not n.word]


def _dimension(number: Number) -> frozenset[str] | None:
    return next((measures for measures in _DIMENSIONS if number.measure in measures), None)


def _key(number: Number) -> tuple[object, ...]:
    return number.value, number.upper, number.measure


def _written(text: str, number: Number) -> str:
    return text[number.start : number.unit_end]
