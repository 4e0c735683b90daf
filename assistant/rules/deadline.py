"""Deadlines of a regulation on a topic as dates: every rule that sets one, with extension, cap and assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.corpus.errors import CorpusError
from assistant.rules.base import Encoded, Reading, RuleBase
from assistant.rules.calendar import PERIODS, Calendar, UnpublishedHolidays, last_day
from assistant.rules.parts import Quantity
from assistant.rules.schema import Effect, Norm, Target


class UnknownTopic(CorpusError):
    """A topic that is not in `topics.yaml`; names those of the regulation that have deadlines."""

    def __init__(self, topic: str, known: tuple[str, ...]) -> None:
        self.topic = topic
        super().__init__(f"没有主题“{topic}”；该制度规定了期限的主题：{'、'.join(known) or '无'}")


@dataclass(frozen=True, slots=True)
class Term:
    """One rule's deadline. due: its last day, None where holidays are not published (`unpublished` says more)."""

    encoded: Encoded
    quantity: Quantity
    due: date | None
    unpublished: UnpublishedHolidays | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadlines on a topic from one event. terms: in order of the text, empty where no period is set.

    grounds: the rules or the silence that the result rests on; readings: the assumptions it uses.
    """

    regulation: str
    topic: str
    start: date
    terms: tuple[Term, ...]
    grounds: tuple[Encoded, ...]
    readings: tuple[Reading, ...]

    @property
    def due(self) -> date | None:
        """The last day under the first rule; others stand in `terms`."""
        return self.terms[0].due if self.terms else None


def periods(base: RuleBase, regulation: str) -> tuple[str, ...]:
    """The topics on which a regulation sets a period that a date can be counted for."""
    found = [e.topic for e in base if e.regulation == regulation and period_of(e) is not None]
    return tuple(dict.fromkeys(found))


def period_of(encoded: Encoded) -> Quantity | None:
    """The period that a rule sets, if any: a unit of time that runs from an event."""
    match encoded.rule:
        case Norm(within=quantity) | Effect(lasting=quantity) | Target(figure=quantity):
            is_period = quantity is not None and quantity.unit in PERIODS and quantity.per is None
            return quantity if is_period else None
        case _:
            return None


def due(base: RuleBase, regulation: str, topic: str, start: date, calendar: Calendar) -> Deadline:
    """Every deadline of a regulation on a topic, counted from an event on `start`.

    Raises UnknownRegulation and UnknownTopic. A topic without a period is no error: `terms` is empty.
    """
    base.library.regulation(regulation)
    if topic not in base.topics:
        raise UnknownTopic(topic, periods(base, regulation))
    found = base.on(regulation, topic)
    terms = tuple(
        _term(encoded, quantity, start, calendar)
        for encoded in found
        if (quantity := period_of(encoded)) is not None
    )
    silences = tuple(encoded for encoded in found if encoded.silent)
    grounds = _with_companions(base, tuple(t.encoded for t in terms)) if terms else silences or found
    used = dict.fromkeys(id for encoded in grounds for id in encoded.rule.assumes)
    readings = tuple(base.readings[regulation, id] for id in used)
    return Deadline(regulation, topic, start, terms, grounds, readings)


def _term(encoded: Encoded, quantity: Quantity, start: date, calendar: Calendar) -> Term:
    try:
        return Term(encoded, quantity, last_day(calendar, start, quantity.exact, quantity.unit), None)
    except UnpublishedHolidays as error:
        return Term(encoded, quantity, None, error)


def _with_companions(base: RuleBase, rules: tuple[Encoded, ...]) -> tuple[Encoded, ...]:
    """Rules and, of the same topic, those published with them: extension and cap."""
    found = {encoded.id: encoded for encoded in rules}
    for encoded in rules:
        for id in encoded.rule.publish_with:
            if base.rules[id].topic == encoded.topic:
                found.setdefault(id, base.rules[id])
    return tuple(found.values())


def deadline_json(
    base: RuleBase, regulation: str, topic: str, start: date, calendar: Calendar
) -> dict[str, Any]:
    """`due` as plain data: due, rule, citations, assumptions, and all that else is known. Raises as `due` does."""
    result = due(base, regulation, topic, start, calendar)
    first = result.terms[0] if result.terms else None
    grounds = result.grounds
    return {
        "due": result.due.isoformat() if result.due else None,
        "rule": first.encoded.id if first else (grounds[0].id if grounds else None),
        "citations": list(dict.fromkeys(encoded.provision for encoded in grounds if encoded.provision)),
        "assumptions": [reading.zh for reading in result.readings],
        "regulation": regulation,
        "topic": topic,
        "from": start.isoformat(),
        "text": "；".join(encoded.zh for encoded in grounds) or f"没有规定{base.topics[topic].zh}",
        "all": [_term_json(base, term, result.start, calendar) for term in result.terms],
        **(_unpublished_json(first.unpublished) if first and first.unpublished else {}),
    }


def _term_json(base: RuleBase, term: Term, start: date, calendar: Calendar) -> dict[str, Any]:
    quantity = term.quantity
    cap = base.rules[quantity.cap] if quantity.cap else None
    limit = period_of(cap) if cap else None
    capped = _term(cap, limit, start, calendar) if cap and limit else None
    return {
        "rule": term.encoded.id,
        "citation": term.encoded.provision,
        "text": term.encoded.zh,
        "period": f"{quantity.value}{quantity.unit}",
        "starts": quantity.start,
        "due": term.due.isoformat() if term.due else None,
        "extension": quantity.extension,
        "cap": {"rule": cap.id, "due": capped.due.isoformat() if capped.due else None}
        if cap and capped
        else None,
        **(_unpublished_json(term.unpublished) if term.unpublished else {}),
    }


def _unpublished_json(error: UnpublishedHolidays) -> dict[str, Any]:
    return {
        "unpublished": error.year,
        "counted": error.counted,
        "counted_to": error.last.isoformat() if error.last else None,
        "remaining": error.remaining,
        "remedy": error.remedy,
    }
