"""One stretch of a statement against one rule."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.guard.checks import ALL
from assistant.guard.clash import DENIED, OTHER_AGENT, OTHER_MEMBER, Clash
from assistant.guard.finding import Finding, Verdict
from assistant.guard.frames import Frame, Frames
from assistant.guard.reading import Reading, Token

LOG = logging.getLogger(__name__)
SAME_MATTER = 0.5
MUCH_THE_SAME = 0.6
ALMOST_ALL = 0.7
MUCH_OF_IT = 0.5
BARE = frozenset({"actor", "outcome"})
"""Classes that alone make no claim: who, and that there is accountability."""
AMOUNT_WEIGHT = 3.0
CLASS_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a rule bears on a stretch of a statement. borne: share of the content, by weight, that the rule has; share: how much of the
    rule's own content is said.
    """

    frame: Frame
    clashes: tuple[Clash, ...]
    borne: float
    weight: float
    share: float

    @property
    def swapped(self) -> bool:
        """Whether another stands in the place of the one who acts, and all else is the rule's."""
        return self.verdict is Verdict.CONTRADICTED and any(c.message == OTHER_AGENT for c in self.clashes)

    @property
    def denied(self) -> bool:
        """Whether the statement denies what the rule says, and nothing else speaks against it."""
        against = [c.message for c in self.clashes if c.force in {"hard", "soft"}]
        return self.verdict is Verdict.CONTRADICTED and set(against) == {DENIED}

    @property
    def exchanged(self) -> bool:
        """Whether the rule is about another member of a class (四星级 for 五星级)."""
        return any(c.message == OTHER_MEMBER for c in self.clashes)

    @property
    def untouched(self) -> bool:
        """Whether the statement says nothing of the rule's own matter."""
        return any(c.force == "leftover" and not c.found for c in self.clashes)

    @property
    def opposed(self) -> bool:
        """Whether something in the rule speaks against it."""
        return any(c.force in {"hard", "soft"} for c in self.clashes)

    @property
    def verdict(self) -> Verdict:
        """What the clashes amount to, given how much of the content the rule has."""
        forces = {clash.force for clash in self.clashes}
        foreign = any(c.force == "leftover" and not c.expected for c in self.clashes)
        if not self.weight and "soft" in forces:
            return Verdict.CONTRADICTED
        if not self.weight or not self.borne:
            return Verdict.UNSUPPORTED
        if "hard" in forces and self.borne >= (MUCH_OF_IT if foreign else SAME_MATTER):
            return Verdict.CONTRADICTED
        if "soft" in forces and self.borne >= (ALMOST_ALL if foreign else MUCH_THE_SAME):
            return Verdict.CONTRADICTED
        if forces & {"hard", "soft", "leftover"}:
            return Verdict.UNSUPPORTED
        return Verdict.AMBIGUOUS if forces else Verdict.SUPPORTED


def align(reading: Reading, frame: Frame, frames: Frames) -> Alignment:
    """Run every check. A check that breaks counts as something that is not borne out, and is logged."""
    clashes: list[Clash] = []
    for check in ALL:
        try:
            clashes += check(reading, frame)
        except Exception:
            LOG.exception("检查 %s 在“%s”上出错；按未证实处理", check.__module__, reading.text)
            clashes.append(Clash("leftover", *reading.span, "", "", "检查出错，未能证实"))
    others = [range(c.start, c.end) for c in clashes if c.message == OTHER_AGENT]
    clashes = [c for c in clashes if c.force != "leftover" or not any(c.start in name for name in others)]
    classes = [t for t in reading.of("class") if not t.denied]
    told = frame.encoded.rule.kind in {"authority", "responsibility"} or bool(
        reading.around & frame.reading.keys
    )
    who = told and sum(t.group == "actor" for t in classes) > 1
    said = who or any(not a.denied for a in reading.atoms) or any(t.group not in BARE for t in classes)
    if not said and not reading.amounts:
        clashes.append(Clash("leftover", *reading.span, "", "", "没有说明是什么事项"))
    parts = [
        *_of_amounts(reading, clashes),
        *_of_atoms(reading, frame, frames, [*_opposed_names(classes, clashes), *others]),
        *_of_classes([t for t in classes if not any(t.start in name for name in others)], frame, clashes),
    ]
    total = sum(part.weight for part in parts)
    borne = sum(part.weight for part in parts if part.borne)
    content = frame.slot.rest if others and frame.slot else frame.content
    share = len(reading.affirmed & content) / len(content) if content else 0.0
    return Alignment(frame, tuple(clashes), borne / total if total else 0.0, total, share)


