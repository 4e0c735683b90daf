"""The guard: a statement in, findings out. Deterministic, and closed by default."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from assistant.corpus.citation_resolve import title_index
from assistant.guard import sentence as sentences
from assistant.guard.entries import load_vocabulary
from assistant.guard.finding import Finding, Report, Verdict, worst
from assistant.guard.judge import Judge
from assistant.guard.names import Names
from assistant.guard.premises import premises
from assistant.guard.reader import Reader
from assistant.guard.verbatim import Verbatim
from assistant.rules import schema as s
from assistant.rules.base import RuleBase
from assistant.rules.lexicon import Lexicon

LOG = logging.getLogger(__name__)
LONGEST = 600
"""Signs of a sentence that are judged together; longer ones are judged in parts."""
WORDS = Path(__file__).resolve().parents[2] / "knowledge" / "guard.yaml"


class Guard:
    """Checks statements against the encoded rules of a base."""

    def __init__(self, base: RuleBase, lexicon: Lexicon, words: Path = WORDS) -> None:
        """words: the guard's vocabulary. Raises ParseError where it cannot be read."""
        self.base, self.lexicon = base, lexicon
        self.reader = Reader(load_vocabulary(words, _sanctions(base), _actors(base)))
        self.names = Names(base.library)
        self.titles = title_index(base.library)
        self.verbatim = Verbatim(base)
        self.judge = Judge(base, lexicon, self.reader, self.verbatim)

    def check(self, text: str, *, regulation: str | None = None, context: Sequence[str] = ()) -> Report:
        """Judge a text of any length, sentence by sentence; the worst verdict wins.

        regulation: what the text is about where it does not say. context: earlier questions, latest last; the
        regulation that the latest of them names is taken where `regulation` is None. Raises on no text: what fails
        inside counts as unsupported and is logged.
        """
        about = regulation or self._about(context)
        findings: list[Finding] = []
        for piece in sentences.pieces(text):
            if len(piece.text) > LONGEST and not self.verbatim.whole(
                self.verbatim.split_label(piece.text)[0]
            ):
                for part in sentences.cut(piece, LONGEST):
                    findings += self._judged(part, about) if part.whole else [_too_long(part)]
            else:
                findings += self._judged(piece, about)
        return Report(verdict=worst(f.verdict for f in findings), findings=tuple(findings))

    def _judged(self, piece: sentences.Piece, about: str | None) -> list[Finding]:
        if self._asks(piece.text):
            asked = Finding(verdict=Verdict.NEUTRAL, span=(0, len(piece.text)), message="问句，没有作出陈述")
            found = list(self.premises(piece.text, regulation=about)) or [asked]
            return [_shifted(f, piece.start) for f in found]
        try:
            sentence = sentences.parse(piece.text, self.reader, self.names, self.titles, about)
            found = self.judge.judge(sentence, about)
        except Exception:
            LOG.exception("核对“%s”时出错；按未证实处理", piece.text[:200])
            message = "核对时出错，未能证实"
            found = [Finding(verdict=Verdict.UNSUPPORTED, span=(0, len(piece.text)), message=message)]
        return [_shifted(f, piece.start) for f in found]

    def premises(
        self, question: str, *, regulation: str | None = None, context: Sequence[str] = ()
    ) -> tuple[Finding, ...]:
        """What a question takes for granted and the regulations contradict; nothing for a question that merely asks.

        Raises on no text: what fails inside is logged and yields no finding.
        """
        try:
            return premises(self, question, regulation or self._about(context))
        except Exception:
            LOG.exception("核对问题“%s”的前提时出错", question[:200])
            return ()

    def _asks(self, text: str) -> bool:
        """Whether a sentence only asks; 不是…吗 and 难道 say something."""
        words = self.reader.vocabulary.file
        asks = text.rstrip("\n ”」』）)").endswith(("？", "?"))
        rhetorical = any(word in text for word in words.rhetorical)
        return asks and not rhetorical and any(word in text.casefold() for word in words.asks)

    def _about(self, context: Sequence[str]) -> str | None:
        for earlier in reversed(context):
            named = {m.regulations for m in self.names.find(earlier)}
            if len(named) == 1 and len(ids := named.pop()) == 1:
                return ids[0]
        return None


def _too_long(piece: sentences.Piece) -> Finding:
    end = piece.start + len(piece.text)
    return Finding(verdict=Verdict.UNSUPPORTED, span=(piece.start, end), message="句子太长，无法核对；请分句")


def _shifted(finding: Finding, by: int) -> Finding:
    return finding.model_copy(update={"span": (finding.span[0] + by, finding.span[1] + by)})


def _actors(base: RuleBase) -> list[str]:
    """Who acts, as the rules name them."""
    return list(dict.fromkeys(who for e in base if (who := getattr(e.rule, "who", None)) and len(who) > 2))


def _sanctions(base: RuleBase) -> list[str]:
    names: dict[str, None] = {}
    for encoded in base:
        match encoded.rule:
            case s.Sanctions():
                named = [m for m in encoded.rule.members if not m.other]
                names |= dict.fromkeys([m.name for m in named] + [p.name for m in named for p in m.parts])
            case s.Tier():
                names |= dict.fromkeys(encoded.rule.sanctions)
            case _:
                continue
    return list(names)
