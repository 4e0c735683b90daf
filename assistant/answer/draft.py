"""A draft: what will become an answer once it has been checked."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer.model import Clarification, Outcome, Statement
from assistant.rules.base import Encoded


@dataclass(frozen=True, slots=True)
class Draft:
    """Statements in order, the rules behind them, notices for the reader, and the question back if there is one.

    wording: the sha256 of the model's draft where a language model worded it, `model_fallback` where one could not, "" where
    none was asked.
    """

    outcome: Outcome
    statements: tuple[Statement, ...] = ()
    rules: tuple[Encoded, ...] = ()
    notices: tuple[str, ...] = ()
    clarification: Clarification | None = None
    wording: str = ""
