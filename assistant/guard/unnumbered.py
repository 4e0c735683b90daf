"""That no number or day is set for something (调查时间最多可以延长多少天，办法未作规定): true where no rule on it has one."""

from __future__ import annotations

from assistant.corpus.quantities import find_numbers
from assistant.guard.align import Alignment, align
from assistant.guard.choice import CERTAIN
from assistant.guard.citing import Cited
from assistant.guard.finding import Finding, Verdict
from assistant.guard.reading import Reading
from assistant.guard.stretch import CANDIDATES, Stretches

OPPOSED = frozenset({"hard", "soft"})


def judge(stretches: Stretches, reading: Reading, cited: Cited, id: str) -> Finding | None:
    """The finding where a stretch says so of what one rule, or several, are about; None where it does not."""
    if not stretches.silent.asks_how_much(reading) or not stretches.silent.claimed(reading):
        return None
    frames = stretches.frames(reading)
    claimed = stretches.silent.without_question(reading).without_kinds("silence", "neg")
    found = (align(claimed, frame, frames) for frame in frames.candidates(claimed, id, CANDIDATES))
    near = [a for a in found if a.borne >= CERTAIN and a.weight and a.frame.encoded.normative]
    if not near or any(_is_numbered(a) or any(c.force in OPPOSED for c in a.clashes) for a in near):
        return None
    best = max(near, key=lambda a: a.share)
    encoded = best.frame.encoded
    if (cited.provisions or cited.ambiguous) and not cited.holds(encoded.provision):
        return None
    return Finding(
        verdict=Verdict.SUPPORTED, span=reading.span, rules=(encoded.id,), provisions=(encoded.provision,),
        quote=best.frame.quote, message="该条确实没有规定具体数字",
    )  # fmt: skip


def _is_numbered(alignment: Alignment) -> bool:
    """Whether the rule or its clause has a number."""
    provision = alignment.frame.provision
    numbers = provision is None or any(
        n.kind == "cardinal" and not n.word for n in find_numbers(provision.text)
    )
    return numbers or bool(alignment.frame.reading.amounts)
