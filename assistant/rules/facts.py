"""What an assessment starts from: the facts of a case and the plan of steps, both from YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.corpus.files import load_yaml, read_text, validated


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Facts(_Closed):
    """What is known of a case; everything but the conduct may be left out. Texts are everyday Chinese or English."""

    regulation: str = Field(min_length=1, description="id or name of the regulation")
    conduct: str = Field(min_length=1, description="what was done or left undone")
    who: str = Field(default="", description="the person or body, with post")
    ownership: str = Field(default="", description="public or private, where that matters")
    consequence: str = Field(default="", description="what came of it; 没有 where nothing did")
    tier: str = Field(default="", description="the tier that the competent body has found")
    circumstances: str = Field(default="", description="cooperation, obstruction, correction, objections")
    history: str = Field(default="", description="earlier sanctions")
    status: str = Field(default="", description="special status, such as deputy to a people's congress")

    @property
    def persons(self) -> str:
        """Everything told of the person or body."""
        return "，".join(filter(None, (self.who, self.ownership, self.status)))

    @property
    def case(self) -> str:
        """Everything told of the case."""
        return "，".join(filter(None, (self.conduct, self.consequence, self.circumstances, self.history)))


class Step(_Closed):
    """One step: its heading, the topics it reads and how it chooses among their rules."""

    id: str
    zh: str
    en: str
    use: Literal["all", "persons", "case", "tier"]
    topics: tuple[str, ...]
    unless: str | None = None


class _Sentence(_Closed):
    zh: str
    en: str


class Plan(_Closed):
    """The steps in order, and the questions back.

    ownership: words that tell kinds of bodies apart; denials: how a telling begins that says nothing happened.
    """

    ownership: tuple[str, ...]
    denials: tuple[str, ...]
    steps: tuple[Step, ...]
    questions: dict[str, _Sentence]


def load_plan(path: Path) -> Plan:
    """The steps of `assessment.yaml`. Raises ParseError."""
    return validated(load_yaml(read_text(path), path.name), Plan)


def load_facts(path: Path) -> Facts:
    """A case from a YAML file. Raises ParseError naming line, key, what stands there and what is due."""
    return validated(load_yaml(read_text(path), path.name), Facts)
