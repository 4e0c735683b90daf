"""How far the name of a regulation reaches in a sentence: years, pronouns and the verb that reports what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.guard.names import Mention, Names

_YEAR_AFTER = re.compile(
    r"(?: of )?[（(]?(?P<year>(?:19|20)\d\d)(?!年?[0-9一二三四五六七八九十]{1,2}月)(?:年|版)?[）)]?(?:版|文本)?的?(?:意见|办法|条例|规定)?"
)
_YEAR_BEFORE = re.compile(r"(?P<year>(?:19|20)\d\d)年?(?:施行|实施|印发|发布|出台|制定|颁布)?的? ?[《〈]?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
LONGEST = 30
"""So far behind a place its description may reach."""
YEAR_AND_KIND = re.compile(r"(?P<year>(?:19|20)\d\d)年?的?(?:那部|这部|那份|这份)?(?P<kind>办法|条例|意见)")
NUMBERED = ("文件", "文")
PRONOUNS = ("前者", "后者")
_REPORTS = re.compile(
    r"的?(?:办法|条例|意见|规定|通知|文件)?(?:里|中)?(?:提出|指出|要求|强调|明确|规定|写明|载明|列明|讲到|提到)(?=[，：,:])"
)


def mentions_in(text: str, names: Names) -> list[Mention]:
    """The regulations that a text names, each with what belongs to its name, in order and without overlaps."""
    found: list[Mention] = []
    for mention in names.find(text):
        whole = described(with_year(mention, text, names), text, names)
        if not found or mention.start >= found[-1].end:
            found.append(whole)
    return _told_apart(sorted([*found, *_of_years(text, found, names)], key=lambda m: m.start))


def _of_years(text: str, mentions: list[Mention], names: Names) -> Iterator[Mention]:
    """2009年办法: the only regulation of its kind and year, where no name stands there."""
    for match in YEAR_AND_KIND.finditer(text):
        if any(m.start < match.end() and match.start() < m.end for m in mentions):
            continue
        ids = [
            id
            for id, (kind, _) in names.kinds.items()
            if kind == match["kind"] and names.years.get(id) == int(match["year"])
        ]
        if len(ids) == 1:
            yield Mention(match.start(), match.end(), (ids[0],), place=False)


def _told_apart(mentions: list[Mention]) -> list[Mention]:
    """A place stands for the one of its regulations that is named beside it."""
    named = {id for m in mentions if len(m.regulations) == 1 for id in m.regulations}
    found: list[Mention] = []
    for mention in mentions:
        own = tuple(id for id in mention.regulations if id in named)
        apart = mention.place and len(mention.regulations) > 1 and len(own) == 1
        found.append(replace(mention, regulations=own) if apart else mention)
    return found


def with_pronouns(mentions: list[Mention], text: str) -> list[Mention]:
    """前者 and 后者 behind the names of exactly two regulations."""
    named = list(dict.fromkeys(m.regulations for m in mentions))
    if len(named) != 2:
        return mentions
    found = [
        Mention(match.start(), match.end(), regulations, place=False)
        for word, regulations in zip(PRONOUNS, named, strict=True)
        for match in re.finditer(word, text)
    ]
    return sorted([*mentions, *found], key=lambda m: m.start)


def behind_name(text: str, end: int) -> int:
    """Where what belongs to a name that ends there ends: 文 behind a document number, the verb of what it says."""
    return _behind_report(text, _behind_number(text, end))


def _behind_number(text: str, end: int) -> int:
    """Behind 文 or 文件 after a document number (穗办〔2009〕6号文)."""
    tail = next((word for word in NUMBERED if text.startswith(word, end)), "")
    return end + len(tail) if text[:end].endswith("号") else end


def _behind_report(text: str, end: int) -> int:
    """Behind the verb by which a regulation is said to say something (哈尔滨的意见提出，…)."""
    match = _REPORTS.match(text, end)
    return match.end() if match else end


def described(mention: Mention, text: str, names: Names) -> Mention:
    """A place with what describes one of its regulations up to what kind of text it is (广州市委组织部关于社区党建的意见)."""
    found = [
        (end, id)
        for id in mention.regulations
        if (end := _described(mention, text, *names.kinds[id]))
        and {int(year) for year in _YEAR.findall(text[mention.end : end])} <= {names.years.get(id)}
    ]
    if not mention.place or len(found) != 1:
        return mention
    end, id = found[0]
    return Mention(mention.start, end, (id,), place=False)


def _described(mention: Mention, text: str, kind: str, signs: frozenset[str]) -> int:
    """Where a description ends; 0 where there is none."""
    at = text.find(kind, mention.end, mention.end + LONGEST)
    between = text[mention.end : at] if at >= 0 else ""
    return at + len(kind) if between and set(between) <= signs else 0


def with_year(mention: Mention, text: str, names: Names) -> Mention:
    """广州2006年的意见, the 2016 regulations: the year beside a name is part of it, and tells texts of one place apart."""
    after = _YEAR_AFTER.match(text, mention.end)
    before = _YEAR_BEFORE.search(text, max(0, mention.start - 16), mention.start)
    year = after or before
    if year is None:
        return mention
    of_year = tuple(id for id in mention.regulations if names.years.get(id) == int(year["year"]))
    start = before.start() if before else mention.start
    end = after.end() if after else mention.end
    return Mention(start, end, of_year or mention.regulations, mention.place) if of_year else mention
