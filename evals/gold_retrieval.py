"""Retrieval on the gold questions: is each clause that an answer must cite among the first hits?

A gold case names groups of alternatives, and hits are leaf clauses. A group is found at the rank of the first hit that is one of
its alternatives or lies inside one; the measures are then those of a ranking with one relevant thing per group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tqdm import tqdm

from assistant.answer.pipeline import Assistant
from assistant.search.fusion import Weights
from assistant.search.retriever import HybridRetriever
from assistant.settings import Settings
from evals.cases import Case
from evals.citing import Citing, Depth
from evals.gold_files import Gold
from evals.measures import measure
from evals.results import Made
from evals.retrieval_results import GoldRetrieval, Ranked

DEPTH = 100
Search = Callable[[Case], Sequence[str]]


def systems(assistant: Assistant, settings: Settings) -> dict[str, Search]:
    """What is compared: words alone, meaning alone, both, and the search that every surface calls.

    Each is kept to the regulation of the case's filter.

    Raises EncoderError where the encoder cannot be loaded.
    """
    fused = HybridRetriever.of(assistant.library, settings)
    mixes = {
        "bm25": fused.model_copy(update={"weights": Weights(1.0, 0.0)}),
        "vectors": fused.model_copy(update={"weights": Weights(0.0, 1.0)}),
        "fused": fused,
    }
    return {
        **{name: _searching(retriever) for name, retriever in mixes.items()},
        "assistant": _asking(assistant),
    }


def _asking(assistant: Assistant) -> Search:
    every = sum(len(regulation.leaves()) for regulation in assistant.library.regulations.values())

    def search(case: Case) -> list[str]:
        hits = assistant.search(_query(case), every)
        own = [hit.id for hit in hits if case.regulation in (None, hit.id.partition(":")[0])]
        return own[:DEPTH]

    return search


def _query(case: Case) -> str:
    """The question, after the one that it follows up."""
    return "\n".join([*case.history[-1:], case.question])


def _searching(retriever: HybridRetriever) -> Search:
    def search(case: Case) -> list[str]:
        regulations = [case.regulation] if case.regulation else None
        return [hit.id for hit in retriever.search(_query(case), DEPTH, regulations=regulations)]

    return search


def run_retrieval(
    assistant: Assistant, compared: Mapping[str, Search], gold: Gold[Case], cases: Sequence[Case], as_of: date
) -> GoldRetrieval:
    """Rank for every case that says what must be cited. The last of `compared` is the one whose figures count."""
    asked = [case for case in cases if case.expect.must_cite]
    citing = Citing(assistant.library)
    ranked: dict[str, list[Ranked]] = {}
    for name, search in compared.items():
        bar = tqdm(asked, desc=name, unit="题", leave=False, mininterval=0.5, disable=None)
        ranked[name] = [_ranked(case, search(case), citing) for case in bar]
    leading = ranked[list(compared)[-1]]
    by_system = {name: {**_measured(found), **_articles(found, citing)} for name, found in ranked.items()}
    return GoldRetrieval(
        made=Made.here(assistant.provenance(as_of), gold.sha256),
        figures={f"{system}.{name}": value for system, m in by_system.items() for name, value in m.items()},
        systems=by_system,
        groups=_groups(asked, leading),
        cases=tuple(leading),
    )


def _ranked(case: Case, hits: Sequence[str], citing: Citing) -> Ranked:
    ranks = tuple(
        next(
            (at for at, id in enumerate(hits, 1) if any(citing.inside(id, wanted) for wanted in group)), None
        )
        for group in case.expect.must_cite
    )
    return Ranked(
        id=case.id, question=case.question, wanted=case.expect.must_cite, hits=tuple(hits[:10]), ranks=ranks
    )


def _measured(found: Sequence[Ranked]) -> dict[str, float]:
    relevant = {r.id: [f"group {at}" for at in range(len(r.ranks))] for r in found}
    return measure(relevant, {r.id: _ranking(r.ranks) for r in found})


def _ranking(ranks: Sequence[int | None]) -> list[str]:
    """A ranking in which each group stands at its rank; groups that one hit meets stand one after the other."""
    ranking: list[str] = []
    for at, rank in sorted(((at, rank) for at, rank in enumerate(ranks) if rank), key=lambda pair: pair[1]):
        ranking += [f"other {place}" for place in range(len(ranking) + 1, rank)]
        ranking.append(f"group {at}")
    return ranking


def _articles(found: Sequence[Ranked], citing: Citing) -> dict[str, float]:
    """Share of cases with a hit in a right article among the first five."""
    hits = [
        bool(
            {citing.cut(id, Depth.ARTICLE) for id in r.hits[:5]}
            & {citing.cut(id, Depth.ARTICLE) for group in r.wanted for id in group}
        )
        for r in found
    ]
    return {"article_success@5": sum(hits) / len(hits)}


def _groups(cases: Sequence[Case], found: Sequence[Ranked]) -> dict[str, dict[str, float]]:
    members: defaultdict[str, list[Ranked]] = defaultdict(list)
    for case, ranked in zip(cases, found, strict=True):
        members[f"kind:{case.kind}"].append(ranked)
        if case.wording:
            members[f"wording:{case.wording}"].append(ranked)
    return {group: _measured(members[group]) for group in sorted(members)}
