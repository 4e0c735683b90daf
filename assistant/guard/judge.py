"""One sentence: whole quotes first, then the clauses in groups, each against the rules of the regulation it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.corpus.citation_model import Citation
from assistant.corpus.citation_resolve import Failure, Resolved, resolve
from assistant.corpus.library import Library
from assistant.guard import structure
from assistant.guard.align import Alignment, align
from assistant.guard.citing import Cited, carried, within
from assistant.guard.clash import Clash
from assistant.guard.comparison import Comparer
from assistant.guard.finding import Finding, Verdict, worst
from assistant.guard.frames import Frames
from assistant.guard.listing import Lists
from assistant.guard.reader import Reader
from assistant.guard.reading import Reading
from assistant.guard.sentence import Sentence
from assistant.guard.silence import Silent
from assistant.guard.verbatim import Source, Verbatim, quotations
from assistant.rules.base import RuleBase
from assistant.rules.lexicon import Lexicon

CANDIDATES = 10
COMMENTARY = ("解读", "commentary")
"""What a statement says that speaks of commentary; commentary bears out nothing else."""
FEW = 3
CERTAIN = 0.95
HALF = 0.5
NEARLY = 0.8
ALL = 0.99
DISTINGUISHING = ("audience", "review", "school_kind")
LONGEST_GROUP = 6
MOST_POLITE = 10
"""So much may stand beside a courtesy in its clause (请您补充说明所在单位和职务)."""


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses [start, end) of a sentence judged together against one regulation; worth: its value in a grouping."""

    start: int
    end: int
    finding: Finding
    worth: float