def worth_of(found: Alignment | None) -> float:
    """What a group is worth in a partition: supported stretches count by weight, each group costs a little."""
    if found is None:
        return -1.0
    match found.verdict:
        case Verdict.SUPPORTED:
            return found.weight - 0.5
        case Verdict.AMBIGUOUS:
            return found.weight * 0.4 - 0.5
        case Verdict.CONTRADICTED:
            return found.weight * 0.3 * found.borne - 0.5
        case _:
            return found.weight * 0.2 * found.borne - 0.5


def finding_of(alignment: Alignment | None, reading: Reading) -> Finding:
    """What an alignment says to a reader; that nothing bears the stretch out where there is none."""
    if alignment is None:
        return Finding(verdict=Verdict.UNSUPPORTED, span=reading.span, message="没有规定能够证实这句话")
    frame, verdict = alignment.frame, alignment.verdict
    forces = {
        Verdict.CONTRADICTED: {"hard", "soft"},
        Verdict.AMBIGUOUS: {"missing"},
        Verdict.UNSUPPORTED: {"leftover", "soft", "hard"},
    }.get(verdict, set())
    clash = next((c for c in alignment.clashes if c.force in forces), None)
    return Finding(
        verdict=verdict,
        span=(clash.start, clash.end) if clash else reading.span,
        rules=(frame.id,),
        provisions=(frame.encoded.provision,),
        quote=frame.quote,
        expected=clash.expected if clash else "",
        found=clash.found if clash else "",
        message=clash.message if clash else "与规定一致",
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of what is said, and whether the rule has it."""

    weight: float
    borne: bool


def _of_amounts(reading: Reading, clashes: list[Clash]) -> Iterator[_Part]:
    forces = {c.start: c.force for c in clashes}
    for amount in reading.amounts:
        if not amount.denied and forces.get(amount.start) != "hard":
            yield _Part(AMOUNT_WEIGHT, amount.start not in forces)


def _opposed_names(classes: list[Token], clashes: list[Clash]) -> list[range]:
    """From the first to the last actor of a clause that the rule speaks against: all of it names who acts."""
    opposed = {c.start for c in clashes if c.force == "soft"}
    found: dict[int, range] = {}
    for token in classes:
        if token.group == "actor" and token.start in opposed:
            first = found[token.clause].start if token.clause in found else token.start
            found[token.clause] = range(first, token.end)
    return list(found.values())


def _of_atoms(reading: Reading, frame: Frame, frames: Frames, names: list[range]) -> Iterator[_Part]:
    others = [e for e in reading.events if frame.reading.starts and e.name not in frame.reading.starts]
    for atom in reading.atoms:
        if any(atom.start in name for name in names):
            continue
        if not atom.denied and not any(e.start <= atom.start < e.end for e in others):
            yield _Part(frames.weight_of(atom.keys), any(key in frame.keys for key in atom.keys))


def _of_classes(classes: list[Token], frame: Frame, clashes: list[Clash]) -> Iterator[_Part]:
    opposed = {c.start for c in clashes if c.force in {"hard", "soft"}}
    for token in classes:
        if token.start not in opposed and token.value not in frame.implied:
            yield _Part(CLASS_WEIGHT, token.value in frame.named)
