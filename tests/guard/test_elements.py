"""What a statement of a rule may not leave out: every encoded element asks for something, and leaving it out shows."""

from __future__ import annotations

import pytest

from assistant.guard.finding import Verdict
from assistant.guard.frames import Frames
from assistant.guard.guard import Guard
from assistant.guard.need import ELEMENTS, Need, elements_of
from assistant.guard.reading import Reading
from assistant.guard.segments import Part


def keys_of(guard: Guard, text: str) -> frozenset[str]:
    return frozenset(k for k in guard.reader.read(text).content if len(k) > 1)


def _frames(guard: Guard) -> Frames:
    return guard.judge.groups.stretches.chinese


def _elements(frames: Frames) -> list[tuple[str, Reading, Need]]:
    return [(f.id, f.reading, n) for f in frames.all for n in f.needs if n.name == ELEMENTS]


def _asks(part: frozenset[str]) -> frozenset[str]:
    """All that one part of an element can be told by."""
    if not isinstance(part, Part):
        return part
    return part.union(part.wordings, *part.pieces)


def test_every_element_can_be_missed(guard: Guard) -> None:
    """Only numbers ask for nothing here; they are compared as numbers."""
    elements = _elements(_frames(guard))
    free = [
        (id, told)
        for id, reading, need in elements
        for way, words in zip(need.ways, need.told, strict=True)
        for part, told in zip(way, words, strict=True)
        if not _asks(part) and not reading.amounts
    ]
    assert len(elements) > 300
    assert free == []


def test_every_way_of_telling_a_conditional_rule_tells_of_its_condition(guard: Guard) -> None:
    frames = _frames(guard)
    untold: list[tuple[str, tuple[str, ...]]] = []
    for frame in frames.all:
        need = next((n for n in frame.needs if n.name == ELEMENTS), None)
        if need is None or not frames.needs.condition(frame.encoded.rule):
            continue
        when = str(getattr(frame.encoded.rule, "when", ""))
        asked = keys_of(guard, when)
        for way, words in zip(need.ways, need.told, strict=True):
            told = frozenset(k for part in way for k in _asks(part))
            if not (told & asked or any(word in when for word in told)):
                untold.append((frame.id, words))
    assert untold == []


@pytest.mark.parametrize(
    ("told", "left_out", "regulation"),
    [
        ("瞒报安全稳定事故，贻误事故处理，造成严重后果的，应当问责。", "瞒报安全稳定事故，造成严重后果的，应当问责。", "weifang-2011"),
        ("对社区范围内能够解决的问题，要立即处理。", "对能够解决的问题，要立即处理。", "harbin-2011"),
        (
            "被调查人阻挠调查，使调查无法进行的，承办机关可提请决定机关暂停其职务。",
            "被调查人阻挠调查的，承办机关可提请决定机关暂停其职务。",
            "guangzhou-2009",
        ),
    ],
)  # fmt: skip
def test_a_statement_that_leaves_out_an_element_says_too_much(
    guard: Guard, told: str, left_out: str, regulation: str
) -> None:
    assert guard.check(told, regulation=regulation).verdict is Verdict.SUPPORTED
    assert guard.check(left_out, regulation=regulation).verdict is Verdict.AMBIGUOUS


def test_most_of_a_piece_is_to_be_told_or_a_light_one_as_it_stands(guard: Guard) -> None:
    rule = guard.reader.read("问责决定自作出之日起生效，有其他情形的除外")
    (way,) = elements_of((("问责决定", "其他"),), rule, lambda text: keys_of(guard, text), {}).ways
    decision, other = way
    assert isinstance(decision, Part)
    assert isinstance(other, Part)
    assert {"决定"} not in [set(piece) for piece in decision.pieces]
    assert other.wordings == {"其他"}
