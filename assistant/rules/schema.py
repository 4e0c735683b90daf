"""The closed schema of encoded rules: one model per kind of rule, each with only the fields it needs.

Words in a rule are the clause's own words (checked on loading); `en` is the English rendering that an
English answer uses. A rule never holds what its clause does not say: interpretation is an `Assumption`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from assistant.rules.norms import Authority, Base, Effect, Norm, Responsibility, Target
from assistant.rules.parts import Alternative, Closed, Sanction, Text, Texts


class Definition(Base):
    """What a term means in this regulation."""

    kind: Literal["definition"]
    term: Text
    means: Text


class Scope(Base):
    """Whom or what a regulation reaches; `by_analogy` where it says 参照."""

    kind: Literal["scope"]
    covers: Texts
    conduct: Text | None = None
    by: Text | None = None
    by_analogy: bool = False


class Principle(Base):
    """Principles that a clause lays down."""

    kind: Literal["principle"]
    items: Texts


class Fact(Base):
    """Something the clause states as so: a date (`day`), a document number, an issuer, a basis.

    The only kind that commentary may carry: it informs and never supports an obligation.
    """

    kind: Literal["fact"]
    about: Text
    is_: Texts = Field(alias="is")
    day: date | None = None


class Situation(Base):
    """Conduct that gives rise to accountability, apart from the consequence that the clause requires.

    `alternatives` are the separate ways of meeting the item; the elements of one alternative are cumulative.
    """

    kind: Literal["situation"]
    who: Text | None = None
    function: Text | None = None
    alternatives: Annotated[tuple[Alternative, ...], Field(min_length=1)]
    catch_all: bool = False


class Sanctions(Base):
    """The sanctions a regulation provides. `closed` where there is no catch-all."""

    kind: Literal["sanctions"]
    name: Text
    applies_to: Text | None = None
    members: Annotated[tuple[Sanction, ...], Field(min_length=1)]
    closed: bool


class Enumeration(Base):
    """Any other list: situations, leads, contents of a document, groups, duties. `closed` as for sanctions.

    Where the clause has 项, `members` is left out: loading fills in their texts.
    """

    kind: Literal["enumeration"]
    name: Text
    members: tuple[Text, ...] = ()
    closed: bool
    modality: Literal["must", "may", "general", "none"] = "none"
    counted: Text | None = None


class Tier(Base):
    """The sanctions that a tier of gravity opens; `tier` is None where only the gateway counts."""

    kind: Literal["tier"]
    tier: Text | None = None
    applies_to: Text | None = None
    gateway: Text | None = None
    sanctions: Texts
    manner: Text | None = None
    modality: Literal["must", "none"] = "none"

    @model_validator(mode="after")
    def _some_condition(self) -> Tier:
        if self.tier is None and self.gateway is None:
            raise ValueError("a tier takes tier, gateway or both")
        return self


class Factor(Base):
    """A reason to be stricter, milder or to exempt. `any_of` lists alternatives; each is cumulative inside.

    `overrides` names what it changes: the choice of sanction, or the situations that it exempts from.
    """

    kind: Literal["factor"]
    effect: Literal["aggravating", "mitigating", "exempting"]
    who: Text
    modality: Literal["must", "may", "must_not"]
    marker: Text
    any_of: Annotated[tuple[Texts, ...], Field(min_length=1)]
    result: Text


class Silence(Base):
    """The regulation does not say, or leaves it to other rules (`delegated`, with the clause that does so)."""

    kind: Literal["silence"]
    status: Literal["silent", "delegated"] = "silent"
    source: Text | None = None
    en: Text | None = None


class Silences(Closed):
    """Several topics on which the regulation is silent, in one record."""

    kind: Literal["silences"]
    topics: Texts


class Assumption(Closed):
    """A reading that the text leaves open, kept apart from law and shown with the answers that use it."""

    kind: Literal["assumption"]
    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    zh: Text
    en: Text


class Nothing(Closed):
    """A clause with nothing to encode, and why."""

    kind: Literal["nothing"]
    reason: Text


Rule = (
    Definition
    | Scope
    | Principle
    | Fact
    | Situation
    | Sanctions
    | Enumeration
    | Tier
    | Factor
    | Responsibility
    | Authority
    | Norm
    | Effect
    | Target
    | Silence
)
Record = Annotated[Rule | Silences | Assumption | Nothing, Field(discriminator="kind")]
