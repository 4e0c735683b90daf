"""The guard: a statement in, findings out. Deterministic, and closed by default."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.corpus.citation_model import Citation, Context
from assistant.corpus.citation_resolve import Resolved, resolve, title_index
from assistant.corpus.citations import find_citations
from assistant.guard.align import Alignment, align
from assistant.guard.finding import Finding, Report, Verdict, worst
from assistant.guard.frames import Frames
from assistant.guard.names import Mention, Names
from assistant.guard.reading import Mask, Reader, Reading
from assistant.guard.vocabulary import load_vocabulary
from assistant.rules import schema as s
from assistant.rules.base import RuleBase
from assistant.rules.lexicon import Lexicon

LOG = logging.getLogger(__name__)
WORDS = Path(__file__).resolve().parents[2] / "knowledge" / "guard.yaml"
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]?|[。！？!?；;\n]+")
CANDIDATES = 10
LONGEST_GROUP = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence with its place in the text."""

    start: int
    text: str


class Guard:
    """Checks statements against the encoded rules of a base."""

    def __init__(self, base: RuleBase, lexicon: Lexicon, words: Path = WORDS) -> None:
        """words: the guard's vocabulary. Raises ParseError where it cannot be read."""
        self.base, self.lexicon, self.library = base, lexicon, base.library
        self.reader = Reader(load_vocabulary(words, _sanctions(base)))
        self.chinese = Frames(base, self.reader, english=False)
        self.english = Frames(base, self.reader, english=True)
        self.names = Names(self.library)
        self.titles = title_index(self.library)
        self.encoded = tuple(id for id in self.library.regulations if any(e.regulation == id for e in base))

    def check(self, text: str, *, regulation: str | None = None, context: Sequence[str] = ()) -> Report:
        """Judge a text of any length, sentence by sentence; the worst verdict wins.

        regulation: what the text is about where it does not say. context: earlier questions, latest last.
        Raises on no text; what fails inside counts as unsupported and is logged.
        """
        findings: list[Finding] = []
        for piece in _pieces(text):
            try:
                found = self._sentence(piece.text, regulation)
            except Exception:
                LOG.exception("核对“%s”时出错；按未证实处理", piece.text[:200])
                found = [_failed(piece.text)]
            findings += [_shifted(f, piece.start) for f in found]
        return Report(verdict=worst(f.verdict for f in findings), findings=tuple(findings))

    def _sentence(self, text: str, regulation: str | None) -> list[Finding]:
        mentions = self.names.find(text)
        context = Context(titles=self.titles, regulation=regulation)
        citations = find_citations(text, context=context)
        masks = [m.mask for m in mentions] + [Mask(c.start, c.end) for c in citations if c.targets]
        reading = self.reader.read(text, masks)
        if _says_nothing(reading):
            return [Finding(verdict=Verdict.NEUTRAL, span=(0, len(text)), message="没有需要核对的内容")]
        named = list(dict.fromkeys(id for m in mentions for id in m.regulations))
        readings = named or ([regulation] if regulation else list(self.encoded))
        results = [self._in_regulation(reading, id, citations) for id in readings]
        return _best(results) if len(results) > 1 else results[0]

    def _in_regulation(self, reading: Reading, id: str, citations: Sequence[Citation]) -> list[Finding]:
        alignments = self._partition(reading, id)
        return [_finding(a, r) for r, a in alignments]

    def _partition(self, reading: Reading, id: str) -> list[tuple[Reading, Alignment | None]]:
        whole = self._align(reading, id)
        if reading.clauses == 1 or (whole and whole.verdict is Verdict.SUPPORTED):
            return [(reading, whole)]
        n = reading.clauses
        best: list[tuple[float, list[tuple[Reading, Alignment | None]]]] = [(0.0, [])]
        for end in range(1, n + 1):
            options: list[tuple[float, list[tuple[Reading, Alignment | None]]]] = []
            for start in range(max(0, end - LONGEST_GROUP), end):
                part = reading.part(start, end)
                score, done = best[start]
                if _says_nothing(part):
                    options.append((score - 0.01, done))
                    continue
                found = whole if (start, end) == (0, n) else self._align(part, id)
                options.append((score + _value(found), [*done, (part, found)]))
            best.append(max(options, key=lambda option: option[0]))
        return best[n][1] or [(reading, whole)]

    def _align(self, reading: Reading, id: str) -> Alignment | None:
        frames = self.english if reading.english else self.chinese
        found = [align(reading, frame, frames) for frame in frames.candidates(reading, id, CANDIDATES)]
        supported = [a for a in found if a.verdict is Verdict.SUPPORTED]
        if supported:
            return max(supported, key=lambda a: a.borne)
        return max(found, key=lambda a: (a.borne, a.verdict is Verdict.CONTRADICTED), default=None)


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


def _best(results: list[list[Finding]]) -> list[Finding]:
    """Of the readings of a sentence that names no regulation: the same in all, else ambiguous."""
    verdicts = [worst(f.verdict for f in findings) for findings in results]
    supported = [f for f, v in zip(results, verdicts, strict=True) if v is Verdict.SUPPORTED]
    against = [f for f, v in zip(results, verdicts, strict=True) if v in {Verdict.CONTRADICTED, Verdict.AMBIGUOUS}]
    if supported and not against:
        return supported[0]
    if supported:
        first, other = supported[0][0], against[0][0]
        return [
            Finding(
                verdict=Verdict.AMBIGUOUS,
                span=first.span,
                rules=(*first.rules, *other.rules),
                provisions=(*first.provisions, *other.provisions),
                quote=first.quote,
                message="没有写明是哪部制度，而各制度的规定不同",
            )
        ]
    return against[0] if against else results[0]


def _finding(alignment: Alignment | None, reading: Reading) -> Finding:
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


def _failed(text: str) -> Finding:
    return Finding(verdict=Verdict.UNSUPPORTED, span=(0, len(text)), message="核对时出错，未能证实")


def _shifted(finding: Finding, by: int) -> Finding:
    return finding.model_copy(update={"span": (finding.span[0] + by, finding.span[1] + by)})


def _says_nothing(reading: Reading) -> bool:
    if reading.of("courtesy") and not reading.amounts and len(reading.atoms) <= 8:
        return True
    return not reading.atoms and not reading.amounts and not reading.of("class") and not reading.of("modal")


def _pieces(text: str) -> Iterable[Piece]:
    for match in _SENTENCE.finditer(text):
        if match.group().strip():
            yield Piece(match.start(), match.group())


def _sanctions(base: RuleBase) -> list[str]:
    names: dict[str, None] = {}
    for encoded in base:
        match encoded.rule:
            case s.Sanctions():
                names |= dict.fromkeys(m.name for m in encoded.rule.members if not m.other)
            case s.Tier():
                names |= dict.fromkeys(encoded.rule.sanctions)
            case _:
                continue
    return list(names)
