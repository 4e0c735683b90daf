"""The project's own files agree with each other: what is imported, declared, pinned and announced."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from assistant import __version__

OWN = {"app", "assistant", "conftest", "evals", "tests"}
# Named in no import: pytest loads pytest-socket by itself; the rest are commands.
USED_WITHOUT_IMPORT = {"import-linter", "pyright", "pytest-socket", "ruff"}
# A CUDA build of torch brings libraries that it pins itself.
PINS_ITS_OWN = {"torch"}


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in requirements}


@pytest.fixture(scope="module")
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def pins(root: Path) -> dict[str, str]:
    lines = (root / "constraints.txt").read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines if "==" in line]
    return {canonicalize_name(name): version for name, version in pairs}


def imported_distributions(paths: list[Path]) -> set[str]:
    owners = packages_distributions()
    found: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_bytes(), path)):
            modules: list[str] = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                modules = [node.module or ""]
            tops = {module.partition(".")[0] for module in modules} - OWN - sys.stdlib_module_names
            found |= {canonicalize_name(owner) for top in tops for owner in owners[top]}
    return found


def sources(root: Path, *folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]


def needed(requirement: Requirement, extras: frozenset[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras | {""})


def closure(start: Requirement) -> Iterator[str]:
    """Canonical names of all distributions that installing `start` brings."""
    queue, seen = [start], set()
    while queue:
        requirement = queue.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        yield key[0]
        if key[0] in PINS_ITS_OWN:
            continue
        children = map(Requirement, distribution(requirement.name).requires or ())
        queue += [child for child in children if needed(child, key[1])]


def test_what_runs_imports_what_is_declared(root: Path, project: dict):
    imported = imported_distributions([*sources(root, "assistant"), root / "app.py"])
    assert imported == names(project["dependencies"])


def test_what_develops_imports_what_is_declared(root: Path, project: dict):
    imported = imported_distributions(sources(root, "evals", "tests"))
    declared = names(project["optional-dependencies"]["dev"]) - USED_WITHOUT_IMPORT
    assert imported - names(project["dependencies"]) == declared


def test_everything_that_is_installed_is_pinned_as_installed(pins: dict[str, str]):
    installed = set(closure(Requirement("assistant[dev]"))) - {"assistant"}
    found = {name: distribution(name).version.partition("+")[0] for name in installed}
    assert found == {name: pins.get(name, "not in constraints.txt") for name in installed}


def test_the_changelog_opens_with_this_version(root: Path):
    headings = [
        line for line in (root / "CHANGELOG.md").read_text("utf-8").splitlines() if line.startswith("## ")
    ]
    assert headings[0].split()[1] == __version__
