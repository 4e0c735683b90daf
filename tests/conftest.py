"""What every test shares: the folders of the project, and what happens where a test's needs are missing."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Path of the first Chromium on PATH."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def missing_needs(item: pytest.Item) -> list[str]:
    """What the test's markers ask for and this machine lacks, each with its remedy."""
    missing: list[str] = []
    for marker in item.iter_markers("shared"):
        paths = [SHARED / path for path in marker.args] or [SHARED]
        missing += [
            f"{path} does not exist: lay it beside the checkout" for path in paths if not path.exists()
        ]
    if item.get_closest_marker("browser") and find_chromium() is None:
        missing.append(f"none of {', '.join(CHROMIUM_NAMES)} is on PATH: install Debian's chromium")
    return missing


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose needs are missing; fail it in CI, where a skip would hide that nothing was tested."""
    missing = missing_needs(item)
    if not missing:
        return
    reason = "; ".join(missing)
    if os.environ.get("CI"):
        pytest.fail(f"CI runs every test, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def knowledge() -> Path:
    """The project's own knowledge folder."""
    return ROOT / "knowledge"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout; only for tests marked `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; only for tests marked `browser`."""
    path = find_chromium()
    assert path is not None, "the test that asks for a Chromium must be marked browser"
    return path
