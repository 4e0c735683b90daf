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
    """One size of corpus. articles, units: how many; build_s: indexing and writing, encoding included; index_mib: on disk;
    start_s: opening the index, checksums included; memory_mib: most resident while serving, the program included;
    p50_ms, p99_ms: per query; batch_speedup: queries per second two at a time, beside one by one; nearest_recall: share of
    the ten nearest clauses that the index finds; replace_s: from a regulation's new text to its first hit.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    articles: int
    build_s: float
    memory_mib: float
    p50_ms: float
    p99_ms: float
    units: int | None = None
    index_mib: float | None = None
    start_s: float | None = None
    batch_speedup: float | None = None
    nearest_recall: float | None = None
    replace_s: float | None = None


class Benchmark(BaseModel):
    """The benchmark's own JSON, as far as the report shows it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    systems: dict[str, dict[str, float]]
    scale: tuple[ScalePoint, ...] = ()
