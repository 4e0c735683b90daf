"""Each check passes the good regulation and fails on a bad one made from it; and none lacks its bad cases."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from assistant.rules.base import RuleBase
from assistant.rules.checks import CHECKS, RuleProblems, check
from assistant.rules.load import load_rules

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


def _case(file: Path) -> dict[str, str]:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_the_good_regulation_passes(mini: Callable[..., RuleBase]):
    assert check(mini()) == ()


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_bad(file: Path, mini: Callable[..., RuleBase]):
    case = _case(file)
    base = mini(case["replace"], case["by"])
    (run,) = [c for c in CHECKS if c.__name__ == case["check"]]
    problems = list(run(base))
    assert len(problems) == 1, [str(p) for p in problems]
    (found,) = problems
    assert (found.key, found.value) == (case["key"], case["value"])
    assert case["expected"] in found.expected
    assert found.file.endswith("mini-2020.md")
    assert found in check(base)


def test_every_check_has_a_bad_case():
    assert {c.__name__ for c in CHECKS} == {_case(file)["check"] for file in BAD}


def test_a_problem_names_the_line(mini: Callable[..., RuleBase]):
    base = mini("  must_not: 提升\n", "  must_not: 提拔\n")
    (problem,) = check(base)
    text = Path(problem.file).read_text(encoding="utf-8") if Path(problem.file).exists() else None
    assert text is None or text.splitlines()[problem.line - 1] == "  must_not: 提拔"
    assert "键“must_not”：写的是“提拔”；应为：条款原文的用语；“提拔”不在条款中" in str(problem)


def test_overrides_settles_a_conflict(mini: Callable[..., RuleBase]):
    base = mini(
        "  kind: duty\n  when: 情况复杂的\n",
        "  kind: duty\n  who: 教育局\n  overrides: ['mini-2020:5#decision.service.1']\n",
    )
    assert check(base) == ()


def test_loading_refuses_bad_rules_and_lists_them_all(tmp_path: Path, knowledge: Path):
    folder = shutil.copytree(knowledge / "regulations", tmp_path / "regulations")
    file = folder / "weifang-2011.md"
    text = file.read_text(encoding="utf-8").replace("value: 15, unit: 工作日", "value: 30, unit: 工作日")
    file.write_text(text.replace("must: 依法回避", "must: 依法依规回避"), encoding="utf-8")
    (tmp_path / "topics.yaml").write_bytes((knowledge / "topics.yaml").read_bytes())
    with pytest.raises(RuleProblems) as error:
        load_rules(tmp_path)
    subjects = [problem.subject for problem in error.value.problems]
    assert subjects == ["weifang-2011:9#procedure.recusal", "weifang-2011:13.1#appeal.filing"]
    assert "写的是“30工作日”" in str(error.value)


def test_all_rules_load_in_half_a_second(knowledge: Path):
    fastest = min(_seconds(knowledge) for _ in range(5))
    assert fastest <= 0.5, f"{fastest:.2f} s of processor time"


def _seconds(knowledge: Path) -> float:
    start = time.process_time()
    load_rules(knowledge)
    return time.process_time() - start
