"""Reading a sentence: one pass over its signs with the vocabulary, linear in its length."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from assistant.corpus.quantities import Number, find_numbers
from assistant.corpus.scan_text import scannable
from assistant.guard.cells import GAP, Pass
from assistant.guard.reading import Mask, Reading
from assistant.guard.signs import places_of
from assistant.guard.stem import stem
from assistant.guard.vocabulary import CLASS_SANCTION, Entry, Match, Vocabulary

_PART = re.compile(r"[^-]+")
CLAUSE_END = frozenset(",:;")
LIGHT = frozenset({"filler", "courtesy", "light"})
OPERATORS = frozenset({"neg", "deny", "restore", "modal", "only", "all", "silence", "phrase"})
"""Within a wording that stands for another these are part of its meaning (拒不: 拒绝)."""
A_WORD = 2
"""A wording of so many signs is one word, whatever its signs mean alone (处理)."""
TITLE_WORD = Entry("word", "")
LONGEST_TITLE = 60
JOINT = re.compile(
    r"(?<= )(?:and|but|while|whereas) (?=(?:to )?(?:may|must|shall|should|cannot|can|is to|are to|has to|have to|be|is|are|then|"
    r"spend|hold|join|submit|report|put|place|file|inform|notify|notified|served|made|take|give|given|keep|urge|make|"
    r"write|send|sent|form|provide|draw|act|accept|bear|set up|need|needs|require|requires|hear|record) )"
)
"""Joins two clauses of English, each with its verb."""
PARENTHESIS = re.compile(
    r", (?:as a (?:general )?rule|in principle|in general|where necessary|if necessary|however|therefore|in turn|"
    r"at the same time|among other things),"
)
"""Between the commas of these no clause ends."""
QUIET = frozenset("\"'《》〈〉()[]·-~/")


class Reader:
    """Reads text with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def read(self, text: str, masks: Sequence[Mask] = (), near: bool = False) -> Reading:
        """Read one sentence; what `masks` cover is left out. Raises on no text.

        near: whether a wording may stand for others (拍板 for 决定); so with statements, never with rules.
        """
        form = scannable(text)
        signs, origin = form.text, form.origin
        english = 2 * sum(map(_is_latin, signs)) > len(signs)
        numbers = [n for n in find_numbers(text) if not n.word and n.kind not in {"ordinal", "code"}]
        masked = {place for mask in masks for place in range(mask.start, mask.end)}
        words = _places(signs, origin, self.vocabulary.numeral)
        numbers = [n for n in numbers if n.start not in masked and n.start not in words]
        taken = _taken(numbers, masks)
        written = Pass(self.vocabulary, english)
        within = {place for m in PARENTHESIS.finditer(signs) for place in (m.start(), m.end() - 1)}
        ends = _ends(origin, masked)
        at = 0
        while at < len(signs):
            sign, place = signs[at], origin[at]
            if place in taken:
                written.put(GAP, None)
                at = bisect_left(origin, taken[place], at + 1)
            elif joint := 0 if at in within else _clause_end(signs, at, english):
                written.clause_end(place)
                at += joint
            elif (match := self.vocabulary.match(signs, at, near, ends[at])) is not None:
                end = at + len(match.wording)
                if match.entry.kind == "near" and not english:
                    self._everyday(written, match, origin[at:end], ())
                else:
                    entry = (
                        TITLE_WORD
                        if match.entry.group == CLASS_SANCTION and _in_title(signs, at)
                        else match.entry
                    )
                    self._write(written, entry, match.wording, (place, origin[end - 1] + 1), near)
                at = end
            elif english and _is_latin(sign):
                end = _word_end(signs, at, taken, origin)
                for start, stop in _parts(signs, at, end):
                    self._word(written, signs[start:stop], (origin[start], origin[stop - 1] + 1), near)
                at = end
            else:
                if sign.isalnum():
                    written.put(sign, (place, place + 1), raw=True)
                elif sign not in QUIET:
                    written.put(GAP, None)
                at += 1
        return written.reading(text, numbers)

    def _word(self, written: Pass, word: str, place: tuple[int, int], near: bool) -> None:
        """An English word that is no entry, or an inflection of an everyday one."""
        root = stem(word)
        entry = self.vocabulary.stems.get(root) if near else None
        light = entry is not None and entry.kind == "light"
        written.put(root, place, not light, near=entry.near if entry else (), light=light)

    def _everyday(self, written: Pass, found: Match, origin: Sequence[int], near: tuple[str, ...]) -> None:
        """The words within a wording that may stand for others; what is no mere filler is borne out by those too.

        near: of the wording that it is part of.
        """
        words, near = found.wording, (*near, *found.entry.near)
        parts: list[Match | None] = []
        at = 0
        while at < len(words):
            parts.append(self._within(words, at))
            at += len(parts[-1].wording) if parts[-1] else 1
        light = all(part is not None and part.entry.kind in LIGHT for part in parts)
        at = 0
        for part in parts:
            end = at + (len(part.wording) if part else 1)
            place = (origin[at], origin[end - 1] + 1)
            operates = part is not None and part.entry.kind in OPERATORS
            operates = operates and not (part and part.entry.kind == found.entry.value)
            if part is None or light or operates or len(words) == A_WORD:
                mere = part is not None and part.entry.kind in LIGHT
                beside = tuple(words.replace(part.wording, "", 1)) if part and mere and not light else ()
                for sign in words[at:end]:
                    written.put(sign, place, raw=sign.isalnum(), near=(*near, *beside))
            elif part.entry.kind == "near":
                self._everyday(written, part, origin[at:end], near)
            else:
                written.token(part.entry, part.wording, *place, near)
            at = end

    def _within(self, words: str, at: int) -> Match | None:
        """The longest wording at a place of another, that other itself left out."""
        match = self.vocabulary.match(words, at, near=True)
        if match is not None and len(match.wording) == len(words):
            match = self.vocabulary.match(words[:-1], at, near=True) if len(words) > 1 else None
        return match

    def _write(self, written: Pass, entry: Entry, wording: str, place: tuple[int, int], near: bool) -> None:
        """A wording, or the words that it stands for (继续执行: 不停止执行)."""
        if entry.kind != "phrase":
            written.token(entry, wording, *place, entry.near if near else ())
            return
        at, meant = 0, entry.value
        while at < len(meant):
            match = self.vocabulary.match(meant, at)
            if match is None:
                written.put(meant[at], place, raw=True)
            else:
                written.token(match.entry, match.wording, *place)
            at += len(match.wording) if match else 1


