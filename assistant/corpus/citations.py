"""Citations in questions, answers and statutes, in Chinese and English, as people write them.

    第十三条第一款第（二）项 · 13条2款 · 潍坊办法第五条十三项 · 《…》第5、7条 · 第十六至十八条 · 第三部分（五） · 三、（五）
    Article 13, paragraph 2 · item (13) of Article 5 · Articles 16–18 · §14 · weifang-2011:5(13)
    本条 · 前款 · 前两款 · 本办法第五条 · 该条第二款 · 上述规定

Dates, counts (共22条, 三条建议) and titles that contain numbers are no citations. `find_citations` raises on no text and
is linear in its length; what a citation resolves to is `assistant.corpus.citation_resolve`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from assistant.corpus.citation_cues import is_citation
from assistant.corpus.citation_grammar import Reference, references
from assistant.corpus.citation_labels import COMMENTARY
from assistant.corpus.citation_model import Citation, Context, Source, Target
from assistant.corpus.citation_targets import Expansion, Place, as_target, expand
from assistant.corpus.citation_titles import Title, book_titles, title_after, title_before
from assistant.corpus.citation_tokens import SEPARATOR, tokenize
from assistant.corpus.provision import ProvisionId
from assistant.corpus.scan_text import scannable
from assistant.corpus.text import Folded

_ID_TAIL = re.compile(
    r":(?:(?:解读|附件)?[0-9]{1,9}(?:之[一二三四五六七八九十0-9]{1,4})?|[一二三四五六七八九十]{1,4}|前言|通知|结尾|正文|附件)"
    r"(?:\([一二三四五六七八九十0-9]{1,4}\))?(?:\.[0-9]{1,4})?(?:\([一二三四五六七八九十0-9]{1,4}\))?(?![条0-9])"
)
_ID_HEAD = re.compile(r"(?<![a-z0-9-])[a-z][a-z0-9]*(?:-[a-z0-9]+){1,6}$")
_ID_REACH = 60
_OWN = re.compile(r"本(?:办法|条例|规定|意见|细则|准则|规则|章程|通知|决定|法)(?![院官人定律规书动]|外)")
_SENTENCE_END = re.compile(r"[。!?;\n]")
_LISTED = re.compile(rf"(?:{SEPARATOR}|以及|,? ?(?:and|or|&) ?| )")
_COMMENTARY_BEFORE = re.compile(r"(?<![请我你么何否能以下要来])解读的?$")
_POINTING_SIGNS = frozenset("该同")
_COMMENTARY_AFTER = re.compile(r"的?解读(?![一下])")


def find_citations(text: str, *, context: Context | None = None) -> list[Citation]:
    """All citations of `text`, in order, without overlaps; spans are code points of `text`.

    context: known titles and the place of the text; without it every named norm is foreign.
    """
    return _Finder(text, scannable(text), context or Context()).citations()


@dataclass(frozen=True, slots=True)
class _Named:
    """The norm a citation belongs to. title: [start, end) in scannable text, None where it is not written."""

    regulation: str | None
    source: Source
    edition: str = ""
    title: Title | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A citation with its place in scannable text."""

    start: int
    end: int
    citation: Citation


