"""One stretch of a statement against one rule."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from assistant.guard.checks import ALL
from assistant.guard.clash import Clash
from assistant.guard.finding import Verdict
from assistant.guard.frames import Frame, Frames
from assistant.guard.reading import Reading

LOG = logging.getLogger(__name__)
SAME_MATTER = 0.6
MUCH_THE_SAME = 0.7
ALMOST_ALL = 0.85
MUCH_OF_IT = 0.7
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
    def opposed(self) -> bool:
        """Whether something in the rule speaks against it."""
        return any(c.force in {"hard", "soft"} for c in self.clashes)

    @property
    def verdict(self) -> Verdict:
        forces = {clash.force for clash in self.clashes}
        if not self.weight and "soft" in forces:
            return Verdict.CONTRADICTED
        if not self.weight or not self.borne:
            return Verdict.UNSUPPORTED
        if "hard" in forces and self.borne >= (MUCH_OF_IT if "leftover" in forces else SAME_MATTER):
            return Verdict.CONTRADICTED
        if "soft" in forces and self.borne >= (ALMOST_ALL if "leftover" in forces else MUCH_THE_SAME):
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
    total = borne = 0.0
    said = any(not a.denied for a in reading.atoms)
    others = [e for e in reading.events if frame.reading.starts and e.name not in frame.reading.starts]
    for amount in reading.amounts:
        clash = next((c.force for c in clashes if c.start == amount.start), "")
        if not amount.denied and clash != "hard":
            total += AMOUNT_WEIGHT
            borne += AMOUNT_WEIGHT if not clash else 0.0
    for atom in reading.atoms:
        if atom.denied or any(e.start <= atom.start < e.end for e in others):
            continue
        weight = frames.weight_of(atom.keys)
        total += weight
        if any(key in frame.keys for key in atom.keys):
            borne += weight
    for token in reading.tokens:
        if token.kind == "class" and not token.denied:
            said = said or token.group not in BARE
            weight = CLASS_WEIGHT
            clash = any(c.force in {"hard", "soft"} and c.start == token.start for c in clashes)
            if not clash:
                total += weight
                borne += weight if token.value in frame.named else 0.0
    if not said and not reading.amounts:
        clashes.append(Clash("leftover", *reading.span, "", "", "没有说明是什么事项"))
    said_of_rule = len(reading.content & frame.content) / len(frame.content) if frame.content else 0.0
    return Alignment(frame, tuple(clashes), borne / total if total else 0.0, total, said_of_rule)
