"""Claims of silence: 没有规定…, 没有写…, does not provide: true where the regulation is silent, false where it has a rule.

A claim that a situation has no further condition (条文没有另外要求造成不良影响) is true where its rule has none such.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.guard.finding import Finding, Verdict
from assistant.guard.reading import Reading
from assistant.guard.signs import places_of
from assistant.rules.base import Encoded, RuleBase
from assistant.rules.lexicon import How, Lexicon

PARTS = re.compile(r"[、，；,;]|以及|或者|和|及|或|也没有?| or | and ")
"""Between the several matters that a regulation is said to be silent on."""
_NONE = re.compile(r"没有规定([^，；。]{2,8})")
ENDINGS = ("的规定", "的条款", "的要求", "have none", "has none")
UNPROVEN = "该制度对此有规定，无法证实没有规定"
OF = "的"
"""Behind it stands what is not mentioned: 没有列举的行为 claims nothing of the text."""


class Silent:
    """What each regulation is silent on, and finding the topic that a claim of silence is about."""

    def __init__(self, base: RuleBase, lexicon: Lexicon, how_much: Sequence[str]) -> None:
        """how_much: words for a number or a day that is not set, where the rest of a topic is (期限, 多少)."""
        self.base, self.lexicon, self.how_much = base, lexicon, how_much

    def topics(self, text: str) -> list[str]:
        """Topics whose cues the words have, the fullest cue first."""
        found = self.lexicon.find(text)
        terms = {
            term for match in found for term in match.terms if match.how is not How.ENGLISH or text.isascii()
        }
        scored: dict[str, int] = {}
        for topic in self.base.topics.values():
            sizes = [len(cue) for cue in topic.cues if set(cue) <= terms]
            if sizes:
                scored[topic.id] = max(sizes)
        return sorted(scored, key=lambda id: -scored[id])

    def of(self, id: str, topic: str) -> Encoded | None:
        """The silence of a regulation on a topic."""
        return next((e for e in self.base.on(id, topic) if e.silent), None)

    def _first(self, id: str, topics: Sequence[str], numbers: bool) -> Encoded | None:
        """The silence on the first of these topics that the regulation has anything on.

        numbers: whether a number or a day is what is not set: a regulation may be silent on that alone.
        """
        for topic in topics:
            silence = self.of(id, topic)
            if silence is not None and (numbers or all(e.silent for e in self.base.on(id, topic))):
                return silence
            if any(not e.silent for e in self.base.on(id, topic)):
                return None
        return None

    def without_question(self, reading: Reading) -> Reading:
        """A reading without the words that ask for the number or day that is said not to be set."""
        text = reading.text.casefold()
        asked = {
            i for word in self.how_much for at in places_of(word, text) for i in range(at, at + len(word))
        }
        return replace(
            reading,
            tokens=tuple(t for t in reading.tokens if t.start not in asked or t.kind == "silence"),
            atoms=tuple(a for a in reading.atoms if a.start not in asked),
        )

    def asks_how_much(self, reading: Reading) -> bool:
        """Whether a number or a day is what is said not to be set."""
        return any(word in reading.text[slice(*reading.span)].casefold() for word in self.how_much)

    @staticmethod
    def claimed(reading: Reading) -> bool:
        """Whether a stretch claims silence: 没有规定…, 没有…的规定."""
        if any(not t.denied and not reading.text.startswith(OF, t.end) for t in reading.of("silence")):
            return True
        last = reading.text[reading.span[0] :].rstrip("。，；.! ")
        return bool(reading.of("neg")) and not reading.of("deny") and last.endswith(ENDINGS)

    def judge(self, reading: Reading, id: str, before: Sequence[str]) -> Finding | None:
        """The finding where a stretch claims silence, else None. before: topics of what was said before."""
        start, end = reading.span
        if not self.claimed(reading) or _commands_besides(reading):
            return None
        topics = self.topics(reading.text[start:end]) or list(before)
        parts = PARTS.split(reading.text[start:end])
        matters = [t for part in parts if len(part) > 1 and (t := self.topics(part))] or [topics]
        numbers = self.asks_how_much(reading)
        silences = [self._first(id, found, numbers) for found in matters]
        silence = self._first(id, topics, numbers) or silences[0]
        if silence is not None and all(silences):
            return Finding(
                verdict=Verdict.SUPPORTED, span=(start, end), rules=(silence.id,),
                provisions=(silence.provision,) if silence.provision else (), expected=silence.zh,
                message="该制度确实没有规定",
            )  # fmt: skip
        alone = sum(len(part) > 1 for part in PARTS.split(reading.text[start:end])) == 1
        stated = (e for topic in topics for e in self.base.on(id, topic) if _says_none(e.zh, reading))
        said = next(stated, None) if alone else None
        if said is not None:
            return Finding(
                verdict=Verdict.SUPPORTED, span=(start, end), rules=(said.id,), provisions=(said.provision,) if said.provision else (),
                expected=said.zh, message="该制度确实没有规定",
            )  # fmt: skip
        ruled = [e for topic in topics[:1] for e in self.base.on(id, topic) if not e.silent]
        if ruled:
            return Finding(
                verdict=Verdict.UNSUPPORTED, span=(start, end), rules=(ruled[0].id,), provisions=(ruled[0].provision,),
                quote=ruled[0].zh, expected=ruled[0].zh, message=UNPROVEN,
            )  # fmt: skip
        return None


def _says_none(rule: str, reading: Reading) -> bool:
    """Whether a fact itself says that something is not provided for (文中没有规定有效期)."""
    return any(matter in reading.text[slice(*reading.span)] for matter in _NONE.findall(rule))


def _commands_besides(reading: Reading) -> bool:
    """Whether another clause says what need not be done: that is more than silence."""
    silent = {t.clause for t in reading.of("silence")}
    return any(t.value == "need_not" and t.clause not in silent for t in reading.of("modal"))
