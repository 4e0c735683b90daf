"""Wording by a language model: what is not borne out is not published, however it is said and however it arrives."""

from __future__ import annotations

import json
import logging
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr
from tests.answer.scripted_model import (
    DONE,
    Asked,
    Reply,
    ScriptedModel,
    body,
    event,
    fails,
    says,
    scripted_model,
)

from assistant.answer.catalogue import load_catalogue
from assistant.answer.compose import Composer
from assistant.answer.draft import Draft
from assistant.answer.model import Basis, Outcome, Statement
from assistant.answer.pipeline import Assistant
from assistant.answer.query import Query
from assistant.answer.wording import FALLBACK, Wording
from assistant.answer.wording_client import MAX_BYTES, MAX_CHARACTERS
from assistant.answer.wording_draft import Sentence, sentences
from assistant.answer.wording_endpoint import WordingError, load_endpoint
from assistant.guard.finding import Verdict
from assistant.guard.guard import Guard
from assistant.rules.base import RuleBase
from assistant.rules.lexicon import load_lexicon
from assistant.rules.load import load_rules
from assistant.settings import Settings

KEY = "sk-secret-of-the-office"
TABLE = yaml.safe_load((Path(__file__).parent / "wording_drafts.yaml").read_text("utf-8"))
SCENES = TABLE["scenes"]


class Case:
    """A scripted draft with the composed answer that it is to reword."""

    def __init__(self, row: dict) -> None:
        scene = SCENES[row["scene"]]
        good = scene["draft"]
        self.rules: list[str] = scene["rules"]
        self.text: str = row.get("by", good)
        if "replace" in row:
            assert row["replace"] in good, f"{row['id']}: {row['replace']!r} does not occur in the draft"
            self.text = good.replace(row["replace"], row["by"])
        self.query = Query(scene["question"], scene["question"], scene.get("language", "zh"), (), frozenset())


def cases(kind: str) -> list:
    return [pytest.param(Case(row), id=row["id"]) for row in TABLE[kind]]


def case(id: str) -> Case:
    return next(Case(row) for kind in ("worded", "refused") for row in TABLE[kind] if row["id"] == id)


GOOD = case("as-asked-zh")
LIE = case("value")


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    with scripted_model() as running:
        yield running


@pytest.fixture(scope="module")
def base(knowledge: Path) -> RuleBase:
    return load_rules(knowledge)


@pytest.fixture(scope="module")
def guard(base: RuleBase, knowledge: Path) -> Guard:
    return Guard(base, load_lexicon(knowledge / "lexicon.yaml"))


@pytest.fixture(scope="module")
def composer(base: RuleBase, knowledge: Path) -> Composer:
    return Composer(base, load_catalogue(knowledge / "catalogue.yaml"))


def settings_for(url: str, data: Path, **more: object) -> Settings:
    values = {"llm_base_url": url, "llm_model": "scripted", "llm_api_key": SecretStr(KEY), "llm_timeout": 10}
    return Settings(data=data, **{**values, **more})


@pytest.fixture
def settings(model: ScriptedModel, tmp_path: Path) -> Settings:
    return settings_for(model.url, tmp_path)


@pytest.fixture
def wording(settings: Settings, guard: Guard, composer: Composer) -> Wording:
    made = Wording.from_settings(settings, guard, composer)
    assert made is not None
    return made


@pytest.fixture
def compose(base: RuleBase, composer: Composer):
    def composed(case: Case) -> Draft:
        rules = tuple(base.rules[id] for id in case.rules)
        statements = tuple(composer.rule(rule, case.query.language) for rule in rules)
        return Draft(Outcome.ANSWERED, statements, rules)

    return composed


def assert_composed(answer: Draft, composed: Draft) -> None:
    """The composed answer, word for word, with the notice in front of the others."""
    assert answer.statements == composed.statements
    assert len(answer.notices) == len(composed.notices) + 1
    assert "模型" in answer.notices[0] or "model" in answer.notices[0]
    assert answer.wording == FALLBACK


@pytest.mark.parametrize("case", cases("worded"))
def test_a_draft_that_is_borne_out_is_published(case: Case, wording, model, compose):
    model.will(says(case.text))
    composed = compose(case)
    worded = wording.reword(case.query, composed)
    assert len(model.asked) == 1
    assert {s.basis for s in worded.statements} == {Basis.MODEL}
    assert {s.verdict for s in worded.statements} == {Verdict.SUPPORTED}
    assert {id for s in worded.statements for id in s.rules} == set(case.rules)
    assert {id for s in worded.statements for id in s.citations} == {
        id for s in composed.statements for id in s.citations
    }
    published = "".join(s.text for s in worded.statements)
    assert "E1" not in published
    assert "think" not in published
    assert worded.notices == composed.notices


@pytest.mark.parametrize("case", cases("refused"))
def test_a_draft_that_is_not_borne_out_is_not_published(case: Case, wording, model, compose):
    model.will(says(case.text))
    composed = compose(case)
    assert_composed(wording.reword(case.query, composed), composed)
    assert len(model.asked) <= 2


def test_the_table_has_the_drafts_that_were_asked_for():
    assert len(TABLE["worded"]) + len(TABLE["refused"]) >= 60
    texts = [(row["scene"], Case(row).text) for kind in ("worded", "refused") for row in TABLE[kind]]
    assert len(set(texts)) == len(texts)
