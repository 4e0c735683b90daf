"""The parser on small documents: what opens a unit, what only looks like it, what is odd, what is refused."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.errors import ParseError
from assistant.corpus.parse import parse_documents
from assistant.corpus.structure import Document, placed_blocks, provisions


def parse(text: str) -> Document:
    (document,) = parse_documents(text, "样本.md")
    return document


def words(text: str) -> dict[str, str]:
    """Text of every provision by its id within the document."""
    document = parse(text)
    return {
        p.provision.id.removeprefix("x:"): p.provision.text for p in provisions(document, "x", document.title)
    }


def odd(text: str) -> list[tuple[str, int]]:
    return [(o.kind, o.line) for d in parse_documents(text, "样本.md") for o in d.oddities]


def test_national_law_form() -> None:
    text = (
        "# 某法\n\n2020年1月1日 通过\n\n<!-- INFO END -->\n\n## 第一编　总　则\n\n### 第一章  基本\n\n"
        "第一条　甲。\n\n第二条 乙：\n\n（一）丙；\n\n（二）丁。\n\n前款戊。\n"
    )
    document = parse(text)
    assert document.title == "某法"
    assert document.info == ("2020年1月1日 通过",)
    found = words(text)
    assert found["2"] == "乙：\n（一）丙；\n（二）丁。\n前款戊。"
    assert (found["1"], found["2.1"], found["2(2)"], found["2.2"]) == (
        "甲。",
        "乙：\n（一）丙；\n（二）丁。",
        "丁。",
        "前款戊。",
    )
    assert {u.chapter for u in document.units} == {"第一编 总则 / 第一章 基本"}


@pytest.mark.parametrize(
    "reference",
    [
        "第三条规定的情形，从重处罚。",
        "第三条第二款所称情形，从重处罚。",
        "第三条、第四条所列情形，从重处罚。",
        "第三条的规定，适用于单位。",
        "第三条和第五条另有规定的，从其规定。",
        "第三条至第五条不适用。",
        "第三条（二）项不适用。",
        "第三条 第二款不适用于单位。",
        "第三条 规定的情形，从重处罚。",
    ],
)
def test_a_cross_reference_at_the_start_of_a_line_is_no_article(reference: str) -> None:
    text = f"第一条 甲。\n\n第二条 乙：\n\n{reference}\n\n第三条 丙。\n"
    found = words(text)
    assert (found["2.2"], found["3"]) == (reference, "丙。")
    assert odd(text) == [("reference", 5)]


def test_an_article_without_a_space_is_one_if_it_is_the_next() -> None:
    assert words("第一条 甲。\n\n第二条本办法所称乙。\n\n第三条有关部门丙。\n")["3"] == "有关部门丙。"


def test_article_numbers_of_every_form() -> None:
    text = "第九百九十九条 甲。\n\n第一千条 乙。\n\n第一千条之一 丙。\n\n第一千条之二 丁。\n\n第１００１条 戊。\n\n第一千〇二条 己。\n"
    assert list(words(text)) == ["999", "1000", "1000之一", "1000之二", "1001", "1002"]
    assert odd(text) == [("gap", 1)]


def test_missing_and_repeated_numbers_are_reported_with_their_line() -> None:
    assert odd("第一条 甲。\n第三条 乙。\n第三条 丙。\n") == [("gap", 2), ("repeat", 3)]


def test_articles_quoted_by_an_amendment_are_no_articles() -> None:
    text = "第一条 第九条修改为：“甲。\n\n第十条 乙。”\n\n第二条 丙。\n"
    assert list(words(text)) == ["1", "1.1", "1.2", "2"]


def test_an_article_and_an_item_glued_to_the_one_before_are_split() -> None:
    text = "第一条 甲：\n（一）乙；（二）丙。\n第二条 丁。第三条 戊。\n"
    assert words(text)["1(2)"] == "丙。"
    assert words(text)["3"] == "戊。"
    assert odd(text) == [("glued", 2), ("glued", 3)]


def test_a_reference_inside_a_sentence_does_not_split() -> None:
    assert list(words("第一条 甲；第二条 规定的除外，见（二）项。\n第二条 乙。\n")) == ["1", "2"]


def test_a_list_that_goes_on_after_a_paragraph_stays_one_list() -> None:
    found = words("第一条 甲：\n（一）乙；\n丙。\n（二）丁。\n")
    assert list(found) == ["1", "1(1)", "1(2)"]
    assert found["1(1)"] == "乙；\n丙。"


def test_two_lists_need_their_paragraph_in_the_id() -> None:
    text = "第一条 甲：\n（一）乙。\n丙：\n（一）丁。\n"
    assert list(words(text)) == ["1", "1.1", "1.1(1)", "1.2", "1.2(1)"]


def test_sub_items_and_tables_belong_to_the_line_before() -> None:
    found = words("第一条 甲：\n（一）乙：\n1.丙；\n2．丁。\n| 戊 | 己 |\n第二条 庚。\n")
    assert found["1(1)"] == "乙：\n1.丙；\n2．丁。\n| 戊 | 己 |"


def test_article_number_on_a_line_of_its_own() -> None:
    found = words("第一条\n\n甲。\n\n第二条\n\n乙：\n（一）丙。\n")
    assert list(found) == ["1", "2", "2(1)"]
    assert [text.strip() for text in found.values()] == ["甲。", "乙：\n（一）丙。", "丙。"]


def test_sections_and_subsections() -> None:
    text = "# 某意见\n\n前面的话。\n\n一、指导思想\n\n甲。\n\n乙。\n\n二、任务\n\n（一）丙。丁。\n\n戊。\n\n（二）己。\n"
    found = words(text)
    assert list(found) == ["前言", "一", "一.1", "一.2", "二", "二(一)", "二(一).1", "二(一).2", "二(二)"]
    assert {u.number: [s.chapter for s in u.subs] for u in parse(text).units}["二"] == ["二、任务"] * 2


def test_a_heading_out_of_order_is_words() -> None:
    found = words("一、甲\n\n工作目标同\n\n一、工作同向。\n\n二、乙\n\n丙。\n")
    assert list(found) == ["一", "一.1", "一.2", "二"]


def test_annexes_end_the_articles() -> None:
    text = "第一条 甲。\n\n附件：\n\n第一条 表。\n\n（一）乙。\n\n附件2：样式\n\n丙。\n"
    assert list(words(text)) == ["1", "附件", "附件.1", "附件.2", "附件2"]


def test_chapters_without_marks_count_where_none_is_marked() -> None:
    assert parse("第一章 总则\n第一条 甲。\n附 则\n第二条 乙。\n").units[1].chapter == "附则"
    marked = "## 第一章 总则\n第一条 增加一节：\n第七节 监察\n第二条 乙。\n"
    assert [u.chapter for u in parse(marked).units] == ["第一章 总则"] * 2


def test_several_laws_in_one_file() -> None:
    text = "# 甲法\n第一条 甲。\n第二条 乙。\n# 乙法\n第一条 丙。\n"
    assert [d.title for d in parse_documents(text, "f")] == ["甲法", "乙法"]
    unmarked = "# 决定\n第一条 甲。\n第二条 乙。\n某委员会\n关于丙的规定\n为了丙，制定本规定。\n第一条 丁。\n"
    assert [d.title for d in parse_documents(unmarked, "f")] == ["决定", "某委员会关于丙的规定"]


def test_words_without_any_number_are_one_unit() -> None:
    assert list(words("# 某批复\n\n<!-- INFO END -->\n\n甲。\n\n乙。\n")) == ["正文", "正文.1", "正文.2"]


def test_letterhead_is_shown_but_is_no_paragraph() -> None:
    assert (
        words("# 某通知\n## 通知\n> 各区：\n甲。\n> 2020年\n## 第一章 总则\n第一条 乙。\n")["通知"]
        == "各区：\n甲。\n2020年"
    )


def test_info_end_out_of_place_loses_nothing() -> None:
    text = "# 某法\n<!-- INFO END -->\n第一条 甲。\n<!-- INFO END -->\n第二条 乙。\n"
    assert list(words(text)) == ["1", "2"]
    assert list(words(text.replace("<!-- INFO END -->\n", "", 1))) == ["1", "2"]


def test_a_second_list_without_lead_in_is_a_paragraph_of_its_own() -> None:
    found = words("第一条 甲：\n（一）乙。\n（一）丙。\n")
    assert (found["1.2"], found["1.2(1)"]) == ("（一）丙。", "丙。")


def test_invisible_signs_are_no_words() -> None:
    assert list(words("\ufeff第一条 甲。\n\u200b\n\xa0\n\u3000第二条 乙。\n")) == ["1", "2"]


def test_rules_belong_to_the_clause_above() -> None:
    text = (
        "# 某办法\n第一条 甲：\n```rules\n- a\n```\n（一）乙。\n```rules\n- b\n- c\n```\n第二条 丙。\n\n丁。\n"
        "```rules\n- d\n```\n## 编码说明\n说明文字。\n```rules\n- e\n```\n"
    )
    document = parse(text)
    placed = tuple(provisions(document, "x", document.title))
    blocks = placed_blocks(document, placed)
    assert [(b.provision, b.yaml, b.line) for b in blocks] == [
        ("x:1", "- a", 4), ("x:1(1)", "- b\n- c", 8), ("x:2.2", "- d", 15), (None, "- e", 20),
    ]  # fmt: skip
    assert "说明文字" not in document.text


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("第一条 甲。\n```rules\n- a\n", 2, "没有结束"),
        ("第一条 甲。\n```rule\n- a\n```\n", 2, "只能是 ```rules"),
        ("# 题\n```rules\n- a\n```\n第一条 甲。\n", 3, "上面没有条款"),
        ("第一条 甲。\n## 编码说明\n第二条 乙。\n", 3, "之后还有条文"),
        ("第一条 甲。\n## 编码说明\n## 第二章 乙\n", 3, "之后还有条文"),
        ("## 通知\n甲。\n## 通知\n乙。\n", 3, "出现了两次"),
        ("第一条 甲。\n<!-- 注\n-->\n", 2, "没有在同一行"),
    ],
)
def test_refused_with_line_and_remedy(text: str, line: int, said: str) -> None:
    with pytest.raises(ParseError, match=said) as caught:
        parse(text)
    assert (caught.value.file, caught.value.line) == ("样本.md", line)


PIECES = [
    "# 题", "## 第一章 总则", "第二节 乙", "## 附件", "附件1：表", "## 通知", "## 前言", "## 结尾", "## 编码说明", "## 一、甲",
    "第一条 甲。", "第二条乙。", "第三条规定的。", "第一条之一 丙。", "第九十九万条 丁。", "一、戊", "二、己。", "（一）庚；（二）辛。", "（二）壬：",
    "1.子；", "| 丑 |", "> 寅", "<!-- 卯 -->", "<!-- INFO END -->", "```rules\n- a\n```", "“辰", "巳”", "", "第条", "十十、", "（十十）",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_any_order_of_lines_parses_or_is_refused(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    documents: list[Document] = []
    with suppress(ParseError):
        documents = parse_documents(text, "f")
    for document in documents:
        placed = tuple(provisions(document, "x", document.title))
        for provision in (p.provision for p in placed):
            assert document.text[provision.start : provision.end] == provision.text
            assert not provision.text.startswith("\n")
        ids = [p.provision.id for p in placed]
        assert len(ids) == len(set(ids))
        assert len(placed_blocks(document, placed)) == len(document.blocks)


@pytest.mark.parametrize(
    "unit",
    [
        "<!-- -->",
        "<!--",
        "附 ",
        "附　　",
        "第一条 ",
        "第",
        "（一）",
        "“",
        "#",
        "` ",
        "> ",
        "。第二条 ",
        "。 ",
        "一、",
        "| ",
        "\u200b",
    ],
)
@pytest.mark.parametrize("separator", ["", "\n"])
def test_hostile_repetition_takes_linear_time(unit: str, separator: str) -> None:
    text = "第一条 甲。\n" + separator.join([unit] * 20_000)
    start = time.process_time()
    with suppress(ParseError):
        parse_documents(text, "f")
    assert time.process_time() - start < 2
