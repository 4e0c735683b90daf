"""Versions of one law: the one in force ranks, older ones are found by asking for them."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.corpus.errors import ParseError
from assistant.corpus.library import Library
from assistant.corpus.versions import Version, Versions, title_key

TODAY = date(2025, 6, 1)
OLD = Version("公司法(2018-10-26)", "中华人民共和国公司法", date(2018, 10, 26), None)
NEW = Version("公司法(2023-12-29)", "中华人民共和国公司法", date(2023, 12, 29), date(2024, 7, 1))
FIRST = Version("公司法(1993-12-29)", "公司法", date(1993, 12, 29), date(1994, 7, 1))
OTHER = Version("会计法(2017-11-04)", "中华人民共和国会计法", date(2017, 11, 4), None)
LAWS = Versions([NEW, OTHER, FIRST, OLD])


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("中华人民共和国公司法", "公司法"),
        ("《公司法》（2018修正）", "公司法"),
        ("公司法(2018-10-26)", "公司法"),
        ("上海市实施《中华人民共和国水法》办法", "上海市实施水法办法"),
        ("关于办理网络案件的解释（三）", "关于办理网络案件的解释三"),
    ],
)
def test_titles_of_one_law_are_equal(title, key):
    assert title_key(title) == key


@pytest.mark.parametrize(
    ("day", "current"),
    [
        (date(1980, 1, 1), FIRST),
        (date(2018, 10, 25), FIRST),
        (date(2018, 10, 26), OLD),
        (date(2024, 6, 30), OLD),
        (date(2024, 7, 1), NEW),
    ],
)
def test_the_version_in_force_on_a_day_ranks(day, current):
    assert LAWS.meant([OLD.id, OTHER.id], "股东会怎么开", day) == (current.id, OTHER.id)
    assert LAWS.hidden("股东会怎么开", day) == {FIRST.id, OLD.id, NEW.id} - {current.id}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("1993年公司法怎么规定股东人数", FIRST),
        ("2018年修正的《中华人民共和国公司法》第十五条", OLD),
        ("《公司法》（2018年修正）第十五条", OLD),
        ("公司法2018版", OLD),
        ("2018年的公司法", OLD),
        ("2005年公司法", FIRST),
        ("2024年的公司法", NEW),
        ("修订前的《公司法》怎么说", OLD),
        ("公司法修改前怎么规定", OLD),
        ("旧公司法", OLD),
        ("公司法旧法", OLD),
    ],
)
def test_an_older_version_is_meant_where_it_is_asked_for(text, asked):
    assert LAWS.meant([NEW.id], text, TODAY) == (asked.id,)
    assert asked.id not in LAWS.hidden(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "2018年我入股一家公司，按公司法怎么分红",
        "公司法，2018年的事",
        "1980年公司法",
        "2018年会计法",
        "公司法第2018条",
    ],
)
def test_a_year_that_is_not_the_laws_changes_nothing(text):
    assert LAWS.meant([OLD.id], text, TODAY) == (NEW.id,)


def test_texts_of_one_date_are_parts_and_amendments_are_texts_of_their_own():
    books = [Version(f"民法典{i}", "民法典", date(2020, 5, 28), None) for i in (1, 2)]
    amendments = [Version(f"修正案{y}", f"宪法修正案（{y}年）", date(y, 3, 1), None) for y in (1988, 1993)]
    assert Versions([*books, *amendments]).hidden("民法典", TODAY) == frozenset()
    later = Version("民法典(2030)", "民法典", date(2030, 1, 1), None)
    laws = Versions([*books, later])
    assert laws.hidden("", TODAY) == {later.id}
    assert laws.hidden("", date(2031, 1, 1)) == {book.id for book in books}


def test_a_version_of_unknown_date_is_the_oldest():
    undated = Version("公司法", "公司法", None, None)
    assert Versions([NEW, undated]).hidden("", TODAY) == {undated.id}
    assert Versions([undated]).hidden("", TODAY) == frozenset()


TEXT = "# 中华人民共和国试验法\n\n{info}\n\n<!-- INFO END -->\n\n第一条 {words}\n"
FILES = {
    "试验法(2001-02-03).md": TEXT.format(info="2001年2月3日 通过", words="旧文。"),
    "试验法(2010-04-05).md": TEXT.format(info="2010年4月5日 修订\n\n2010年9月1日 施行", words="新文。"),
}


def library(folder, files):
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Library.load(folder)


def test_a_library_may_hold_versions_of_one_law_and_says_which_are_superseded(tmp_path):
    found = library(tmp_path, FILES)
    assert found.regulation("中华人民共和国试验法").id == "试验法(2010-04-05)"
    old, new = found.regulations.values()
    assert (old.meta.issued, old.meta.status) == (date(2001, 2, 3), "superseded")
    assert "2010-09-01" in old.meta.validity("zh")
    assert "2010-09-01" in old.meta.validity("en")
    assert (new.meta.effective, new.meta.status) == (date(2010, 9, 1), "unverified")
    assert found.versions.hidden("", date(2010, 8, 31)) == {new.id}


def test_a_superseded_text_alone_is_what_it_is(tmp_path):
    (only,) = library(
        tmp_path, {"试验法(2001-02-03).md": FILES["试验法(2001-02-03).md"]}
    ).regulations.values()
    assert only.meta.status == "unverified"


def test_laws_of_one_name_that_are_not_versions_are_refused_with_the_remedy(tmp_path):
    undated = TEXT.format(info="", words="甲。")
    with pytest.raises(ParseError, match="文件名末尾写明日期"):
        library(tmp_path, {"甲.md": undated, "乙.md": undated})


def test_a_file_name_that_cannot_be_an_id_is_refused_with_the_remedy(tmp_path):
    with pytest.raises(ParseError, match="请改名"):
        library(tmp_path, {"试验 法.md": FILES["试验法(2001-02-03).md"]})
