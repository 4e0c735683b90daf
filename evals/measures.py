"""Ranking measures, by ir-measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

CUTOFFS = (1, 5, 10, 20, 100)
MEASURES = {
    **{f"recall@{k}": R @ k for k in CUTOFFS},
    "success@5": Success @ 5,
    "mrr@10": RR @ 10,
    "ndcg@10": nDCG @ 10,
}


def measure(relevant: Mapping[str, Sequence[str]], ranked: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Means over the queries of `relevant` (query → relevant ids); `ranked`: query → ids, best first.

    A query that `ranked` lacks counts as nothing found. Raises ValueError where there is no query.
    """
    if not relevant:
        raise ValueError("no query to measure: relevant is empty")
    judged = {query: dict.fromkeys(ids, 1) for query, ids in relevant.items()}
    run = {q: {id: float(-at) for at, id in enumerate(ranked.get(q, ()))} for q in relevant}
    found = ir_measures.calc_aggregate(list(MEASURES.values()), judged, run)
    return {name: float(found[m]) for name, m in MEASURES.items()}
