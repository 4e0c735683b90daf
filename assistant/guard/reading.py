"""A text as the guard compares it: synonyms brought to one wording, operators and numbers marked, the rest to be borne out.

Statements and rules are read by the same function, so that what is compared is always of one kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.corpus.quantities import Number, find_numbers
from assistant.corpus.scan_text import scannable
from assistant.guard.vocabulary import Kind, Vocabulary

SENTENCE_END = frozenset("。!?;\n")
CLAUSE_END = frozenset(",:")
QUIET = frozenset("\"'《》〈〉()[]、·-~/")


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of the text that is read elsewhere: a name of a regulation, a citation, a whole quote."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A wording of the vocabulary. start, end: in the text as given. head: the content that follows an operator."""

    kind: Kind
    value: str
    group: str
    start: int
    end: int
    clause: int
    denied: bool = False
    negated: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of content; it is borne out where a rule has one of its keys (two neighbouring signs, an English stem)."""

    keys: tuple[str, ...]
    start: int
    end: int
    clause: int
    denied: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its place in the clauses."""

    number: Number
    clause: int
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence or rule, read. Positions are those of the text as given."""

    text: str
    tokens: tuple[Token, ...]
    atoms: tuple[Atom, ...]
    amounts: tuple[Amount, ...]
    starts: frozenset[str]
    clauses: int
    english: bool
    keys: frozenset[str]

    def part(self, first: int, last: int) -> Reading:
        """The clauses from `first` to `last`, `last` excluded."""
        if first == 0 and last >= self.clauses:
            return self
        inside = range(first, last)
        return replace(
            self,
            tokens=tuple(t for t in self.tokens if t.clause in inside),
            atoms=tuple(a for a in self.atoms if a.clause in inside),
            amounts=tuple(a for a in self.amounts if a.clause in inside),
        )

    def of(self, kind: Kind, group: str = "") -> tuple[Token, ...]:
        """Tokens of a kind (and class)."""
        return tuple(t for t in self.tokens if t.kind == kind and (not group or t.group == group))

    @property
    def span(self) -> tuple[int, int]:
        """From the first to the last thing read."""
        places = [(t.start, t.end) for t in self.tokens] + [(a.start, a.end) for a in self.atoms]
        places += [(a.number.start, a.number.unit_end) for a in self.amounts]
        if not places:
            return 0, len(self.text)
        return min(p[0] for p in places), max(p[1] for p in places)


class Reader:
    """Reads text with one vocabulary. Linear in the length of the text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def read(self, text: str, masks: Iterable[Mask] = ()) -> Reading:
        """Read one sentence. Raises on no text."""
        form = scannable(text)
        signs, origin = form.text, form.origin
        english = sum(map(_is_latin, signs)) > len(signs) / 2
        numbers = [n for n in find_numbers(text) if not n.word and n.kind != "ordinal"]
        taken = _taken(numbers, masks)
        pass_ = _Pass(self.vocabulary, english, text)
        at = 0
        while at < len(signs):
            stop = taken.get(origin[at])
            if stop is not None:
                pass_.gap()
                while at < len(signs) and origin[at] < stop:
                    at += 1
                continue
            sign = signs[at]
            if sign in CLAUSE_END or sign in SENTENCE_END or (sign == "." and english):
                pass_.clause_end(origin[at], sign)
                at += 1
            elif (match := self.vocabulary.match(signs, at)) is not None:
                wording, entry = match
                end = at + len(wording)
                pass_.token(entry.kind, entry.value, entry.group, wording, origin[at], origin[end - 1] + 1)
                at = end
            elif english and _is_latin(sign):
                end = at
                while end < len(signs) and (_is_latin(signs[end]) or signs[end] in "-'") and origin[end] not in taken:
                    end += 1
                pass_.word(signs[at:end], origin[at], origin[end - 1] + 1)
                at = end
            else:
                if sign.isalnum():
                    pass_.sign(sign, origin[at])
                elif sign not in QUIET or sign == "、":
                    pass_.gap()
                at += 1
        return pass_.reading(numbers)


