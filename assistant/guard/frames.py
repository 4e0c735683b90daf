"""Encoded rules as the guard compares with them: read by the same reader as statements."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from assistant.corpus.provision import Provision
from assistant.corpus.scan_text import scannable
from assistant.guard.derived import derived
from assistant.guard.english_parties import EnglishParties, one_name_each
from assistant.guard.need import Need
from assistant.guard.needs import Needs
from assistant.guard.parties import Mention, Parties
from assistant.guard.party_names import chinese_names, english_names, without_place
from assistant.guard.reached import Reached
from assistant.guard.reader import Reader
from assistant.guard.reading import Reading
from assistant.guard.rule_text import counts, dated, lists, strings, wording
from assistant.guard.sanction_names import SanctionNames
from assistant.guard.signs import pairs
from assistant.guard.slot import Slot, slot_of
from assistant.guard.vocabulary import CLASS_SANCTION
from assistant.rules import schema as s
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.lexicon import How, Lexicon

LICENSED = frozenset({"acts", "matters", "persons", "organs"})
"""Sections of the lexicon whose English may stand for a term; what must not be exchanged is a class."""
DUE, HELD = "应当问责", "问责"
"""What every situation of a closed list means."""
NEAR = 0.3
"""So much of what the best candidate shares with a reading another must share."""
EFFECTIVE = "metadata.effective"


@dataclass(frozen=True, slots=True)
class Frame:
    """A rule with its reading in one language, what it licenses a statement to say, and what it needs said.

    conditional: whether it holds under conditions or for something named only.
    implied: persons whom it holds for without naming them. who: the actors named as those who act; slot: their place. parties: all bodies and persons; mentions: those
    of the rule. overridden: whether another rule makes an exception; only_here: sanctions that no other tier has; sanction_counts: of the one list of its regulation.
    """

    encoded: Encoded
    reading: Reading
    keys: frozenset[str]
    named: frozenset[str]
    implied: frozenset[str]
    who: frozenset[str]
    slot: Slot | None
    parties: Parties | EnglishParties
    mentions: tuple[Mention, ...]
    target: frozenset[str]
    needs: tuple[Need, ...]
    conditional: bool
    excepted: bool
    overridden: bool
    count: frozenset[int]
    lists: frozenset[int]
    only_here: frozenset[str]
    sanction_counts: frozenset[int]
    quote: str
    provision: Provision | None

    @property
    def content(self) -> frozenset[str]:
        """What the rule itself says."""
        return self.reading.content

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.encoded.id

    def members(self, group: str) -> frozenset[str]:
        """Members of a class that the rule names."""
        return frozenset(t.value for t in self.reading.tokens if t.kind == "class" and t.group == group)


class Frames:
    """The frames of one language, found by shared keys."""

    def __init__(self, base: RuleBase, lexicon: Lexicon, reader: Reader, english: bool) -> None:
        self.base, self.reader, self.english = base, reader, english
        self.needs = Needs(reader)
        self.lexicon = lexicon
        self.overridden = frozenset(id for e in base for id in getattr(e.rule, "overrides", ()))
        self.parties = (
            EnglishParties(one_name_each(english_names(lexicon)))
            if english
            else Parties(chinese_names(base, lexicon, reader))
        )
        self.reached = Reached(base, reader)
        self.sanctions = SanctionNames(base, reader)
        self.all = tuple(self._frame(e) for e in (*base, *derived(base)) if not e.silent)
        self.by_regulation: dict[str, tuple[Frame, ...]] = defaultdict(tuple)
        self._postings: dict[str, list[int]] = defaultdict(list)
        for i, frame in enumerate(self.all):
            self.by_regulation[frame.encoded.regulation] += (frame,)
            for key in frame.keys:
                self._postings[key].append(i)
        total = len(self.all)
        self.weight: Mapping[str, float] = {
            key: math.log(1 + total / len(found)) for key, found in self._postings.items()
        }
        self.unknown = math.log(1 + total)

    def weight_of(self, keys: Sequence[str]) -> float:
        """How telling a piece of content is."""
        return max((self.weight.get(key, self.unknown) for key in keys if len(key) > 1), default=1.0)

    def candidates(self, reading: Reading, regulation: str, limit: int) -> list[Frame]:
        """The rules of a regulation that share the most telling content with a reading, best first."""
        scores: Counter[int] = Counter()
        for key in sorted(k for k in reading.content if len(k) > 1):
            weight = self.weight.get(key, 0.0)
            for i in self._postings.get(key, ()):
                scores[i] += weight  # pyright: ignore[reportArgumentType] - a Counter of floats
        own = (i for i in scores if self.all[i].encoded.regulation == regulation)
        best = nsmallest(limit, own, key=lambda i: (-scores[i], i))
        return [self.all[i] for i in best if scores[i] >= NEAR * scores[best[0]]]

    def _frame(self, encoded: Encoded) -> Frame:
        rule = encoded.rule
        text = encoded.en if self.english else wording(encoded, self.base)
        meta = self.base.library.regulations[encoded.regulation].meta
        day = meta.effective if encoded.topic == EFFECTIVE else getattr(rule, "day", None)
        reading = dated(self.reader.read(text), day)
        provision = self.base.library.provision(encoded.provision) if encoded.provision else None
        quote = "" if provision is None else provision.text
        keys = set(reading.keys)
        for piece in self._licence(encoded, text, provision):
            keys |= self.reader.read(piece).keys
        named = {t.value for t in reading.tokens if t.kind == "class"} | self.sanctions.general(
            encoded, reading
        )
        if self.english:
            chinese = self.reader.read(encoded.zh)
            named |= {t.value for t in chinese.of("class")} | chinese.starts
            named |= {m for m in self.reader.vocabulary.members["audience"] if m in encoded.zh}
        who = (
            self.reader.read(getattr(rule, "who", None) or "").of("class", "actor")
            if not self.english
            else ()
        )
        named |= self.sanctions.parts(named) | without_place(named, meta.places)
        belonging = self.reader.vocabulary.belonging(encoded.zh)
        named |= belonging
        if not self.english:
            keys |= _words(text, reading)
        slot = None if self.english else slot_of(encoded, self.reader)
        chinese = self.reader.read(encoded.zh)
        due = isinstance(rule, s.Situation) and any(m.value == "must" for m in chinese.of("modal"))
        if due or (isinstance(rule, s.Authority | s.Scope) and HELD in encoded.zh):
            named.add(DUE)
        implied = self.reached.implied(encoded, named)
        named |= implied
        needs = tuple(self.needs.chinese(rule, provision, reading if not self.english else chinese))
        conditional = any(not need.own for need in needs) if self.english else bool(needs)
        if self.english:
            needs = tuple(self.needs.english(rule, reading, provision))
        return Frame(
            encoded, reading, frozenset(keys | named), frozenset(named), implied, self.reached.acting(encoded, who, belonging), slot, self.parties, self._mentions(rule, text), self._target(rule), needs, conditional,
            bool(getattr(rule, "publish_with", ())) or encoded.id in self.overridden, encoded.id in self.overridden, counts(rule), lists(rule), self.sanctions.only_here(encoded), self.sanctions.counts[encoded.regulation], quote, provision,
        )  # fmt: skip

    def _mentions(self, rule: s.Rule, text: str) -> tuple[Mention, ...]:
        """The parties of a rule; who it says acts does act, wherever the words stand."""
        who = "" if self.english else getattr(rule, "who", None) or ""
        start = text.find(who) if who else -1
        return tuple(
            replace(m, place="acts") if m.place == "open" and start <= m.start < start + len(who) else m
            for m in self.parties.mentions(text)
        )

    def _licence(self, encoded: Encoded, text: str, provision: Provision | None) -> Iterator[str]:
        """Further texts whose words a statement may use."""
        if not self.english and text == encoded.zh:
            yield from strings(encoded.rule)
        regulation = self.base.library.regulations[encoded.regulation]
        if provision is not None and not self.english and not regulation.children(provision.id):
            yield provision.lead
            yield from self._own_words(encoded, provision)
        yield from self._wordings(encoded)
        if isinstance(encoded.rule, s.Responsibility):
            yield from self.reader.vocabulary.file.holding
        yield (regulation.meta.english_title or "") if self.english else regulation.meta.title
        topic = self.base.topics[encoded.topic]
        yield topic.en if self.english else topic.zh

    def _target(self, rule: s.Rule) -> frozenset[str]:
        text = "" if self.english else getattr(rule, "target", None) or ""
        return frozenset(t.value for t in self.reader.read(text).of("class", "actor"))

    def _own_words(self, encoded: Encoded, provision: Provision) -> Iterator[str]:
        """The stretches of the clause that are this rule's, where several rules share it."""
        own = pairs(encoded.zh, marks=True)
        others = [
            pairs(e.zh, marks=True) for e in self.base.of_provision(encoded.provision) if e is not encoded
        ]
        for piece in re.split(r"[，；。：]", provision.text):
            said = pairs(piece, marks=True)
            if all(len(said & own) >= len(said & other) for other in others):
                yield piece

    def _wordings(self, encoded: Encoded) -> Iterator[str]:
        """English for the terms of the rule. Chinese wordings are not exchanged: the lexicon also joins what only
        points to the same topic (转发 and 印发).
        """
        for match in self.lexicon.find(encoded.zh) if self.english else ():
            for term in (self.lexicon.terms[name] for name in match.terms if match.how <= How.SAME):
                if term.kind in LICENSED:
                    yield from (wording.rstrip("*") for wording in term.en)


def _words(text: str, reading: Reading) -> frozenset[str]:
    """The neighbouring signs of all its words: wordings of classes are read by their member alone.

    What stands within the name of a sanction is no word by itself (辞职 in 引咎辞职).
    """
    for token in reversed(reading.of("class", CLASS_SANCTION)):
        text = text[: token.start] + "，" + text[token.end :]
    return pairs(scannable(text).text)
