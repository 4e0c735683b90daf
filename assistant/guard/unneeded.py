"""Conditions that a statement says a situation does not have (条文没有另外要求造成不良影响, 即便没有造成伤残也应问责).

Such a claim is true where the rest of the statement is borne out by the rule of a situation that has no such condition.
"""

from __future__ import annotations

from assistant.corpus.quantities import find_numbers
from assistant.guard.align import Alignment, finding_of
from assistant.guard.citing import Cited
from assistant.guard.finding import Finding, Verdict
from assistant.guard.frames import Frames
from assistant.guard.numbers import PERIODS
from assistant.guard.reading import Reading
from assistant.guard.stretch import Stretches
from assistant.rules.schema import Situation

HAS, LACKS = 0.999, 0.4
"""Shares of what is said not to be required, by weight, that the rule has where it requires it, and where it does not."""


def judge(stretches: Stretches, reading: Reading, cited: Cited, id: str) -> Finding | None:
    """The finding on a situation of which one clause says what it does not require; None where no clause does."""
    clause = _denying(reading, stretches)
    if clause is None:
        return None
    stated = reading.without(clause)
    alignment = stretches.align(stated, id) if stated.pieces else None
    if alignment is None or alignment.verdict is not Verdict.SUPPORTED:
        return None
    encoded = alignment.frame.encoded
    if stretches.silent.asks_how_much(reading.part(clause, clause + 1)):
        return _without_number(finding_of(alignment, reading), alignment)
    elsewhere = (cited.provisions or cited.ambiguous) and not cited.holds(encoded.provision)
    if not isinstance(encoded.rule, Situation) or elsewhere:
        return None
    finding = finding_of(alignment, reading)
    has = _share(reading.part(clause, clause + 1), stated, alignment, stretches.frames(reading))
    if has <= LACKS:
        return finding
    verdict = Verdict.CONTRADICTED if has >= HAS else Verdict.UNSUPPORTED
    return finding.model_copy(update={"verdict": verdict, "message": "规定有这一条件"})


def _without_number(finding: Finding, alignment: Alignment) -> Finding | None:
    """Of what is borne out, that no number is set for it (没有写明最多能延到多久): where its clause has none."""
    provision = alignment.frame.provision
    numbers = provision is None or any(
        n.measure in PERIODS for n in find_numbers(provision.text) if n.kind == "cardinal"
    )
    return None if numbers else finding


def _denying(reading: Reading, stretches: Stretches) -> int | None:
    """The only clause that says what is not required."""
    words = stretches.frames(reading).reader.vocabulary.file.not_required
    silent = {t.clause for t in reading.of("silence")}
    found = [
        clause
        for clause in sorted({piece.clause for piece in reading.pieces})
        if (clause in silent or any(word in reading.clause_text(clause).casefold() for word in words))
        and _denies(reading.part(clause, clause + 1))
    ]
    return found[0] if len(found) == 1 else None


def _denies(clause: Reading) -> bool:
    """Whether a clause has content and something that denies it (无论 as well)."""
    kinds = {"neg", "deny", "silence", "all"}
    return bool(clause.pieces) and any(t.kind in kinds or t.value == "need_not" for t in clause.tokens)


def _share(denied: Reading, stated: Reading, alignment: Alignment, frames: Frames) -> float:
    """How much of what a clause adds to the others the rule itself has, by weight."""
    keys = _alternative(stated, alignment, frames)
    added = [a for a in denied.atoms if not set(a.own) & stated.content] or denied.atoms
    weights = [(frames.weight_of(a.keys), any(k in keys for k in a.keys)) for a in added]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, has in weights if has) / total if total else 1.0


def _alternative(stated: Reading, alignment: Alignment, frames: Frames) -> frozenset[str]:
    """What the rule has in the alternative that is told; English renderings are not parted."""
    rule = alignment.frame.encoded.rule
    ways = rule.alternatives if isinstance(rule, Situation) and not stated.english else ()
    each = [frames.reader.read(f"{way.conduct}，{way.consequence or ''}").keys for way in ways]
    return max(each, key=lambda keys: len(keys & stated.content), default=alignment.frame.reading.keys)