class _Pass:
    """What one reading has gathered so far. `canon` is the canonical text, one place per sign, None at a gap."""

    def __init__(self, vocabulary: Vocabulary, english: bool, text: str) -> None:
        self.vocabulary, self.english, self.text = vocabulary, english, text
        self.canon: list[str] = []
        self.place: list[tuple[int, int] | None] = []
        self.clause_of: list[int] = []
        self.raw: list[bool] = []
        self.tokens: list[Token] = []
        self.at_canon: list[int] = []
        self.bounds: list[int] = []
        self.clause = 0

    def gap(self) -> None:
        self._put("\0", None, False)

    def clause_end(self, place: int, sign: str) -> None:
        self.gap()
        self.bounds.append(place)
        self.clause += 1

    def sign(self, sign: str, place: int) -> None:
        self._put(sign, (place, place + 1), True)

    def word(self, word: str, start: int, end: int) -> None:
        self._put(stem(word), (start, end), True)

    def token(self, kind: Kind, value: str, group: str, wording: str, start: int, end: int) -> None:
        self.tokens.append(Token(kind, value, group, start, end, self.clause))
        self.at_canon.append(len(self.canon))
        if self.english:
            for word in (value if kind in {"same", "class"} else wording).split(" "):
                self._put(stem(word), (start, end), kind in {"same", "word"})
            return
        for sign in value if kind in {"same", "class"} else wording:
            self._put(sign, (start, end), kind in {"same", "word"})

    def _put(self, sign: str, place: tuple[int, int] | None, raw: bool) -> None:
        self.canon.append(sign)
        self.place.append(place)
        self.clause_of.append(self.clause)
        self.raw.append(raw)

    def reading(self, numbers: list[Number]) -> Reading:
        denied, negated = self._regions()
        atoms: list[Atom] = []
        for i, raw in enumerate(self.raw):
            place = self.place[i]
            if raw and place is not None:
                flags = (place[0] in denied, place[0] in negated)
                atoms.append(Atom(self._keys(i), *place, self.clause_of[i], *flags))
        tokens = tuple(
            replace(
                token,
                denied=token.start in denied and token.kind not in {"deny", "restore"},
                negated=token.start in negated,
                head=self._head(at, token) if token.kind in {"neg", "modal"} else "",
            )
            for token, at in zip(self.tokens, self.at_canon, strict=True)
        )
        keys = frozenset(key for i in range(len(self.canon)) for key in self._all_keys(i))
        amounts = tuple(Amount(n, self._clause_at(n.start), n.start in denied) for n in numbers)
        return Reading(
            self.text, tokens, tuple(atoms), amounts, self._starts(), self.clause + 1, self.english, keys
        )

    def _clause_at(self, place: int) -> int:
        return sum(bound < place for bound in self.bounds)

    def _keys(self, i: int) -> tuple[str, ...]:
        if self.english:
            return (self.canon[i],)
        left = self.canon[i - 1] if i and self.canon[i - 1] != "\0" else ""
        right = self.canon[i + 1] if i + 1 < len(self.canon) and self.canon[i + 1] != "\0" else ""
        alone = not ((left and self.raw[i - 1]) or (right and self.raw[i + 1]))
        pairs = [left + self.canon[i]] * bool(left) + [self.canon[i] + right] * bool(right)
        return (*pairs, self.canon[i]) if alone else tuple(pairs)

    def _all_keys(self, i: int) -> Iterable[str]:
        if self.canon[i] == "\0":
            return
        yield self.canon[i]
        if not self.english and i + 1 < len(self.canon) and self.canon[i + 1] != "\0":
            yield self.canon[i] + self.canon[i + 1]

    def _head(self, at: int, token: Token) -> str:
        """The content that an operator governs: the first two signs (or the stem) after it."""
        i = at + (len(token.value) if False else 0)
        while i < len(self.canon) and self.place[i] is not None and self.place[i] == (token.start, token.end):
            i += 1
        for j in range(i, min(i + 14, len(self.canon))):
            if self.canon[j] == "\0":
                if self.clause_of[min(j + 1, len(self.canon) - 1)] != token.clause:
                    return ""
                continue
            if self.raw[j] or self._in_class(j):
                return self.canon[j] if self.english else "".join(self.canon[j : j + 2]).split("\0")[0]
        return ""

    def _in_class(self, i: int) -> bool:
        place = self.place[i]
        return place is not None and any(t.kind == "class" and (t.start, t.end) == place for t in self.tokens)

    def _regions(self) -> tuple[frozenset[int], frozenset[int]]:
        """Places inside 不是… (denied, up to 而是 or the end of the clause) and right behind 不, 未, 不得 (negated)."""
        denied: set[int] = set()
        negated: set[int] = set()
        on = -1
        neg = 0
        for i, token in enumerate(self.tokens):
            if token.kind == "deny":
                following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
                double = following is not None and (
                    following.kind in {"neg", "deny"} or following.value in {"must_not", "need_not"}
                )
                on = -1 if double else token.end
                if double and following is not None:
                    neg = -1
                denied |= set() if double else set(range(token.end, self._denied_to(i)))
                continue
            if token.kind == "neg" or (token.kind == "modal" and token.value in {"must_not", "need_not"}):
                if neg == -1:
                    neg = 0
                    continue
                follow = self._next_content(token)
                if follow is not None:
                    negated |= set(range(*follow))
        del on
        return frozenset(denied), frozenset(negated)

    def _denied_to(self, i: int) -> int:
        token = self.tokens[i]
        for other in self.tokens[i + 1 :]:
            if other.clause != token.clause:
                break
            if other.kind == "restore":
                return other.start
        for bound in self.bounds:
            if bound >= token.end:
                return bound
        return len(self.text)

    def _next_content(self, token: Token) -> tuple[int, int] | None:
        for place, raw, clause, i in zip(self.place, self.raw, self.clause_of, range(len(self.raw)), strict=True):
            if place is None or place[0] < token.end:
                continue
            if clause != token.clause:
                return None
            if raw or self._in_class(i):
                return place if place[1] - place[0] > 1 else (place[0], place[0] + 2)
        return None

    def _starts(self) -> frozenset[str]:
        """Events that a period runs from: 自…之日起, …后, 从…那天算."""
        if self.english:
            return frozenset()
        text = "".join(self.canon)
        return _starts_in(text, tuple(self.vocabulary.starts.items()))


@lru_cache(maxsize=4096)
def _starts_in(text: str, words: tuple[tuple[str, str], ...]) -> frozenset[str]:
    found: set[str] = set()
    for wording, name in words:
        at = text.find(wording)
        while at >= 0:
            after = text[at + len(wording) : at + len(wording) + 14].split("\0\0")[0]
            if any(mark in after for mark in ("之日", "日起", "后", "那天", "当日", "算起", "起算")):
                found.add(name)
            at = text.find(wording, at + 1)
    return frozenset(found)


def _taken(numbers: list[Number], masks: Iterable[Mask]) -> dict[int, int]:
    taken = {place: mask.end for mask in masks for place in range(mask.start, mask.end)}
    for number in numbers:
        for place in range(number.start, number.unit_end):
            taken.setdefault(place, number.unit_end)
    return taken


def _is_latin(sign: str) -> bool:
    return "a" <= sign <= "z"


_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly", "e", "y")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A crude English stem, the same on both sides of a comparison."""
    word = word.replace("'s", "").strip("'-")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
