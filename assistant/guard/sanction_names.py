"""The sanctions of each regulation as rules name them: of a tier alone, of the one list, of the rules on all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from assistant.guard.reader import Reader
from assistant.guard.reading import Reading
from assistant.guard.rule_text import counts
from assistant.guard.vocabulary import CLASS_SANCTION
from assistant.rules import schema as s
from assistant.rules.base import Encoded, RuleBase

OR = "或"
GENERAL = "问责方式"


class SanctionNames:
    """counts: how many sanctions the one list of a regulation has; empty where it has none or several."""

    def __init__(self, base: RuleBase, reader: Reader) -> None:
        self.base, self.reader = base, reader
        self.counts: Mapping[str, frozenset[int]] = self._counts()

    def only_here(self, encoded: Encoded) -> frozenset[str]:
        """The sanctions of a tier that its regulation opens in no other."""
        if not isinstance(encoded.rule, s.Tier):
            return frozenset()
        tiers = [e for e in self.base if e.regulation == encoded.regulation and isinstance(e.rule, s.Tier)]
        others = {
            name
            for e in tiers
            if e.id != encoded.id and isinstance(e.rule, s.Tier)
            for name in self._of(e.rule.sanctions)
        }
        return frozenset(self._of(encoded.rule.sanctions)) - others

    def general(self, encoded: Encoded, reading: Reading) -> set[str]:
        """Whom and what a rule on the sanctions in general (问责方式) holds for: each of them; a list that has the word does not."""
        names_some = reading.of("class", CLASS_SANCTION) or reading.of("class", "tier")
        if isinstance(encoded.rule, s.Enumeration) or GENERAL not in encoded.zh or names_some:
            return set()
        lists = [
            e.rule
            for e in self.base
            if e.regulation == encoded.regulation and isinstance(e.rule, s.Sanctions)
        ]
        audiences = [rule.applies_to or rule.name for rule in lists]
        return {
            *self._named([m.name for rule in lists for m in rule.members], CLASS_SANCTION),
            *self._named(audiences, "audience"),
        }

    def parts(self, named: Collection[str]) -> set[str]:
        """解聘 of 责令辞职或者解聘: members that a name joins."""
        members = self.reader.vocabulary.members.get(CLASS_SANCTION, frozenset())
        return {m for m in members for name in named if OR in name and m in re.split(f"{OR}者?", name)}

    def _of(self, names: Collection[str]) -> set[str]:
        named = self._named(names, CLASS_SANCTION)
        return named | self.parts(named)

    def _named(self, texts: Collection[str], group: str) -> set[str]:
        return {t.value for text in texts for t in self.reader.read(text).of("class", group)}

    def _counts(self) -> Mapping[str, frozenset[int]]:
        lists: dict[str, list[frozenset[int]]] = defaultdict(list)
        for encoded in self.base:
            if isinstance(encoded.rule, s.Sanctions):
                lists[encoded.regulation].append(counts(encoded.rule))
        one = {id: found[0] for id, found in lists.items() if len(found) == 1}
        return defaultdict(frozenset, one)
