"""Parts of a sentence before they are judged: those without any claim, and those that need what was said before."""

from __future__ import annotations

from dataclasses import replace

from assistant.guard.checks.members import OF_NUMBERS
from assistant.guard.reading import Reading
from assistant.guard.sentence import Sentence
from assistant.guard.vocabulary import CLASS_ACTOR

MOST_POLITE = 10
"""So much may stand beside a courtesy in its clause (请您补充说明所在单位和职务)."""


def completed(sentence: Sentence, start: int, end: int) -> Reading:
    """A stretch; one that is only a number takes what it is about from the clause before the first name
    (送达问责决定，广州是3个工作日，潍坊是5个工作日), or else from what was said before (广州有八种问责方式，潍坊有十二种).
    """
    reading = sentence.reading.part(start, end)
    last = sentence.topic_clauses or start
    told = reading.amounts or reading.of("deny")
    if reading.atoms or reading.of("class") or not told or last == 0:
        return reading
    topic = sentence.reading.part(0, last)
    return replace(reading, tokens=(*topic.tokens, *reading.tokens), atoms=topic.atoms)


def with_topic(sentence: Sentence, start: int, end: int) -> Reading | None:
    """A stretch about another regulation, with what stands before the first name of all (引咎辞职在潍坊办法里是问责方式，在广州办法里
    则…); None where nothing stands there or it is about the same.
    """
    first = sentence.reading.part(0, sentence.topic_clauses + 1)
    atoms = tuple(a for a in first.atoms if a.end <= sentence.topic)
    tokens = tuple(t for t in first.tokens if t.end <= sentence.topic)
    regulations = sentence.regulations
    new = start > sentence.topic_clauses and regulations[start] != regulations[start - 1]
    if not new or not (atoms or any(t.kind == "class" for t in tokens)):
        return None
    reading = sentence.reading.part(start, end)
    return replace(reading, tokens=(*tokens, *reading.tokens), atoms=(*atoms, *reading.atoms))


def says_nothing(reading: Reading) -> bool:
    """Whether there is no claim in a reading."""
    if reading.of("all"):
        return False
    polite = {t.clause for t in reading.of("courtesy")}
    said = [*reading.atoms, *reading.amounts]
    said += [t for t in reading.tokens if t.kind in {"class", "modal", "silence", "deny"}]
    said += [t for t in reading.of("neg") if not t.head]
    claims = {x.clause for x in (*reading.amounts, *reading.of("modal"), *reading.of("neg"))}
    claims |= {t.clause for t in reading.of("class") if t.group not in {CLASS_ACTOR, *OF_NUMBERS}}
    beside = [x for x in said if x.clause not in polite - claims]
    return not beside and (not polite or len(said) <= MOST_POLITE * len(polite))
