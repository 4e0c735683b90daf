"""Thresholds: what each command's figures must reach; kept in `thresholds.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, RootModel, model_validator

from assistant.corpus.errors import ParseError
from assistant.corpus.files import load_yaml, read_text, validated

FILE = Path(__file__).resolve().parent / "thresholds.yaml"


class Bound(BaseModel):
    """What one figure must reach."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min: float | None = None
    max: float | None = None

    @model_validator(mode="after")
    def _bounds_something(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("应写 min（至少）或 max（至多）")
        return self


class _Thresholds(RootModel[dict[str, dict[str, Bound]]]):
    pass


def missed(command: str, figures: Mapping[str, float], file: Path = FILE) -> list[str]:
    """A sentence for every figure of a command that is out of bounds; empty if all is well.

    Raises ParseError for a threshold on a figure that the command does not give: a misspelt one would guard nothing.
    """
    located = load_yaml(read_text(file), str(file))
    bounds = validated(located, _Thresholds).root.get(command)
    if bounds is None:
        raise ParseError(str(file), None, f"没有写明“{command}”的下限；请加上这一段")
    found: list[str] = []
    for name, bound in bounds.items():
        if name not in figures:
            there = "、".join(sorted(figures))
            raise ParseError(str(file), located.line((command, name)), f"没有指标“{name}”；现有：{there}")
        value = figures[name]
        if bound.min is not None and value < bound.min:
            found.append(f"{name} = {value:.4g}，应不低于 {bound.min:g}")
        if bound.max is not None and value > bound.max:
            found.append(f"{name} = {value:.4g}，应不高于 {bound.max:g}")
    return found
