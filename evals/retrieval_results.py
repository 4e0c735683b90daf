"""What retrieval leaves behind: on the gold questions, and on a benchmark of laws and lay questions."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from evals.results import Made


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ranked(_Frozen):
    """What one system found for one case. hits: ids, best first; ranks: of each wanted group, from 1; None: not found."""

    id: str
    question: str
    wanted: tuple[tuple[str, ...], ...]
    hits: tuple[str, ...]
    ranks: tuple[int | None, ...]


class GoldRetrieval(_Frozen):
    """systems: measures by system; groups: measures of the leading system by kind and wording; cases: its rankings."""

    format: Literal[1] = 1
    command: Literal["retrieval"] = "retrieval"
    made: Made
    figures: dict[str, float]
    systems: dict[str, dict[str, float]]
    groups: dict[str, dict[str, float]]
    cases: tuple[Ranked, ...]


class ScalePoint(BaseModel):
    """One size of corpus: build time in seconds, resident memory in MiB, milliseconds per query."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    articles: int
    build_s: float
    memory_mib: float
    p50_ms: float
    p99_ms: float


class Benchmark(BaseModel):
    """The benchmark's own JSON, as far as the report shows it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    systems: dict[str, dict[str, float]]
    scale: tuple[ScalePoint, ...] = ()
