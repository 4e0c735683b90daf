"""Time and memory of indexes of growing size, each built and served in a process of its own."""

from __future__ import annotations

import multiprocessing
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from assistant.search.encoder import Encoder
from assistant.search.index import HybridIndex
from assistant.search.ranker import Ranker
from assistant.search.retriever import Hit, HybridRetriever
from assistant.search.training.articles import Article
from assistant.search.units import SearchUnit
from assistant.search.vectors import FLAT_UP_TO
from evals.retrieval_results import ScalePoint

_WARM_UP = 20
_COMPARED_EXACTLY = 200
_BLOCK = 20_000
_NEW = "网格员每天拍一张星空照片并上传。"
_MIB = 1 << 20
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds per query, one at a time."""

    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class _Served:
    start_s: float
    timing: Timing
    batch_speedup: float
    memory_mib: float
    nearest_recall: float
    replace_s: float


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
                    units=len(units),
                    build_s=round(seconds, 1),
                    index_mib=round(folder_mib(folder), 1),
                    start_s=round(served.start_s, 2),
                    memory_mib=round(served.memory_mib),
                    p50_ms=served.timing.p50_ms,
                    p99_ms=served.timing.p99_ms,
                    batch_speedup=round(served.batch_speedup, 2),
                    nearest_recall=served.nearest_recall,
                    replace_s=round(served.replace_s, 3),
                )
            )
            shutil.rmtree(folder)
    return points


def nearest_recall(index: HybridIndex, questions: Sequence[str]) -> float:
    """Share of the ten nearest clauses that the index finds; 1 where every vector is compared."""
    if len(index.store) <= FLAT_UP_TO:
        return 1.0
    asked = np.stack([index.encoder.encode([question])[0] for question in questions[:_COMPARED_EXACTLY]])
    blocks = np.array_split(index.keys, len(index.keys) // _BLOCK + 1)
    cosines = np.concatenate([index.store.vectors(block) @ asked.T for block in blocks])
    shares: list[float] = []
    for vector, column in zip(asked, cosines.T, strict=True):
        exact = index.keys[np.argpartition(-column, 9)[:10]]
        found = index.store.nearest(vector, 10).keys
        shares.append(len(np.intersect1d(exact, found)) / 10)
    return round(float(np.mean(shares)), 4)


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
    loaded = Encoder.load(encoder)
    start = time.perf_counter()
    index = HybridIndex.load(folder, loaded)
    started = time.perf_counter() - start
    retriever = HybridRetriever(index=index, ranker=Ranker.load(Path(encoder)))
    timing = time_queries(retriever, queries)
    memory = _most_resident_mib()
    speedup = _seconds(lambda: [retriever.search(query, 10) for query in queries]) / _seconds(
        lambda: retriever.search_many(queries, 10)
    )
    return _Served(started, timing, speedup, memory, nearest_recall(index, queries), _replaced(index))


def _most_resident_mib() -> float:
    """Of this process since it started; the `ru_maxrss` of a process counts what its parent had, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)[0]) / 1024


def _replaced(index: HybridIndex) -> float:
    """Seconds until a changed regulation is found: the largest there is, with one clause written anew."""
    owners, counts = np.unique(index.members.owners, return_counts=True)
    regulation = list(index.members.texts)[int(owners[counts.argmax()])]
    records = [index.store.record(int(key)) for key in index.rows([regulation])]
    units = [
        SearchUnit(r.id, r.metadata["article"], regulation, "", "", "", r.metadata["text"]) for r in records
    ]
    units[0] = replace(units[0], text=_NEW)
    found: list[Hit] = []
    seconds = _seconds(
        lambda: found.extend(HybridRetriever(index=index.replaced(regulation, units)).search(_NEW, 1))
    )
    assert found[0].text == _NEW, "a clause that was replaced is not found"
    return seconds


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
