"""Assessing a case: what the rules of one regulation make of given facts, step by step, and what is still open.

It never chooses a sanction: where the law leaves a choice, the options are listed. The steps are data
(`knowledge/assessment.yaml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.rules.base import Encoded, RuleBase
from assistant.rules.facts import Facts, Plan, Step
from assistant.rules.matching import Matcher
from assistant.rules.schema import Authority, Enumeration, Situation, Tier

_FITTING = 0.5


class State(StrEnum):
    """Whether an element of a situation is met."""

    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Element:
    """A consequence that a situation requires, and whether the facts tell of it."""

    text: str
    state: State


@dataclass(frozen=True, slots=True)
class Line:
    """One rule that bears on the case; elements: for a situation, what it requires beside the conduct."""

    rule: Encoded
    elements: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The result of one step."""

    step: Step
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is not known: the key of its sentence, with what fills it."""

    key: str
    element: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Sections in the order of the steps, those without lines left out; questions, the most deciding first."""

    regulation: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]


class Assessor:
    """Assesses cases against the rules of one base."""

    def __init__(self, base: RuleBase, matcher: Matcher, plan: Plan) -> None:
        self.base = base
        self._matcher = matcher
        self.plan = plan

    def assess(self, facts: Facts) -> Assessment:
        """Go through all steps. Raises UnknownRegulation."""
        regulation = self.base.library.regulation(facts.regulation).id
        sections: dict[str, Section] = {}
        for step in self.plan.steps:
            if step.unless in sections:
                continue
            if lines := self._lines(step, regulation, facts):
                sections[step.id] = Section(step, lines)
        return Assessment(regulation, tuple(sections.values()), self._questions(facts, sections))

    def _lines(self, step: Step, regulation: str, facts: Facts) -> tuple[Line, ...]:
        rules = [rule for topic in step.topics for rule in self.base.on(regulation, topic) if rule.normative]
        chosen = {
            "all": lambda: rules,
            "persons": lambda: self._for_persons(rules, facts),
            "case": lambda: self._for_case([rule for rule in rules if _is_single(rule)], facts.case),
            "tier": lambda: self._of_tier([rule for rule in rules if not rule.silent], facts.tier),
        }[step.use]()
        return tuple(Line(rule, self._elements(rule, facts)) for rule in self._with_companions(rules, chosen))

    def _with_companions(self, rules: list[Encoded], chosen: list[Encoded]) -> list[Encoded]:
        """The chosen rules and, of the same step, those that are published with them."""
        linked = self.base.linked(chosen)
        return [rule for rule in rules if rule in linked]

    def _for_case(self, rules: list[Encoded], told: str) -> list[Encoded]:
        """The rules that share with the telling more than the persons in it."""
        matter = self._matcher.matters(told)
        return [rule for rule in self._fitting(rules, told) if self._matcher.matters(rule.zh) & matter]

    def _for_persons(self, rules: list[Encoded], facts: Facts) -> list[Encoded]:
        """The rules for these persons; where it is not said which kind of body it is, those for each kind."""
        own = next((word for word in self.plan.ownership if word in facts.ownership), "")
        if own:
            others = [word for word in self.plan.ownership if word != own]
            rules = [rule for rule in rules if not any(word in _target(rule) for word in others)]
        fitting = self._fitting(rules, facts.persons) or rules
        if facts.ownership:
            return [rule for rule in rules if rule in fitting or (own and own in _target(rule))]
        return [
            rule for rule in rules if rule in fitting or any(word in rule.zh for word in self.plan.ownership)
        ]

    def _fitting(self, rules: list[Encoded], told: str) -> list[Encoded]:
        """The rules whose own words the telling shares, those that fit at least half as well as the best."""
        scores = self._matcher.fit(rules, dict.fromkeys(self._matcher.topical(told), 1.0))
        if len(rules) == 1:
            return [rule for rule in rules if self._matcher.topical(rule.zh) & self._matcher.topical(told)]
        best = max(scores.values(), default=0.0)
        return [rule for rule in rules if best > 0 and scores[rule.id] >= _FITTING * best]

    def _of_tier(self, rules: list[Encoded], tier: str) -> list[Encoded]:
        stated = [
            rule for rule in rules if isinstance(rule.rule, Tier) and tier and tier in (rule.rule.tier or "")
        ]
        return stated or rules

    def _elements(self, rule: Encoded, facts: Facts) -> tuple[Element, ...]:
        if not isinstance(rule.rule, Situation):
            return ()
        wanted = dict.fromkeys(a.consequence for a in rule.rule.alternatives if a.consequence)
        return tuple(Element(text, self._state(text, facts)) for text in wanted)

    def _state(self, element: str, facts: Facts) -> State:
        denied = facts.consequence.startswith(self.plan.denials)
        told = self._matcher.topical(facts.conduct if denied else f"{facts.conduct}，{facts.consequence}")
        if self._matcher.topical(element) & told:
            return State.MET
        return State.NOT_MET if denied else State.UNKNOWN

    def _questions(self, facts: Facts, sections: dict[str, Section]) -> tuple[Question, ...]:
        """What is open: elements first, since without a situation nothing follows; then tier, persons, ownership."""
        found: list[Question] = []
        situations = sections.get("situations")
        lines = situations.lines if situations else ()
        for line in lines:
            label = self.base.library.provision(line.rule.provision).label
            found += [Question("element", e.text, label) for e in line.elements if e.state is State.UNKNOWN]
        if not lines:
            found.append(Question("conduct"))
        if not facts.tier and "tier" in sections:
            found.append(Question("tier"))
        if not facts.who:
            found.append(Question("who"))
        if not facts.ownership and self._depends_on_ownership(sections):
            found.append(Question("ownership"))
        return tuple(dict.fromkeys(found))

    def _depends_on_ownership(self, sections: dict[str, Section]) -> bool:
        overlays = sections["overlay"].lines if "overlay" in sections else ()
        return any(word in line.rule.zh for line in overlays for word in self.plan.ownership)


def _target(rule: Encoded) -> str:
    """On whom a rule on authority acts."""
    return (rule.rule.target or "") if isinstance(rule.rule, Authority) else ""


def _is_single(rule: Encoded) -> bool:
    """A rule of its own, neither a silence nor the list of the others."""
    return not rule.silent and not isinstance(rule.rule, Enumeration)


def assessment_json(assessor: Assessor, result: Assessment) -> dict[str, Any]:
    """An assessment as plain data, in Chinese, every line with its clause."""
    base, plan = assessor.base, assessor.plan
    used = [line.rule for section in result.sections for line in section.lines]
    readings = dict.fromkeys(
        base.readings[rule.regulation, id].zh for rule in used for id in rule.rule.assumes
    )
    return {
        "regulation": result.regulation,
        "sections": [
            {
                "id": section.step.id,
                "title": section.step.zh,
                "lines": [_line(line) for line in section.lines],
            }
            for section in result.sections
        ],
        "questions": [
            plan.questions[question.key].zh.format(element=question.element, label=question.label)
            for question in result.questions
        ],
        "assumptions": list(readings),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "text": f"{line.rule.zh}。",
        "rule": line.rule.id,
        "citations": [line.rule.provision] if line.rule.provision else [],
        "elements": [{"text": element.text, "state": element.state.value} for element in line.elements],
    }
