"""The commands as a script sees them: exit status, standard output alone, one clear line of error."""

import json
import subprocess
import sys

import pytest

OUT = "out.jsonl"


@pytest.fixture(scope="session")
def run(root, tmp_path_factory):
    data = tmp_path_factory.mktemp("data")

    def command(*arguments: str | bytes, code: int = 0, env: dict[str, str] | None = None):
        done = subprocess.run(
            [sys.executable, "-m", "assistant", *arguments],
            cwd=root,
            env={
                "PATH": "",
                "HOME": str(data),
                "ASSISTANT_DATA": str(data),
                "OMP_NUM_THREADS": "1",
                **(env or {}),
            },
            capture_output=True,
            check=False,
            timeout=120,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert done.returncode == code, err or out
        assert "Traceback" not in err
        if code:
            assert not out
            assert err.strip()
        return out if code == 0 else err

    return command


@pytest.fixture
def source(tmp_path):
    """Writes the lines of a batch; returns the file's path."""

    def write(*rows: dict | str) -> str:
        file = tmp_path / "in.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(file)

    return write


def test_ask_for_people_and_as_json(run):
    question = "潍坊办法第十四条规定了什么？"
    answer = json.loads(run("ask", question, "--json"))
    assert answer["outcome"] == "answered"
    people = run("ask", question)
    assert answer["text"] in people
    assert "以正式文件为准" in people
    for citation in answer["citations"]:
        assert citation["label"] in people


def test_ask_with_history(run, tmp_path):
    history = tmp_path / "history.json"
    history.write_text('["潍坊的问责方式有哪些？"]', encoding="utf-8")
    with_history = json.loads(run("ask", "广州呢？", "--history", str(history), "--json"))
    assert with_history["id"] != json.loads(run("ask", "广州呢？", "--json"))["id"]


def test_ask_within_a_regulation_and_for_a_day(run):
    answer = run("ask", "怎么申诉？", "--regulation", "weifang-2011", "--as-of", "2024-10-01", "--json")
    assert json.loads(answer)["provenance"]["as_of"] == "2024-10-01"


def test_a_batch_answers_every_row_as_a_single_question_is_answered(run, source, tmp_path):
    rows = [
        {"id": "a", "question": "潍坊的问责方式有哪些？"},
        {"id": 2, "question": "广州呢？", "history": ["潍坊的问责方式有哪些？"]},
        {"id": "c", "question": ""},
    ]
    target = tmp_path / OUT
    assert run("ask", "--batch", source(*rows), "--out", str(target)) == ""
    answers = {
        row["id"]: row["answer"] for row in map(json.loads, target.read_text(encoding="utf-8").splitlines())
    }
    assert list(answers) == ["a", 2, "c"]
    assert answers["c"]["outcome"] == "clarify"
    assert answers["a"] == json.loads(run("ask", rows[0]["question"], "--json"))


@pytest.mark.parametrize("command", ["ask", "check"])
def test_a_batch_that_cannot_be_read_writes_nothing(run, source, tmp_path, command):
    target = tmp_path / OUT
    good = {"id": "a", "question": "甲", "text": "甲"}
    assert "第2行" in run(command, "--batch", source(good, "{broken"), "--out", str(target), code=2)
    assert "none.jsonl" in run(command, "--batch", str(tmp_path / "none.jsonl"), "--out", str(target), code=2)
    latin = tmp_path / "in.jsonl"
    latin.write_bytes('{"id": "a", "question": "潍坊", "text": "潍坊"}'.encode("gb18030"))
    assert "UTF-8" in run(command, "--batch", str(latin), "--out", str(target), code=2)
    assert [file.name for file in tmp_path.iterdir()] == ["in.jsonl"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("ask",),
        ("ask", "甲", "--out", "x.jsonl"),
        ("ask", "--batch", "x.jsonl"),
        ("ask", "甲", "--regulation", "nowhere-1999"),
        ("ask", "甲", "--as-of", "1.10.2024"),
        ("ask", "甲", "--history", "none.json"),
        ("check",),
        ("check", "甲", "--regulation", "nowhere-1999"),
        ("search", "甲", "--k", "0"),
        ("search", "甲", "--k", "ten"),
        ("show",),
        ("show", "weifang-2011:30"),
        ("show", "ccp-2016:7(1)"),
        ("show", "nowhere-1999:1"),
        ("knowledge", "survey", "/nowhere"),
        ("deadline", "weifang-2011", "appeal.filing"),
        ("deadline", "weifang-2011", "appeal.filing", "--from", "27.9.2024"),
        ("deadline", "weifang-2011", "appeal.filing", "--from", "2024-09-31"),
        ("deadline", "weifang-2011", "no.topic", "--from", "2024-09-27"),
        ("deadline", "nowhere-1999", "appeal.filing", "--from", "2024-09-27"),
        ("nonsense",),
        ("ask", "甲", "--nonsense"),
    ],
    ids=" ".join,
)
def test_bad_usage_and_bad_input_exit_with_2(run, arguments):
    if arguments:
        run(*arguments, code=2)


