"""What the guard says of a statement: one type for guard, UI, API and evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Verdict(StrEnum):
    """The guard's judgement of a statement, from worst to best (see `worst`)."""

    CONTRADICTED = "contradicted"
    AMBIGUOUS = "ambiguous"
    UNSUPPORTED = "unsupported"
    SUPPORTED = "supported"
    NEUTRAL = "neutral"


_ORDER = tuple(Verdict)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst of `verdicts`; `neutral` where there is none."""
    return min(verdicts, key=_ORDER.index, default=Verdict.NEUTRAL)


class Finding(BaseModel):
    """One judgement on one stretch of a statement.

    `span` is [start, end) in code points of the statement; `quote` is the clause's own wording,
    `expected` what the rule says and `found` what the statement says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: Verdict
    span: tuple[int, int]
    rules: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    quote: str = ""
    expected: str = ""
    found: str = ""
    message: str


class Report(BaseModel):
    """All findings on one text; the worst verdict wins."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: Verdict
    findings: tuple[Finding, ...]
