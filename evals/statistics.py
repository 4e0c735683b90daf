"""Means with bootstrap intervals. The two wordings of one matter are drawn together: they are not independent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import stats

from evals.results import Estimate

RESAMPLES = 2000
SEED = 20240927
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Observation:
    """One value, or None where it could not be scored, in a cluster of values that depend on each other."""

    value: float | None
    cluster: str


def estimate(observations: Iterable[Observation]) -> Estimate | None:
    """Mean and percentile interval, resampling clusters; None where nothing was scored.

    The interval of values that are all equal, or of one cluster, is that point: a bootstrap knows no more.
    """
    every = list(observations)
    sums: defaultdict[str, float] = defaultdict(float)
    counts: defaultdict[str, int] = defaultdict(int)
    for seen in every:
        if seen.value is not None:
            sums[seen.cluster] += seen.value
            counts[seen.cluster] += 1
    n = sum(counts.values())
    if not n:
        return None
    total, size = np.array(list(sums.values())), np.array(list(counts.values()))
    value = float(total.sum() / size.sum())
    low, high = value, value
    if len(total) > 1 and not np.all(total == value * size):
        found = stats.bootstrap(
            (total, size),
            _ratio,
            paired=True,
            vectorized=True,
            n_resamples=RESAMPLES,
            confidence_level=CONFIDENCE,
            method="percentile",
            rng=np.random.default_rng(SEED),
        )
        low, high = float(found.confidence_interval.low), float(found.confidence_interval.high)
    return Estimate(value=value, low=low, high=high, n=n, unscored=len(every) - n)


def _ratio(total: np.ndarray, size: np.ndarray, axis: int = -1) -> np.ndarray:
    return total.sum(axis=axis) / size.sum(axis=axis)


def percentile(values: Iterable[float], q: float) -> float:
    """The q-th percentile (0–100); 0.0 for no values."""
    found = np.array(list(values))
    return float(np.percentile(found, q)) if found.size else 0.0
