"""A rule said in full with another body or person in the place of the one who acts.

`actors` compares those that stand at a place where only the agent can; this check needs no such place: nearly all of the
rule is said, the one who acts is not, and what is said instead names a body or person.
Source: DESIGN.md, Guard, “who decides, proposes, executes”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.guard.clash import OTHER_AGENT, Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Atom, Reading, Token
from assistant.guard.slot import NAMES, Slot

_Thing = Atom | Token
NEARLY_ALL = 0.85
LEAST = 3
"""So much content a rule has without its agent, if another agent is to be told by it."""
CLOSE = 8
BECAUSE = ("因为", "因", "由于")
BEHIND = frozenset("由为是在对的")
"""What stands before one who acts, where it does not begin the clause."""
MUST_FLAG = (
    Example("对学校和校（园）长的问责由教职工实施。", "weifang-2011"),
    Example("中央军事委员会在职责范围内负有全面领导责任。", "ccp-2016"),
)
NEAR_MISSES = (
    Example("对学校和校（园）长的问责，由教育行政部门或者理事会、董事会实施。", "weifang-2011"),
    Example("党组织领导班子在职责范围内负有全面领导责任。", "ccp-2016"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Find the stretch that stands where the rule has the one who acts."""
    slot = frame.slot
    if slot is None or len(slot.rest) < LEAST or reading.of("deny"):
        return
    if len(slot.rest & reading.content) < NEARLY_ALL * len(slot.rest):
        return
    if (reading.around or reading.content) & slot.own:
        return
    things = _things(reading)
    for found in _stretches([x for x in things if _is_strange(x, slot)] or _surplus(things, slot), things):
        start, end = found[0].start, found[-1].end
        words = reading.text[start:end]
        names = any(isinstance(x, Token) for x in found) or any(body in words for body in frame.parties.names)
        if names and words not in slot.who and _placed(reading, found, slot):
            yield Clash("soft", start, end, slot.who, words, OTHER_AGENT)
            return


def _things(reading: Reading) -> list[_Thing]:
    """Content and names, in order; what is denied left out."""
    names = [t for t in reading.of("class") if t.group in NAMES]
    return sorted((x for x in (*reading.atoms, *names) if not x.denied), key=_start)


def _start(thing: _Thing) -> int:
    return thing.start


def _is_strange(thing: _Thing, slot: Slot) -> bool:
    keys = (thing.value,) if isinstance(thing, Token) else thing.keys
    return not any(key in slot.rest for key in keys)


def _surplus(things: Sequence[_Thing], slot: Slot) -> list[_Thing]:
    """Names that are said more often than the rule has them, its agent left out."""
    left = Counter(slot.names)
    found: list[_Thing] = []
    for thing in things:
        if isinstance(thing, Token):
            left[thing.value] -= 1
            found += [thing] if left[thing.value] < 0 else []
    spare = {x.value for x in found if isinstance(x, Token)}
    return [x for x in things if isinstance(x, Token) and x.value in spare]


def _stretches(strange: Sequence[_Thing], things: Sequence[_Thing]) -> Iterator[list[_Thing]]:
    """Strange things that stand close together, with what stands between them and a name right beside them."""
    found: list[_Thing] = []
    for thing in strange:
        if found and thing.start - found[-1].end > CLOSE:
            yield _with_name(found, things)
            found = []
        found.append(thing)
    if found:
        yield _with_name(found, things)


def _with_name(found: list[_Thing], things: Sequence[_Thing]) -> list[_Thing]:
    ahead = [x for x in things if isinstance(x, Token) and x.end == found[0].start]
    behind = [x for x in things if isinstance(x, Token) and x.start == found[-1].end]
    return [*ahead[:1], *found, *behind[:1]]


def _placed(reading: Reading, found: Sequence[_Thing], slot: Slot) -> bool:
    """Whether a stretch begins a clause, stands behind 由 or 为, before a modal word, or between the rule's own words."""
    start, end, clause = found[0].start, found[-1].end, found[0].clause
    before, after = reading.text[:start].rstrip("每各（( "), reading.text[end:].lstrip("）) ")
    if (before.endswith("对") and after.startswith("的")) or before.endswith(BECAUSE):
        return False
    leads = not any(x.clause == clause and x.start < start for x in (*reading.atoms, *reading.tokens))
    between = bool(slot.before and before.endswith(slot.before)) or bool(
        slot.after and after.startswith(slot.after)
    )
    commands = any(t.start == end for t in reading.of("modal"))
    return leads or between or commands or before[-1:] in BEHIND
