"""Rules that tell someone what to do: responsibility, authority, norm, effect, target; and what every rule has."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from assistant.rules.modality import Modality
from assistant.rules.parts import Closed, Elements, Quantity, RuleRef, Text


class Base(Closed):
    """What every rule has.

    n: tells apart rules of one clause and topic; with: rules that are always published with this one;
    overrides: rules that this one takes precedence over, or whose result it changes; elements: what no statement of the
    rule may leave out.
    """

    topic: Text
    n: int | None = Field(default=None, ge=1)
    en: Text | None
    zh: Text | None = None
    publish_with: tuple[RuleRef, ...] = Field(default=(), alias="with")
    confusable_with: tuple[RuleRef, ...] = ()
    assumes: tuple[str, ...] = ()
    overrides: tuple[RuleRef, ...] = ()
    elements: Elements = Elements()


class Responsibility(Base):
    """Who bears which responsibility."""

    kind: Literal["responsibility"]
    who: Text
    bears: Text
    over: Text | None = None


class Authority(Base):
    """Who does what about whom; `who` is None where the clause names no one (按干部管理权限)."""

    kind: Literal["authority"]
    who: Text | None = None
    role: Literal["decides", "handles", "proposes", "approves", "executes", "interprets", "implements"]
    act: Text
    target: Text | None = None
    sanctions: tuple[Text, ...] = ()
    when: Text | None = None
    modality: Literal["must", "may", "none"] = "none"
    marker: Text | None = None


class Norm(Base):
    """A duty, permission or prohibition: exactly one of the modality keys holds the act.

    Read as 〈when〉〈during〉〈approval〉〈who〉〈what〉〈modality〉〈within〉〈to〉〈act〉〈unless〉. who: None where the clause
    names no one; what: the thing acted on, where the clause puts it before the modal word; marker: the clause's own
    modal word where it is not the usual one, "" where it commands without one.
    """

    kind: Literal["duty", "permission", "prohibition"]
    who: Text | None = None
    what: Text | None = None
    must: Text | None = None
    may: Text | None = None
    must_not: Text | None = None
    generally_must: Text | None = None
    encouraged: Text | None = None
    marker: str | None = None
    when: Text | None = None
    during: Text | None = None
    to: Text | None = None
    within: Quantity | None = None
    approval: Text | None = None
    unless: Text | None = None

    @model_validator(mode="after")
    def _one_modality(self) -> Norm:
        allowed: dict[str, tuple[Modality, ...]] = {
            "duty": ("must", "generally_must"),
            "permission": ("may", "encouraged"),
            "prohibition": ("must_not",),
        }
        given = [key for keys in allowed.values() for key in keys if getattr(self, key) is not None]
        if len(given) != 1 or given[0] not in allowed[self.kind]:
            expected = " / ".join(allowed[self.kind])
            raise ValueError(f"kind {self.kind} takes exactly one of {expected}; got {given or 'none'}")
        return self


class Effect(Base):
    """What follows from having been sanctioned. `of` names the sanctions; empty: every sanction."""

    kind: Literal["effect"]
    who: Text
    of: tuple[Text, ...] = ()
    must_not: Text | None = None
    must: Text | None = None
    marker: str | None = None
    during: Text | None = None
    lasting: Quantity | None = None

    @model_validator(mode="after")
    def _one_modality(self) -> Effect:
        if (self.must is None) == (self.must_not is None):
            raise ValueError("an effect takes exactly one of must, must_not")
        return self


class Target(Base):
    """A figure of policy: what is to reach which value by when (`by` in the clause's words, `due` as a date)."""

    kind: Literal["target"]
    who: Text
    measure: Text
    figure: Quantity | None = None
    by: Text | None = None
    due: date | None = None
    marker: Text | None = None

    @model_validator(mode="after")
    def _something_to_reach(self) -> Target:
        if self.figure is None and self.due is None:
            raise ValueError("a target takes figure, due or both")
        return self
