"""Time and memory of indexes of growing size, each built and served in a process of its own."""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from assistant.search.encoder import Encoder
from assistant.search.index import HybridIndex
from assistant.search.ranker import Ranker
from assistant.search.retriever import HybridRetriever
from assistant.search.training.articles import Article
from assistant.search.units import SearchUnit
from evals.retrieval_results import ScalePoint

_WARM_UP = 20
_MIB = 1 << 20
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds per query, one at a time."""

    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class _Served:
    timing: Timing
    memory_mib: float


def time_queries(retriever: HybridRetriever, queries: Sequence[str], k: int = 10) -> Timing:
    """Median and 99th percentile of searching for k hits, after some queries that do not count."""
    for query in queries[:_WARM_UP]:
        retriever.search(query, k)
    seconds: list[float] = []
    for query in queries:
        start = time.perf_counter()
        retriever.search(query, k)
        seconds.append(time.perf_counter() - start)
    p50, p99 = np.quantile(seconds, [0.5, 0.99]) * 1000
    return Timing(round(float(p50), 2), round(float(p99), 2))


def scale_points(
    articles: Sequence[Article], queries: Sequence[str], encoder: str, sizes: Sequence[int], seed: int = 0
) -> list[ScalePoint]:
    """One point per size up to that of the corpus; smaller corpora are drawn from the whole."""
    shuffled = np.random.default_rng(seed).permutation(len(articles))
    points: list[ScalePoint] = []
    with tempfile.TemporaryDirectory() as parent:
        for size in sorted({min(size, len(articles)) for size in sizes}):
            units = [unit for i in sorted(shuffled[:size]) for unit in articles[int(i)].units]
            folder = Path(parent) / str(size)
            seconds = _alone(_build, units, encoder, folder)
            served = _alone(_serve, encoder, folder, list(queries))
            points.append(
                ScalePoint(
                    articles=size,
                    build_s=round(seconds, 1),
                    memory_mib=round(served.memory_mib),
                    p50_ms=served.timing.p50_ms,
                    p99_ms=served.timing.p99_ms,
                )
            )
    return points


def folder_mib(folder: Path) -> float:
    """Size of a folder's files in MiB."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / _MIB


def _alone(work: Callable[..., T], *arguments: Any) -> T:
    """Run in a fresh process, so that memory counts nothing else."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _build(units: Sequence[SearchUnit], encoder: str, folder: Path) -> float:
    loaded = Encoder.load(encoder)
    start = time.perf_counter()
    HybridIndex.build(units, loaded).write(folder, "scale")
    return time.perf_counter() - start


def _serve(encoder: str, folder: Path, queries: Sequence[str]) -> _Served:
    index = HybridIndex.load(folder, Encoder.load(encoder))
    retriever = HybridRetriever(index=index, ranker=Ranker.load(Path(encoder)))
    timing = time_queries(retriever, queries)
    return _Served(timing, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
