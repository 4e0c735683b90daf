"""Nothing is left out: matrix topics, clauses, exceptions that name what they change; and commentary binds no one."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.rules.base import RuleBase
from assistant.rules.checks.problem import Problem, problem
from assistant.rules.coverage import ledger
from assistant.rules.schema import Factor


def matrix_filled(base: RuleBase) -> Iterator[Problem]:
    """Every regulation with encoded rules answers every matrix topic, by a rule or by a silence."""
    for regulation in base.library.regulations.values():
        if regulation.meta.rules != "encoded":
            continue
        for topic in base.topics.values():
            if topic.matrix and not base.on(regulation.id, topic.id):
                expected = f"“{topic.zh}”的规则，或编码说明中的 silence"
                yield Problem(regulation.file, 1, regulation.id, "topic", topic.id, expected)


def clauses_accounted(base: RuleBase) -> Iterator[Problem]:
    """Every smallest clause is encoded, a member of an encoded list, or has nothing to encode for a stated reason."""
    for row in ledger(base):
        if row.state == "missing":
            provision = base.library.provision(row.provision)
            file = base.library.regulation(row.regulation).file
            yield Problem(
                file, provision.line, row.provision, "rules", "（无）", "规则，或 kind: nothing 及其理由"
            )


def waivers_needed(base: RuleBase) -> Iterator[Problem]:
    """A clause with rules is not also marked as having nothing to encode."""
    for waiver in base.waivers.values():
        if any(not encoded.silent for encoded in base.of_provision(waiver.provision)):
            yield Problem(
                waiver.file, waiver.line, waiver.provision, "kind", "nothing", "只留规则，删去 nothing"
            )


def factors_name_their_base(base: RuleBase) -> Iterator[Problem]:
    """从重, 从轻 and 免予 name the rules that they change."""
    for encoded in base:
        if isinstance(encoded.rule, Factor) and not encoded.rule.overrides:
            yield problem(base, encoded, ("overrides",), "（无）", "所改变的规则的编号")


def commentary_binds_no_one(base: RuleBase) -> Iterator[Problem]:
    """Commentary carries facts only."""
    for encoded in base:
        if not encoded.normative and encoded.rule.kind != "fact":
            yield problem(base, encoded, ("kind",), encoded.rule.kind, "fact；解读不能作为规定的依据")
