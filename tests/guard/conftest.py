"""One guard over the knowledge base, for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.corpus.library import Library
from assistant.guard.guard import Guard
from assistant.rules.base import RuleBase
from assistant.rules.lexicon import load_lexicon
from assistant.rules.topics import load_topics

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture(scope="session")
def base() -> RuleBase:
    return RuleBase(Library.load(KNOWLEDGE / "regulations"), load_topics(KNOWLEDGE / "topics.yaml"))


@pytest.fixture(scope="session")
def guard(base: RuleBase) -> Guard:
    return Guard(base, load_lexicon(KNOWLEDGE / "lexicon.yaml"))
