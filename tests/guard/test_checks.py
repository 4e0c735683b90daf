"""Every check ships statements that must be flagged and near misses that must pass, and they do."""

from __future__ import annotations

import pkgutil
from types import ModuleType

import pytest

from assistant.guard import checks
from assistant.guard.clash import Example
from assistant.guard.finding import Verdict
from assistant.guard.guard import Guard


def _cases(name: str) -> list[object]:
    return [
        pytest.param(example, id=f"{module.__name__.rpartition('.')[2]}-{i}")
        for module in checks.MODULES
        for i, example in enumerate(getattr(module, name))
    ]


def test_every_file_is_listed() -> None:
    files = {module.name for module in pkgutil.iter_modules(checks.__path__)}
    assert files == {module.__name__.rpartition(".")[2] for module in checks.MODULES}


@pytest.mark.parametrize("module", checks.MODULES, ids=lambda m: m.__name__.rpartition(".")[2])
def test_a_check_ships_both_kinds_of_examples_and_its_source(module: ModuleType) -> None:
    assert len(module.MUST_FLAG) >= 2
    assert len(module.NEAR_MISSES) >= 2
    assert "Source:" in (module.__doc__ or "")


@pytest.mark.parametrize("example", _cases("MUST_FLAG"))
def test_must_flag(guard: Guard, example: Example) -> None:
    assert guard.check(example.text, regulation=example.regulation).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize("example", _cases("NEAR_MISSES"))
def test_near_miss_passes(guard: Guard, example: Example) -> None:
    report = guard.check(example.text, regulation=example.regulation)
    assert report.verdict is Verdict.SUPPORTED, report.findings
