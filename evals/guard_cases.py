"""What the guard is tried on: gold statements, paraphrases, the rules' own renderings, and mutants of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.answer.pipeline import Assistant
from assistant.guard.entries import load_vocabulary
from assistant.guard.finding import Verdict
from evals.gold_files import TRIED, Gold, Statement, load_paraphrases, load_statements
from evals.mutation import Maker, Mutant
from evals.selection import SelectionError

Set = Literal[
    "statements",
    "paraphrases_dev",
    "paraphrases_frozen",
    "written",
    "later",
    "free",
    "spoken",
    "attacks",
    "renderings",
    "mutants",
]
WRITTEN: tuple[Set, ...] = ("written", "later", "free", "spoken")
"""By writers who had not seen the program: a file each in `gold/tried`, as are the attacks."""
NOT_BORNE_OUT = (Verdict.CONTRADICTED, Verdict.UNSUPPORTED, Verdict.AMBIGUOUS)


class GuardCase(BaseModel):
    """A text for the guard. wanted: verdicts that are right; mutation: kind of change, "" where nothing was changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    set: Set
    text: str
    regulation: str | None
    wanted: tuple[Verdict, ...]
    provisions: tuple[str, ...] = ()
    mutation: str = ""
    why: str = ""
    file: str = ""
    line: int = 0

    @property
    def cluster(self) -> str:
        """The clause it rests on: cases of one clause are not independent."""
        return self.provisions[0] if self.provisions else self.id

    @property
    def where(self) -> str:
        """The regulation it is about, "cross" for several, "none" for none."""
        found = {id.partition(":")[0] for id in self.provisions}
        if len(found) > 1:
            return "cross"
        return next(iter(found), self.regulation or "none")


@dataclass(frozen=True)
class GuardGold:
    """The cases, the sha256 of the files they come from, and how many mutants were left out, by reason."""

    cases: tuple[GuardCase, ...]
    sha256: str
    excluded: Mapping[str, int]


def guard_cases(assistant: Assistant, knowledge: Path) -> GuardGold:
    """Everything there is to try; knowledge: the folder the assistant was loaded from. Raises ParseError, GoldProblems for gold files that are wrong."""
    statements = load_statements(assistant.library)
    written: dict[Set, Gold[Statement]] = {
        name: load_statements(assistant.library, (TRIED / f"{name}.yaml",)) for name in WRITTEN
    }
    attacks = load_statements(assistant.library, (TRIED / "attacks.yaml",))
    paraphrases = load_paraphrases(assistant.library)
    cases = _stated(statements, "statements")
    cases += [case for name, gold in written.items() for case in _stated(gold, name)]
    cases += [c.model_copy(update={"wanted": NOT_BORNE_OUT}) for c in _stated(attacks, "attacks")]
    cases += [
        GuardCase(
            id=p.id,
            set="paraphrases_dev" if p.set == "dev" else "paraphrases_frozen",
            text=p.text,
            regulation=p.regulation,
            wanted=(Verdict.SUPPORTED,),
            provisions=p.rests_on,
            file=paraphrases.places[p.id].file,
            line=paraphrases.places[p.id].line,
        )
        for p in paraphrases.cases
    ]
    cases += _renderings(assistant)
    maker = Maker(assistant.rules, load_vocabulary(knowledge / "guard.yaml", (), ()).file.implied)
    cases += [_mutant(mutant, at) for at, mutant in enumerate(maker.all())]
    return GuardGold(
        tuple(cases),
        "-".join(gold.sha256 for gold in (statements, *written.values(), attacks, paraphrases)),
        dict(maker.excluded),
    )


def _stated(gold: Gold[Statement], name: Set) -> list[GuardCase]:
    return [
        GuardCase(
            id=s.id,
            set=name,
            text=s.text,
            regulation=s.regulation,
            wanted=(s.verdict,),
            provisions=s.rests_on,
            why=s.why,
            file=gold.places[s.id].file,
            line=gold.places[s.id].line,
        )
        for s in gold.cases
    ]


def select(gold: GuardGold, sets: Sequence[str]) -> GuardGold:
    """The cases of some sets; of all, if none is named. Raises SelectionError for a set that there is not."""
    there = dict.fromkeys(case.set for case in gold.cases)
    if strange := [name for name in sets if name not in there]:
        raise SelectionError(f"--set {'、'.join(strange)}：没有这一组；现有：{'、'.join(there)}")
    return replace(gold, cases=tuple(c for c in gold.cases if c.set in sets)) if sets else gold


def _renderings(assistant: Assistant) -> list[GuardCase]:
    """Every rule in both languages, as answers say it: all true by construction."""
    return [
        GuardCase(
            id=f"{rule.id}@{language}",
            set="renderings",
            text=text,
            regulation=rule.regulation,
            wanted=(Verdict.SUPPORTED,),
            provisions=(rule.provision,) if rule.provision else (),
        )
        for rule in assistant.rules
        for language, text in (("zh", f"{rule.zh}。"), ("en", rule.en))
        if rule.provision and text.strip("。")
    ]


def _mutant(mutant: Mutant, at: int) -> GuardCase:
    return GuardCase(
        id=f"{mutant.rule}~{at}",
        set="mutants",
        text=mutant.text,
        regulation=mutant.regulation,
        wanted=tuple(sorted(mutant.right)),
        provisions=(mutant.rule.partition("#")[0],),
        mutation=mutant.kind,
    )
