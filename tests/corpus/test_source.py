"""The page and its repairs make the committed clause text, and every repair is where it says it is."""

import hashlib
import shutil
from pathlib import Path

import pytest
import yaml

from assistant.corpus.errors import ParseError
from assistant.corpus.library import Library
from assistant.corpus.repairs import read_source
from assistant.corpus.source import rebuild, rebuilt
from assistant.corpus.text import folded


@pytest.fixture
def copy(knowledge: Path, tmp_path: Path) -> Path:
    for name in ("source", "regulations"):
        shutil.copytree(knowledge / name, tmp_path / name)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_committed_is_what_is_rebuilt(knowledge: Path) -> None:
    for file, text in rebuilt(knowledge).items():
        assert file.read_text(encoding="utf-8") == text, (
            f"{file.name}: run `python -m assistant knowledge rebuild`"
        )


@pytest.mark.shared("seed/000_6130ac9a09b5cae8.txt")
def test_the_page_is_the_one_that_was_given(knowledge: Path, shared: Path) -> None:
    name = "000_6130ac9a09b5cae8.txt"
    assert (knowledge / "source" / name).read_bytes() == (shared / "seed" / name).read_bytes()


def test_rebuild_restores_a_clause_and_keeps_what_people_wrote(copy: Path) -> None:
    file = copy / "regulations" / "weifang-2011.md"
    before = Library.load(copy / "regulations").regulations["weifang-2011"]
    committed = file.read_text(encoding="utf-8")
    change(file, "不停止问责决定的执行", "停止问责决定的执行")
    assert rebuild(copy) == [file]
    assert file.read_text(encoding="utf-8") == committed
    after = Library.load(copy / "regulations").regulations["weifang-2011"]
    assert (after.meta, after.blocks) == (before.meta, before.blocks)
    assert rebuild(copy) == []


def test_rules_written_under_a_clause_stay_under_it(copy: Path) -> None:
    file = copy / "regulations" / "weifang-2011.md"
    change(file, "（十七）其他应当问责的情形。", "（十七）其他应当问责的情形。\n```rules\n- {topic: 试}\n```")
    rebuild(copy)
    blocks = Library.load(copy / "regulations").regulations["weifang-2011"].blocks
    assert "weifang-2011:5(17)" in [b.provision for b in blocks if b.yaml == "- {topic: 试}"]


def test_nothing_is_written_when_one_regulation_cannot_be_rebuilt(copy: Path) -> None:
    change(copy / "regulations" / "ccp-2016.md", "应当分清责任", "应分清责任")
    (copy / "regulations" / "weifang-2011.md").unlink()
    before = (copy / "regulations" / "ccp-2016.md").read_bytes()
    with pytest.raises(ParseError, match="先建立它"):
        rebuild(copy)
    assert (copy / "regulations" / "ccp-2016.md").read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("raw: 重4 大", "raw: 重5 大", "有且只有一处"),
        ("line: 80,", "line: 82,", "有且只有一处"),
        ("corrected: 重大, reason: 页码混入正文", "corected: 重大, reason: 页码混入正文", "corected"),
        ("corrected: 重大,", "corrected: 重大, annotated: 注,", "只写一个"),
        ("sha256: 8", "sha256: 9", "sha256 应为"),
        ('from: "332", to: "332"', 'from: "331", to: "331"', "归入了0处"),
        ('{from: "18", to: "250"}', '{from: "18", to: "252"}', "归入了2处"),
    ],
)
def test_a_wrong_repair_is_refused(copy: Path, old: str, new: str, said: str) -> None:
    change(copy / "source" / "repairs.yaml", old, new)
    with pytest.raises(ParseError, match=said):
        rebuilt(copy)


def test_a_changed_page_is_refused(copy: Path) -> None:
    change(copy / "source" / "000_6130ac9a09b5cae8.txt", "三年内不得提升", "二年内不得提升")
    with pytest.raises(ParseError, match="不得改动"):
        read_source(copy / "source")


def test_commentary_that_quotes_another_text_is_refused(copy: Path) -> None:
    page = copy / "source" / "000_6130ac9a09b5cae8.txt"
    text = page.read_text(encoding="utf-8")
    first = text.index("一个月内")
    second = text.index("一个月内", first + 1)
    page.write_text(text[:second] + "两" + text[second + 1 :], encoding="utf-8")
    change(copy / "source" / "repairs.yaml", "8656ee641f145d24de48c36fe08e2639792b0ccf9fdb6c2852c3212094b26094",
           hashlib.sha256(page.read_bytes()).hexdigest())  # fmt: skip
    with pytest.raises(ParseError, match="第9条与条文不一致"):
        rebuilt(copy)


def test_clean_text_differs_from_the_page_only_where_a_repair_says_so(knowledge: Path) -> None:
    """Undoing the logged corrections gives back every character of the page's clauses, width aside."""
    source = read_source(knowledge / "source")
    page = (knowledge / "source" / source.repairs.page).read_text(encoding="utf-8").split("\n")
    corrected = {r.line for r in source.repairs.repairs if r.corrected is not None}
    spanned = {r.line + i for r in source.repairs.repairs for i in range(r.raw.count("\n") + 1)}
    for line in source.lines:
        if line.number not in corrected | spanned:
            assert folded(line.text) == folded(page[line.number - 1])


def test_half_width_punctuation_is_gone_from_the_clauses(knowledge: Path) -> None:
    for regulation in Library.load(knowledge / "regulations").regulations.values():
        if regulation.meta.rules == "encoded":
            assert not set(regulation.text) & set(",;:()[]○"), regulation.id


def test_front_matter_names_provisions_that_exist(knowledge: Path) -> None:
    library = Library.load(knowledge / "regulations")
    for regulation in library.regulations.values():
        for norm in (*regulation.meta.rests_on, *regulation.meta.refers_to):
            text = library.provision(norm.source).text
            assert folded(norm.title.replace("《", "〈").replace("》", "〉")) in folded(
                text.replace("《", "〈").replace("》", "〉")
            ), norm.title
            assert norm.document_number is None or folded(norm.document_number) in folded(text)


def test_repairs_file_is_plain_data(knowledge: Path) -> None:
    data = yaml.safe_load((knowledge / "source" / "repairs.yaml").read_text(encoding="utf-8"))
    assert {d["regulation"] for d in data["documents"]} == {
        "guangzhou-2009", "guangzhou-party-2006", "harbin-2011", "weifang-2011", "ccp-2016",
    }  # fmt: skip
