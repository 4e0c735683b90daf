"""When a law was adopted, amended and put into force: from the lines above INFO END and the name of its file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_DATE = re.compile(r"([12]\d{3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*(.*)")
_NAME_DATE = re.compile(r"\((\d{4})-(\d{2})-(\d{2})\)$")


@dataclass(frozen=True, slots=True)
class Event:
    """A line above INFO END: when what was adopted, amended or put into force."""

    date: datetime.date
    words: str


def events_of(lines: Iterable[str]) -> tuple[Event, ...]:
    """The events that lines tell, in their order; other lines are passed over."""
    return tuple(event for line in lines if (event := _event(line)))


def version_of(name: str, events: Sequence[Event]) -> datetime.date | None:
    """Date of a version: that at the end of its name, else of the last adoption or amendment; None if not given."""
    match = _NAME_DATE.search(name)
    if match and (date := _date(match[1], match[2], match[3])):
        return date
    return max((e.date for e in events if "施行" not in e.words), default=effective_of(events))


def effective_of(events: Sequence[Event]) -> datetime.date | None:
    """Since when it applies, where it is told."""
    return max((e.date for e in events if "施行" in e.words), default=None)


def _event(line: str) -> Event | None:
    match = _DATE.match(line)
    if match is None or (date := _date(match[1], match[2], match[3])) is None:
        return None
    return Event(date, match[4])


def _date(year: str, month: str, day: str) -> datetime.date | None:
    """None for a day that does not exist: files have typing errors."""
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
