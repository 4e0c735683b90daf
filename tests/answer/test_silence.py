"""Silence is an answer: what a regulation does not regulate is never filled from another (over the whole matrix)."""

from collections.abc import Iterator

import pytest

from assistant.answer.model import Basis
from assistant.corpus.quantities import find_numbers
from assistant.rules.base import RuleBase

_LEAD = "《{title}》对{topic}怎么规定？"


def silent_pairs(base: RuleBase) -> Iterator[tuple[str, str]]:
    for topic in base.topics.values():
        for regulation in base.library.regulations:
            on = base.on(regulation, topic.id)
            if topic.matrix and on and all(rule.silent for rule in on):
                yield regulation, topic.id


@pytest.fixture(scope="module")
def answers(ask, base: RuleBase):
    found = {}
    for regulation, topic in silent_pairs(base):
        title = base.library.regulations[regulation].meta.title
        found[regulation, topic] = ask(_LEAD.format(title=title, topic=base.topics[topic].zh))
    return found


def test_the_matrix_has_silences_of_every_regulation(answers, base: RuleBase):
    assert {regulation for regulation, _ in answers} == set(base.library.regulations)
    assert len(answers) >= 70


def test_no_other_regulation_is_cited(answers):
    for (regulation, topic), answer in answers.items():
        assert {citation.regulation for citation in answer.citations} <= {regulation}, topic
        rules = {id.split(":")[0] for statement in answer.statements for id in statement.rules}
        assert rules <= {regulation}, topic


def test_no_figure_that_the_regulation_does_not_have(answers, base: RuleBase):
    """Every number with a unit stands in the regulation, or in what is encoded of it (the count of a list)."""
    for (regulation, topic), answer in answers.items():
        own = base.library.regulations[regulation]
        encoded = "\n".join(rule.zh for rule in base if rule.regulation == regulation)
        figures = {(n.value, n.measure) for n in find_numbers(f"{own.text}\n{encoded}")}
        for statement in answer.statements:
            if statement.basis is not Basis.NOTICE:
                said = {(n.value, n.measure) for n in find_numbers(statement.text) if n.measure}
                assert said <= figures, (topic, statement.text)


def test_it_is_said_that_the_regulation_is_silent(answers):
    """Asked by the topic's own name the answer is the silence, or that what is asked for is not among the sanctions."""
    for (regulation, topic), answer in answers.items():
        assert answer.outcome in ("silent", "premise_corrected"), (regulation, topic, answer.text)
        assert "没有" in answer.text or "不" in answer.text


def test_a_silence_with_a_clause_cites_it(answers, base: RuleBase):
    for (regulation, topic), answer in answers.items():
        sources = {rule.provision for rule in base.on(regulation, topic) if rule.provision}
        if answer.outcome == "silent":
            assert sources <= {citation.id for citation in answer.citations}, topic


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        ("广州的干部收到问责决定，几天之内可以申诉？", "15"),
        ("问责条例规定的申诉期限是多少天？", "15"),
        ("问责条例对调查期限怎么规定？", "30"),
        ("潍坊办法规定一年内不得提拔吗？引咎辞职之外的呢？", "当年年度考核"),
        ("哈尔滨的网格员被问责以后多久不得提拔？", "一年"),
    ],
)
def test_the_figures_next_door_do_not_leak(ask, question: str, foreign: str):
    assert foreign not in ask(question).text.replace("2015年", "").split("※")[0]
