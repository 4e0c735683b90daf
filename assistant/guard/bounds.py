"""Which way a number runs: at least, at most, after, within (以上, 至多, 满15个工作日)."""

from __future__ import annotations

from assistant.guard.numbers import PERIODS
from assistant.guard.reading import Amount, Reading, Token

_AFTER, _BEYOND = ("满", "届满", "每"), ("之外", "以外", "外", "才", "方可")
"""满15个工作日, 15个工作日外: what turns a limit into a wait."""
_WAITS = ("after", "before", "every", "each")
"""English words before a period that turn a limit round."""


def _before(amount: Amount, reading: Reading) -> str:
    words = reading.text[: amount.start].casefold().split()
    return words[-1] if words else ""


_WORDS = {"至少": ">=", "至多": "<=", "以上": ">=", "以下": "<="}
_LEADING = frozenset({"至少", "至多"})
"""These stand before their number."""
_OPPOSED = {"<=": {">=", ">"}, ">=": {"<=", "<"}, ">": {"<=", "<", ">="}, "<": {">=", ">", "<="}}


def comparator_of(amount: Amount, reading: Reading) -> str:
    """Of the number itself, or by a word of its clause (至多, 以上)."""
    words = {
        t.value
        for t in reading.of("class")
        if t.clause == amount.clause and not t.denied and _bounds(t, amount, reading)
    }
    waits = reading.text[: amount.start].endswith(_AFTER) and (
        amount.measure in PERIODS or not _each(amount, reading)
    )
    if waits or reading.text[amount.end :].startswith(_BEYOND):
        return ">"
    if amount.comparator:
        return amount.comparator
    return next((sign for word, sign in _WORDS.items() if word in words), "")


def _bounds(word: Token, amount: Amount, reading: Reading) -> bool:
    """Whether no other number stands between a word (至少, 以上) and an amount."""
    if word.value in _LEADING and word.start > amount.start:
        return False
    first, last = sorted((word.start, amount.start))
    return not any(first < other.start < last for other in reading.amounts)


def _each(amount: Amount, reading: Reading) -> bool:
    """每900户: what is counted per so many."""
    return reading.text[: amount.start].endswith("每")


def fits(amount: Amount, other: Amount, reading: Reading, rule: Reading) -> bool:
    """Whether a number of a statement runs the same way as one of the rule: both at least, or both within."""
    modals = {t.value for t in reading.of("modal") if t.clause == amount.clause}
    comparator = comparator_of(amount, reading)
    if "must_not" in modals and amount.measure not in PERIODS:
        comparator = {"<": ">=", ">": "<="}.get(comparator, comparator)
    if "may" in modals and comparator in {">", "<"}:
        comparator += "="
    if reading.english and amount.measure in PERIODS and _before(amount, reading) in _WAITS:
        return _before(other, rule) in _WAITS
    if comparator and not comparator_of(other, rule) and amount.measure not in PERIODS and not amount.date:
        return False
    return comparator_of(other, rule) not in _OPPOSED.get(comparator, set())
