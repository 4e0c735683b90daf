"""The clauses of a sentence in groups, each against the rules of one regulation: the grouping that bears out most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.guard import mentions, structure
from assistant.guard.align import Alignment, align, finding_of, worth_of
from assistant.guard.choice import CERTAIN, IN_FULL, best_alignment
from assistant.guard.citing import Cited, carried, cited_by
from assistant.guard.clash import OTHER_AGENT
from assistant.guard.finding import Finding, Verdict
from assistant.guard.frames import Frames
from assistant.guard.listing import Lists
from assistant.guard.parts import completed, says_nothing, with_topic
from assistant.guard.reader import Reader
from assistant.guard.reading import Reading, Token
from assistant.guard.sentence import Sentence
from assistant.guard.silence import UNPROVEN, Silent
from assistant.rules.base import RuleBase
from assistant.rules.lexicon import Lexicon

CANDIDATES = 10
COMMENTARY = ("解读", "commentary")
"""What a statement says that speaks of commentary; commentary bears out nothing else."""
FEW = 3
ALL_OF_IT = 0.999
ASKED = "要求"
"""不要求, 并不要求: a claim that there is no further condition."""
LONGEST_GROUP = 6
PURPOSE = ("用于", "用来", "用作", "供")
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
        self.library = base.library
        self.chinese = Frames(base, lexicon, reader, english=False)
        self.english = Frames(base, lexicon, reader, english=True)
        self.lists = Lists(base, reader)
        self.silent = Silent(base, lexicon, reader.vocabulary.file.how_much)
        self.encoded = tuple(id for id in base.library.regulations if any(e.regulation == id for e in base))

    def judge(self, sentence: Sentence, start: int, end: int, id: str) -> list[Finding]:
        """Findings on clauses [start, end) as statements on one regulation."""
        found = self._partition(sentence, start, end, id)
        return [self._of_one_matter(g, before, sentence) for before, g in zip((None, *found), found, strict=False)]

    def _of_one_matter(self, group: Group, before: Group | None, sentence: Sentence) -> Finding:
        """What something is for must be told by a rule on the same topic as what is told before it (…，用于…)."""
        reading = sentence.reading.part(group.start, group.end)
        said = reading.text[reading.span[0] :].lstrip()
        rules = (*before.finding.rules, *group.finding.rules) if before and said.startswith(PURPOSE) else ()
        topics = {rule.topic for id in rules if (rule := self.chinese.base.rules.get(id))}
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
                if stop < end and sentence.open[stop - 1]:
                    continue
                group = whole if (begin, stop) == (start, end) else self._group(sentence, begin, stop, id)
                options.append((before[0] + group.worth, [*before[1], group]))
            best.append(max(options, key=lambda option: option[0], default=None))
        last = best[-1]
        found = last[1] if last and last[1] else [whole]
        doubtful = any(g.finding.verdict is not Verdict.SUPPORTED for g in found)
        stops = any(sentence.text[bound] in STOPS for bound in sentence.reading.bounds[start : end - 1])
        certain = whole.certain and not stops
        return [whole] if certain and (doubtful or whole.finding.message == OTHER_AGENT) else found

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
        cited = cited_by(sentence, start, end, self.library, id)
        size = 1.0 + len(reading.atoms) + 3 * len(reading.of("class"))
        if cited.missing:
            failure, citation = cited.missing
            finding = Finding(
                verdict=Verdict.CONTRADICTED, span=(citation.start, citation.end), found=citation.raw,
                message=failure.message,
            )  # fmt: skip
            return Group(start, end, finding, 0.0)
        if (bare := self._without_condition(reading, id)) is not None:
            return Group(start, end, bare, size)
        before = self.silent.topics(sentence.text[: reading.span[0]]) if reading.of("silence") else []
        direct = (
            self._structure(reading, cited, id)
            or structure.items(reading, self.library, cited.provisions)
            or self._mentioned(reading, sentence.reading.part(start - 1, start) if start else None, cited, id)
            or self._listed(reading, cited, id)
            or (None if cited.provisions else self._silent(reading, id, before))
        )
        if direct is not None:
            return Group(
                start, end, direct, size - 0.5 if direct.verdict is Verdict.SUPPORTED else 0.6 * size
            )
        alignment = self._align(reading, id)
        if cited.provisions or cited.ambiguous:
            frames = self._frames(reading)
            found = carried(reading, alignment, cited, id, frames, self.library, CANDIDATES)
            if found is not None:
                worth = size - 0.5 if found.verdict is Verdict.SUPPORTED else worth_of(alignment)
                return Group(start, end, found, worth)
        finding = self._checked(finding_of(alignment, reading), alignment, reading, id)
        return Group(start, end, finding, worth_of(alignment), _is_certain(alignment, finding))

    def _mentioned(self, reading: Reading, before: Reading | None, cited: Cited, id: str) -> Finding | None:
        """Which modal word a rule uses; under the cited provision where one is cited."""
        frames = self._frames(reading)
        told = mentions.mentioned_in(reading, frames.reader.vocabulary.file.wordings)
        if not told:
            return None
        matter = reading if reading.pieces or before is None else before
        found = frames.candidates(matter, id, 2 * CANDIDATES)
        inside = [f for f in found if cited.holds(f.encoded.provision)] if cited.provisions else found
        return mentions.judge(reading, told, matter, frames, inside)

    def _silent(self, reading: Reading, id: str, before: Sequence[str]) -> Finding | None:
        """A claim of silence; contradicted where one rule has all that is said not to be there."""
        found = self.silent.judge(reading, id, before)
        if found is None or found.verdict is Verdict.SUPPORTED or found.rules == () or reading.of("modal"):
            return found
        frames = self._frames(reading)
        claimed = replace(
            reading, tokens=tuple(t for t in reading.tokens if t.kind not in {"silence", "neg"})
        )
        for frame in frames.candidates(claimed, id, CANDIDATES):
            if frame.reading.of("silence") or frame.reading.of("neg"):
                continue
            alignment = align(claimed, frame, frames)
            if alignment.borne >= ALL_OF_IT and frame.encoded.normative and alignment.weight:
                update = {"verdict": Verdict.CONTRADICTED, "message": "该制度对此有规定"}
                return finding_of(alignment, reading).model_copy(update=update)
        return found

    def _without_condition(self, reading: Reading, id: str) -> Finding | None:
        """A situation, and that it has no further condition (条文没有另外要求造成不良影响)."""
        claims = (*reading.of("silence"), *(t for t in reading.of("modal") if ASKED in _word(t, reading)))
        last = max((t.clause for t in claims), default=-1)
        first = min((a.clause for a in reading.atoms), default=last)
        if last <= first or any(x.clause > last for x in (*reading.atoms, *reading.tokens, *reading.amounts)):
            return None
        stated, denied = reading.part(first, last), reading.part(last, last + 1)
        alignment = self._align(stated, id)
        if alignment is None or alignment.verdict is not Verdict.SUPPORTED:
            return None
        if alignment.frame.encoded.rule.kind != "situation" or not denied.atoms:
            return None
        has = all(any(k in alignment.frame.reading.keys for k in a.keys) for a in denied.atoms)
        finding = finding_of(alignment, reading)
        return (
            finding.model_copy(update={"verdict": Verdict.CONTRADICTED, "message": "规定有这一条件"})
            if has
            else finding
        )

    def _structure(self, reading: Reading, cited: Cited, id: str) -> Finding | None:
        """How many articles there are; a clause cited for it has to say so."""
        found = structure.whole(reading, self.library, id)
        if found is None or found.verdict is not Verdict.SUPPORTED or not cited.provisions:
            return found
        return found if self._carried_elsewhere(reading, cited, id) else _not_there(found, cited)

    def _listed(self, reading: Reading, cited: Cited, id: str) -> Finding | None:
        listed = None if cited.ambiguous else self.lists.judge(reading, id)
        if listed is None or not cited.provisions:
            return listed
        if any(cited.holds(p) for p in listed.provisions):
            return listed
        if listed.verdict is not Verdict.SUPPORTED or self._carried_elsewhere(reading, cited, id):
            return None
        return _not_there(listed, cited)

    def _carried_elsewhere(self, reading: Reading, cited: Cited, id: str) -> bool:
        """Whether a rule under a cited provision bears the reading out."""
        frames = self._frames(reading)
        found = (align(reading, f, frames) for f in frames.candidates(reading, id, CANDIDATES))
        return any(a.verdict is Verdict.SUPPORTED and cited.holds(a.frame.encoded.provision) for a in found)

    def _checked(self, finding: Finding, alignment: Alignment | None, reading: Reading, id: str) -> Finding:
        """Where the regulation is silent on the topic of what is said, a rule on another topic cannot contradict it; a rule
        that says something does not bear out that nothing is said.
        """
        speaks = alignment is not None and not any(alignment.frame.reading.of(k) for k in ("silence", "neg"))
        if finding.verdict is Verdict.SUPPORTED and speaks and self.silent.claimed(reading):
            return finding.model_copy(update={"verdict": Verdict.UNSUPPORTED, "message": UNPROVEN})
        if finding.verdict is not Verdict.CONTRADICTED or alignment is None:
            return finding
        if self._leaks(reading, id):
            return finding.model_copy(
                update={"verdict": Verdict.UNSUPPORTED, "message": "该制度对此没有规定，另一制度才有"}
            )
        if alignment.borne >= CERTAIN:
            return finding
        start, end = reading.span
        topics = self.silent.topics(reading.text[start:end])
        if (
            topics
            and alignment.frame.encoded.topic not in topics
            and self.silent.of(id, topics[0]) is not None
        ):
            return finding.model_copy(
                update={"verdict": Verdict.UNSUPPORTED, "message": "该制度对此没有规定"}
            )
        return finding

    def _leaks(self, reading: Reading, id: str) -> bool:
        """Whether another regulation bears it out on a topic that this one is silent on."""
        frames = self._frames(reading)
        for other in self.encoded:
            if other == id:
                continue
            for frame in frames.candidates(reading, other, FEW):
                silent = self.silent.of(id, frame.encoded.topic) is not None
                if silent and align(reading, frame, frames).verdict is Verdict.SUPPORTED:
                    return True
        return False

    def _align(self, reading: Reading, id: str) -> Alignment | None:
        frames = self._frames(reading)
        candidates = frames.candidates(reading, id, CANDIDATES)
        if not any(word in reading.text.casefold() for word in COMMENTARY):
            candidates = [f for f in candidates if f.encoded.normative]
        found = [align(reading, frame, frames) for frame in candidates]
        return best_alignment(reading, found)

    def _frames(self, reading: Reading) -> Frames:
        return self.english if reading.english else self.chinese


def _word(token: Token, reading: Reading) -> str:
    return reading.text[token.start : token.end]


def _not_there(finding: Finding, cited: Cited) -> Finding:
    """What is true, cited to a clause that does not say it."""
    found = "、".join(cited.provisions)
    update = {"verdict": Verdict.CONTRADICTED, "found": found, "message": "所引条款没有这一规定"}
    return finding.model_copy(update=update)


def _is_certain(alignment: Alignment | None, finding: Finding) -> bool:
    """Whether a stretch says a rule in full and something against it: no grouping of its clauses makes it true."""
    if alignment is None or finding.verdict is not Verdict.CONTRADICTED:
        return False
    return alignment.borne >= CERTAIN and alignment.share >= IN_FULL
