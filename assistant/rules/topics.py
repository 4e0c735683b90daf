"""The closed list of topics (`knowledge/topics.yaml`): what rules are about and how questions point to them."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.corpus.errors import ParseError
from assistant.corpus.files import load_yaml, read_text, validated


class Topic(BaseModel):
    """One topic. `matrix` topics need a rule or a silence in every regulation; one that is answered `together` is no
    matter of choosing a regulation.

    Each cue is a set of lexicon terms; a question that has them all points to the topic, the more specific cue
    counting more.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z_]+(\.[a-z_]+)?$")
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    matrix: bool = False
    together: bool = False
    cues: tuple[tuple[str, ...], ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    topics: tuple[Topic, ...]


def load_topics(path: Path) -> dict[str, Topic]:
    """Read the topics by id. Raises ParseError for an unreadable file, an unknown key or a duplicate id."""
    located = load_yaml(read_text(path), path.name)
    topics: dict[str, Topic] = {}
    for i, topic in enumerate(validated(located, _File).topics):
        if topic.id in topics:
            raise ParseError(path.name, located.line(("topics", i)), f"主题“{topic.id}”写了两次；请删去一处")
        topics[topic.id] = topic
    return topics
