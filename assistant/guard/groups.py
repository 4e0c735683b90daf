"""The clauses of a sentence in groups, each against the rules of one regulation: the grouping that bears out most."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.guard import unneeded, unnumbered
from assistant.guard.align import Alignment, finding_of, worth_of
from assistant.guard.choice import CERTAIN, IN_FULL
from assistant.guard.citing import carried, cited_by
from assistant.guard.clash import OTHER_AGENT
from assistant.guard.finding import Finding, Verdict
from assistant.guard.openings import Opening
from assistant.guard.parts import completed, says_nothing, with_topic
from assistant.guard.reader import Reader
from assistant.guard.reading import Reading
from assistant.guard.sentence import Sentence
from assistant.guard.stretch import CANDIDATES, Stretches
from assistant.rules.base import RuleBase
from assistant.rules.lexicon import Lexicon

LONGEST_GROUP = 6
PURPOSE = ("用于", "用来", "用作", "供")
SITUATION = "situation"
STOPS = "；;"
"""Clauses on either side of these are told by themselves."""


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses [start, end) of a sentence judged together against one regulation.

    worth: its value in a grouping; certain: contradicted, and no other grouping of its clauses is to be tried.
    """

    start: int
    end: int
    finding: Finding
    worth: float
    certain: bool = False


