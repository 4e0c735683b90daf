"""A test that lacks what it needs is skipped on a developer's machine and fails in CI, with the reason."""

from pathlib import Path

import pytest

NEEDY = """
import pytest

@pytest.mark.shared("data/laws.tar.xz")
def test_shared(): pass

@pytest.mark.browser
def test_browser(): pass
"""
REASONS = ["*data/laws.tar.xz does not exist: lay it beside the checkout*", "*install Debian's chromium*"]


@pytest.fixture
def checkout(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    """A checkout with nothing beside it, on a machine with nothing on PATH; the working directory."""
    checkout = pytester.mkdir("checkout")
    (checkout / "tests").mkdir()
    for name in ("pyproject.toml", "tests/conftest.py"):
        (checkout / name).write_text((root / name).read_text("utf-8"), "utf-8")
    (checkout / "tests/test_needy.py").write_text(NEEDY, "utf-8")
    monkeypatch.chdir(checkout)
    monkeypatch.setenv("PATH", "")
    return checkout


@pytest.mark.usefixtures("checkout")
def test_without_ci_they_are_skipped_with_the_reason(pytester, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(skipped=2)
    result.stdout.fnmatch_lines_random(REASONS)


@pytest.mark.usefixtures("checkout")
def test_in_ci_they_fail_with_the_reason(pytester, monkeypatch):
    monkeypatch.setenv("CI", "true")
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines_random(REASONS)


def test_a_shared_file_that_is_there_is_used(pytester, monkeypatch, checkout):
    monkeypatch.setenv("CI", "true")
    laws = checkout.parent / "shared" / "data" / "laws.tar.xz"
    laws.parent.mkdir(parents=True)
    laws.touch()
    result = pytester.runpytest_subprocess("-k", "shared")
    result.assert_outcomes(passed=1, deselected=1)
