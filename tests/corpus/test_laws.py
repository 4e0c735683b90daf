"""National laws: reading folders and archives, counting, reporting what is odd, and all of the real ones."""

import datetime
import io
import tarfile
from pathlib import Path

import pytest

from assistant.corpus.errors import ParseError
from assistant.corpus.laws import read_law_files, read_laws, survey

PLAIN = "# 甲法\n\n1990年1月2日 某会议通过\n\n2001年3月4日 修正\n\n2001年5月1日 施行\n\n<!-- INFO END -->\n\n第一条 甲：\n\n（一）乙；\n\n（二）丙。\n"
FILES = {
    "甲/甲法.md": PLAIN,
    "乙/乙条例(2011-02-03).md": "# 乙条例\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第三条 乙。\n",
    "乙/_index.md": "---\nbookCollapseSection: true\n---",
    "丙/甲法.md": "# 甲法\n\n<!-- INFO END -->\n\n第一条 旧。\n",
    "丙/空.md": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / "laws" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "laws"


@pytest.fixture
def archive(folder: Path) -> Path:
    path = folder.parent / "laws.tar.xz"
    with tarfile.open(path, "w:xz") as tar:
        tar.add(folder, arcname=".")
    return path


def test_a_folder_is_counted_and_its_oddities_named(folder: Path) -> None:
    found = survey(folder)
    assert (found.files, found.laws, found.articles, found.leaves) == (5, 3, 4, 5)
    assert found.kinds == {"no_law": 2, "gap": 1}
    gap = next(o for o in found.oddities if o.oddity.kind == "gap")
    assert (gap.file, gap.oddity.line) == ("乙/乙条例(2011-02-03).md", 7)


def test_an_archive_reads_like_the_folder(folder: Path, archive: Path) -> None:
    assert survey(archive).articles == survey(folder).articles
    assert {law.title for law in read_laws(archive)} == {"甲法", "乙条例"}


def test_a_law_carries_title_dates_and_leaves(folder: Path) -> None:
    law = next(law for law in read_laws(folder) if law.file == "甲/甲法.md")
    assert law.version == datetime.date(2001, 3, 4)
    assert law.effective == datetime.date(2001, 5, 1)
    leaf = list(law.leaves())[1]
    assert (leaf.id.partition(":")[2], leaf.lead, leaf.text, leaf.unit) == (
        "1(2)",
        "甲：",
        "丙。",
        f"{law.id}:1",
    )
    assert law.article(leaf) == "甲：\n（一）乙；\n（二）丙。"


def test_the_date_in_the_name_is_the_version(folder: Path) -> None:
    assert {law.version for law in read_laws(folder / "乙")} == {datetime.date(2011, 2, 3)}


def test_laws_of_one_name_have_different_ids(folder: Path) -> None:
    ids = [law.id for law in read_laws(folder)]
    assert sorted(ids) == ["乙条例(2011-02-03)", "甲法", "甲法~2"]


def test_an_unreadable_file_does_not_stop_the_others(folder: Path) -> None:
    (folder / "坏.md").write_bytes("第一条 甲。".encode("gb18030"))
    (folder / "坏2.md").write_text("第一条 甲。\n```rules\n", encoding="utf-8")
    found = survey(folder)
    assert (found.laws, found.kinds["unreadable"]) == (3, 2)


def test_what_is_neither_folder_nor_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="没有这个文件夹"):
        survey(tmp_path / "无")
    with pytest.raises(ParseError, match=r"没有 \.md"):
        survey(tmp_path)
    (tmp_path / "x.tar.xz").write_bytes(b"no archive")
    with pytest.raises(ParseError, match="不是可读的"):
        survey(tmp_path / "x.tar.xz")


def test_a_truncated_archive_is_refused(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:200])
    with pytest.raises(ParseError, match="不是可读的"):
        survey(archive)


def test_an_archive_cannot_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.corpus.laws.LARGEST_FILE", 10)
    path = tmp_path / "x.tar.xz"
    with tarfile.open(path, "w:xz") as tar:
        member = tarfile.TarInfo("a.md")
        member.size = 11
        tar.addfile(member, io.BytesIO(b"x" * 11))
    with pytest.raises(ParseError, match="最多 10"):
        survey(path)


@pytest.mark.slow
@pytest.mark.shared("data/laws.tar.xz")
def test_all_laws_are_read_and_every_article_is_accounted_for(shared: Path) -> None:
    found = survey(shared / "data" / "laws.tar.xz")
    assert found.files > 3400
    assert found.laws > 3400
    assert found.articles > 147_000
    assert found.leaves > 300_000
    assert "unreadable" not in found.kinds


@pytest.mark.slow
@pytest.mark.shared("data/laws.tar.xz")
def test_every_article_number_of_every_law_follows_or_its_gap_is_reported(shared: Path) -> None:
    for file in read_law_files(shared / "data" / "laws.tar.xz"):
        gaps = {o.message for o in file.oddities if o.kind == "gap"}
        for law in file.laws:
            last = 0
            for unit in (u for u in law.document.units if u.kind == "article"):
                number = int(unit.number.partition("之")[0])
                said = f"第{last}条之后是第{number}条" if last else f"第一个条文是第{number}条"
                assert number in (last, last + 1) or said in gaps, f"{file.name}: {said}"
                last = number