class _Finder:
    """One text on its way to citations; remembers what was cited last."""

    def __init__(self, raw: str, folded: Folded, context: Context) -> None:
        self.raw = raw
        self.folded = folded
        self.text = folded.text
        self.context = context
        self.books = book_titles(self.text)
        self.books_by_end = {book.end: book for book in self.books}
        self.here = as_target(context.provision)
        self.last: _Found | None = None

    def citations(self) -> list[Citation]:
        found: list[_Found] = []
        for candidate in self._candidates():
            self.last = found[-1] if found else None
            read = self._by_reference(candidate) if isinstance(candidate, Reference) else candidate
            if read and (self.last is None or read.start >= self.last.end):
                found.append(read)
        whole = _outside(map(self._own, _OWN.finditer(self.text)), found)
        return [item.citation for item in sorted([*found, *whole], key=_start)]

    def _ids(self) -> list[_Found]:
        found: list[_Found] = []
        for tail in _ID_TAIL.finditer(self.text):
            head = _ID_HEAD.search(self.text, max(0, tail.start() - _ID_REACH), tail.start())
            start = head.start() if head else self.context.titles.ending_at(self.text, tail.start())
            written = self.text[start : tail.start()] if start is not None else ""
            regulation = self.context.titles.regulations.get(written, written)
            if start is None or (not head and scannable(regulation).text != written):
                continue
            parsed = ProvisionId.parse("x" + tail.group())
            target = Target(parsed.unit, parsed.sub, parsed.paragraph, parsed.item)
            found.append(self._found(start, tail.end(), _Named(regulation, "named"), Expansion((target,))))
        return found

    def _candidates(self) -> list[_Found | Reference]:
        """Ids, which are citations, and what may be one, by their start."""
        ids = self._ids()
        tokens = _outside(tokenize(self.text), sorted([*self.books, *ids], key=_start))
        return sorted([*ids, *references(self.text, list(tokens))], key=_start)

    def _own(self, match: re.Match[str]) -> _Found:
        named = _Named(self.context.own_regulation, "this", title=Title(match.start(), match.end(), "this"))
        return self._found(match.start(), match.end(), named, Expansion((Target(None),)))

    def _by_reference(self, reference: Reference) -> _Found | None:
        start, end = reference.start, reference.end
        comment = _COMMENTARY_BEFORE.search(self.text, max(0, start - 8), start)
        start = comment.start() if comment else start
        title = title_before(self.text, start, self.context.titles, self.books_by_end)
        if title is None and any(step.token.english for step in reference.steps):
            title = title_after(self.text, end, self.context.titles)
        if title and self.last and title.start < self.last.end:
            title = None
        if not is_citation(self.text, reference, title):
            return None
        listed = self.last is not None and _LISTED.fullmatch(self.text, self.last.end, start) is not None
        previous = self.last.citation.targets[-1] if self.last and self.last.citation.targets else None
        place = Place(self.here, previous, listed)
        expansion = expand(reference, place)
        if expansion.problem == "no context" and reference.head.token.elements:
            return None
        comment_after = _COMMENTARY_AFTER.match(self.text, end)
        if comment or comment_after:
            expansion = replace(expansion, targets=tuple(_commentary(target) for target in expansion.targets))
            end = comment_after.end() if comment_after else end
        named = self._named(reference, title, place)
        if title:
            start, end = min(start, title.start), max(end, title.end)
        return self._found(start, end, named, expansion)

    def _named(self, reference: Reference, title: Title | None, place: Place) -> _Named:
        if title:
            return self._by_title(title)
        head = reference.head
        in_text = place.previous is not None and self.last is not None
        relative = not head.token.elements and head.role != "special"
        if head.role in {"paragraph", "item", "all"} or relative:
            pointing = head.token.word[0] in _POINTING_SIGNS or head.role == "all"
            if in_text and (place.listed or place.here is None or pointing):
                return self._carried()
            return _Named(self.context.own_regulation, "this")
        if in_text and (place.listed or self._in_sentence_of_last(reference.start)):
            return self._carried()
        return _Named(None, "none")

    def _by_title(self, title: Title) -> _Named:
        match title.kind:
            case "known":
                return _Named(title.regulation, "named", title.edition, title)
            case "this":
                return _Named(self.context.own_regulation, "this", title.edition, title)
            case "that":
                return replace(self._pointed_at(title), title=title)
            case _:
                return _Named(None, title.kind, title.edition, title)

    def _pointed_at(self, title: Title) -> _Named:
        """What 该办法 means: the norm named last before it, else the one the text belongs to."""
        at = bisect_right(self.books, title.start, key=lambda book: book.end)
        book = self.books[at - 1] if at else None
        if book and (self.last is None or book.end > self.last.end):
            named = title_before(self.text, book.end, self.context.titles, self.books_by_end)
            if named and named.kind != "that":
                return self._by_title(named)
        return self._carried() if self.last else _Named(self.context.own_regulation, "this")

    def _carried(self) -> _Named:
        assert self.last is not None
        last = self.last.citation
        source: Source = last.source if last.source in {"foreign", "generic", "none"} else "carried"
        return _Named(last.regulation, source, last.edition)

    def _in_sentence_of_last(self, at: int) -> bool:
        return self.last is not None and not _SENTENCE_END.search(self.text, self.last.end, at)

    def _found(self, start: int, end: int, named: _Named, expansion: Expansion) -> _Found:
        first, last = self.folded.span(start, end)
        title = ""
        if named.title:
            title = self.raw[slice(*self.folded.span(named.title.start, named.title.end))]
        return _Found(
            start,
            end,
            Citation(
                first,
                last,
                self.raw[first:last],
                title,
                named.edition,
                named.regulation,
                named.source,
                expansion.targets,
                expansion.problem,
            ),
        )


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


def _outside(items: Iterable[_P], spans: Sequence[_Placed]) -> Iterator[_P]:
    """The items that touch none of the spans; both in order of their start."""
    at = 0
    for item in items:
        while at < len(spans) and spans[at].end <= item.start:
            at += 1
        if at == len(spans) or spans[at].start >= item.end:
            yield item


def _start(item: _Placed) -> int:
    return item.start


def _commentary(target: Target) -> Target:
    return replace(target, unit=COMMENTARY + target.unit) if target.unit else target