class Judge:
    """Judges sentences with the frames of both languages."""

    def __init__(self, base: RuleBase, lexicon: Lexicon, reader: Reader, verbatim: Verbatim) -> None:
        self.base, self.library, self.verbatim = base, base.library, verbatim
        self.chinese = Frames(base, reader, english=False)
        self.english = Frames(base, reader, english=True)
        self.lists = Lists(base, reader)
        self.silent = Silent(base, lexicon)
        self.comparer = Comparer(self.chinese, self.english, self.lists)
        self.encoded = tuple(id for id in base.library.regulations if any(e.regulation == id for e in base))

    def judge(self, sentence: Sentence, about: str | None) -> list[Finding]:
        """Findings on one sentence; about: the regulation where the sentence names none."""
        if says_nothing(sentence.reading) and not sentence.citations:
            return [Finding(verdict=Verdict.NEUTRAL, span=(0, len(sentence.text)), message="没有需要核对的内容")]
        if (found := self._whole(sentence, about)) is not None:
            return [found]
        if misquoted := self._misquoted(sentence, about):
            return misquoted
        findings: list[Finding] = []
        start = 0
        while start < len(sentence.regulations):
            end = start + 1
            while end < len(sentence.regulations) and sentence.regulations[end] == sentence.regulations[start]:
                end += 1
            findings += self._stretch(sentence, start, end)
            start = end
        return findings

    def _stretch(self, sentence: Sentence, start: int, end: int) -> list[Finding]:
        """Clauses that are about the same regulations."""
        part = sentence.reading.part(start, end)
        if says_nothing(part) and not any(start <= clause < end for clause, _ in sentence.citations):
            return []
        findings: list[Finding] = []
        if end - start == 1 or len(sentence.regulations[start]) == 2:
            span = _span_of(sentence, start, start + 1)
            compared = self.comparer.judge(sentence.reading.part(start, start + 1), sentence.regulations[start], span)
            if compared is not None:
                rest = self._stretch(sentence, start + 1, end) if end - start > 1 else []
                return [compared, *rest]
        for ids in sentence.regulations[start] or ((),):
            asked = ids or self.encoded
            results = [self._in_regulation(sentence, start, end, id) for id in asked]
            findings += self._best(results, asked, stated=bool(ids))
        return findings

    def _best(self, results: list[list[Finding]], ids: Sequence[str], stated: bool) -> list[Finding]:
        """Of the readings of a stretch that does not say which regulation: ambiguous where they differ."""
        if len(results) == 1:
            return results[0]
        verdicts = [worst(f.verdict for f in findings) for findings in results]
        supported = [r for r, v in zip(results, verdicts, strict=True) if v is Verdict.SUPPORTED]
        against = [r for r, v in zip(results, verdicts, strict=True) if v is Verdict.CONTRADICTED]
        unclear = [r for r, v in zip(results, verdicts, strict=True) if v is Verdict.AMBIGUOUS]
        if not supported:
            return (against or unclear or results)[0]
        topics = {self.base.rules[rule].topic for f in supported[0] for rule in f.rules}
        others = [
            id for id, v in zip(ids, verdicts, strict=True)
            if v is not Verdict.SUPPORTED and any(e.topic in topics for e in self.base if e.regulation == id)
        ]  # fmt: skip
        if stated or not (others or against or unclear):
            return supported[0]
        first = supported[0][0]
        other = (against or unclear or [[first]])[0][0]
        return [
            Finding(
                verdict=Verdict.AMBIGUOUS, span=first.span, rules=tuple(dict.fromkeys((*first.rules, *other.rules))),
                provisions=tuple(dict.fromkeys((*first.provisions, *other.provisions))), quote=first.quote,
                message="没有写明是哪部制度，而各制度的规定不同",
            )
        ]  # fmt: skip

    def _in_regulation(self, sentence: Sentence, start: int, end: int, id: str) -> list[Finding]:
        return [group.finding for group in self._partition(sentence, start, end, id)]

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
                if before is None or (stop < end and sentence.open[stop - 1]):
                    continue
                if self._is_bare(sentence, begin, stop):
                    options.append((before[0] - 0.01, before[1]))
                    continue
                group = whole if (begin, stop) == (start, end) else self._group(sentence, begin, stop, id)
                options.append((before[0] + group.worth, [*before[1], group]))
            best.append(max(options, key=lambda option: option[0], default=None))
        last = best[-1]
        return last[1] if last and last[1] else [whole]

    def _is_bare(self, sentence: Sentence, start: int, end: int) -> bool:
        cites = any(start <= clause < end for clause, _ in sentence.citations)
        return not cites and says_nothing(sentence.reading.part(start, end))

    def _group(self, sentence: Sentence, start: int, end: int, id: str) -> Group:
        reading = _completed(sentence, start, end)
        cited = _cited(sentence, start, end, self.library, id)
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
            structure.whole(reading, self.library, id)
            or structure.items(reading, self.library, cited.provisions)
            or self._listed(reading, cited, id)
            or (None if cited.provisions else self.silent.judge(reading, id, before))
        )
        if direct is not None:
            return Group(start, end, direct, size - 0.5 if direct.verdict is Verdict.SUPPORTED else 0.6 * size)
        alignment = self._align(reading, id)
        if cited.provisions or cited.ambiguous:
            frames = self._frames(reading)
            found = carried(reading, alignment, cited, id, frames, self.library, CANDIDATES)
            if found is not None:
                worth = size - 0.5 if found.verdict is Verdict.SUPPORTED else _value(alignment)
                return Group(start, end, found, worth)
        return Group(start, end, self._checked(_plain(alignment, reading), alignment, reading, id), _value(alignment))

    def _without_condition(self, reading: Reading, id: str) -> Finding | None:
        """A situation, and that it has no further condition (条文没有另外要求造成不良影响)."""
        last = max((t.clause for t in reading.of("silence")), default=-1)
        first = min((a.clause for a in reading.atoms), default=last)
        if last <= first:
            return None
        stated, denied = reading.part(first, last), reading.part(last, last + 1)
        alignment = self._align(stated, id)
        if alignment is None or alignment.verdict is not Verdict.SUPPORTED:
            return None
        if alignment.frame.encoded.rule.kind != "situation" or not denied.atoms:
            return None
        has = all(any(k in alignment.frame.reading.keys for k in a.keys) for a in denied.atoms)
        finding = _plain(alignment, reading)
        return finding.model_copy(update={"verdict": Verdict.CONTRADICTED, "message": "规定有这一条件"}) if has else finding

    def _listed(self, reading: Reading, cited: Cited, id: str) -> Finding | None:
        listed = self.lists.judge(reading, id)
        if listed is None or not cited.provisions:
            return listed
        return listed if any(cited.holds(p) for p in listed.provisions) else None

    def _checked(self, finding: Finding, alignment: Alignment | None, reading: Reading, id: str) -> Finding:
        """Where the regulation is silent on the topic of what is said, a rule on another topic cannot contradict it."""
        if finding.verdict is not Verdict.CONTRADICTED or alignment is None:
            return finding
        if self._leaks(reading, id):
            return finding.model_copy(update={"verdict": Verdict.UNSUPPORTED, "message": "该制度对此没有规定，另一制度才有"})
        if alignment.borne >= CERTAIN:
            return finding
        start, end = reading.span
        topics = self.silent.topics(reading.text[start:end])
        if topics and alignment.frame.encoded.topic not in topics and self.silent.of(id, topics[0]) is not None:
            return finding.model_copy(update={"verdict": Verdict.UNSUPPORTED, "message": "该制度对此没有规定"})
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

    def _whole(self, sentence: Sentence, about: str | None) -> Finding | None:
        """The sentence is a whole sentence of a clause or of a rule, or quotes one, and says nothing else."""
        ids = sentence.named or ({about} if about else set[str]())
        text = sentence.text
        if (source := self._source(text, ids)) is not None:
            return _from_source(source, text)
        body, cited_as = self.verbatim.split_label(text)
        if cited_as and (source := self._source(body, ids)) is not None and within(source.provision, cited_as):
            return _from_source(source, text)
        quoted = list(quotations(text))
        if len(quoted) != 1 or any(not quoted[0].start <= a.start < quoted[0].end for a in sentence.reading.atoms):
            return None
        source = self._source(quoted[0].words, ids)
        if source is None:
            return None
        cited = _cited(sentence, 0, sentence.reading.clauses, self.library, source.regulation)
        outside = cited.provisions and not cited.holds(source.provision)
        return None if cited.missing or cited.ambiguous or outside else _from_source(source, text)

    def _source(self, words: str, ids: Collection[str]) -> Source | None:
        """Where words stand as a whole, in the regulation that is spoken of."""
        return next((s for s in self.verbatim.whole(words) if s.regulation in ids), None)

    def _misquoted(self, sentence: Sentence, about: str | None) -> list[Finding]:
        regulation = next(iter(sorted(sentence.named)), about)
        for quote in quotations(sentence.text):
            if not self.verbatim.whole(quote.words) and (near := self.verbatim.nearest(quote.words, regulation)):
                return [
                    Finding(
                        verdict=Verdict.CONTRADICTED, span=(quote.start, quote.end), expected=near, found=quote.words,
                        message="引文与原文不符",
                    )
                ]  # fmt: skip
        return []


