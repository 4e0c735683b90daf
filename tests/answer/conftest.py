"""One loaded assistant for all tests of answering, and asking it on a fixed day."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from assistant.answer.model import Answer
from assistant.answer.pipeline import Assistant
from assistant.rules.base import RuleBase
from assistant.settings import Settings

DAY = date(2026, 11, 24)

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(_env_file=None, data=tmp_path_factory.mktemp("data"))  # pyright: ignore[reportCallIssue]


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    """The assistant over the project's own knowledge, without any model."""
    return Assistant.load(settings)


@pytest.fixture(scope="session")
def base(assistant: Assistant) -> RuleBase:
    return assistant.rules


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    """Ask on 24 November 2026 unless another day is given."""

    def asked(
        question: str,
        *,
        regulation: str | None = None,
        history: Sequence[str] = (),
        as_of: date | None = DAY,
    ) -> Answer:
        return assistant.ask(question, regulation=regulation, history=history, as_of=as_of)

    return asked
