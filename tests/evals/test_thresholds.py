import pytest

from assistant.corpus.errors import ParseError
from evals.thresholds import FILE, missed


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bounds.yaml"
    path.write_text("run:\n  passed: {min: 0.8}\n  errors: {max: 0}\n", encoding="utf-8")
    return path


def test_figures_within_bounds_and_out_of_them(file):
    assert missed("run", {"passed": 0.8, "errors": 0}, file) == []
    assert missed("run", {"passed": 0.79, "errors": 1}, file) == [
        "passed = 0.79，应不低于 0.8",
        "errors = 1，应不高于 0",
    ]


def test_a_bound_on_a_figure_there_is_not_is_refused(file):
    with pytest.raises(ParseError, match=r"第2行.*没有指标“passed”"):
        missed("run", {"errors": 0}, file)


def test_a_command_without_bounds_is_refused(file):
    with pytest.raises(ParseError, match="没有写明“guard”"):
        missed("guard", {}, file)


def test_the_projects_thresholds_can_be_read():
    for command in ("run", "guard", "retrieval"):
        with pytest.raises(ParseError, match="没有指标"):
            missed(command, {}, FILE)
