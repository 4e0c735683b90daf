"""From a reference to the units it names: lists and ranges written out, 本条 and 前款 filled in from the context."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.corpus.citation_grammar import Reference, Role, Step
from assistant.corpus.citation_labels import COMMENTARY
from assistant.corpus.citation_model import Problem, Target
from assistant.corpus.citation_tokens import Element
from assistant.corpus.numerals import to_chinese, to_int
from assistant.corpus.provision import ProvisionId

RANGE_LIMIT = 60
"""Units that one citation is written out to: whoever cites more cites the whole regulation."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """The targets of a reference, and what kept them from being complete."""

    targets: tuple[Target, ...]
    problem: Problem = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What relative words start from.

    here: the unit that the text itself is part of; previous: the unit cited last in the text; listed: whether the
    reference continues a list (…第一款、第二款).
    """

    here: Target | None
    previous: Target | None
    listed: bool

    @property
    def base(self) -> Target | None:
        """What a 款 or 项 without its article belongs to."""
        if self.listed and self.previous:
            return self.previous
        return self.here or self.previous

    @property
    def pointed(self) -> Target | None:
        """What 该条, 同条, 上述规定 point at."""
        return self.previous or self.here


def as_target(provision: ProvisionId | None) -> Target | None:
    """The place of a provision, for `Place.here`; 本条 in a commentary is the article that it comments on."""
    if provision is None:
        return None
    if provision.unit.startswith(COMMENTARY):
        return Target(provision.unit.removeprefix(COMMENTARY))
    return Target(provision.unit, provision.sub, provision.paragraph, provision.item)


def expand(reference: Reference, place: Place) -> Expansion:
    """All units that the reference names."""
    heads = _heads(reference.head, place)
    if not heads.targets:
        return heads
    targets, problem = list(heads.targets), heads.problem
    for step in reference.steps[1:]:
        strict = reference.compact or not step.token.word.isascii()
        role: Role = "item" if step.role == "loose" and strict else step.role
        below = _units(targets[-1], role, step.token.elements)
        problem = problem or below.problem
        targets[-1:] = below.targets
    return Expansion(tuple(targets[:RANGE_LIMIT]), problem)


def _heads(step: Step, place: Place) -> Expansion:
    if step.role == "all":
        return _one(place.pointed)
    if step.role == "special":
        return Expansion((Target(step.token.word),))
    if not step.token.elements:
        return _relative(step, place)
    above = Target(None)
    if step.role in {"paragraph", "item"}:
        base = place.base
        if base is None or base.unit is None:
            return Expansion((), "no context")
        above = Target(base.unit, base.sub, base.paragraph if step.role == "item" else None)
    return _units(above, step.role, step.token.elements)


@lru_cache(maxsize=4096)
def _units(above: Target, role: Role, elements: tuple[Element, ...]) -> Expansion:
    """The units of one level; remembered, since a text cites the same ranges over and over."""
    values = _written_out(elements)
    return Expansion(tuple(_below(above, role, element) for element in values.elements), values.problem)


def _below(above: Target, role: Role, element: Element) -> Target:
    value = element.value
    unit, sub, paragraph = above.unit, above.sub, above.paragraph
    match role:
        case "unit":
            return Target(f"{value}之{to_chinese(element.inserted)}" if element.inserted else f"{value}")
        case "section":
            return Target(to_chinese(value))
        case "sub":
            return Target(unit, to_chinese(value))
        case "paragraph":
            return Target(unit, sub, value)
        case "point":
            return Target(unit, sub, paragraph, above.item, value)
        case _:
            return Target(unit, sub, paragraph, value, loose=role == "loose")


def _relative(step: Step, place: Place) -> Expansion:
    word = step.token.word.removesuffix("款") if step.role == "unit" else step.token.word
    pointed = word[0] in "该同"
    base = place.pointed if pointed else place.here
    if base is None or base.unit is None:
        return Expansion((), "no context")
    if word[0] in "前上":
        counted = word[1] if word[1] not in "条款项一" else "一"
        return _preceding(base, step.role, to_int(counted))
    cut = {
        "unit": Target(base.unit, base.sub),
        "paragraph": replace(base, item=None, point=None, loose=False),
        "item": replace(base, point=None),
    }[step.role]
    complete = step.role == "unit" or getattr(cut, step.role) is not None
    return _one(cut if complete else None)


def _preceding(base: Target, role: Role, count: int) -> Expansion:
    """The `count` units before the place: 前款, 前两款, 前条."""
    if role == "unit":
        number = int(base.unit.partition("之")[0]) if base.unit and base.unit[0].isdigit() else None
        if number is not None and base.unit and "之" in base.unit:
            number += 1
        last = number
    else:
        last = base.paragraph if role == "paragraph" else base.item
    if last is None or last <= count:
        return Expansion((), "no context")
    above = Target(None) if role == "unit" else Target(base.unit, base.sub)
    if role == "item":
        above = replace(above, paragraph=base.paragraph)
    return Expansion(tuple(_below(above, role, Element(value)) for value in range(last - count, last)))


def _one(target: Target | None) -> Expansion:
    return Expansion((target,)) if target and target.unit else Expansion((), "no context")


@dataclass(frozen=True, slots=True)
class _Values:
    elements: tuple[Element, ...]
    problem: Problem = ""


def _written_out(elements: tuple[Element, ...]) -> _Values:
    written: list[Element] = []
    problem: Problem = ""
    for element in elements:
        first = written[-1].value + 1 if written else element.value
        if element.ranged and element.value < first:
            problem = "range reversed"
        elif element.ranged and element.value - first > RANGE_LIMIT:
            problem = "range too large"
            written += [Element(value) for value in range(first, first + RANGE_LIMIT)]
            continue
        elif element.ranged:
            written += [Element(value) for value in range(first, element.value)]
        written.append(element)
    if len(written) > RANGE_LIMIT:
        return _Values(tuple(written[:RANGE_LIMIT]), "range too large")
    return _Values(tuple(written), problem)
