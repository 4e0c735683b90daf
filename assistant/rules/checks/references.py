"""What a rule refers to exists: other rules, assumptions, the sanctions of its regulation, the source of a silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from assistant.corpus.errors import CorpusError
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.checks.fields import fields
from assistant.rules.checks.problem import Problem, problem
from assistant.rules.schema import Sanctions, Silence

_REFERENCES = ("with", "confusable_with", "overrides", "within.cap", "lasting.cap", "figure.cap")
_SANCTIONS = {"tier": "sanctions", "authority": "sanctions", "effect": "of"}


def references_known(base: RuleBase) -> Iterator[Problem]:
    """`with`, `confusable_with`, `overrides` and `cap` name rules; with, overrides and cap those of the same regulation."""
    for encoded in base:
        for key in _REFERENCES:
            if not hasattr(encoded.rule, key.split(".")[0]) and key not in _REFERENCES[:3]:
                continue
            for field in fields(encoded.rule, key):
                if field.text == encoded.id or field.text not in base.rules:
                    yield problem(base, encoded, field.path, field.text, "另一条规则的编号")
                elif key != "confusable_with" and base.rules[field.text].regulation != encoded.regulation:
                    yield problem(base, encoded, field.path, field.text, "同一制度中的规则")


def confusables_mutual(base: RuleBase) -> Iterator[Problem]:
    """A rule that another is confusable with names it in turn."""
    for encoded in base:
        for field in fields(encoded.rule, "confusable_with"):
            other = base.rules.get(field.text)
            if other is not None and encoded.id not in other.rule.confusable_with:
                yield problem(
                    base,
                    encoded,
                    field.path,
                    field.text,
                    f"{other.id} 也须在 confusable_with 中写明 {encoded.id}",
                )


def assumptions_known(base: RuleBase) -> Iterator[Problem]:
    """Every assumption that a rule names is written under 编码说明, and every one written is used."""
    used: dict[tuple[str, str], str] = {}
    for encoded in base:
        for at, id in enumerate(encoded.rule.assumes):
            used[encoded.regulation, id] = encoded.id
            if (encoded.regulation, id) not in base.readings:
                yield problem(base, encoded, ("assumes", at), id, "编码说明中的推定")
    for key, reading in base.readings.items():
        if key not in used:
            yield Problem(
                reading.file, reading.line, reading.regulation, "id", reading.id, "有规则使用的推定；请删去"
            )


def sanctions_known(base: RuleBase) -> Iterator[Problem]:
    """Tiers, effects and authorities name sanctions (or measures inside one) of their own regulation."""
    known = sanction_names(base)
    for encoded in base:
        if (key := _SANCTIONS.get(encoded.rule.kind)) is not None:
            for field in fields(encoded.rule, key):
                if field.text not in known[encoded.regulation]:
                    expected = "本制度的问责方式：" + "、".join(sorted(known[encoded.regulation]))
                    yield problem(base, encoded, field.path, field.text, expected)


def sanction_names(base: RuleBase) -> dict[str, frozenset[str]]:
    """By regulation, the names of its sanctions and of the measures inside them."""
    names: dict[str, set[str]] = defaultdict(set)
    for encoded in base:
        if isinstance(encoded.rule, Sanctions):
            for member in encoded.rule.members:
                names[encoded.regulation] |= {member.name, *(part.name for part in member.parts)}
    return defaultdict(frozenset, {id: frozenset(found) for id, found in names.items()})


def silences_founded(base: RuleBase) -> Iterator[Problem]:
    """A silence names a clause of its regulation, if any; `delegated` needs one; and no rule speaks where it is silent.

    Beside a delegation rules may stand: the clause that refers elsewhere is one.
    """
    for encoded in base:
        if not isinstance(encoded.rule, Silence):
            continue
        rule = encoded.rule
        if rule.status == "delegated" and not rule.source:
            yield problem(base, encoded, ("source",), "（无）", "转引其他规定的条款")
        if rule.source and not _is_clause(base, encoded, rule.source):
            yield problem(base, encoded, ("source",), rule.source, "本制度的条款编号（最短写法）")
        others = [e for e in base.on(encoded.regulation, encoded.topic) if e is not encoded]
        if rule.status == "silent" and others:
            yield problem(
                base, encoded, ("topic",), encoded.topic, f"没有规则的主题；{others[0].id} 已有规定"
            )


def _is_clause(base: RuleBase, encoded: Encoded, id: str) -> bool:
    try:
        return base.library.regulation(encoded.regulation).get(id).id == id
    except CorpusError:
        return False
