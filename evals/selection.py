"""Choosing some of the gold questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.corpus.errors import CorpusError
from evals.cases import Case


class SelectionError(CorpusError):
    """A selection that no case meets."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Kinds, regulations and ids wanted; empty means all. An id ending in * stands for all that begin so."""

    kinds: Sequence[str] = ()
    regulations: Sequence[str] = ()
    ids: Sequence[str] = ()

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.kinds or self.regulations or self.ids)

    def of(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        """The cases selected, in their order. Raises SelectionError for a value that no case has."""
        known = {
            "--kind": (self.kinds, sorted({c.kind for c in cases})),
            "--regulation": (self.regulations, sorted({r for c in cases for r in c.regulations})),
        }
        for option, (wanted, there) in known.items():
            if strange := [value for value in wanted if value not in there]:
                raise SelectionError(f"{option} {'、'.join(strange)}：没有这样的题；现有：{'、'.join(there)}")
        for id in self.ids:
            if not any(_is(c.id, id) for c in cases):
                raise SelectionError(f"--id {id}：没有这道题；可以用 * 结尾，如 wf-appeal-*")
        chosen = tuple(c for c in cases if self._takes(c))
        if not chosen:
            raise SelectionError("这些条件放在一起，一道题也没有选中；请放宽 --kind、--regulation、--id")
        return chosen

    def _takes(self, case: Case) -> bool:
        return (
            (not self.kinds or case.kind in self.kinds)
            and (not self.regulations or bool(set(case.regulations) & set(self.regulations)))
            and (not self.ids or any(_is(case.id, id) for id in self.ids))
        )


def _is(id: str, wanted: str) -> bool:
    return id.startswith(wanted[:-1]) if wanted.endswith("*") else id == wanted
