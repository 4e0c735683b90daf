"""The structure of the five regulations, unit by unit: chapters, 条, 款, 项, （一）, annex, commentary."""

from pathlib import Path

import pytest

from assistant.corpus.library import Library
from assistant.corpus.regulation import Regulation

# Number of 款 of each article; where a 款 introduces a list, also {款: number of 项}.
Shape = dict[int, int | tuple[int, dict[int, int]]]
GUANGZHOU: Shape = {
    1: 1, 2: 3, 3: 3, 4: 1, 5: 1, 6: (1, {1: 6}), 7: (1, {1: 3}), 8: (1, {1: 4}), 9: (1, {1: 5}), 10: (1, {1: 3}),
    11: (1, {1: 4}), 12: (1, {1: 4}), 13: 1, 14: (3, {1: 8}), 15: 1, 16: (1, {1: 5}), 17: 3, 18: (1, {1: 6}), 19: 1,
    20: 2, 21: 2, 22: 1, 23: 3, 24: 3, 25: (3, {1: 7}), 26: 1, 27: 1, 28: 2, 29: 1, 30: 3, 31: 2, 32: 1, 33: 1, 34: 2,
    35: 1, 36: 1,
}  # fmt: skip
WEIFANG: Shape = {
    1: 1, 2: 1, 3: 2, 4: 1, 5: (1, {1: 17}), 6: (5, {1: 12}), 7: (1, {1: 3}), 8: 2, 9: 1, 10: 2, 11: 1, 12: 2, 13: 2,
    14: 1, 15: 2, 16: 1, 17: 1, 18: 1, 19: 1, 20: 2, 21: 1, 22: 1,
}  # fmt: skip
CCP: Shape = {
    1: 1, 2: 1, 3: 1, 4: 2, 5: 1, 6: (1, {1: 6}), 7: (3, {1: 3, 2: 4}), 8: 1, 9: 2, 10: 1, 11: 2, 12: 1, 13: 1
}  # fmt: skip


@pytest.fixture(scope="module")
def library(knowledge: Path) -> Library:
    return Library.load(knowledge / "regulations")


def shape(regulation: Regulation) -> Shape:
    found: Shape = {}
    for article in (p for p in regulation.provisions if p.kind == "article"):
        paragraphs = regulation.paragraphs(article.id)
        items = [sum(i.kind == "item" for i in regulation.children(p.id)) for p in paragraphs]
        lists = {number: count for number, count in enumerate(items, 1) if count}
        number = int(article.id.partition(":")[2])
        found[number] = (len(paragraphs), lists) if lists else len(paragraphs)
    return found


def sections(regulation: Regulation) -> dict[str, int]:
    """款 of every section and subsection; a section's own lead paragraphs count, its subsections do not."""
    return {
        p.id.partition(":")[2]: sum(c.kind == "paragraph" for c in regulation.children(p.id))
        or int(not regulation.children(p.id))
        for p in regulation.provisions
        if p.kind in ("section", "subsection")
    }


@pytest.mark.parametrize(
    ("id", "expected"), [("guangzhou-2009", GUANGZHOU), ("weifang-2011", WEIFANG), ("ccp-2016", CCP)]
)
def test_every_article_has_its_paragraphs_and_items(library: Library, id: str, expected: Shape) -> None:
    assert shape(library.regulations[id]) == expected


@pytest.mark.parametrize(
    ("id", "articles", "paragraphs", "items", "leaves"),
    [("guangzhou-2009", 36, 57, 55, 101), ("weifang-2011", 22, 33, 32, 62), ("ccp-2016", 13, 18, 13, 28)],
)
def test_totals(library: Library, id: str, articles: int, paragraphs: int, items: int, leaves: int) -> None:
    regulation = library.regulations[id]
    units = [p for p in regulation.provisions if p.kind == "article"]
    within = {p.id for p in units}
    assert len(units) == articles
    assert sum(len(regulation.paragraphs(p.id)) for p in units) == paragraphs
    assert sum(p.kind == "item" for p in regulation.provisions) == items
    assert sum(leaf.unit in within for leaf in regulation.leaves()) == leaves


@pytest.mark.parametrize(
    ("id", "chapters"),
    [
        (
            "guangzhou-2009",
            {"第一章 总则": (1, 5), "第二章 问责内容": (6, 13), "第三章 问责方式": (14, 17),
             "第四章 问责程序": (18, 33), "第五章 附则": (34, 36)},
        ),
        (
            "weifang-2011",
            {"第一章 总则": (1, 3), "第二章 问责权限与范围": (4, 5), "第三章 问责方式": (6, 7),
             "第四章 问责程序": (8, 18), "第五章 附则": (19, 22)},
        ),
        ("ccp-2016", {None: (1, 13)}),
    ],
)  # fmt: skip
def test_chapters(library: Library, id: str, chapters: dict[str | None, tuple[int, int]]) -> None:
    expected = {n: name for name, (first, last) in chapters.items() for n in range(first, last + 1)}
    articles = (p for p in library.regulations[id].provisions if p.kind == "article")
    assert {int(p.id.partition(":")[2]): p.chapter for p in articles} == expected


