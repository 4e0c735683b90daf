"""What a statement says that a rule does not require: a further condition (条文没有另外要求造成不良影响), that it be done (可以制定，这不是
强制要求), or what one alone may not do (不能由个人拍板，应当集体决定).

Such a claim is true where the rest of the statement is borne out by a rule that has no such condition, leaves it open, or
has it done together.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.guard.align import Alignment, finding_of
from assistant.guard.citing import Cited
from assistant.guard.finding import Finding, Verdict
from assistant.guard.frames import Frames
from assistant.guard.reading import Atom, Reading
from assistant.guard.signs import places_of
from assistant.guard.stretch import Stretches
from assistant.rules.schema import Situation

HAS, LACKS = 0.999, 0.45
"""Shares of what is said not to be required, by weight, that the rule has where it requires it, and where it does not."""
DISCRETION = frozenset({"may", "power", "encouraged"})
SHORT = 3
"""So many pieces of content at most stand in a clause that only says that nobody has to (这是授权，不是硬性任务)."""
DENYING = frozenset({"neg", "deny", "silence", "all"})


@dataclass(frozen=True, slots=True)
class _Claim:
    """A reading with the clauses that say what is not required, the rest of it as stated, and the rule that bears that out."""

    reading: Reading
    stated: Reading
    clauses: tuple[int, ...]
    alignment: Alignment
    frames: Frames

    @property
    def denied(self) -> list[Atom]:
        """The content of those clauses."""
        return [a for a in self.reading.atoms if a.clause in self.clauses]


def judge(stretches: Stretches, reading: Reading, cited: Cited, id: str) -> Finding | None:
    """The finding where one clause says what is not required; None where no clause does."""
    words = stretches.frames(reading).reader.vocabulary.file
    if not any(t.kind in DENYING or t.negates or t.value == "need_not" for t in reading.tokens):
        return None
    for judged, wordings in (
        (_of_condition, words.not_required),
        (_of_discretion, words.not_mandatory),
        (_of_one_alone, words.alone),
    ):
        clauses = _clauses(reading, wordings, silent=judged is _of_condition)
        stated = reading.without(*clauses)
        if not clauses or not stated.pieces or (judged is _of_condition and len(clauses) > 1):
            continue
        alignment = stretches.align(stated, id)
        if alignment is None or alignment.verdict is not Verdict.SUPPORTED:
            continue
        elsewhere = cited.provisions or cited.ambiguous
        if elsewhere and not cited.holds(alignment.frame.encoded.provision):
            continue
        claim = _Claim(reading, stated, clauses, alignment, stretches.frames(reading))
        if (found := judged(claim)) is not None:
            return found
    return None


def _clauses(reading: Reading, words: tuple[str, ...], silent: bool) -> tuple[int, ...]:
    """The clauses that deny something and have one of some words. silent: or claim that the text is silent."""
    quiet = {t.clause for t in reading.of("silence")} if silent else set[int]()
    return tuple(
        clause
        for clause in sorted({x.clause for x in (*reading.tokens, *reading.atoms)})
        if (clause in quiet or any(word in reading.clause_text(clause).casefold() for word in words))
        and _denies(reading.part(clause, clause + 1), silent)
    )


def _denies(clause: Reading, silent: bool) -> bool:
    """Whether a clause has something that denies (无论 as well), and content where it claims silence."""
    denies = any(t.kind in DENYING or t.negates or t.value == "need_not" for t in clause.tokens)
    return denies and (bool(clause.pieces) or not silent)


def _of_condition(claim: _Claim) -> Finding | None:
    """A condition that a situation is said not to have."""
    if not isinstance(claim.alignment.frame.encoded.rule, Situation):
        return None
    finding = finding_of(claim.alignment, claim.reading)
    has = _share(claim)
    if has <= LACKS:
        return finding
    verdict = Verdict.CONTRADICTED if has >= HAS else Verdict.UNSUPPORTED
    return finding.model_copy(update={"verdict": verdict, "message": "规定有这一条件"})


def _of_discretion(claim: _Claim) -> Finding | None:
    """That what may be done need not be: the rule has no other modal word, and the clauses say nothing else."""
    modals = {m.value for m in claim.alignment.frame.reading.of("modal")}
    added = [a for a in claim.denied if not any(k in claim.alignment.frame.keys for k in a.keys)]
    numbers = any(a.clause in claim.clauses for a in claim.reading.amounts)
    if not modals or not modals <= DISCRETION or numbers or len(added) > SHORT:
        return None
    return finding_of(claim.alignment, claim.reading)


def _of_one_alone(claim: _Claim) -> Finding | None:
    """That one alone may not do what the rule has done together."""
    words, frame = claim.frames.reader.vocabulary.file, claim.alignment.frame
    alone = {
        at
        for word in words.alone
        for i in places_of(word, claim.reading.text)
        for at in range(i, i + len(word))
    }
    foreign = any(not any(k in frame.keys for k in a.keys) for a in claim.denied if a.start not in alone)
    has = not foreign and any(word in frame.reading.text for word in words.together)
    return finding_of(claim.alignment, claim.reading) if has else None


def _share(claim: _Claim) -> float:
    """How much of what a clause adds to the others the rule itself has, by weight."""
    keys = _alternative(claim)
    added = [a for a in claim.denied if not set(a.own) & claim.stated.content] or claim.denied
    weights = [(claim.frames.weight_of(a.keys), any(k in keys for k in a.keys)) for a in added]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, has in weights if has) / total if total else 1.0


def _alternative(claim: _Claim) -> frozenset[str]:
    """What the rule has in the alternative that is told; English renderings are not parted."""
    rule = claim.alignment.frame.encoded.rule
    ways = rule.alternatives if isinstance(rule, Situation) and not claim.stated.english else ()
    each = [claim.frames.reader.read(f"{way.conduct}，{way.consequence or ''}").keys for way in ways]
    rest = claim.alignment.frame.reading.keys
    return max(each, key=lambda keys: len(keys & claim.stated.content), default=rest)
