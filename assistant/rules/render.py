"""Rules as sentences: Chinese from the rule's own words, English from its `en`.

A rule with a `zh` is rendered by it; for the others each kind has one template. No Chinese sentence ends in 。:
who publishes it adds citation and full stop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.corpus.numerals import to_chinese
from assistant.rules import schema as s
from assistant.rules.modality import DEFAULTS, Modality


def modality_of(rule: s.Norm | s.Effect) -> Modality:
    """The key that holds the act of a norm or effect; the schema sees to it that there is exactly one."""
    return next(key for key in DEFAULTS if getattr(rule, key, None) is not None)


def act_of(rule: s.Norm | s.Effect) -> str:
    """What a norm or effect commands, permits or forbids."""
    return getattr(rule, modality_of(rule))


def modal_word(rule: s.Norm | s.Effect) -> str:
    """The clause's modal word; "" where it commands without one."""
    return DEFAULTS[modality_of(rule)] if rule.marker is None else rule.marker


def _join(*parts: str | None, sep: str = "，") -> str:
    return sep.join(part for part in parts if part)


def _listed(members: tuple[str, ...]) -> str:
    """Members with 、 between them, or ； where a member has punctuation of its own."""
    return ("；" if any(set(m) & set("，、；：") for m in members) else "、").join(members)


def _definition(rule: s.Definition) -> str:
    return f"{rule.term}，是指{rule.means}"


def _scope(rule: s.Scope) -> str:
    covered = "；".join(rule.covers)
    return f"{covered}参照执行" if rule.by_analogy else f"问责对象包括：{covered}"


def _principle(rule: s.Principle) -> str:
    return f"问责坚持的原则是：{'；'.join(rule.items)}"


def _fact(rule: s.Fact) -> str:
    return f"{rule.about}是{_listed(rule.is_)}"


def _situation(rule: s.Situation, clause: str) -> str:
    """The clause's own words, which state shared consequences once."""
    whom = f"对{rule.who}" if rule.who and rule.who not in clause else ""
    return _join(rule.function, f"{clause.rstrip('。；').removesuffix('的')}的", f"应当{whom}问责")


def _sanctions(rule: s.Sanctions) -> str:
    names = "、".join(member.name for member in rule.members)
    return f"{rule.name}共{to_chinese(len(rule.members))}种：{names}"


def _enumeration(rule: s.Enumeration) -> str:
    count = f"共{to_chinese(len(rule.members))}{rule.counted}" if rule.counted else "包括"
    return f"{rule.name}{count}：{_listed(rule.members)}"


def _tier(rule: s.Tier) -> str:
    condition, names = _join(rule.gateway, rule.tier, sep="、"), "、".join(rule.sanctions)
    if rule.manner:
        name = "" if names in rule.manner else f"{names}："
        return f"{name}对{condition}的{rule.applies_to or ''}，应当{rule.manner}"
    return f"{condition}的，实行{names}问责"


def _factor(rule: s.Factor) -> str:
    ways = ["，并".join(group) for group in rule.any_of]
    if len(ways) > 2:
        return f"{rule.who}有下列情形之一的，{rule.marker}{rule.result}：{'；'.join(ways)}"
    return f"{rule.who}{'，或者'.join(ways)}的，{rule.marker}{rule.result}"


def _responsibility(rule: s.Responsibility) -> str:
    return f"{rule.who}是{rule.over or ''}{'的' if rule.over else ''}{rule.bears}"


def _authority(rule: s.Authority) -> str:
    modal = {"must": "应当", "may": "可以", "none": ""}[rule.modality] if rule.marker is None else rule.marker
    about = f"对{rule.target}的问责由" if rule.target else ""
    return _join(rule.when, f"{about}{rule.who or ''}{modal}{rule.act}")


def _norm(rule: s.Norm) -> str:
    within = rule.within.phrase if rule.within else ""
    core = f"{rule.who or ''}{rule.what or ''}{modal_word(rule)}{within}{rule.to or ''}{act_of(rule)}"
    return _join(rule.when, rule.during, rule.approval, core, rule.unless)


def _effect(rule: s.Effect) -> str:
    who = f"{'、'.join(rule.of)}的{rule.who}" if rule.of else rule.who
    if rule.during:
        return f"{who}{rule.during}{modal_word(rule)}{act_of(rule)}"
    return f"{who}，{rule.lasting.phrase if rule.lasting else ''}{modal_word(rule)}{act_of(rule)}"


def _target(rule: s.Target) -> str:
    figure = rule.figure.phrase if rule.figure else ""
    return f"{rule.marker or ''}{_join(rule.by, f'{rule.who}{rule.measure}{figure}')}"


_TEMPLATES: dict[str, Callable[[Any], str]] = {
    "definition": _definition,
    "scope": _scope,
    "principle": _principle,
    "fact": _fact,
    "sanctions": _sanctions,
    "enumeration": _enumeration,
    "tier": _tier,
    "factor": _factor,
    "responsibility": _responsibility,
    "authority": _authority,
    "duty": _norm,
    "permission": _norm,
    "prohibition": _norm,
    "effect": _effect,
    "target": _target,
}


def chinese(rule: s.Rule, topic_name: str, clause: str) -> str:
    """Render a rule in Chinese.

    topic_name: what a silence, which has no words of its own, is about; clause: text of the rule's provision.
    """
    if rule.zh:
        return rule.zh
    if isinstance(rule, s.Silence):
        return f"没有规定{topic_name}"
    if isinstance(rule, s.Situation):
        return _situation(rule, clause)
    return _TEMPLATES[rule.kind](rule)


def english(rule: s.Rule, topic_name: str) -> str:
    """Render a rule in English, with its full stop."""
    return rule.en or f"The regulation is silent on {topic_name}."
