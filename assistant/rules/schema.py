"""The closed schema of encoded rules: one model per kind of rule, each with only the fields it needs.

Words in a rule are the clause's own words (checked on loading); `en` is the English rendering that an
English answer uses. A rule never holds what its clause does not say: interpretation is an `Assumption`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
RuleRef = Annotated[str, Field(pattern=r"^[a-z0-9-]+:[^#\s]+#[a-z_.]+[a-z_](\.\d+)?$")]
Unit = Literal[
    "工作日", "日", "周", "月", "年", "次", "名", "户", "个", "元", "%", "岁", "分之一", "条", "项", "种"
]
Comparator = Literal["<=", "<", "=", ">=", ">", "~"]


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Quantity(_Closed):
    """A number with its unit: `phrase` is the clause's wording, `start` the event that a period runs from."""

    phrase: Text
    value: float
    unit: Unit
    op: Comparator = "<="
    start: Text | None = None
    extension: Text | None = None
    cap: RuleRef | None = None


class _Base(_Closed):
    """What every rule has. `n` tells apart rules of one clause and topic; `with_` is published with it."""

    topic: Text
    n: int | None = Field(default=None, ge=1)
    en: Text | None
    zh: Text | None = None
    publish_with: tuple[RuleRef, ...] = Field(default=(), alias="with")
    confusable_with: tuple[RuleRef, ...] = ()
    assumes: tuple[str, ...] = ()
    overrides: tuple[RuleRef, ...] = ()


class Definition(_Base):
    """What a term means in this regulation."""

    kind: Literal["definition"]
    term: Text
    means: Text


class Scope(_Base):
    """Whom or what a regulation reaches; `by_analogy` where it says 参照."""

    kind: Literal["scope"]
    covers: Texts
    conduct: Text | None = None
    by: Text | None = None
    by_analogy: bool = False


class Principle(_Base):
    """Principles that a clause lays down."""

    kind: Literal["principle"]
    items: Texts


class Fact(_Base):
    """Something the clause states as so: a date, a document number, an issuer, a basis, a date of effect."""

    kind: Literal["fact"]
    about: Text
    is_: Texts = Field(alias="is")


class Situation(_Base):
    """Conduct that gives rise to accountability, apart from the consequence that the clause requires.

    `alternatives` are the separate ways of meeting the item; the elements of one alternative are cumulative.
    """

    kind: Literal["situation"]
    who: Text | None = None
    function: Text | None = None
    alternatives: Annotated[tuple[Alternative, ...], Field(min_length=1)]
    catch_all: bool = False


class Alternative(_Closed):
    """One way of meeting a situation: conduct, and the consequence it needs (none: conduct suffices)."""

    conduct: Text
    consequence: Text | None = None


class Sanction(_Closed):
    """One member of a list of sanctions: own wording, kind in the ontology, and whom it fits."""

    name: Text
    means: Text
    item: int | None = None
    applies_to: Literal["person", "organisation", "either"] = "either"
    other: bool = False


class Sanctions(_Base):
    """The sanctions a regulation provides. `closed` where there is no catch-all."""

    kind: Literal["sanctions"]
    name: Text
    applies_to: Text | None = None
    members: Annotated[tuple[Sanction, ...], Field(min_length=1)]
    closed: bool


class Enumeration(_Base):
    """Any other list: leads, contents of a document, groups, duties. `closed` as for sanctions."""

    kind: Literal["enumeration"]
    name: Text
    members: Texts
    closed: bool
    modality: Literal["must", "may", "general", "none"] = "none"
    counted: Text | None = None


class Tier(_Base):
    """The sanctions that a tier of gravity opens."""

    kind: Literal["tier"]
    tier: Text
    applies_to: Text | None = None
    gateway: Text | None = None
    sanctions: Texts
    manner: Text | None = None
    modality: Literal["must", "none"] = "none"


class Factor(_Base):
    """A reason to be stricter, milder or to exempt. `any_of` lists alternatives; each is cumulative inside."""

    kind: Literal["factor"]
    effect: Literal["aggravating", "mitigating", "exempting"]
    who: Text
    modality: Literal["must", "may"]
    marker: Text
    any_of: Annotated[tuple[Texts, ...], Field(min_length=1)]
    result: Text
    limits: Text | None = None


class Responsibility(_Base):
    """Who bears which responsibility."""

    kind: Literal["responsibility"]
    who: Text
    bears: Text
    over: Text | None = None


class Authority(_Base):
    """Who does what about whom: decides, handles, proposes, approves, executes, interprets, implements."""

    kind: Literal["authority"]
    who: Text
    role: Literal["decides", "handles", "proposes", "approves", "executes", "interprets", "implements"]
    act: Text
    target: Text | None = None
    sanctions: tuple[Text, ...] = ()
    when: Text | None = None
    procedure: Text | None = None
    modality: Literal["must", "may", "none"] = "none"
    marker: Text | None = None


class Norm(_Base):
    """A duty, permission or prohibition: exactly one of the modality keys holds the act.

    Read as 〈when〉〈during〉〈who〉〈modality〉〈within〉〈to〉〈act〉. `marker` is the clause's own modal word where
    it is not 应当/可以/不得.
    """

    kind: Literal["duty", "permission", "prohibition"]
    who: Text
    must: Text | None = None
    may: Text | None = None
    must_not: Text | None = None
    generally_must: Text | None = None
    encouraged: Text | None = None
    marker: Text | None = None
    when: Text | None = None
    during: Text | None = None
    to: Text | None = None
    within: Quantity | None = None
    approval: Text | None = None
    unless: Text | None = None

    @model_validator(mode="after")
    def _one_modality(self) -> Norm:
        allowed = {
            "duty": ("must", "generally_must"),
            "permission": ("may", "encouraged"),
            "prohibition": ("must_not",),
        }[self.kind]
        keys = ("must", "may", "must_not", "generally_must", "encouraged")
        given = [key for key in keys if getattr(self, key) is not None]
        if len(given) != 1 or given[0] not in allowed:
            raise ValueError(
                f"kind {self.kind} takes exactly one of {', '.join(allowed)}; got {given or 'none'}"
            )
        return self


class Effect(_Base):
    """What follows from having been sanctioned. `of` names the sanctions; empty: every sanction."""

    kind: Literal["effect"]
    who: Text
    of: tuple[Text, ...] = ()
    must_not: Text | None = None
    must: Text | None = None
    marker: Text | None = None
    lasting: Quantity | None = None
    to: Text | None = None

    @model_validator(mode="after")
    def _one_modality(self) -> Effect:
        if (self.must is None) == (self.must_not is None):
            raise ValueError("an effect takes exactly one of must, must_not")
        return self


class Target(_Base):
    """A figure of policy: what is to reach which value by when."""

    kind: Literal["target"]
    who: Text
    measure: Text
    figure: Quantity | None = None
    by: Text | None = None
    due: date | None = None
    marker: Text | None = None


class Silence(_Base):
    """The regulation does not say, or leaves it to other rules (`delegated`, with the clause that does so)."""

    kind: Literal["silence"]
    status: Literal["silent", "delegated"] = "silent"
    source: Text | None = None
    en: Text | None = None


class Silences(_Closed):
    """Several topics on which the regulation is silent, in one record."""

    kind: Literal["silences"]
    topics: Texts


class Assumption(_Closed):
    """A reading that the text leaves open, kept apart from law and shown with the answers that use it."""

    kind: Literal["assumption"]
    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    zh: Text
    en: Text


class Nothing(_Closed):
    """A clause with nothing to encode, and why."""

    kind: Literal["nothing"]
    reason: Text


Situation.model_rebuild()

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
