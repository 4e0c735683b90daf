"""The subject of a command and what stands behind 由, whoever it is: it must be found in the rule's own words.

`actors` compares bodies and persons that the vocabulary knows; this check catches those it does not.
Source: DESIGN.md, Guard, “subjects and scope”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.corpus.text import words_only
from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Reading
from assistant.guard.signs import pairs

REACH, LEAST = 8, 3
CLAUSE = re.compile(r"(?P<agent>[^，。；：,;:]{3,16})(?P<act>[\u4e00-\u9fff]{2})(?=[，。；：,;:]|$)")
"""Who acts and the act, where these fill a clause (由社区党组织牵头)."""
BEFORE_ACT = re.compile(r"[^，。；：、,;:|]+")
BY = "由"
HALF = 0.5
MUST_FLAG = (
    Example("城区所有街道和县（市）城关镇要按照本意见要求，制订实施细则，报市民政局备案。", "harbin-2011"),
    Example("社区党建工作指导员的录用、管理和考核办法，由各级党组织制定。", "guangzhou-party-2006"),
)
NEAR_MISSES = (
    Example("实施细则由各地区制订，报市民政局备案。", "harbin-2011"),
    Example("复查由决定机关另行组成的调查组进行，复查报告要在30个工作日内提交。", "guangzhou-2009"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare the words before the first modal word, and those behind 由, with the rule's own."""
    who = getattr(frame.encoded.rule, "who", None)
    if reading.english:
        return
    if who or BY in frame.reading.text:
        yield from _behind_by(reading, frame, who or "")
    if not who:
        return
    modal = next((t for t in reading.of("modal") if not t.denied), None)
    if modal is None:
        return
    before = [a for a in reading.atoms if a.clause == modal.clause and a.start < modal.start]
    held = sum(any(k in frame.reading.keys for k in a.keys) for a in before)
    if len(before) >= 2 and held < HALF * len(before):
        start, end = before[0].start, before[-1].end
        yield Clash("soft", start, end, who, reading.text[start:end], "主体与规定不同")


def _behind_by(reading: Reading, frame: Frame, who: str) -> Iterator[Clash]:
    """Words behind 由 of which the rule has none; numbers (由三个部门解释) are compared elsewhere."""
    numbers = {amount.start for amount in reading.amounts}
    for token in reading.tokens:
        if reading.text[token.start : token.end] != BY or token.denied or token.end in numbers:
            continue
        after = reading.text[token.end : token.end + REACH].split("，")[0]
        actor = any(t.start == token.end for t in reading.of("class", "actor"))
        first = [after[i : i + 2] for i in range(min(4, len(after) - 1))]
        if not actor and first and not any(pair in frame.reading.text or pair in who for pair in first):
            yield Clash("soft", token.end, token.end + len(after), who, after, "主体与规定不同")
        elif (clause := CLAUSE.match(reading.text, token.end)) and not _is_named(clause, reading, frame, who):
            yield from _of_act(clause, frame)


def _is_named(clause: re.Match[str], reading: Reading, frame: Frame, who: str) -> bool:
    """Whether the agent of a clause is one that the rule names as such."""
    actors = [t for t in reading.of("class", "actor") if clause.start() <= t.start < clause.end()]
    return any(t.value in frame.named for t in actors) or bool(_words(clause["agent"]) & _words(who))


def _of_act(clause: re.Match[str], frame: Frame) -> Iterator[Clash]:
    """由…牵头: who stands before the act in the statement, and who stands before it in the rule."""
    agent, act = clause["agent"], clause["act"]
    said = BEFORE_ACT.findall(frame.reading.text.replace(act, f"{act}|"))
    before = {m for m in said if m.endswith(act) and len(m) >= len(act) + LEAST}
    told = _words(agent)
    if before and told and all(len(told & _words(b)) < HALF * len(told) for b in before):
        yield Clash(
            "leftover", clause.start(), clause.end(), "、".join(sorted(before)), agent, "主体与规定不同"
        )


def _words(name: str) -> frozenset[str]:
    """The neighbouring signs of a name, whatever is written between them (校（园）长)."""
    return pairs(words_only(name))
