"""The project's rules, and a small made-up regulation to try the checks on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.corpus.library import Library
from assistant.rules.base import RuleBase
from assistant.rules.calendar import Calendar, load_calendar
from assistant.rules.load import load_rules
from assistant.rules.topics import load_topics

HERE = Path(__file__).parent
MINI = (HERE / "good" / "mini-2020.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def base(knowledge: Path) -> RuleBase:
    """The rules of the five regulations, checked."""
    return load_rules(knowledge)


@pytest.fixture(scope="session")
def calendar(knowledge: Path) -> Calendar:
    """The calendar as the project ships it."""
    return load_calendar(knowledge / "calendar.yaml")


@pytest.fixture
def mini(tmp_path: Path) -> Callable[..., RuleBase]:
    """Load the made-up regulation, one stretch of its file replaced; not checked."""

    def build(replace: str = "", by: str = "") -> RuleBase:
        assert not replace or MINI.count(replace) == 1, f"{replace!r} must occur once in mini-2020.md"
        folder = tmp_path / "regulations"
        folder.mkdir(exist_ok=True)
        (folder / "mini-2020.md").write_text(MINI.replace(replace, by) if replace else MINI, encoding="utf-8")
        return RuleBase(Library.load(folder), load_topics(HERE / "good" / "topics.yaml"))

    return build
