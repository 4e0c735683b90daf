import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from evals.__main__ import main

IDS = ["--id", "wf-appeal-*", "--id", "x-cmp-*", "--id", "wf-dl-appeal-*", "--id", "ccp-en-*"]


@dataclass(frozen=True)
class Seen:
    status: int
    out: str
    err: str


@pytest.fixture
def evals(monkeypatch, capsys):
    """Run a command in this process, and give what a shell would see."""

    def call(*arguments: str) -> Seen:
        monkeypatch.setattr(sys, "argv", ["evals", *arguments])
        try:
            status = main()
        except SystemExit as done:
            status = int(done.code or 0)
        shown = capsys.readouterr()
        return Seen(status, shown.out, shown.err)

    return call


def test_two_runs_are_the_same_bytes_whatever_hash_seed_and_threads(tmp_path):
    answers = []
    for seed, threads in (("1", "1"), ("4242", "2")):
        out = tmp_path / f"{seed}.json"
        arguments = ["run", *IDS, "--as-of", "2024-09-27", "--out", str(out), "--workers", threads]
        threading = {"OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads}
        environment = os.environ | {"PYTHONUTF8": "1", "PYTHONHASHSEED": seed} | threading
        subprocess.run([sys.executable, "-m", "evals", *arguments], check=True, timeout=300, env=environment)
        results = json.loads(out.read_text(encoding="utf-8"))
        assert len(results["cases"]) > 20
        answers.append(json.dumps([results["cases"], results["groups"]], ensure_ascii=False).encode())
    assert answers[0] == answers[1]


def test_below_the_thresholds_the_exit_status_is_1(evals, tmp_path):
    bounds = tmp_path / "bounds.yaml"
    bounds.write_text("run:\n  passed: {min: 1.01}\n", encoding="utf-8")
    done = evals("run", "--id", "wf-appeal-filing", "--thresholds", str(bounds))
    assert done.status == 1
    assert "应不低于 1.01" in done.err
    assert "wording:formal" in done.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "--kind", "quiz"], "没有这样的题"),
        (["run", "--gold", "missing.yaml"], "missing.yaml"),
        (["run", "--compare", "missing.json"], "missing.json"),
        (["run", "--model", "m"], "--endpoint"),
        (["guard", "--set", "none"], "没有这一组"),
        (["report", "--run", "missing.json"], "先运行 python -m evals run"),
        (["run", "--as-of", "tomorrow"], "tomorrow"),
        (["retrieval", "--laws", "laws"], "--queries"),
        (["retrieval", "--folds", "5"], "--laws"),
    ],
)
def test_bad_input_is_named_with_exit_status_2(evals, arguments, message):
    done = evals(*arguments)
    assert done.status == 2, done.err
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_an_own_gold_file_its_failures_and_its_report(evals, tmp_path):
    gold = tmp_path / "own.yaml"
    gold.write_text(
        "- id: own-1\n  kind: quote\n  question: 潍坊办法第十四条怎么说？\n  expect:\n    outcome: [answered]\n"
        '    must_say: [["绝不会说的话"]]\n  rests_on: ["weifang-2011:14"]\n  why: 不会通过\n',
        encoding="utf-8",
    )
    out = tmp_path / "run.json"
    done = evals("run", "--gold", str(gold), "--out", str(out), "--failures", "5")
    assert done.status == 0
    assert "没有说：绝不会说的话" in done.out
    done = evals("report", "--run", str(out), "--compare", str(out), "--out", str(tmp_path / "pages"))
    assert done.status == 0, done.err
    assert "绝不会说的话" in (tmp_path / "pages" / "report.html").read_text(encoding="utf-8")
