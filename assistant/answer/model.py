"""The answer as every surface returns it: the JSON contract of the project, and nothing else."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from assistant.guard.finding import Verdict


class Outcome(StrEnum):
    """What kind of answer this is."""

    ANSWERED = "answered"
    PREMISE_CORRECTED = "premise_corrected"
    CLARIFY = "clarify"
    SILENT = "silent"
    NOT_COVERED = "not_covered"
    UNAVAILABLE = "unavailable"


class Basis(StrEnum):
    """Where the words of a statement come from."""

    RULE = "rule"
    QUOTE = "quote"
    MODEL = "model"
    NOTICE = "notice"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Statement(_Frozen):
    """One sentence of an answer, with the provisions it rests on and the guard's verdict on it."""

    text: str
    basis: Basis
    citations: tuple[str, ...] = ()
    verdict: Verdict
    rules: tuple[str, ...] = ()


class CitationView(_Frozen):
    """A provision that an answer cites: its label for people, its words, and where to read it."""

    id: str
    regulation: str
    label: str
    quote: str
    url: str


class Option(_Frozen):
    """One way of reading an unclear question, with its answer."""

    label: str
    question: str
    statements: tuple[Statement, ...] = ()


class Clarification(_Frozen):
    """A question back to the user."""

    question: str
    options: tuple[Option, ...] = ()


class Provenance(_Frozen):
    """What an answer was made from: sha256 of each part, the code version, the date asked for."""

    texts: str
    rules: str
    lexicon: str
    encoder: str
    version: str
    as_of: str


class Answer(_Frozen):
    """An answer on any surface. `text` alone carries the citations in plain words.

    `id` is a hash of question, history, filters, date and provenance, so that the same question to
    the same base has the same id and the same bytes.
    """

    id: str
    outcome: Outcome
    language: str
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[CitationView, ...] = ()
    clarification: Clarification | None = None
    notices: tuple[str, ...] = Field(default=())
    provenance: Provenance
