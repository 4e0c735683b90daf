"""Negation: what the rule denies may not be affirmed, and the reverse (停止 for 不停止).

Source: DESIGN.md, Guard, “modality and negation”.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.guard.clash import Clash, Example, denied_by
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading, Token
from assistant.guard.signs import places_of

OUTCOME = "outcome"
NEGATIVE = "不未无没"
NEGATED = "不未无没非有"
TWO = 2
BETWEEN = 2
"""So many signs may stand between a negator and what it denies (未获有效遏制)."""
UNABLE, REACH = "不能", 4
MUST_FLAG = (
    Example("申诉期间应停止执行问责决定。", "weifang-2011"),
    Example("受到问责的党政领导干部当年年度考核可以评为优秀。", "guangzhou-2009"),
)
NEAR_MISSES = (
    Example("申诉期间并不停止问责决定的执行。", "weifang-2011"),
    Example("不是不应当听取陈述申辩，而是应当在作出决定前听取。", "weifang-2011"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare the content behind every negator of the rule and of the statement."""
    ours, theirs = _heads(reading), _heads(frame.reading)
    behind = any(t.value == "must_not" and not t.head for t in reading.of("modal"))
    for head, token in theirs.items() if not behind else ():
        place = _affirmed(head, reading)
        if place is not None and head not in ours and _affirmed(head, frame.reading) is None:
            expected = frame.reading.text[token.start : token.end] + head
            yield Clash("soft", place[0], place[1], expected, head, "规定是否定的")
    yield from _bare(reading, frame)
    if not _denies_outcome(frame.reading):
        yield from _trailing(reading, frame.reading)
    yield from _alone(reading)
    for head, token in ours.items():
        free = token.kind == "neg" or (token.value == "need_not" and not _discretionary(head, frame))
        said = head in frame.reading.content or head in frame.encoded.zh
        denied = {head} if said else _behind(token, reading) & frame.reading.content
        inside = denied and not denied & set(theirs) and not any(_within_negation(h, frame) for h in denied)
        if free and inside and not token.denied:
            yield Clash(
                "soft",
                token.start,
                token.end,
                head,
                reading.text[token.start : token.end] + head,
                "规定是肯定的",
            )


def _heads(reading: Reading) -> dict[str, Token]:
    """Content directly behind a negator → the negator."""
    return {t.head: t for t in reading.tokens if t.head and t.negates}


def _behind(token: Token, reading: Reading) -> frozenset[str]:
    """What the wording right behind a negator may stand for (不对外公布)."""
    first = next((a for a in reading.atoms if a.start >= token.end and token.head in a.own), None)
    if first is None or not (reading.english or first.start == token.end):
        return frozenset()
    return frozenset(k for a in reading.atoms if a.start == first.start for k in a.keys)


def _trailing(reading: Reading, rule: Reading) -> Iterator[Clash]:
    """A negator with nothing behind it denies what stands before (…的规定没有)."""
    for token in (t for t in reading.tokens if t.negates):
        if token.value == "need_not" and any(t.value in {"may", "power"} for t in rule.of("modal")):
            continue
        said = [x for x in (*reading.pieces, *reading.amounts) if x.clause == token.clause]
        if said and all(x.end <= token.start for x in said) and not token.denied:
            yield denied_by(token, reading)


def _denies_outcome(rule: Reading) -> bool:
    """Whether a rule denies something of its own accord, and not within its condition: then a trailing negator is its own. In
    English conditions are denied in the same clause, so only an outcome counts (is no longer held accountable).
    """
    must_not = any(t.value == "must_not" for t in rule.of("modal"))
    outcomes = {t.value for t in rule.of("class", OUTCOME)}
    if rule.english:
        return must_not or any(t.head in outcomes for t in rule.of("neg")) or any(_trailing(rule, rule))
    return must_not or bool(rule.of("neg"))


def _alone(reading: Reading) -> Iterator[Clash]:
    """A negator whose clause says nothing of its own denies the clause before it (…的，并不构成问责情形)."""
    for token in (t for t in reading.of("neg") if t.clause and not t.denied and not t.head):
        said = {x.clause for x in (*reading.pieces, *reading.amounts)}
        if token.clause not in said and token.clause - 1 in said:
            yield denied_by(token, reading)


def _bare(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """适宜 where the rule has 不适宜, a word of its own."""
    if reading.english:
        return
    rule = frame.reading.text
    for token in (*frame.reading.of("word"), *frame.reading.of("same")):
        word = rule[token.start : token.end]
        if word[0] not in NEGATIVE or len(word) <= TWO or word in reading.text:
            continue
        if word.startswith(UNABLE):
            yield from _able(word, reading)
            continue
        at = reading.text.find(word[1:])
        if at > 0 and reading.text[at - 1] not in NEGATED and not _stands_alone(word[1:], rule):
            yield Clash("soft", at, at + len(word) - 1, word, word[1:], "规定是否定的")


def _able(word: str, reading: Reading) -> Iterator[Clash]:
    """能够纠正 where the rule has 不能纠正."""
    act = word.removeprefix(UNABLE)
    at = reading.text.find(act)
    if at >= 0 and not set(reading.text[max(0, at - REACH) : at]) & set(NEGATED):
        yield Clash("soft", at, at + len(act), word, act, "规定是否定的")


def _stands_alone(words: str, rule: str) -> bool:
    """Whether a rule has words without a negator before them as well."""
    return any(rule[at - 1 : at] not in NEGATED for at in places_of(words, rule))


def _discretionary(head: str, frame: Frame) -> bool:
    return any(t.head == head and t.value in {"may", "encouraged"} for t in frame.reading.of("modal"))


def _within_negation(head: str, frame: Frame) -> bool:
    """Whether the rule has the content behind a negator of the same clause, if not right behind (未将…告知)."""
    places = [a for a in frame.reading.atoms if head in a.keys]
    places += [t for t in frame.reading.of("class") if t.value == head]
    negators = frame.reading.of("neg")
    return any(t.clause == place.clause and t.start < place.start for place in places for t in negators)


def _is_wide(token: Token, reading: Reading) -> bool:
    """Whether a negator denies all that stands behind it in its clause, as English ones do (may not take up … a post)."""
    return (token.kind == "neg" and not token.head) or (reading.english and token.value == "must_not")


def _affirmed(head: str, reading: Reading) -> tuple[int, int] | None:
    wide = [t for t in reading.tokens if _is_wide(t, reading)]
    for piece in reading.pieces:
        same = piece.value == head if isinstance(piece, Token) else head in piece.keys
        negated = piece.negated or any(t.clause == piece.clause and t.start < piece.start for t in wide)
        negated |= any(
            0 <= piece.start - t.end <= BETWEEN and t.clause == piece.clause for t in reading.of("neg")
        )
        if same and not piece.denied and not negated:
            return piece.start, piece.end
    return None
