"""The files that the guard reads its words from, as they are written.

`knowledge/guard.yaml` has those that decide what may differ, `knowledge/everyday.yaml` everyday wordings of statements.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.corpus.files import load_yaml, read_text, validated

EVERYDAY = "everyday.yaml"


class English(BaseModel):
    """The same for English."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    same: dict[str, tuple[str, ...]] = {}
    classes: dict[str, dict[str, tuple[str, ...]]] = {}
    modals: dict[str, tuple[str, ...]] = {}
    negators: tuple[str, ...] = ()
    exclusive: tuple[str, ...] = ()
    universal: tuple[str, ...] = ()
    silence: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    courtesies: tuple[str, ...] = ()
    starts: dict[str, tuple[str, ...]] = {}


class EverydayEnglish(BaseModel):
    """The same for English; wordings apart by ;."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    near: dict[str, str] = {}
    light: str = ""


class Everyday(BaseModel):
    """near: official wording → everyday ones, apart by spaces (; in English); light: words that claim nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    near: dict[str, str]
    light: str
    english: EverydayEnglish = EverydayEnglish()


class Words(BaseModel):
    """`knowledge/guard.yaml`; what each key holds stands beside it there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    same: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]]
    classes: dict[str, dict[str, tuple[str, ...]]]
    actors: tuple[str, ...]
    parties: dict[str, tuple[str, ...]] = {}
    wider: dict[str, tuple[str, ...]] = {}
    words: tuple[str, ...]
    modals: dict[str, tuple[str, ...]]
    negators: tuple[str, ...]
    denials: tuple[str, ...]
    restored: tuple[str, ...]
    exclusive: tuple[str, ...]
    universal: tuple[str, ...]
    silence: tuple[str, ...]
    fillers: tuple[str, ...]
    too_few: tuple[str, ...]
    not_required: tuple[str, ...]
    not_mandatory: tuple[str, ...]
    alone: tuple[str, ...]
    together: tuple[str, ...]
    courtesies: tuple[str, ...]
    echoes: tuple[str, ...]
    how_much: tuple[str, ...]
    wordings: tuple[str, ...]
    asks: tuple[str, ...]
    rhetorical: tuple[str, ...]
    implied: tuple[str, ...]
    conditional: tuple[str, ...]
    essential: dict[str, tuple[str, ...]]
    told_by: dict[str, tuple[str, ...]] = {}
    relays: tuple[str, ...]
    holding: tuple[str, ...]
    list_nouns: tuple[str, ...]
    list_fillers: tuple[str, ...]
    list_partial: tuple[str, ...]
    list_belongs: tuple[str, ...]
    list_absent: tuple[str, ...]
    list_placed: tuple[str, ...]
    list_places: dict[str, tuple[str, ...]]
    comparisons: dict[str, tuple[str, ...]]
    starts: dict[str, tuple[str, ...]]
    english: English = English()


def load_words(path: Path) -> tuple[Words, Everyday]:
    """The guard's words, and the everyday ones beside them. Raises ParseError for an unreadable file, an unknown key or a missing one."""
    spoken = path.with_name(EVERYDAY)
    return (
        validated(load_yaml(read_text(path), path.name), Words),
        validated(load_yaml(read_text(spoken), spoken.name), Everyday),
    )
