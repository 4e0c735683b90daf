"""Where the guard errs: a table of clauses by kind of mutation, or by verdict wanted where there are no mutants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.corpus.library import Library
from evals.guard import GuardCaseResult


@dataclass(frozen=True, slots=True)
class Cell:
    """Cases of one clause and one kind. published: false ones that would be published."""

    n: int
    right: int
    published: int

    @property
    def share(self) -> float:
        """Share of right verdicts."""
        return self.right / self.n


@dataclass(frozen=True)
class Heatmap:
    """columns: kinds; rows: ids of articles in the order of the texts; cells by row, then column."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    labels: dict[str, str]
    cells: dict[str, dict[str, Cell]]


def heatmap(results: Sequence[GuardCaseResult], library: Library) -> Heatmap | None:
    """By article and kind; None where no case rests on a clause."""
    mutants = [r for r in results if r.case.mutation]
    shown = mutants or [r for r in results if r.case.set == "statements"]
    members: defaultdict[str, defaultdict[str, list[GuardCaseResult]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for result in shown:
        kind = result.case.mutation or "/".join(result.case.wanted)
        for unit in dict.fromkeys(library.provision(id).unit for id in result.case.provisions):
            members[unit][kind].append(result)
    if not members:
        return None
    every = [p for r in library.regulations.values() for p in r.provisions if p.id in members]
    return Heatmap(
        columns=tuple(sorted({kind for row in members.values() for kind in row})),
        rows=tuple(p.id for p in every),
        labels={p.id: p.label for p in every},
        cells={p.id: {kind: _cell(found) for kind, found in members[p.id].items()} for p in every},
    )


def _cell(results: Sequence[GuardCaseResult]) -> Cell:
    published = sum(r.is_false and r.published for r in results)
    return Cell(len(results), sum(r.right for r in results), published)
