"""The program's own sentences (`knowledge/catalogue.yaml`): the only text in an answer that no rule has to bear out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, RootModel

from assistant.corpus.files import load_yaml, read_text, validated


class _Sentence(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str


class _File(RootModel[dict[str, _Sentence]]):
    pass


class Catalogue:
    """Sentences by id in two languages."""

    def __init__(self, sentences: Mapping[str, _Sentence]) -> None:
        self._sentences = sentences

    def say(self, id: str, language: str, **values: object) -> str:
        """The sentence `id` with its blanks filled. Raises KeyError for an unknown id or a blank left open."""
        return getattr(self._sentences[id], language).format(**values)


def load_catalogue(path: Path) -> Catalogue:
    """Raises ParseError for an unreadable file or an unknown key."""
    return Catalogue(validated(load_yaml(read_text(path), path.name), _File).root)
