"""Gold cases: what a question, a statement and a paraphrase look like. Loading them is `evals.gold_files`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from assistant.answer.model import Outcome
from assistant.guard.finding import Verdict

Kind = Literal[
    "lookup",
    "lay",
    "scenario",
    "deadline",
    "negation",
    "comparison",
    "premise",
    "out_of_scope",
    "silence",
    "ambiguity",
    "multi_hop",
    "follow_up",
    "figures",
    "metadata",
    "quote",
    "english",
    "noisy",
    "injection",
    "subject",
    "documents",
]
CaseId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Group = Annotated[tuple[Words, ...], Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expect(_Strict):
    """What a right answer must look like. Of `outcome` any; of `must_say` and `must_cite` one alternative per group."""

    outcome: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    must_say: tuple[Group, ...] = ()
    must_not_say: tuple[Words, ...] = ()
    must_cite: tuple[Group, ...] = ()


class Case(_Strict):
    """One gold question. It may be empty or blank: staff send that too, and must be asked back."""

    id: CaseId
    kind: Kind
    question: str
    history: tuple[Words, ...] = ()
    regulation: str | None = None
    as_of: date | None = None
    pair: CaseId | None = None
    wording: Literal["formal", "lay"] | None = None
    expect: Expect
    rests_on: tuple[str, ...]
    why: Words

    @model_validator(mode="after")
    def _pair_has_wording(self) -> Self:
        if (self.pair is None) != (self.wording is None):
            raise ValueError("pair 和 wording 应同时写：同一事项的正式说法和口语说法")
        return self

    @property
    def regulations(self) -> tuple[str, ...]:
        """The regulations it is about: those its clauses belong to, else the filter's."""
        ids = [id for group in self.expect.must_cite for id in group] + list(self.rests_on)
        found = dict.fromkeys(id.partition(":")[0] for id in ids)
        return tuple(found) or ((self.regulation,) if self.regulation else ())

    @property
    def cluster(self) -> str:
        """Cases that are not independent of each other share it: the two wordings of one matter."""
        return self.pair or self.id


class Statement(_Strict):
    """One gold statement and the verdict the guard must reach."""

    id: CaseId
    text: Words
    regulation: str | None
    verdict: Verdict
    rests_on: tuple[str, ...] = ()
    why: Words


class Paraphrase(_Strict):
    """A true statement in staff wording. `frozen` ones were fixed before work on the guard began."""

    id: CaseId
    text: Words
    regulation: str | None
    set: Literal["dev", "frozen"]
    rests_on: tuple[str, ...]
