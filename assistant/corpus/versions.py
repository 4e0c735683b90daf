"""Versions of the same law: which is in force on a day, and which a question asks for.

Laws of one title (without 中华人民共和国, dates, signs) are versions of one law where their dates differ. Of those in force
on a day the latest ranks, and all of one date do: books of one code are files of their own. Where none is in force yet
the first does, and a version without its successor stays what it is: the only one. Amendments (修正案) are texts of
their own, each valid beside the others.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

_SIGNS = re.compile(r"[\W_]+")
_DATED = re.compile(r"[(（](?:19|20)\d\d[^()（）]*[)）]")
_BRACKETS = re.compile(r"[《》〈〉()\[\]\s]+")
_STATE = "中华人民共和国"
_AMENDMENT = "修正案"
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)年?(?:版|修订|修正|修改|通过|公布|施行)?(?:后|过)?的?$")
_YEAR_AFTER = re.compile(r"^((?:19|20)\d\d)年?(?:版|修订|修正|修改|通过|公布|施行|文本|的|$)")
_FORMER_BEFORE = re.compile(r"(?:(?:修订|修改|修正)(?:之|以)?前的?|旧版?的?|原来的|以前的)$")
_FORMER_AFTER = re.compile(r"^的?(?:(?:修订|修改|修正)(?:之|以)?前|旧版|旧法|原版)")
_REACH = 12


@dataclass(frozen=True, slots=True)
class Version:
    """issued: when this version was adopted; effective: since when it applies; None where unknown."""

    id: str
    title: str
    issued: datetime.date | None
    effective: datetime.date | None

    @property
    def since(self) -> datetime.date | None:
        """From when on it counts as in force: when it took effect, where that is told of this version."""
        if self.issued and self.effective and self.effective >= self.issued:
            return self.effective
        return self.issued or self.effective

    @property
    def years(self) -> set[int]:
        """Years that it may be called by."""
        return {date.year for date in (self.issued, self.effective) if date}


def title_key(title: str) -> str:
    """A title as laws cite one another: without 中华人民共和国, the date of a version, signs and width."""
    plain = _DATED.sub("", unicodedata.normalize("NFKC", title))
    return _SIGNS.sub("", plain.replace(_STATE, "")).lower()


class Versions:
    """The laws of which there are several versions; laws of which there is one do not occur in it."""

    def __init__(self, versions: Iterable[Version] = ()) -> None:
        groups: defaultdict[str, list[Version]] = defaultdict(list)
        for version in versions:
            if _AMENDMENT not in version.title:
                groups[title_key(version.title)].append(version)
        oldest = datetime.date.min
        self._laws: Mapping[str, Sequence[Version]] = {
            key: sorted(group, key=lambda version: (version.since or oldest, version.id))
            for key, group in groups.items()
            if len({version.since for version in group}) > 1
        }

    @cached_property
    def _law_of(self) -> dict[str, str]:
        return {version.id: key for key, group in self._laws.items() for version in group}

    def all_of(self, id: str) -> Sequence[Version]:
        """All versions of the law that `id` is one of, oldest first; none where it is the only one."""
        return self._laws.get(self._law_of.get(id, ""), ())

    def meant(self, ids: Iterable[str], text: str, day: datetime.date) -> tuple[str, ...]:
        """For each law the versions that a question of that day means: asked for by it, or else in force."""
        asked = self.asked(text, day)
        found: dict[str, None] = {}
        for id in ids:
            key = self._law_of.get(id)
            shown = [id] if key is None else asked.get(key) or _in_force(self._laws[key], day)
            found.update(dict.fromkeys(shown))
        return tuple(found)

    def hidden(self, text: str, day: datetime.date) -> frozenset[str]:
        """The versions that do not rank for a question of that day."""
        shown = set(self.meant(self._law_of, text, day))
        return frozenset(id for id in self._law_of if id not in shown)

    def asked(self, text: str, day: datetime.date) -> dict[str, list[str]]:
        """By law, the versions that a text asks for: 1993年公司法, 《公司法》（2018年修正）, 修订前的公司法."""
        plain = _BRACKETS.sub("", unicodedata.normalize("NFKC", text).replace(_STATE, ""))
        found: dict[str, list[str]] = {}
        for key, versions in self._laws.items():
            for before, after in _around(plain, key):
                year = _YEAR_BEFORE.search(before) or _YEAR_AFTER.search(after)
                if year:
                    found[key] = _of_year(versions, int(year[1]))
                elif _FORMER_BEFORE.search(before) or _FORMER_AFTER.search(after):
                    found[key] = _former(versions, day)
        return {key: ids for key, ids in found.items() if ids}


def _around(text: str, name: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each mention of a name."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        yield text[max(0, at - _REACH) : at], text[end : end + _REACH]
        at = text.find(name, end)


def _in_force(versions: Sequence[Version], day: datetime.date) -> list[str]:
    valid = [version for version in versions if (version.since or datetime.date.min) <= day]
    since = valid[-1].since if valid else versions[0].since
    return [version.id for version in versions if version.since == since]


def _former(versions: Sequence[Version], day: datetime.date) -> list[str]:
    """The versions before the one in force."""
    now = set(_in_force(versions, day))
    first = next(i for i, version in enumerate(versions) if version.id in now)
    return [v.id for v in versions[:first] if v.since == versions[first - 1].since]


def _of_year(versions: Sequence[Version], year: int) -> list[str]:
    """The version of a year; else the one in force at its end, if any was."""
    named = [version.id for version in versions if year in version.years]
    end = datetime.date(year, 12, 31)
    valid = any((version.since or datetime.date.min) <= end for version in versions)
    return named or (_in_force(versions, end) if valid else [])
