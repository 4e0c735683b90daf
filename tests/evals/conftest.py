"""A library and a loaded assistant for all tests of the evaluation, and cases and answers made to measure."""

from collections.abc import Callable

import pytest

from assistant.answer.model import Answer, Basis, CitationView, Outcome, Provenance, Statement
from assistant.answer.pipeline import Assistant
from assistant.corpus.library import Library
from assistant.guard.finding import Verdict
from assistant.settings import Settings
from evals.cases import Case
from evals.scoring import Reply, Scorer

PROVENANCE = Provenance(texts="t", rules="r", lexicon="l", encoder="e", version="0", as_of="2024-09-27")


@pytest.fixture(scope="session")
def library(knowledge) -> Library:
    return Library.load(knowledge / "regulations")


@pytest.fixture(scope="session")
def scorer(library) -> Scorer:
    return Scorer(library)


@pytest.fixture(scope="session")
def assistant(tmp_path_factory) -> Assistant:
    return Assistant.load(Settings(data=tmp_path_factory.mktemp("data")))


@pytest.fixture
def case() -> Callable[..., Case]:
    """A gold case with these expectations."""

    def make(**changes) -> Case:
        expect = {key: changes.pop(key) for key in list(changes) if key.startswith("must_")}
        base = {
            "id": "x-1",
            "kind": "lookup",
            "question": "问",
            "rests_on": ["weifang-2011:13.1"],
            "why": "因为",
        }
        outcome = changes.pop("outcome", ["answered"])
        return Case.model_validate(base | changes | {"expect": {"outcome": outcome, **expect}})

    return make


@pytest.fixture(scope="session")
def reply(library) -> Callable[..., Reply]:
    """A reply in these words, which cites these provisions whole."""

    def make(text: str = "", cites: tuple[str, ...] = (), **changes) -> Reply:
        views = tuple(
            CitationView(
                id=p.id, regulation=p.regulation, label=p.label, quote=p.text, url=f"/provisions/{p.id}"
            )
            for p in map(library.provision, cites)
        )
        said = Statement(text=text, basis=Basis.RULE, citations=cites, verdict=Verdict.SUPPORTED)
        answer = Answer(
            id="0",
            outcome=Outcome.ANSWERED,
            language="zh",
            text=text,
            statements=(said,),
            citations=views,
            provenance=PROVENANCE,
        )
        return Reply(text, answer.model_copy(update=changes), 0.001)

    return make
