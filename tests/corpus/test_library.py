"""Loading the knowledge base, and what is said when a file of it is broken."""

import shutil
from pathlib import Path

import pytest

from assistant.corpus.errors import ParseError
from assistant.corpus.library import Library

LAW = "# 某县学校安全办法\n\n## 第一章 总则\n\n第一条 甲。\n\n第二条 乙：\n\n（一）丙；\n\n（二）丁。\n"


@pytest.fixture
def folder(knowledge: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(knowledge / "regulations", tmp_path / "regulations"))


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_law_added_as_text_loads_without_rules(folder: Path) -> None:
    (folder / "某县办法（试行）.md").write_bytes(LAW.replace("\n", "\r\n").encode("utf-8-sig"))
    library = Library.load(folder)
    meta = library.regulations["某县办法（试行）"].meta
    assert (meta.rules, meta.title, meta.issued) == ("none", "某县学校安全办法", None)
    assert library.provision("某县办法（试行）:2(2)").text == "丁。"
    assert library.by_name("某县学校安全办法") is library.regulations["某县办法（试行）"]


def test_the_hash_sees_words_and_nothing_else(folder: Path) -> None:
    before = Library.load(folder).texts_hash
    replace(folder / "weifang-2011.md", "status_note: ", "status_note: 另注。")
    replace(folder / "weifang-2011.md", "\n第二十二条", "\n\n\n第二十二条")
    assert Library.load(folder).texts_hash == before
    replace(folder / "weifang-2011.md", "不停止问责决定的执行", "停止问责决定的执行")
    assert Library.load(folder).texts_hash != before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: 办法", "kind: 办法\nkindd: 办法", "kindd"),
        ("issued: 2011-05-30", "issued: 去年", "issued"),
        ("status: unverified", "status: 有效", "status"),
        ("status: unverified", "status: unverified\nstatus: unverified", "写了两次"),
        ("kind: 办法", "kind: [办法", "YAML 有误"),
        ("id: weifang-2011", "id: weifang-2012", "与文件名"),
        ("title: 全市", "title: 全县", "不一致"),
        ("---\n\n# 全市", "\n\n# 全市", "没有以 --- 结束"),
        ("\n第二十二条 ", "\n第二十一条 ", "编号却不在第21条之后"),
        ("\n第二十二条 ", "\n第二十三条 ", "第21条之后是第23条"),
        ("\n（十七）其他", "\n（十八）其他", "之前是第（16）项"),
    ],
)
def test_a_broken_file_is_named_with_the_place(folder: Path, old: str, new: str, said: str) -> None:
    replace(folder / "weifang-2011.md", old, new)
    with pytest.raises(ParseError, match=said) as caught:
        Library.load(folder)
    assert caught.value.file.endswith("weifang-2011.md")


def test_a_name_belongs_to_one_regulation(folder: Path) -> None:
    replace(folder / "weifang-2011.md", "aliases:\n", "aliases:\n  - 《问责条例》\n")
    with pytest.raises(ParseError, match=r"weifang-2011\.md.*问责条例.*ccp-2016\.md"):
        Library.load(folder)


def test_an_unknown_key_is_named_with_its_line(folder: Path) -> None:
    file = folder / "weifang-2011.md"
    replace(file, "kind: 办法", "kind: 办法\nkindd: 办法")
    line = file.read_text(encoding="utf-8").split("\n").index("kindd: 办法") + 1
    with pytest.raises(ParseError) as caught:
        Library.load(folder)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "没有条文"),
        ("# 题\n".encode(), "没有条文"),
        ("第一条 甲。".encode("gb18030"), "不是 UTF-8"),
        ("第一条 甲。\n第一条 乙。\n".encode(), "编号却不在第1条之后"),
        ("# 甲\n第一条 甲。\n# 乙\n第一条 乙。\n".encode(), "不止一部"),
        ("第一条 甲。\n```rules\n- a\n```\n".encode(), "没有文件头"),
    ],
)
def test_a_text_that_cannot_be_a_regulation_is_refused(folder: Path, content: bytes, said: str) -> None:
    (folder / "新办法.md").write_bytes(content)
    with pytest.raises(ParseError, match=said):
        Library.load(folder)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match=r"没有任何 \.md"):
        Library.load(tmp_path)
