"""What several rules say together: the tiers of a regulation in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from assistant.corpus.numerals import to_chinese
from assistant.rules import schema as s
from assistant.rules.base import Encoded, RuleBase

TOPIC = "sanctions.tier"


def derived(base: RuleBase) -> Iterator[Encoded]:
    """Facts that follow from the rules by counting: 情节分为情节较轻、情节较重、情节严重三档."""
    tiers: dict[str, list[Encoded]] = defaultdict(list)
    for encoded in base:
        if (
            isinstance(encoded.rule, s.Tier)
            and encoded.rule.tier
            and not encoded.rule.gateway
            and encoded.topic == TOPIC
        ):
            tiers[encoded.regulation].append(encoded)
    for rules in tiers.values():
        names = [e.rule.tier for e in rules if isinstance(e.rule, s.Tier) and e.rule.tier]
        if len(set(names)) != len(names) or len(names) < 2:
            continue
        first = rules[0]
        parent = base.library.provision(first.provision).parent or first.provision
        count = to_chinese(len(names))
        zh = f"情节分为{'、'.join(names)}{count}档，适用相应的问责方式"
        english = ("lighter", "more serious", "grave")[: len(names)]
        en = f"There are {len(names)} tiers of circumstances: {', '.join(english)}."
        fields = {"kind": "fact", "topic": first.topic, "about": "情节", "is": names, "zh": zh, "en": en}
        rule = s.Fact.model_validate(fields)
        yield replace(first, provision=parent, rule=rule, zh=zh, en=en)
