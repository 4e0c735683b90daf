"""The elements of a rule are pieces of its own words, in either language."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.rules.base import RuleBase
from assistant.rules.checks.problem import Problem, problem
from assistant.rules.parts import AS_IT_IS, PIECES


def elements_in_rule(base: RuleBase) -> Iterator[Problem]:
    """Every piece stands in the rule as it is told in that language."""
    for encoded in base:
        elements = encoded.rule.elements
        texts = {"zh": encoded.zh.casefold(), "en": encoded.en.casefold()}
        for language, ways in (("zh", elements.zh), ("en", elements.en)):
            for i, way in enumerate(ways):
                for j, element in enumerate(way):
                    for piece in element.casefold().split(PIECES):
                        if piece.removeprefix(AS_IT_IS) not in texts[language]:
                            path = ("elements", language, i, j)
                            yield problem(base, encoded, path, element, f"规则自己的用语；其中没有“{piece}”")
