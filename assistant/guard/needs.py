"""What a statement has to say so as not to say more than the rule: conditions, consequences, what the rule is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from assistant.corpus.provision import Provision
from assistant.guard.need import Need, elements_of
from assistant.guard.reader import Reader
from assistant.guard.reading import Reading
from assistant.guard.segments import Part, parts_of
from assistant.rules import schema as s

ACT = "规定的内容"
ANALOGY = "参照"
LISTED = "列举的名称"
CONDUCT, GRAVITY = "情形和后果", "情节"
WAYS = frozenset({CONDUCT, GRAVITY})
"""Needs of which each way is one that the rule has."""
DEFINED, DEFINITION = "定义", 0.2
"""What is defined is told by much of its definition, or as a definition."""
OTHERS = ("其他", "其它", "别的", "兜底", "之外", "以外", "没有列", "未列", "没列")
JOINING = "的下"
"""Signs between an essential word and what it belongs to."""
EITHER = "或"
ANYHOW = ("不论", "无论", "不管")
MATTER = "对"
"""What a part begins with that names the matter (对应当问责的安全稳定事故，…)."""
CLAUSE = 6
"""So long are the pieces of a condition that say something of their own."""
FULL = 4
QUALIFIERS = frozenset({"star"})
SHORT_ACT = 5
ACTS = (
    "must",
    "may",
    "must_not",
    "generally_must",
    "encouraged",
    "act",
    "bears",
    "measure",
    "means",
    "result",
)
TEMPORAL = ("后", "前", "时", "期间", "下")


class Needs:
    """Finds the needs of rules with one reader."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def english(self, rule: s.Rule, reading: Reading, provision: Provision | None) -> Iterator[Need]:
        """A situation with a consequence, and a tier, need most of what they name."""
        if provision is not None and not provision.normative:
            yield Need("commentary", ((self._all_keys("commentary"),),))
        if rule.elements.en:
            yield self._elements(rule.elements.en, reading)
        elif isinstance(rule, s.Situation) and any(a.consequence for a in rule.alternatives):
            yield Need("consequence", ((frozenset(k for a in reading.atoms for k in a.keys),),))
        if isinstance(rule, s.Tier) and (tier := reading.of("class", "tier")):
            yield Need("tier", ((frozenset({tier[0].value}),),))

    def chinese(self, rule: s.Rule, provision: Provision | None, reading: Reading) -> Iterator[Need]:
        """Conditions, consequences, sanctions and what the rule is about, by kind of rule."""
        if provision is not None and not provision.normative:
            yield Need("解读", ((frozenset({"解读"}),),))
        yield from self._essential(reading)
        yield from self._act(rule, reading)
        yield from self._names(rule, reading.text)
        if isinstance(rule, s.Situation) and rule.catch_all:
            yield Need("其他情形", (), words=OTHERS)
        told = bool(rule.elements.zh) and not isinstance(rule, s.Enumeration)
        if told:
            yield self._elements(rule.elements.zh, reading)
        for need in self._by_kind(rule, reading):
            yield replace(need, settled=told)

    def _elements(self, ways: tuple[tuple[str, ...], ...], reading: Reading) -> Need:
        return elements_of(ways, reading, self._all_keys, self.reader.vocabulary.file.told_by)

    def _by_kind(self, rule: s.Rule, reading: Reading) -> Iterator[Need]:
        match rule:
            case s.Situation() if not rule.catch_all or any(a.consequence for a in rule.alternatives):
                ways = tuple(
                    (
                        *parts_of(a.conduct, self._all_keys),
                        *parts_of(a.consequence or "", self._all_keys, all_owed=True),
                    )
                    for a in rule.alternatives
                )
                results = tuple(self._all_keys(a.consequence or "") for a in rule.alternatives)
                yield Need(CONDUCT, ways, results=results)
            case s.Factor():
                ways = tuple(
                    tuple(p for t in texts for p in parts_of(t, self._all_keys)) for texts in rule.any_of
                )
                yield Need(GRAVITY, ways)
            case s.Tier():
                parts = tuple(self._of_gravity(p) for p in (rule.gateway, rule.tier) if p)
                yield Need(GRAVITY, (parts,))
            case s.Scope(by_analogy=True):
                yield Need(ANALOGY, ((self._keys(ANALOGY),),))
                if rule.by:
                    yield Need(rule.by, tuple((self._all_keys(part),) for part in _parts(rule.by)))
            case s.Definition() | s.Scope(conduct=str()):
                yield Need(DEFINED, ((Part(self._all_keys(reading.text), DEFINITION),),))
            case s.Effect(of=of) if of:
                yield Need("问责方式", tuple((self._keys(name),) for name in of))
            case _:
                yield from self._conditions(rule, reading)

    def _names(self, rule: s.Rule, wording: str) -> Iterator[Need]:
        """What a list is called, and who bears a responsibility."""
        if isinstance(rule, s.Enumeration | s.Sanctions) and (keys := self._all_keys(rule.name)):
            told = self._elements(rule.elements.zh, self.reader.read(wording)).ways
            yield Need(LISTED, ((keys,), *told))
        if isinstance(rule, s.Sanctions):
            yield Need("问责方式", ((frozenset({"问责", "责方"}),),))
        if isinstance(rule, s.Responsibility) and rule.who:
            yield Need("责任人", tuple((self._all_keys(part),) for part in _parts(rule.who)))

    def _act(self, rule: s.Rule, reading: Reading) -> Iterator[Need]:
        """What the rule is about: the stretch itself has to touch it."""
        act = next((text for name in ACTS if (text := getattr(rule, name, None))), "")
        if (
            act
            and len(act) < SHORT_ACT
            and (outcome := frozenset(t.value for t in reading.of("class", "outcome")))
        ):
            yield Need(ACT, ((outcome,),), own=True)
        elif act and (keys := self._all_keys(act)):
            asks = rule.kind in {"authority", "permission"}
            for relay in (w for w in self.reader.vocabulary.file.relays if asks and w in act):
                yield Need(relay, ((self._all_keys(relay),),), own=True, relay=True)
            who = self._all_keys(rule.who or "") if isinstance(rule, s.Authority) else frozenset[str]()
            members = frozenset(t.value for t in reading.of("class") if t.group != "actor")
            yield Need(ACT, ((keys | who | members,),), own=True)

    def _conditions(self, rule: s.Rule, reading: Reading) -> Iterator[Need]:
        members = frozenset(t.value for t in reading.of("class"))
        if ways := self.condition(rule):
            yield Need(getattr(rule, "when", ""), ways)
        for field in ("approval", "target"):
            value = getattr(rule, field, None)
            if value and value.endswith(TEMPORAL):
                continue
            if value and any(
                keys & reading.keys or keys & members for keys in map(self._keys, _parts(value))
            ):
                yield Need(value, tuple((self._keys(part),) for part in _parts(value)))
        if isinstance(rule, s.Authority) and rule.sanctions:
            yield Need("问责方式", tuple((self._keys(name),) for name in rule.sanctions))

    def condition(self, rule: s.Rule) -> tuple[tuple[frozenset[str], ...], ...]:
        """What each way of telling the condition of a rule is recognised by; nothing where there is none to tell, as it
        is implied or a time.
        """
        when = getattr(rule, "when", None)
        words = self.reader.vocabulary.file
        temporal = when and when.endswith(TEMPORAL) and when not in words.conditional
        if not when or when.startswith(words.implied) or temporal:
            return ()
        act = self._all_keys(next((text for name in ACTS if (text := getattr(rule, name, None))), ""))
        return tuple(product(*([self._told(p, act) for p in group] for group in _cumulative(when))))

    def _told(self, part: str, act: frozenset[str]) -> frozenset[str]:
        """What a part of a condition is told by: its own words, not those that the act has too."""
        own = self._all_keys(part)
        keys = own if len(own) >= FULL else self._keys(part)
        return keys - act or own - act or keys

    def _essential(self, reading: Reading) -> Iterator[Need]:
        """Words without which a statement says more than the rule (当年), and the kind that it is for (四星级)."""
        for word, wordings in self.reader.vocabulary.file.essential.items():
            for match in re.finditer(word, reading.text):
                beside = reading.text[match.end() :].lstrip(JOINING)[:2]
                within = any(t.start <= match.start() < t.end for t in reading.of("class"))
                alone = reading.text.count(beside) == len(
                    re.findall(f"{word}[{JOINING}]*{beside}", reading.text)
                )
                if beside.isalnum() and alone and not within:
                    yield Need(word, (), words=(word, *wordings), beside=beside)
        if kinds := [t.value for t in reading.tokens if t.group in QUALIFIERS]:
            yield Need("、".join(kinds), tuple((frozenset({kind}),) for kind in kinds))

    def _of_gravity(self, text: str) -> frozenset[str]:
        """A tier or a gateway by its kind of failure, where it names one."""
        reading = self.reader.read(text)
        kinds = frozenset(t.value for t in reading.tokens if t.group in {"tier", "failure"})
        return kinds or self._keys(text)

    def _all_keys(self, text: str) -> frozenset[str]:
        return frozenset(k for k in self.reader.read(text).content if len(k) > 1)

    def _keys(self, text: str) -> frozenset[str]:
        """What a need is recognised by: the members of classes that it names, else its content."""
        reading = self.reader.read(text)
        members = frozenset(
            t.value for t in reading.tokens if t.kind == "class" and t.group not in {"actor", "outcome"}
        )
        return members or frozenset(k for a in reading.atoms for k in a.keys if len(k) > 1)


def _cumulative(when: str) -> list[list[str]]:
    """The parts of a condition that must all be met, each as its alternatives (…，或者…)."""
    groups: list[list[str]] = []
    parts = when.split("，")
    for part in [p for p in parts if not p.startswith(ANYHOW) and (p[0] != MATTER or p[-1] == "的")] or parts:
        pieces = part.split("、")
        if part.startswith(EITHER) and groups:
            groups[-1].append(part)
        elif EITHER not in part and len(pieces) > 1 and all(len(p) >= CLAUSE for p in pieces):
            groups += [[piece] for piece in pieces]
        else:
            groups.append([part])
    return groups


def _parts(text: str) -> list[str]:
    """Alternatives that a rule names side by side."""
    return [part for part in re.split(r"[、，；]|或者|和|以及", text) if part]