def _span_of(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    bounds = sentence.reading.bounds
    first = bounds[start - 1] + 1 if start else 0
    return first, bounds[end - 1] if end - 1 < len(bounds) else len(sentence.text)


def _completed(sentence: Sentence, start: int, end: int) -> Reading:
    """A stretch; one that is only a number takes what it is about from the clause before the first name
    (送达问责决定，广州是3个工作日，潍坊是5个工作日).
    """
    reading = sentence.reading.part(start, end)
    if reading.atoms or reading.of("class") or not reading.amounts or sentence.topic_clauses == 0:
        return reading
    topic = sentence.reading.part(0, sentence.topic_clauses)
    return replace(reading, tokens=(*topic.tokens, *reading.tokens), atoms=topic.atoms)


def best_alignment(reading: Reading, found: Sequence[Alignment]) -> Alignment | None:
    """The rule that bears a reading out, or the one that comes nearest; ambiguous where a fact left unsaid decides."""
    supported = [a for a in found if a.verdict is Verdict.SUPPORTED]
    if supported:
        best = max(supported, key=lambda a: (a.borne, a.share))
        closer = [
            a for a in found
            if a.verdict in {Verdict.AMBIGUOUS, Verdict.CONTRADICTED} and a.borne >= CERTAIN and a.share >= HALF
            and a.share >= 2 * best.share and a.frame.encoded.normative and _names_all(reading, a)
        ]  # fmt: skip
        if closer:
            return max(closer, key=lambda a: a.share)
        other = next((a for a in found if a.verdict is not Verdict.SUPPORTED and _differs(reading, best, a)), None)
        if other is None:
            return best
        clash = Clash("missing", *reading.span, other.frame.encoded.zh, "", "没有说明是哪一种，规定各不相同")
        return replace(best, clashes=(clash,))
    partial = [a for a in found if a.verdict is Verdict.AMBIGUOUS and a.borne >= CERTAIN]
    return max(partial or found, key=lambda a: (round(a.borne, 2), not a.opposed, a.share), default=None)


def _names_all(reading: Reading, alignment: Alignment) -> bool:
    """Whether a rule has every member of a class that a reading names: then it is about nothing else."""
    return all(t.value in alignment.frame.named for t in reading.of("class") if not t.denied and t.group != "actor")


def _differs(reading: Reading, best: Alignment, other: Alignment) -> bool:
    """Whether another rule says otherwise of something that the statement does not tell apart."""
    if other.borne < NEARLY or (other.frame.encoded.topic != best.frame.encoded.topic and other.borne < ALL):
        return False
    for group in DISTINGUISHING:
        ours, theirs = best.frame.members(group), other.frame.members(group)
        if ours and theirs and not ours & theirs and not (reading.around or reading.content) & (ours | theirs):
            return True
    told_apart = any(c.force == "leftover" for c in other.clashes) or any(
        reading.of("class", group) and not best.frame.members(group) & other.frame.members(group)
        for group in DISTINGUISHING
    )
    if other.verdict is not Verdict.CONTRADICTED or told_apart:
        return False
    acting = best.frame.who | other.frame.who
    said = reading.around or reading.content
    return bool(best.frame.who and other.frame.who) and not best.frame.who & other.frame.who and not said & acting


def _cited(sentence: Sentence, start: int, end: int, library: Library, id: str) -> Cited:
    provisions: list[str] = []
    readings: list[str] = []
    missing: tuple[Failure, Citation] | None = None
    for clause, citation in sentence.citations:
        if not start <= clause < end or (citation.regulation not in {None, id}):
            continue
        for target in resolve(citation, library, id):
            match target:
                case Resolved(provision=str(provision)):
                    provisions.append(provision)
                case Failure(reason="ambiguous"):
                    readings += target.readings
                case Failure(reason="unit" | "edition"):
                    missing = missing or (target, citation)
                case _:
                    continue
    return Cited(tuple(provisions), tuple(readings), missing)


def _value(found: Alignment | None) -> float:
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


def _plain(alignment: Alignment | None, reading: Reading) -> Finding:
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


def _from_source(source: Source, text: str) -> Finding:
    return Finding(
        verdict=Verdict.SUPPORTED, span=(0, len(text)), rules=(source.rule,) if source.rule else (),
        provisions=(source.provision,), quote=source.quote, message="与规定一致",
    )  # fmt: skip


def says_nothing(reading: Reading) -> bool:
    """Whether there is no claim in a reading."""
    polite = {t.clause for t in reading.of("courtesy")}
    said = [*reading.atoms, *reading.amounts, *reading.of("class"), *reading.of("modal")]
    beside = [x for x in said if x.clause not in polite]
    return not beside and (not polite or len(said) <= MOST_POLITE * len(polite))