class Groups:
    """Judges stretches of sentences with the frames of both languages."""

    def __init__(self, base: RuleBase, lexicon: Lexicon, reader: Reader) -> None:
        self.base = base
        self.stretches = Stretches(base, lexicon, reader)

    def judge(self, sentence: Sentence, start: int, end: int, id: str) -> list[Finding]:
        """Findings on clauses [start, end) as statements on one regulation."""
        found = self._partition(sentence, start, end, id)
        return [
            self._of_one_matter(g, before, sentence) for before, g in zip((None, *found), found, strict=False)
        ]

    def _of_one_matter(self, group: Group, before: Group | None, sentence: Sentence) -> Finding:
        """What something is for must be told by a rule on the same topic as what is told before it (…，用于…)."""
        reading = sentence.reading.part(group.start, group.end)
        said = reading.text[reading.span[0] :].lstrip()
        rules = (*before.finding.rules, *group.finding.rules) if before and said.startswith(PURPOSE) else ()
        topics = {rule.topic for id in rules if (rule := self.base.rules.get(id))}
        if len(topics) < 2 or group.finding.verdict is not Verdict.SUPPORTED:
            return group.finding
        update = {"verdict": Verdict.UNSUPPORTED, "message": "规定中这是另一事项的用途"}
        return group.finding.model_copy(update=update)

    def _partition(self, sentence: Sentence, start: int, end: int, id: str) -> list[Group]:
        """The grouping of clauses that bears out most."""
        whole = self._group(sentence, start, end, id)
        if end - start == 1 or whole.finding.verdict is Verdict.SUPPORTED:
            return [whole]
        best: list[tuple[float, list[Group]] | None] = [(0.0, [])]
        for stop in range(start + 1, end + 1):
            options: list[tuple[float, list[Group]]] = []
            for begin in range(max(start, stop - LONGEST_GROUP), stop):
                before = best[begin - start]
                if before is None:
                    continue
                if self._is_bare(sentence, begin, stop):
                    options.append((before[0] - 0.01, before[1]))
                    continue
                group = whole if (begin, stop) == (start, end) else self._group(sentence, begin, stop, id)
                if stop < end and not self._may_end(sentence.open[stop - 1], group):
                    continue
                if begin > start and sentence.open[begin - 1] and not _goes_with(before[1], group):
                    continue
                options.append((before[0] + group.worth, [*before[1], group]))
            best.append(max(options, key=lambda option: option[0], default=None))
        last = best[-1]
        found = last[1] if last and last[1] else [whole]
        doubtful = any(g.finding.verdict is not Verdict.SUPPORTED for g in found)
        stops = any(sentence.text[bound] in STOPS for bound in sentence.reading.bounds[start : end - 1])
        certain = whole.certain and not stops
        return [whole] if certain and (doubtful or whole.finding.message == OTHER_AGENT) else found

    def _may_end(self, opening: Opening, group: Group) -> bool:
        """Whether clauses may be judged without the next one: the last does not lead up to it, or they are a statement of
        their own, and one of several situations where 或 goes on.
        """
        if not opening or opening == "surely" or group.finding.verdict is not Verdict.SUPPORTED:
            return not opening
        kinds = {rule.rule.kind for id in group.finding.rules if (rule := self.base.rules.get(id))}
        return bool(kinds) and (opening == "perhaps" or kinds == {SITUATION})

    def _is_bare(self, sentence: Sentence, start: int, end: int) -> bool:
        cites = any(start <= clause < end for clause, _ in sentence.citations)
        return not cites and says_nothing(sentence.reading.part(start, end))

    def _group(self, sentence: Sentence, start: int, end: int, id: str) -> Group:
        found = self._judged(sentence, completed(sentence, start, end), start, end, id)
        if found.finding.verdict is not Verdict.SUPPORTED and (topical := with_topic(sentence, start, end)):
            other = self._judged(sentence, topical, start, end, id)
            return other if other.finding.verdict is Verdict.SUPPORTED else found
        return found

    def _judged(self, sentence: Sentence, reading: Reading, start: int, end: int, id: str) -> Group:
        cited = cited_by(sentence, start, end, self.base.library, id)
        size = 1.0 + len(reading.atoms) + 3 * len(reading.of("class"))
        if cited.missing:
            failure, citation = cited.missing
            finding = Finding(
                verdict=Verdict.CONTRADICTED, span=(citation.start, citation.end), found=citation.raw,
                message=failure.message,
            )  # fmt: skip
            return Group(start, end, finding, 0.0)
        for claim in (unneeded, unnumbered):
            if (found := claim.judge(self.stretches, reading, cited, id)) is not None:
                return Group(start, end, found, size)
        topics = (
            self.stretches.silent.topics(sentence.text[: reading.span[0]]) if reading.of("silence") else []
        )
        before = sentence.reading.part(start - 1, start) if start else None
        direct = self.stretches.direct(reading, before, cited, id, topics)
        if direct is not None:
            return Group(
                start, end, direct, size - 0.5 if direct.verdict is Verdict.SUPPORTED else 0.6 * size
            )
        alignment = self.stretches.align(reading, id)
        if cited.provisions or cited.ambiguous:
            frames = self.stretches.frames(reading)
            found = carried(reading, alignment, cited, id, frames, self.base.library, CANDIDATES)
            if found is not None:
                worth = size - 0.5 if found.verdict is Verdict.SUPPORTED else worth_of(alignment)
                return Group(start, end, found, worth)
        finding = self.stretches.checked(finding_of(alignment, reading), alignment, reading, id)
        return Group(start, end, finding, worth_of(alignment), _is_certain(alignment, finding))


def _goes_with(before: list[Group], group: Group) -> bool:
    """Whether a group is borne out by the article that bears out the clauses that seem to lead up to it."""
    ours, theirs = group.finding, before[-1].finding if before else None
    if theirs is None or ours.verdict is not Verdict.SUPPORTED:
        return theirs is None
    return ours.rules != theirs.rules and bool(
        {_article(p) for p in ours.provisions} & {_article(p) for p in theirs.provisions}
    )


def _article(provision: str) -> str:
    return re.split(r"[.(]", provision, maxsplit=1)[0]


def _is_certain(alignment: Alignment | None, finding: Finding) -> bool:
    """Whether a stretch says a rule in full and something against it: no grouping of its clauses makes it true."""
    if alignment is None or finding.verdict is not Verdict.CONTRADICTED:
        return False
    return alignment.borne >= CERTAIN and alignment.share >= IN_FULL
