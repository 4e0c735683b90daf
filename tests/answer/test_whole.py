"""Answers to gold questions as wholes: rules with their companions, and nothing that the guard would refute."""

import pytest

from assistant.answer.model import Answer, Basis, Statement
from assistant.guard.finding import Verdict
from assistant.guard.whole import check_answer
from evals.gold_files import load_cases

EVERY = 3


@pytest.fixture(scope="module")
def answers(ask, assistant) -> list[Answer]:
    """Answers to every third gold question, of all kinds."""
    cases = load_cases(assistant.library).cases[::EVERY]
    return [ask(case.question, regulation=case.regulation, history=case.history) for case in cases]


@pytest.fixture(scope="module")
def published(answers) -> dict[Statement, str]:
    """The Chinese statements that rest on rules, each once, with the regulation they are about."""
    return {
        statement: statement.rules[0].split(":")[0]
        for answer in answers
        for statement in answer.statements
        if statement.basis is Basis.RULE and statement.rules and answer.language == "zh"
    }


def test_the_sample_is_of_all_kinds(answers):
    outcomes = {answer.outcome for answer in answers}
    assert outcomes == {"answered", "premise_corrected", "clarify", "silent", "not_covered"}
    assert {answer.language for answer in answers} == {"zh", "en"}
    assert len(answers) >= 200


def test_every_gold_answer_keeps_the_contract(answers, base):
    for answer in answers:
        assert Answer.model_validate_json(answer.model_dump_json()) == answer
        cited = [id for statement in answer.statements for id in statement.citations]
        assert [citation.id for citation in answer.citations] == list(dict.fromkeys(cited))
        assert all(base.library.provision(id).id == id for id in cited)
        assert (answer.clarification is None) == (answer.outcome != "clarify")
        assert not (answer.outcome == "not_covered" and answer.citations)


def test_a_rule_is_published_with_its_exceptions_conditions_and_caps(answers, base):
    """Except where the user is asked to choose: there each option is an answer of its own. A rule that is only pointed
    to brings no others.
    """
    alone = [
        (answer.statements[0].text, rule, companion)
        for answer in answers
        for rule in {id for s in answer.statements if s.basis == "rule" for id in s.rules}
        if not base.rules[rule].silent
        for companion in base.rules[rule].rule.publish_with
        if companion not in {id for statement in answer.statements for id in statement.rules}
    ]
    assert alone == []


def test_the_guard_finds_no_gap_in_an_answer(answers, base):
    for answer in answers:
        assert check_answer(answer.statements, base) == (), answer.text


def test_the_guard_refutes_nothing_that_is_published_from_rules(published, assistant):
    refuted = [
        statement.text
        for statement, regulation in published.items()
        if not any(assistant.rules.rules[id].silent for id in statement.rules)
        and assistant.check(statement.text, regulation=regulation).verdict is Verdict.CONTRADICTED
    ]
    assert len(published) >= 250
    assert refuted == []


def test_the_guard_confirms_what_is_published_from_rules(published, assistant):
    """All but computed days, which stand in no clause; a floor, since confirming is the guard's stricter half."""
    verdicts = [
        assistant.check(statement.text, regulation=regulation).verdict is Verdict.SUPPORTED
        for statement, regulation in published.items()
        if not statement.text.startswith(("最晚为", "最后一天还不能确定"))
    ]
    assert sum(verdicts) / len(verdicts) >= 0.95


def test_commentary_supports_no_rule_statement(answers, base):
    for answer in answers:
        for statement in answer.statements:
            if statement.basis is Basis.RULE and not any("解读" in id for id in statement.citations):
                assert all(base.rules[id].normative for id in statement.rules)
