"""Words of a rule stand in its clause: its texts, who it is about, its modal word."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.rules.base import Encoded, RuleBase
from assistant.rules.checks.fields import CLAUSE, WHO, fields
from assistant.rules.checks.problem import Problem, problem
from assistant.rules.checks.source import around, missing_run, whole
from assistant.rules.modality import DEFAULTS, WORDS, Modality
from assistant.rules.render import modality_of
from assistant.rules.schema import Authority, Effect, Factor, Norm, Target

_AUTHORITY: dict[str, Modality | None] = {"must": "must", "may": "may", "none": None}


def words_in_clause(base: RuleBase) -> Iterator[Problem]:
    """Every run of words is verbatim in the clause, its lead-in or its article; `who` in the regulation."""
    for encoded in base:
        if encoded.silent:
            continue
        source = around(base, encoded)
        for key in CLAUSE[encoded.rule.kind]:
            for field in fields(encoded.rule, key):
                if (run := missing_run(field.text, source)) is not None:
                    yield problem(base, encoded, field.path, field.text, f"条款原文的用语；“{run}”不在条款中")
        if encoded.rule.kind in WHO:
            for field in fields(encoded.rule, "who"):
                if (run := missing_run(field.text, whole(base, encoded))) is not None:
                    yield problem(base, encoded, field.path, field.text, f"本制度的用语；“{run}”不在其中")


def markers_in_clause(base: RuleBase) -> Iterator[Problem]:
    """The modal word stands in the clause and fits the modality."""
    for encoded in base:
        for modality, word in _modal(encoded):
            clause = base.library.provision(encoded.provision)
            if word not in WORDS[modality] and word:
                yield problem(
                    base, encoded, ("marker",), word, f"{modality} 的用词：{'、'.join(WORDS[modality])}"
                )
            elif word not in clause.text + clause.lead:
                yield problem(base, encoded, ("marker",), word, f"条款原文的用词；原文没有“{word}”")


def _modal(encoded: Encoded) -> Iterator[tuple[Modality, str]]:
    rule = encoded.rule
    if isinstance(rule, Norm | Effect):
        modality = modality_of(rule)
    elif isinstance(rule, Factor):
        modality = rule.modality
    elif isinstance(rule, Authority):
        modality = _AUTHORITY[rule.modality]
    elif isinstance(rule, Target) and rule.marker:
        modality = "encouraged"
    else:
        return
    if modality is not None:
        yield modality, DEFAULTS[modality] if rule.marker is None else rule.marker
