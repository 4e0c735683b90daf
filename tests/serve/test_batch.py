"""JSON Lines: every line is checked before the first is answered, and a file is written whole or not at all."""

import json

import pytest

from assistant.corpus.library import Library
from assistant.serve.batch import AskRow, CheckRow, InputError, read_history, read_rows, write_rows


@pytest.fixture(scope="module")
def library(knowledge) -> Library:
    return Library.load(knowledge / "regulations")


@pytest.fixture
def rows(tmp_path, library):
    def read(content: str | bytes, kind=AskRow):
        file = tmp_path / "in.jsonl"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_rows(file, kind, library)

    return read


def test_rows_in_order_with_blank_lines_and_a_byte_order_mark(rows):
    content = '\ufeff{"id": 1, "question": "甲"}\r\n\r\n{"id": "b", "question": "", "history": ["甲"]}\r\n'
    first, second = rows(content)
    assert (first.id, first.question, first.history) == (1, "甲", [])
    assert (second.id, second.question, second.history) == ("b", "", ["甲"])


def test_keys_of_the_senders_own_are_passed_over(rows):
    assert rows('{"id": "a", "question": "甲", "kind": "lay"}')[0].question == "甲"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{broken", "第2行"),
        ("[]", "第2行"),
        ('"text"', "第2行"),
        ("{}", "键 id"),
        ('{"id": "a"}', "键 question"),
        ('{"id": "a", "question": null}', "键 question"),
        ('{"id": null, "question": "甲"}', "键 id"),
        ('{"id": "a", "question": "甲", "history": "乙"}', "键 history"),
        ('{"id": "a", "question": "甲", "history": [1]}', "键 history.0"),
        ('{"id": "a", "question": "甲", "regulation": "x"}', "weifang-2011"),
        ('{"id": "a", "question": "\\ud800"}', "第2行"),
        ("[" * 100_000, "第2行"),
    ],
)
def test_the_line_that_cannot_be_used_is_named(rows, line, named):
    with pytest.raises(InputError, match="第2行") as refused:
        rows('{"id": "good", "question": "甲"}\n' + line)
    assert named in str(refused.value)
    assert len(str(refused.value)) < 500


def test_a_file_in_another_encoding_is_named_with_the_remedy(rows):
    with pytest.raises(InputError, match=r"第1行.*UTF-8"):
        rows('{"id": "a", "text": "潍坊"}'.encode("gb18030"), CheckRow)


def test_a_file_that_is_missing_is_named(tmp_path, library):
    with pytest.raises(InputError, match=r"none\.jsonl"):
        read_rows(tmp_path / "none.jsonl", AskRow, library)


def test_history_is_a_list_of_questions(tmp_path):
    file = tmp_path / "history.json"
    file.write_text('["甲", "乙"]', encoding="utf-8")
    assert read_history(file) == ["甲", "乙"]
    for wrong in ('{"a": 1}', "[1]", "", "['甲']"):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(InputError, match=r"history\.json.*JSON 列表"):
            read_history(file)


def test_rows_are_written_one_per_line(tmp_path):
    file = tmp_path / "out.jsonl"
    write_rows(file, ({"id": n, "text": "甲\n乙"} for n in range(3)))
    assert [json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()] == [0, 1, 2]
    assert "甲" in file.read_text(encoding="utf-8")


def test_what_fails_midway_leaves_the_older_file_and_no_other(tmp_path):
    file = tmp_path / "out.jsonl"
    file.write_text("older", encoding="utf-8")

    def failing():
        yield {"id": 1}
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_rows(file, failing())
    assert [f.name for f in tmp_path.iterdir()] == ["out.jsonl"]
    assert file.read_text(encoding="utf-8") == "older"


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(InputError, match="不能写入"):
        write_rows(tmp_path / "none" / "out.jsonl", [])