def _places(signs: str, origin: Sequence[int], wordings: Sequence[str]) -> set[int]:
    places: set[int] = set()
    for wording in wordings:
        for at in places_of(wording, signs):
            places |= set(origin[at : at + len(wording)])
    return places


def _clause_end(signs: str, at: int, english: bool) -> int:
    """How many signs here part two clauses."""
    if signs[at] in CLAUSE_END or (signs[at] == "、" and signs[at - 1] == "%"):
        return 1
    joint = JOINT.match(signs, at) if english else None
    return len(joint.group()) if joint else 0


def _word_end(signs: str, at: int, taken: Mapping[int, int], origin: Sequence[int]) -> int:
    """Where an English word ends, hyphens and apostrophes included, numbers left out."""
    end = at + 1
    while end < len(signs) and (_is_latin(signs[end]) or signs[end] in "-'") and origin[end] not in taken:
        end += 1
    return end


def _parts(signs: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of a hyphenated one."""
    for match in _PART.finditer(signs, start, end):
        yield match.span()


def _ends(origin: Sequence[int], masked: Collection[int]) -> list[int]:
    """For each sign, where the next one is that is read elsewhere."""
    ends = [len(origin)] * len(origin)
    for at in range(len(origin) - 2, -1, -1):
        ends[at] = at + 1 if origin[at + 1] in masked else ends[at + 1]
    return ends


def _taken(numbers: list[Number], masks: Iterable[Mask]) -> dict[int, int]:
    taken = {place: mask.end for mask in masks for place in range(mask.start, mask.end)}
    for number in numbers:
        for place in range(number.start, number.unit_end):
            taken.setdefault(place, number.unit_end)
    return taken


def _in_title(signs: str, at: int) -> bool:
    """Whether a place is inside 《…》: what a title names is not said of anyone (《中国共产党纪律处分条例》)."""
    opened = max(signs.rfind(sign, max(0, at - LONGEST_TITLE), at) for sign in "《〈")
    closed = max(signs.rfind(sign, max(0, at - LONGEST_TITLE), at) for sign in "》〉")
    return opened > closed


def _is_latin(sign: str) -> bool:
    return "a" <= sign <= "z"