def test_an_argument_that_is_not_utf_8_is_refused(run):
    assert "UTF-8" in run("ask", "潍坊".encode("gb18030"), code=2, env={"LANG": "C.UTF-8"})


def test_knowledge_that_is_missing_exits_with_1_and_names_the_folder(run, tmp_path):
    error = run("show", "weifang-2011:1", code=1, env={"ASSISTANT_KNOWLEDGE": str(tmp_path)})
    assert str(tmp_path) in error


def test_a_setting_that_is_wrong_exits_with_1_and_is_named(run):
    assert "port" in run("show", "weifang-2011:1", code=1, env={"ASSISTANT_PORT": "many"})


def test_check_for_people_as_json_and_in_a_batch(run, source, tmp_path):
    text = "被问责当事人申诉期间，不停止问责决定的执行。"
    report = json.loads(run("check", text, "--regulation", "weifang-2011", "--json"))
    assert report["verdict"] == "supported"
    assert "有条款依据" in run("check", text, "--regulation", "weifang-2011")
    rows = [
        {"id": "a", "text": text, "regulation": "weifang-2011"},
        {"id": "b", "text": text, "regulation": None},
    ]
    target = tmp_path / OUT
    run("check", "--batch", source(*rows), "--out", str(target))
    first, second = map(json.loads, target.read_text(encoding="utf-8").splitlines())
    assert first == {"id": "a", **report}
    assert second["id"] == "b"


def test_search_best_first(run):
    hits = json.loads(run("search", "申诉期间停不停止执行", "--k", "5", "--json"))
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert "weifang-2011:14" in {hit["id"] for hit in hits}
    assert hits[0]["label"] in run("search", "申诉期间停不停止执行", "--k", "5")


@pytest.mark.parametrize(
    ("spec", "id"),
    [
        ("weifang-2011:5.1(13)", "weifang-2011:5(13)"),
        ("weifang-2011：5（十三）", "weifang-2011:5(13)"),
        ("guangzhou-party-2006:五(一).3", "guangzhou-party-2006:五(一).3"),
        ("harbin-2011:二(四)", "harbin-2011:二(四)"),
    ],
)
def test_show_answers_with_the_shortest_id(run, spec, id):
    view = json.loads(run("show", spec, "--json"))
    assert view["id"] == id
    assert view["text"] in run("show", spec)


def test_show_an_ambiguous_id_names_its_readings(run):
    error = run("show", "ccp-2016:7(1)", code=2)
    assert "ccp-2016:7.1(1)" in error
    assert "ccp-2016:7.2(1)" in error


def test_knowledge_check(run):
    out = run("knowledge", "check")
    for id in ("guangzhou-2009", "guangzhou-party-2006", "harbin-2011", "weifang-2011", "ccp-2016"):
        assert id in out


def test_knowledge_survey_counts_what_it_reads(run, tmp_path):
    (tmp_path / "law.md").write_text("# 某法\n\n第一条 甲。\n\n第三条 乙。\n", encoding="utf-8")
    found = json.loads(run("knowledge", "survey", str(tmp_path), "--json"))
    assert (found["files"], found["laws"], found["articles"]) == (1, 1, 2)
    assert found["odd"]
    assert "law.md" in run("knowledge", "survey", str(tmp_path))


def test_output_in_a_pipe_is_utf_8_whatever_the_locale(run):
    assert "瞒报" in run(
        "show", "weifang-2011:5(13)", env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    )


def test_a_deadline_over_national_day(run):
    # 27 September 2024 is a Friday; 29 September and 12 October are make-up workdays, 1 to 7 October are holidays.
    found = json.loads(run("deadline", "weifang-2011", "appeal.filing", "--from", "2024-09-27", "--json"))
    assert found["due"] == "2024-10-23"
    assert found["citations"][0] == "weifang-2011:13.1"
    assert found["assumptions"]
    assert "2024-10-23" in run("deadline", "weifang-2011", "appeal.filing", "--from", "2024-09-27")


def test_a_deadline_where_the_regulation_sets_none(run):
    found = json.loads(run("deadline", "guangzhou-2009", "appeal.filing", "--from", "2024-09-27", "--json"))
    assert found["due"] is None
    assert "不能给出日期" in run("deadline", "guangzhou-2009", "appeal.filing", "--from", "2024-09-27")


def test_a_deadline_into_a_year_whose_holidays_are_not_published(run):
    people = run("deadline", "weifang-2011", "appeal.filing", "--from", "2090-01-04")
    assert "不能给出日期" in people
    assert "calendar.yaml" in people


def test_knowledge_coverage_leaves_no_clause_out(run):
    found = json.loads(run("knowledge", "coverage", "--json"))
    assert {row["regulation"] for row in found["clauses"]} == {
        total["regulation"] for total in found["totals"]
    }
    assert [row["provision"] for row in found["clauses"] if row["state"] == "missing"] == []
    assert "weifang-2011:14 " in run("knowledge", "coverage", "--clauses")
