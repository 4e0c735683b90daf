"""Selecting rules: every topic of every regulation answers to its own name, with its own clauses."""

from collections import defaultdict

import pytest

from assistant.answer.model import Answer
from assistant.rules.base import Encoded, RuleBase

ALL_OF = 6
"""Up to so many rules a topic is answered whole; of more, those that fit the question."""


@pytest.fixture(scope="module")
def topics(base: RuleBase) -> dict[tuple[str, str], list[Encoded]]:
    found: dict[tuple[str, str], list[Encoded]] = defaultdict(list)
    for rule in base:
        if rule.normative and not rule.silent and rule.provision:
            found[rule.regulation, rule.topic].append(rule)
    return found


@pytest.fixture(scope="module")
def answers(ask, base: RuleBase, topics):
    titles = {id: f"《{r.meta.title}》" for id, r in base.library.regulations.items()}
    return {key: ask(f"{titles[key[0]]}{base.topics[key[1]].zh}") for key in topics}


def covered(base: RuleBase, cited: set[str], provision: str) -> bool:
    """Whether a provision or one that contains it is cited."""
    regulation = base.library.regulations[provision.partition(":")[0]]
    return bool(cited & {provision, *(p.id for p in regulation.ancestors(provision))})


def share(reached: list[bool]) -> float:
    return sum(reached) / len(reached)


def cited_by(answer: Answer) -> set[str]:
    return {citation.id for citation in answer.citations}


def test_a_topic_called_by_its_name_is_answered_with_its_clauses(answers, topics, base: RuleBase):
    """Topics of up to six rules; those of more are answered with the rules that fit."""
    reached = [
        covered(base, cited_by(answers[key]), rule.provision)
        for key, rules in topics.items()
        if len(rules) <= ALL_OF
        for rule in rules
    ]
    assert share(reached) >= 0.95


def test_every_topic_gets_some_of_its_own_clauses(answers, topics, base: RuleBase):
    reached = [
        any(covered(base, cited_by(answers[key]), rule.provision) for rule in rules)
        for key, rules in topics.items()
    ]
    assert share(reached) >= 0.95


def test_no_other_regulation_is_cited(answers):
    for (regulation, topic), answer in answers.items():
        assert {citation.regulation for citation in answer.citations} <= {regulation}, topic


def test_most_clauses_can_be_reached_by_their_topics_name(answers, topics, base: RuleBase):
    reached = [
        covered(base, cited_by(answers[key]), rule.provision)
        for key, rules in topics.items()
        for rule in rules
    ]
    assert share(reached) >= 0.85


def test_every_rule_is_reached_by_its_own_words(ask, base: RuleBase):
    """Asked in a rule's own words the answer cites its clause, or one that contains it; sampled."""
    titles = {id: f"《{r.meta.title}》" for id, r in base.library.regulations.items()}
    sample = [rule for rule in base if rule.normative and not rule.silent and rule.provision][::4]
    reached = [
        covered(base, cited_by(ask(f"{titles[rule.regulation]}怎么规定：{rule.zh}？")), rule.provision)
        for rule in sample
    ]
    assert len(sample) >= 100
    assert share(reached) >= 0.9
