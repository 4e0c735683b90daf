"""Checks that every rule is borne by its clause and that nothing is left out; loading runs them all."""

from __future__ import annotations

from assistant.rules.base import RuleBase
from assistant.rules.checks import (
    amounts,
    completeness,
    conflicts,
    elements,
    lists,
    numbers,
    references,
    words,
)
from assistant.rules.checks.problem import Check, Problem, RuleProblems

__all__ = ["CHECKS", "Check", "Problem", "RuleProblems", "check"]

CHECKS: tuple[Check, ...] = (
    references.references_known,
    references.confusables_mutual,
    references.assumptions_known,
    references.sanctions_known,
    references.silences_founded,
    words.words_in_clause,
    words.markers_in_clause,
    elements.elements_in_rule,
    amounts.quantities_in_clause,
    amounts.dates_in_clause,
    numbers.numbers_borne,
    lists.lists_cover_items,
    conflicts.no_conflicts,
    completeness.matrix_filled,
    completeness.clauses_accounted,
    completeness.waivers_needed,
    completeness.factors_name_their_base,
    completeness.commentary_binds_no_one,
)


def check(base: RuleBase) -> tuple[Problem, ...]:
    """All problems of all rules, in the order of the checks; none for a base that may be used."""
    return tuple(problem for run in CHECKS for problem in run(base))
