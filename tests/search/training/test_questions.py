"""Question files are read line by line, and their articles found among several versions of a law."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.corpus.errors import ParseError
from assistant.search.training.articles import read_articles
from assistant.search.training.questions import match, read_questions

LAW = """# 中华人民共和国试验法

<!-- INFO END -->

## 第一章 总则

第一条 学校应当建立安全制度。

第二条 有下列情形之一的，给予处分：

（一）隐瞒不报的；

（二）{second}

第三条 自公布之日起施行。
"""


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    folder = tmp_path / "laws" / "社会法"
    folder.mkdir(parents=True)
    (folder / "试验法(2001-01-01).md").write_text(LAW.format(second="谎报的。"), encoding="utf-8")
    (folder / "试验法(2020-01-01).md").write_text(LAW.format(second="谎报、迟报的。"), encoding="utf-8")
    return tmp_path / "laws"


def row(**fields):
    return json.dumps(
        {"id": 1, "question": "出了事瞒着会怎样？", "relevant": [{"name": "试验法第二条", "text": "无"}]}
        | fields,
        ensure_ascii=False,
    )


def test_articles_that_versions_share_are_kept_once(laws):
    articles = read_articles(laws)
    assert [a.name for a in articles] == [
        "《中华人民共和国试验法》第一条",
        "《中华人民共和国试验法》第二条",
        "《中华人民共和国试验法》第三条",
        "《中华人民共和国试验法》第二条",
    ]
    assert articles[1].text == "有下列情形之一的，给予处分：\n隐瞒不报的；\n谎报的。"
    assert read_articles(laws, without=["社会法"]) == []


def test_the_version_with_the_words_is_meant_and_without_them_all_are(laws, tmp_path):
    articles = read_articles(laws)
    text = "有下列情形之一的，给予处分：\n\n（一）隐瞒不报的；\n\n（二）谎报、迟报的。"
    file = tmp_path / "q.jsonl"
    named = {"name": "中华人民共和国试验法第二条", "text": text.replace("（一）", "").replace("（二）", "")}
    file.write_text(
        "\n".join([row(), row(relevant=[named]), row(relevant=[{"name": "民法典第一条", "text": "无"}])])
    )
    matched = match(read_questions(file), articles)
    assert matched.relevant == ((1, 3), (3,))
    assert matched.missing == ("民法典第一条",)


def test_missing_answers_are_empty(tmp_path):
    file = tmp_path / "q.jsonl"
    file.write_text(row(answer=float("nan"), keywords=None) + "\n\n", encoding="utf-8")
    (question,) = read_questions(file)
    assert question.answer == question.keywords == ""


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "null", row(question=""), row(relevant=[]), row(extra=1), row(relevant=[{"name": "x"}])],
)
def test_a_line_that_is_no_question_is_named(tmp_path, line):
    file = tmp_path / "q.jsonl"
    file.write_text(f"{row()}\n{line}\n", encoding="utf-8")
    with pytest.raises(ParseError, match=r"q\.jsonl.*2"):
        read_questions(file)


def test_a_file_without_questions_says_so(tmp_path):
    (tmp_path / "q.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(ParseError, match="没有题目"):
        read_questions(tmp_path / "q.jsonl")
