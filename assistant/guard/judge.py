"""One sentence: whole quotes first, then the clauses in groups, each against the rules of the regulation it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from assistant.guard.citing import cited_by, within
from assistant.guard.comparison import Comparer
from assistant.guard.finding import Finding, Verdict, worst
from assistant.guard.groups import Groups
from assistant.guard.parts import says_nothing
from assistant.guard.reader import Reader
from assistant.guard.reading import Amount, Atom, Reading, Token
from assistant.guard.sentence import Sentence
from assistant.guard.verbatim import Source, Verbatim, quotations
from assistant.rules.base import RuleBase
from assistant.rules.lexicon import Lexicon

TELLING = frozenset({"class", "modal", "neg", "deny", "only", "all", "silence"})


class Judge:
    """Judges sentences with the frames of both languages."""

    def __init__(self, base: RuleBase, lexicon: Lexicon, reader: Reader, verbatim: Verbatim) -> None:
        self.base, self.library, self.verbatim = base, base.library, verbatim
        self.groups = Groups(base, lexicon, reader)
        self.comparer = Comparer(
            self.groups.stretches.chinese, self.groups.stretches.english, self.groups.stretches.lists
        )

    def judge(self, sentence: Sentence, about: str | None) -> list[Finding]:
        """Findings on one sentence; about: the regulation where the sentence names none."""
        if says_nothing(sentence.reading) and not sentence.citations:
            return [
                Finding(verdict=Verdict.NEUTRAL, span=(0, len(sentence.text)), message="没有需要核对的内容")
            ]
        if (found := self._whole(sentence, about)) is not None:
            return [found]
        if misquoted := self._misquoted(sentence, about):
            return misquoted
        findings: list[Finding] = []
        start = 0
        said = (0, 0)
        while start < len(sentence.regulations):
            end = start + 1
            while (
                end < len(sentence.regulations) and sentence.regulations[end] == sentence.regulations[start]
            ):
                end += 1
            told = self._compared(sentence, said, start, end) or self._none_such(
                sentence, findings, start, end
            )
            found = [told] if told else self._stretch(sentence, start, end)
            if not found and said[1] and self._echoes(sentence, start, end):
                found = self._echo(sentence, said, start)
            said = (start, end) if found else said
            findings += found
            start = end
        return findings

    def _stretch(self, sentence: Sentence, start: int, end: int) -> list[Finding]:
        """Clauses that are about the same regulations."""
        part = sentence.reading.part(start, end)
        if says_nothing(part) and not any(start <= clause < end for clause, _ in sentence.citations):
            return []
        findings: list[Finding] = []
        if end - start == 1 or len(sentence.regulations[start]) == 2:
            stop = start + 2 if sentence.topic_clauses == start + 1 < end else start + 1
            for last in dict.fromkeys((start + 1, stop)):
                span, part = sentence.reading.extent(start, last), sentence.reading.part(start, last)
                if (found := self.comparer.judge(part, sentence.regulations[start], span)) is not None:
                    return [found, *(self._stretch(sentence, last, end) if end > last else [])]
        for ids in sentence.regulations[start] or ((),):
            asked = ids or self.groups.stretches.encoded
            results = [self.groups.judge(sentence, start, end, id) for id in asked]
            findings += self._best(results, asked, stated=bool(ids))
        return findings

    def _none_such(
        self, sentence: Sentence, before: Sequence[Finding], start: int, end: int
    ) -> Finding | None:
        """A clause that says of its regulation that it has no such rule (…，潍坊办法没有这样规定): it is silent on the topic of what was
        said before.
        """
        reading = sentence.reading.part(start, end)
        here = sentence.regulations[start]
        told = bool(before) and before[-1].verdict is Verdict.SUPPORTED and before[-1].rules
        if not told or not reading.of("silence") or reading.pieces or len(here) != 1 or len(here[0]) != 1:
            return None
        topics = {rule.topic for id in before[-1].rules if (rule := self.base.rules.get(id))}
        silences = [self.groups.stretches.silent.of(here[0][0], topic) for topic in topics]
        if not silences or not all(silences):
            return None
        return Finding(
            verdict=Verdict.SUPPORTED, span=reading.span, rules=tuple(s.id for s in silences if s),
            message="该制度确实没有规定",
        )  # fmt: skip

    def _compared(self, sentence: Sentence, said: tuple[int, int], start: int, end: int) -> Finding | None:
        """A last clause that compares its regulation with that of what was said before."""
        before, here = sentence.regulations[said[0]], sentence.regulations[start]
        if not said[1] or end - start != 1 or len(before) != 1 or len(here) != 1 or before == here:
            return None
        clause = sentence.reading.clause_text(start)
        for first in dict.fromkeys((said[0], 0)):
            reading, span = sentence.reading.part(first, end), sentence.reading.extent(start, end)
            found = self.comparer.goes_on(reading, before[0], here[0], clause, span)
            if found is None or found.rules:
                return found
        return None

    def _echoes(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether clauses say the same of another regulation without saying it again (广州也是)."""
        span = sentence.reading.extent(start, end)
        words = self.groups.stretches.chinese.reader.vocabulary.file.echoes
        return bool(sentence.named) and any(w in sentence.text[slice(*span)].casefold() for w in words)

    def _echo(self, sentence: Sentence, said: tuple[int, int], start: int) -> list[Finding]:
        """What was said before, of the regulations of a later clause."""
        ids = [id for names in sentence.regulations[start] for id in names]
        found = [f for id in ids for f in self.groups.judge(sentence, *said, id)]
        return found or [Finding(verdict=Verdict.UNSUPPORTED, span=said, message="没有写明是哪部制度")]

    def _best(self, results: list[list[Finding]], ids: Sequence[str], stated: bool) -> list[Finding]:
        """Of the readings of a stretch that does not say which regulation: ambiguous where they differ."""
        if len(results) == 1:
            return results[0]
        verdicts = [worst(f.verdict for f in findings) for findings in results]
        supported = [r for r, v in zip(results, verdicts, strict=True) if v is Verdict.SUPPORTED]
        against = [r for r, v in zip(results, verdicts, strict=True) if v is Verdict.CONTRADICTED]
        unclear = [r for r, v in zip(results, verdicts, strict=True) if v is Verdict.AMBIGUOUS]
        if not supported:
            return min(against or unclear or results, key=_untold)
        topics = {self.base.rules[rule].topic for f in supported[0] for rule in f.rules}
        others = [
            id for id, v in zip(ids, verdicts, strict=True)
            if v is not Verdict.SUPPORTED and any(e.topic in topics for e in self.base if e.regulation == id)
        ]  # fmt: skip
        opposed = any(f.expected and f.verdict is Verdict.UNSUPPORTED for r in results for f in r)
        if stated or not (others or against or unclear or opposed):
            return supported[0]
        first = supported[0][0]
        other = min(against or unclear or [[first]], key=_untold)[0]
        return [
            Finding(
                verdict=Verdict.AMBIGUOUS, span=first.span, rules=tuple(dict.fromkeys((*first.rules, *other.rules))),
                provisions=tuple(dict.fromkeys((*first.provisions, *other.provisions))), quote=first.quote,
                message="没有写明是哪部制度，而各制度的规定不同",
            )
        ]  # fmt: skip

    def _whole(self, sentence: Sentence, about: str | None) -> Finding | None:
        """The sentence is a whole sentence of a clause or of a rule, or quotes one, and says nothing else."""
        ids = sentence.named or ({about} if about else set[str]())
        text = sentence.text
        if (source := self._source(text, ids)) is not None:
            return _from_source(source, text)
        body, cited_as = self.verbatim.split_label(text)
        if (
            cited_as
            and (source := self._source(body, ids)) is not None
            and within(source.provision, cited_as)
        ):
            return _from_source(source, text)
        quoted = list(quotations(text))
        if len(quoted) != 1 or any(
            not quoted[0].start <= x.start < quoted[0].end for x in _said(sentence.reading)
        ):
            return None
        source = self._source(quoted[0].words, ids)
        if source is None or len(ids) > 1:
            return None
        cited = cited_by(sentence, 0, sentence.reading.clauses, self.library, source.regulation)
        outside = cited.provisions and not cited.holds(source.provision)
        return None if cited.missing or cited.ambiguous or outside else _from_source(source, text)

    def _source(self, words: str, ids: Collection[str]) -> Source | None:
        """Where words stand as a whole, in the regulation that is spoken of."""
        return next((s for s in self.verbatim.whole(words) if s.regulation in ids), None)

    def _misquoted(self, sentence: Sentence, about: str | None) -> list[Finding]:
        regulation = next(iter(sorted(sentence.named)), about)
        for quote in quotations(sentence.text):
            if not self.verbatim.whole(quote.words) and (
                near := self.verbatim.nearest(quote.words, regulation)
            ):
                return [
                    Finding(
                        verdict=Verdict.CONTRADICTED, span=(quote.start, quote.end), expected=near, found=quote.words,
                        message="引文与原文不符",
                    )
                ]  # fmt: skip
        return []


def _untold(findings: list[Finding]) -> tuple[int, int]:
    """How little of a sentence a regulation's rules are about: findings without a rule, and findings at all."""
    return sum(not f.rules for f in findings), len(findings)


def _said(reading: Reading) -> Iterator[Atom | Token | Amount]:
    """All that may make a difference to what a quote is said to be."""
    yield from reading.atoms
    yield from reading.amounts
    yield from (t for t in reading.tokens if t.kind in TELLING)


def _from_source(source: Source, text: str) -> Finding:
    return Finding(
        verdict=Verdict.SUPPORTED, span=(0, len(text)), rules=(source.rule,) if source.rule else (),
        provisions=(source.provision,), quote=source.quote, message="与规定一致",
    )  # fmt: skip
