"""One stretch of a sentence against one regulation: by its lists, structure and silences, or else by the rule that comes nearest."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.guard import mentions, structure
from assistant.guard.align import Alignment, align, finding_of
from assistant.guard.choice import CERTAIN, best_alignment
from assistant.guard.citing import Cited
from assistant.guard.finding import Finding, Verdict
from assistant.guard.frames import Frames
from assistant.guard.listing import Lists
from assistant.guard.reader import Reader
from assistant.guard.reading import Reading
from assistant.guard.silence import UNPROVEN, Silent
from assistant.guard.vocabulary import CLASS_ACTOR, CLASS_SANCTION
from assistant.rules.base import RuleBase
from assistant.rules.lexicon import Lexicon

CANDIDATES = 10
COMMENTARY = ("解读", "commentary")
"""What a statement says that speaks of commentary; commentary bears out nothing else."""
FEW = 3
PERSONS = frozenset({CLASS_ACTOR, "audience"})
MUCH_TOLD = 0.35
ALL_OF_IT = 0.999


class Stretches:
    """Judges single stretches with the frames of both languages."""

    def __init__(self, base: RuleBase, lexicon: Lexicon, reader: Reader) -> None:
        self.library = base.library
        self.chinese = Frames(base, lexicon, reader, english=False)
        self.english = Frames(base, lexicon, reader, english=True)
        self.lists = Lists(base, reader)
        self.silent = Silent(base, lexicon, reader.vocabulary.file.how_much)
        self.encoded = tuple(id for id in base.library.regulations if any(e.regulation == id for e in base))

    def direct(
        self, reading: Reading, before: Reading | None, cited: Cited, id: str, topics: Sequence[str]
    ) -> Finding | None:
        """The finding where no rule has to be aligned: structure, words, lists, silence. before: the clause before; topics: of what was
        said before.
        """
        return (
            self._structure(reading, cited, id)
            or structure.items(reading, self.library, cited.provisions)
            or self._mentioned(reading, before, cited, id)
            or self._listed(reading, cited, id)
            or (None if cited.provisions else self._silent(reading, id, topics))
        )

    def _mentioned(self, reading: Reading, before: Reading | None, cited: Cited, id: str) -> Finding | None:
        """Which modal word a rule uses; under the cited provision where one is cited."""
        frames = self.frames(reading)
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
        if found is not None and found.verdict is Verdict.SUPPORTED and self._is_ruled(reading, id):
            return found.model_copy(update={"verdict": Verdict.UNSUPPORTED, "message": UNPROVEN})
        if found is None or found.verdict is Verdict.SUPPORTED or found.rules == () or reading.of("modal"):
            return found
        frames = self.frames(reading)
        claimed = reading.without_kinds("silence", "neg")
        for frame in frames.candidates(claimed, id, CANDIDATES):
            if frame.reading.of("silence") or frame.reading.of("neg"):
                continue
            if self.silent.asks_how_much(reading) and not frame.reading.amounts:
                continue
            alignment = align(claimed, frame, frames)
            if (
                alignment.borne >= ALL_OF_IT
                and not alignment.exchanged
                and frame.encoded.normative
                and alignment.weight
            ):
                update = {"verdict": Verdict.CONTRADICTED, "message": "该制度对此有规定"}
                return finding_of(alignment, reading).model_copy(update=update)
        return found

    def _is_ruled(self, reading: Reading, id: str) -> bool:
        """Whether a rule has all that is said not to be there, whatever its topic; of a number or a day, one that is much told."""
        claimed = reading.without_kinds("silence" if reading.of("silence") else "neg")
        if not (claimed.atoms or any(t.group not in PERSONS for t in claimed.of("class"))):
            return False
        named = {t.value for t in claimed.of("class", CLASS_SANCTION)}
        if any(one.names & named for one in self.lists.by_regulation.get(id, ())):
            return not claimed.atoms and not claimed.of("class", "tier")
        numbers, frames = self.silent.asks_how_much(reading), self.frames(reading)
        claimed = self.silent.without_question(claimed) if numbers else claimed
        for frame in frames.candidates(claimed, id, CANDIDATES):
            if frame.reading.of("silence") or not frame.encoded.normative:
                continue
            alignment = align(claimed, frame, frames)
            told = alignment.share >= MUCH_TOLD or not numbers
            if told and alignment.weight and alignment.borne >= ALL_OF_IT:
                return True
        return False

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
        frames = self.frames(reading)
        found = (align(reading, f, frames) for f in frames.candidates(reading, id, CANDIDATES))
        return any(a.verdict is Verdict.SUPPORTED and cited.holds(a.frame.encoded.provision) for a in found)

    def checked(self, finding: Finding, alignment: Alignment | None, reading: Reading, id: str) -> Finding:
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
        frames = self.frames(reading)
        for other in self.encoded:
            if other == id:
                continue
            for frame in frames.candidates(reading, other, FEW):
                silent = self.silent.of(id, frame.encoded.topic) is not None
                if silent and align(reading, frame, frames).verdict is Verdict.SUPPORTED:
                    return True
        return False

    def align(self, reading: Reading, id: str) -> Alignment | None:
        """How the rule that bears a stretch out, or comes nearest, bears on it."""
        frames = self.frames(reading)
        candidates = frames.candidates(reading, id, CANDIDATES)
        if not any(word in reading.text.casefold() for word in COMMENTARY):
            candidates = [f for f in candidates if f.encoded.normative]
        found = [align(reading, frame, frames) for frame in candidates]
        return best_alignment(reading, found)

    def frames(self, reading: Reading) -> Frames:
        """The rules in the language of a stretch."""
        return self.english if reading.english else self.chinese


def _not_there(finding: Finding, cited: Cited) -> Finding:
    """What is true, cited to a clause that does not say it."""
    found = "、".join(cited.provisions)
    update = {"verdict": Verdict.CONTRADICTED, "found": found, "message": "所引条款没有这一规定"}
    return finding.model_copy(update=update)
