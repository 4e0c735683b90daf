"""Whether a draft says all that its evidence says.

The guard finds what is false; it cannot find what is missing. Here a rule and the sentences that word it are read by the
guard's own reader and compared the other way round: from the rule to the draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from assistant.answer.wording_draft import Sentence
from assistant.answer.wording_prompt import Evidence, Problem
from assistant.guard.guard import Guard
from assistant.guard.reading import Reading

ACTOR = "actor"
"""The class of persons and bodies in `knowledge/guard.yaml`."""
KEPT = 0.4
"""Least share of the content of each clause of a rule that its sentences must have."""


class Completeness:
    """Compares rules with the sentences that word them."""

    def __init__(self, guard: Guard) -> None:
        self._reader = guard.reader

    def problems(self, draft: Sequence[Sentence], evidence: Mapping[str, Evidence]) -> Iterator[Problem]:
        """Evidence that is not worded, or not all of it."""
        actors = _actors(self._reader.read(" ".join(sentence.text for sentence in draft)))
        for id, one in evidence.items():
            said = " ".join(sentence.text for sentence in draft if id in sentence.ids)
            if not said:
                yield Problem("", f"依据 {id} 没有写到：{one.statement.text}")
                continue
            there, due = self._reader.read(said), self._reader.read(one.statement.text)
            # Who is meant need not be repeated in each sentence.
            lost = [*sorted(_terms(due) - _terms(there)), *(a for a in _actors(due) if a not in actors)]
            if missing := "、".join(lost) or _thin(due, there):
                yield Problem(said, f"依据 {id} 没有写全：{missing}")
            elif exchanged := _exchanged(due, there):
                yield Problem(said, f"依据 {id} 中机关、人员的先后须照原样：{exchanged}")


def _thin(due: Reading, there: Reading) -> str:
    """The first clause of a rule, often a condition, of which too little is left; "" for none.

    A word counts as often as it stands there: a condition may repeat the words of another.
    """
    left = Counter(atom.keys[-1] for atom in there.atoms)
    for i in range(due.clauses):
        wanted = Counter(atom.keys[-1] for atom in due.part(i, i + 1).atoms)
        kept = wanted & left
        left -= kept
        if kept.total() < KEPT * wanted.total():
            return due.clause_text(i)
    return ""


def _actors(reading: Reading) -> list[str]:
    """Persons and bodies, in order of first mention."""
    return list(dict.fromkeys(t.value for t in reading.of("class", ACTOR) if not t.denied))


def _exchanged(due: Reading, there: Reading) -> str:
    """The persons and bodies that a rule and its sentences share, where their order differs: who does what to whom."""
    said = _actors(there)
    order = [actor for actor in _actors(due) if actor in said]
    return "" if order == [actor for actor in said if actor in order] else "、".join(order)


def _terms(reading: Reading) -> set[str]:
    """Figures, modal words and members of other classes, as words."""
    words = {t.value for t in reading.of("class") if t.group != ACTOR and not t.denied}
    words |= {t.value for t in reading.of("modal") if not t.denied}
    return words | {f"{'~'.join(map(str, a.value))}{a.measure}" for a in reading.amounts if not a.denied}
