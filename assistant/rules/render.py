"""Rules as sentences: Chinese from the rule's own words, English from its `en`.

A rule with a `zh` is rendered by it; for the others each kind has one template. No sentence ends in 。: who
publishes it adds citation and full stop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.rules import schema as s

_MODAL = {
    "must": "应当",
    "may": "可以",
    "must_not": "不得",
    "generally_must": "一般应当",
    "encouraged": "提倡",
}
_COUNT = "零一二三四五六七八九十"


def act_of(rule: s.Norm | s.Effect) -> tuple[str, str]:
    """Return the modality key of a norm or effect and its act."""
    for key in _MODAL:
        if (act := getattr(rule, key, None)) is not None:
            return key, act
    raise ValueError(f"{rule.topic}: a {rule.kind} without a modality")


def chinese_count(count: int) -> str:
    """Return 1 to 99 in Chinese numerals, as clauses count their items."""
    tens, ones = divmod(count, 10)
    if not tens:
        return _COUNT[ones]
    return ("" if tens == 1 else _COUNT[tens]) + "十" + (_COUNT[ones] if ones else "")


def _join(*parts: str | None, sep: str = "，") -> str:
    return sep.join(part for part in parts if part)


def _definition(rule: s.Definition) -> str:
    return f"{rule.term}，是指{rule.means}"


def _scope(rule: s.Scope) -> str:
    covered = "；".join(rule.covers)
    return f"{covered}参照执行" if rule.by_analogy else f"问责对象包括：{covered}"


def _principle(rule: s.Principle) -> str:
    return f"问责坚持的原则是：{'、'.join(rule.items)}"


def _fact(rule: s.Fact) -> str:
    return f"{rule.about}是{'、'.join(rule.is_)}"


def alternative_text(alternative: s.Alternative) -> str:
    """Return conduct and consequence of one way of meeting a situation, as one phrase ending in 的."""
    return _join(alternative.conduct, alternative.consequence).removesuffix("的") + "的"


def _situation(rule: s.Situation) -> str:
    ways = "，或者".join(alternative_text(a) for a in rule.alternatives)
    return _join(rule.function, (rule.who or "") + ways, "属于应当问责的情形")


def _sanctions(rule: s.Sanctions) -> str:
    names = "、".join(member.name for member in rule.members)
    return f"{rule.name}共{chinese_count(len(rule.members))}种：{names}"


def _enumeration(rule: s.Enumeration) -> str:
    count = f"共{chinese_count(len(rule.members))}{rule.counted}" if rule.counted else "包括"
    return f"{rule.name}{count}：{'；'.join(rule.members)}"


def _tier(rule: s.Tier) -> str:
    gateway = _join(rule.gateway, rule.tier, sep="、")
    if rule.manner:
        return (
            f"{rule.applies_to or ''}{gateway}的，应当{rule.manner}（问责方式为{'、'.join(rule.sanctions)}）"
        )
    return f"{gateway}的，实行{'、'.join(rule.sanctions)}问责"


def _factor(rule: s.Factor) -> str:
    ways = "；".join("，并".join(group) for group in rule.any_of)
    if len(rule.any_of) > 1:
        return f"{rule.who}有下列情形之一的，{rule.marker}{rule.result}：{ways}"
    return f"{rule.who}{ways}的，{rule.marker}{rule.result}"


def _responsibility(rule: s.Responsibility) -> str:
    return f"{rule.who}是{rule.over or ''}{'的' if rule.over else ''}{rule.bears}"


def _authority(rule: s.Authority) -> str:
    about = f"对{rule.target}的问责，由" if rule.target else "由" if rule.role != "handles" else ""
    modal = {"must": "应当", "may": "可以", "none": ""}[rule.modality]
    return _join(rule.when, f"{about}{rule.who}{rule.marker or modal}{rule.act}")


def _norm(rule: s.Norm) -> str:
    key, act = act_of(rule)
    modal = rule.marker or _MODAL[key]
    within = rule.within.phrase if rule.within else ""
    return _join(
        rule.when, rule.during, rule.approval, f"{rule.who}{modal}{within}{rule.to or ''}{act}", rule.unless
    )


def _effect(rule: s.Effect) -> str:
    key, act = act_of(rule)
    who = f"{'、'.join(rule.of)}的{rule.who}" if rule.of else rule.who
    return f"{who}，{rule.lasting.phrase if rule.lasting else ''}{rule.marker or _MODAL[key]}{act}"


def _target(rule: s.Target) -> str:
    return f"{rule.by or ''}{rule.who}{rule.measure}{rule.figure.phrase if rule.figure else ''}"


_TEMPLATES: dict[str, Callable[[Any], str]] = {
    "definition": _definition,
    "scope": _scope,
    "principle": _principle,
    "fact": _fact,
    "situation": _situation,
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


def chinese(rule: s.Rule, topic_name: str = "") -> str:
    """Render a rule in Chinese; a silence needs the topic's name, as it has no words of its own."""
    if rule.zh:
        return rule.zh
    if isinstance(rule, s.Silence):
        return f"没有规定{topic_name}"
    return _TEMPLATES[rule.kind](rule)


def english(rule: s.Rule, topic_name: str = "") -> str:
    """Render a rule in English, with its full stop."""
    return rule.en or f"The regulation is silent on {topic_name}."
