"""What rules are made of: texts, references, quantities, alternatives, sanctions. All closed: an unknown key is an error."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
RuleRef = Annotated[str, Field(pattern=r"^[a-z0-9-]+:[^#\s]+#[a-z_.]+[a-z_](\.\d+)?$")]
Unit = Literal[
    "工作日", "日", "周", "月", "年", "次", "人", "户", "个", "元", "岁", "条", "项", "种", "%", "比例"
]
Period = Literal["日", "周", "月", "年"]
Comparator = Literal["<=", "<", "=", ">=", ">", "~"]
SanctionKind = Literal[
    "interview", "admonition", "rectify", "written_self_criticism", "public_apology", "circular_criticism",
    "honour_revoked", "no_awards", "post_adjustment", "suspension", "voluntary_resignation", "ordered_resignation",
    "dismissal", "demotion", "removal", "organisational_measures", "reorganisation", "disciplinary", "other",
]  # fmt: skip
"""Kinds of sanctions across regulations: to compare them, never to take one for the other."""


class Closed(BaseModel):
    """A model that refuses unknown keys and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Quantity(Closed):
    """A number with its unit.

    phrase: the clause's wording; upper: the other end of a range (1—2个); value: exact, `1/3` for 三分之一, 1 for 每日 and for 1∶1; unit: 比例 for shares
    and ratios; per: the period that a frequency or an amount is counted in; start: the event that a period runs from,
    in the clause's words; extension: the clause's words on extending it; cap: the rule that limits the extension.
    """

    phrase: Text
    value: Fraction
    upper: Fraction | None = None
    unit: Unit
    op: Comparator = "<="
    per: Period | None = None
    start: Text | None = None
    extension: Text | None = None
    cap: RuleRef | None = None

    @property
    def exact(self) -> Fraction:
        """The value as a pure number: 30% is 3/10."""
        return self.value / 100 if self.unit == "%" else self.value


class Alternative(Closed):
    """One way of meeting a situation: conduct, and the consequence it needs (none: conduct suffices).

    consequence_en: the consequence in English, as a clause: a pupil is left disabled or dead.
    """

    conduct: Text
    consequence: Text | None = None
    consequence_en: Text | None = None


Way = Annotated[tuple[Text, ...], Field(min_length=1)]


PIECES = "|"
"""Joins the pieces of an element, of which one is enough."""
AS_IT_IS = "="
"""Before a piece of an element that is told as it stands, and not by the name that it is part of (=责令)."""


class Elements(Closed):
    """What a statement has to tell of a rule so as not to say more than it (要件), in Chinese and in English.

    Each way is a list of pieces of the rule's own words, all of which are to be told; telling one way is enough. `|`
    joins pieces of which one is enough (残疾|死亡). Most of a piece is to be told, by its words or by wordings that stand
    for them; a piece of light words (其他), and one marked by =, as it stands; a number by itself.
    """

    zh: tuple[Way, ...] = ()
    en: tuple[Way, ...] = ()


class SanctionPart(Closed):
    """A measure inside a member of a list of sanctions: 责令辞职 in 责令辞职或者解聘."""

    name: Text
    means: SanctionKind


class Sanction(Closed):
    """One member of a list of sanctions: own wording, kind in the ontology, whom it fits, and the measures inside it."""

    name: Text
    means: SanctionKind
    item: int | None = None
    applies_to: Literal["person", "organisation", "either"] = "either"
    parts: tuple[SanctionPart, ...] = ()
    parts_open: bool = False
    other: bool = False
