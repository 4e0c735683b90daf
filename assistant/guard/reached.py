"""Whom a regulation reaches: what it says of conduct without a subject, it says of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.guard.reader import Reader
from assistant.guard.reading import Token
from assistant.guard.vocabulary import CLASS_ACTOR, form
from assistant.rules import schema as s
from assistant.rules.base import Encoded, RuleBase

HELD = "被问责当事人"
"""Whoever is held accountable: any of the persons whom the regulation reaches."""
AUDIENCE = "audience"
NAMING = frozenset({CLASS_ACTOR, AUDIENCE})
SUBJECTS = "scope.subjects"
NOBODY = frozenset[str]()


class Reached:
    """subjects: all whom each regulation reaches; persons: the persons among them."""

    def __init__(self, base: RuleBase, reader: Reader) -> None:
        wider = reader.vocabulary.file.wider
        persons = frozenset(form(w) for group, members in wider.items() for w in (group, *members))
        self.subjects = _subjects(base, reader)
        self.persons = {id: said & persons for id, said in self.subjects.items()}

    def implied(self, encoded: Encoded, named: Collection[str]) -> frozenset[str]:
        """Persons whom a rule holds for without naming them. named: who is named."""
        found = NOBODY
        if HELD in named:
            found = self.persons.get(encoded.regulation, NOBODY)
        if isinstance(encoded.rule, s.Situation) and not encoded.rule.who:
            found = self.subjects.get(encoded.regulation, NOBODY)
        return found - frozenset(named)

    def acting(self, encoded: Encoded, who: Sequence[Token], belonging: frozenset[str]) -> frozenset[str]:
        """Those who act, who belongs to a group among them, and whoever may be held accountable."""
        if not who:
            return NOBODY
        acting = frozenset(t.value for t in who) | belonging
        return acting | self.persons.get(encoded.regulation, NOBODY) if HELD in acting else acting


def _subjects(base: RuleBase, reader: Reader) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    audiences = reader.vocabulary.file.classes.get(AUDIENCE, {})
    for encoded in base:
        if encoded.topic == SUBJECTS and not encoded.silent:
            said = {t.value for t in reader.read(encoded.zh).of("class") if t.group in NAMING}
            said |= {form(m) for m, ws in audiences.items() if any(w in encoded.zh for w in (m, *ws))}
            said |= reader.vocabulary.belonging(encoded.zh)
            said |= {
                form(m)
                for group, ms in reader.vocabulary.file.wider.items()
                if form(group) in said
                for m in ms
            }
            found[encoded.regulation] = found.get(encoded.regulation, NOBODY) | said
    return found