def test_guangzhou_party_sections(library: Library) -> None:
    assert sections(library.regulations["guangzhou-party-2006"]) == {
        "一": 3, "二": 0, "二(一)": 1, "二(二)": 1, "二(三)": 1,
        "三": 1, "三(一)": 2, "三(二)": 1, "三(三)": 1, "三(四)": 1,
        "四": 0, "四(一)": 3, "四(二)": 1, "四(三)": 1, "四(四)": 1,
        "五": 0, "五(一)": 3, "五(二)": 1, "五(三)": 1,
    }  # fmt: skip


def test_harbin_sections(library: Library) -> None:
    assert sections(library.regulations["harbin-2011"]) == {
        "一": 0, "一(一)": 2, "一(二)": 2, "一(三)": 2,
        "二": 0, **{f"二({n})": 1 for n in "一二三四五六七"},
        "三": 0, **{f"三({n})": 1 for n in "一二三四五"},
    }  # fmt: skip


def test_what_stands_outside_articles_and_sections(library: Library) -> None:
    numbered = ("article", "section", "commentary")
    tops = {
        id: [p.id.partition(":")[2] for p in r.provisions if p.parent is None and p.kind not in numbered]
        for id, r in library.regulations.items()
        if r.meta.rules == "encoded"
    }
    assert tops == {
        "ccp-2016": [],
        "guangzhou-2009": ["通知"],
        "guangzhou-party-2006": ["通知", "前言"],
        "harbin-2011": ["前言", "结尾"],
        "weifang-2011": ["通知", "附件"],
    }


def test_weifang_5_13_stands_whole(library: Library) -> None:
    item = library.provision("weifang-2011:5(13)")
    assert item.text == "对学校安全稳定事故瞒报、迟报、谎报、漏报而贻误事故处理，造成严重后果的；"
    assert item.lead == "有下列情形之一的，应根据事故的性质和危害程度等情节实行问责："
    assert item.label == "《全市学校安全稳定事故问责办法》第五条第（十三）项"
    assert (item.parent, item.unit, item.chapter) == (
        "weifang-2011:5", "weifang-2011:5", "第二章 问责权限与范围",
    )  # fmt: skip


def test_weifang_22_is_not_glued_to_21(library: Library) -> None:
    assert library.provision("weifang-2011:21").text.endswith("负责解释。")
    assert library.provision("weifang-2011:22").text == "本办法自发布之日起施行。"


def test_weifang_18_is_one_paragraph(library: Library) -> None:
    assert library.provision("weifang-2011:18").text.endswith("移送司法机关依法处理。")


def test_weifang_annex_has_three_parts_and_its_letterhead(library: Library) -> None:
    regulation = library.regulations["weifang-2011"]
    parts = [p.text[:5] for p in regulation.children("附件")]
    assert parts == ["第一部分：", "第二部分：", "第三部分："]
    assert "决定机构（盖章）" in regulation.get("weifang-2011:附件").text


def test_guangzhou_party_5_1_2_is_no_section_heading(library: Library) -> None:
    text = library.provision("guangzhou-party-2006:五(一).2").text
    assert "工作目标同一、工作同向、考核同步" in text


def test_guangzhou_14_keeps_its_full_stop_and_loses_the_page_number(library: Library) -> None:
    assert library.provision("guangzhou-2009:14.2").text.startswith("问责方式可以独立使用。也可以合并使用，")
    assert "不得评为优秀，一年内不得提拔；" in library.provision("guangzhou-2009:14.3").text


def test_ccp_7_has_two_lists(library: Library) -> None:
    assert library.provision("ccp-2016:7.1(1)").lead == "对党组织的问责方式包括："
    assert library.provision("ccp-2016:7.2(1)").lead == "对党的领导干部的问责方式包括："


def test_ccp_commentary_is_not_normative_and_has_no_items(library: Library) -> None:
    regulation = library.regulations["ccp-2016"]
    blocks = [p for p in regulation.provisions if p.kind == "commentary"]
    assert [p.id for p in blocks] == [f"ccp-2016:解读{n}" for n in range(1, 14)]
    commentary = [p for p in regulation.provisions if p.unit in {b.id for b in blocks}]
    assert not any(p.normative or p.kind == "item" for p in commentary)
    assert [len(regulation.paragraphs(b.id)) for b in blocks] == [1, 2, 5, *[1] * 10]
    assert all(p.normative for p in regulation.provisions if p not in commentary)


def test_offsets_parents_and_order(library: Library) -> None:
    for regulation in library.regulations.values():
        before: set[str] = set()
        for p in regulation.provisions:
            assert regulation.text[p.start : p.end] == p.text != ""
            assert p.parent is None or p.parent in before
            assert p.id not in before
            before.add(p.id)
            assert p.parent is None or p.text in regulation.get(p.parent).text
            assert "```" not in p.text
            assert "校注" not in p.text


def test_line_is_where_the_clause_stands_in_the_file(library: Library, knowledge: Path) -> None:
    for regulation in library.regulations.values():
        lines = (knowledge / "regulations" / f"{regulation.id}.md").read_text(encoding="utf-8").split("\n")
        for p in regulation.provisions:
            if p.kind in ("article", "paragraph", "item", "subsection"):
                assert p.text.split("\n")[0] in lines[p.line - 1], p.id
