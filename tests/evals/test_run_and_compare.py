from datetime import date
from typing import Any

import pytest

from evals.compare import compare, order
from evals.figures import ALL
from evals.gold_files import Gold, Place, load_cases
from evals.results import Results, ResultsError, read_json, write_json
from evals.run import Local, Run, run
from evals.scoring import Reply, Scorer
from evals.selection import Selection, SelectionError


class Scripted:
    """A subject that says what it is told to, by question."""

    name = "scripted"

    def __init__(self, replies: dict[str, Reply]) -> None:
        self.replies = replies

    def ask(self, case):
        return self.replies[case.question]


@pytest.fixture
def results(case, reply, scorer):
    def make(**texts: str) -> Results:
        cases = tuple(case(id=id, question=id, must_say=[["15个工作日"]], kind="lay") for id in texts)
        replies = {id: reply(text) if text else Reply("", None, 0.1, "断了") for id, text in texts.items()}
        gold = Gold(cases, {c.id: Place("own.yaml", 1) for c in cases}, "sha")
        return run(Run(Scripted(replies), gold, cases, date(2024, 9, 27), workers=2), scorer)

    return make


def test_figures_of_a_run(results):
    made = results(a="15个工作日", b="15个工作日", c="不知道", d="")
    assert [r.passed for r in made.cases] == [True, True, False, None]
    assert made.figures["passed"] == pytest.approx(2 / 3)
    assert made.figures["passed.kind:lay"] == pytest.approx(2 / 3)
    assert made.figures["errors"] == 1
    assert made.groups[ALL]["passed"].unscored == 1
    assert made.cases[2].reason == "没有说：15个工作日"
    assert made.made.gold == "sha"


def test_newly_failing_come_first_then_newly_passing(results):
    old = results(a="15个工作日", b="不", c="不", gone="不", d="15个工作日")
    new = results(a="不", b="15个工作日", c="也不", new="15个工作日", d="")
    found = compare(old, new)
    assert [r.case.id for r in found.newly_failing] == ["a"]
    assert [r.case.id for r in found.newly_passing] == ["b"]
    assert [r.case.id for r in found.otherwise_answered] == ["c"]
    assert (found.added, found.dropped) == (("new",), ("gone",))
    assert [r.case.id for r in order(new.cases, found)] == ["a", "b", "c", "d", "new"]
    assert "errors" in {change.name for change in found.figures}


def test_results_are_read_back_as_they_were_written(results, tmp_path):
    made = results(a="15个工作日")
    write_json(tmp_path / "deep" / "run.json", made)
    assert read_json(tmp_path / "deep" / "run.json", Results) == made
    assert [f.name for f in (tmp_path / "deep").iterdir()] == ["run.json"]


def test_another_files_json_is_refused_with_the_remedy(tmp_path):
    file = tmp_path / "run.json"
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(ResultsError, match="请重新运行"):
        read_json(file, Results)


def test_the_assistants_own_failure_is_that_questions_error(case, scorer):
    class Broken:
        def ask(self, *_args, **_kwargs):
            raise RuntimeError("boom")

    broken: Any = Broken()
    reply = Local(broken, date(2024, 1, 1)).ask(case())
    assert reply.error == "RuntimeError：boom"
    assert {s.value for s in scorer.scores(case(), reply)} == {None}


def test_selection(case):
    cases = [case(id="wf-a", kind="lay"), case(id="wf-b", kind="quote", rests_on=["ccp-2016:8"])]
    assert [c.id for c in Selection(kinds=["lay"]).of(cases)] == ["wf-a"]
    assert [c.id for c in Selection(regulations=["ccp-2016"]).of(cases)] == ["wf-b"]
    assert [c.id for c in Selection(ids=["wf-*"]).of(cases)] == ["wf-a", "wf-b"]
    for wrong in (Selection(kinds=["quiz"]), Selection(ids=["x"]), Selection(kinds=["lay"], ids=["wf-b"])):
        with pytest.raises(SelectionError):
            wrong.of(cases)


def test_the_whole_way_on_the_projects_assistant(assistant, library):
    gold = load_cases(library)
    chosen = Selection(ids=["wf-appeal-filing*"]).of(gold.cases)
    made = run(Run(Local(assistant, date(2024, 9, 27)), gold, chosen, date(2024, 9, 27)), Scorer(library))
    assert made.made.texts == library.texts_hash
    assert made.groups[ALL]["quotes"].value == 1
    assert all(r.answer and r.file == "evals/gold/weifang.yaml" for r in made.cases)
