"""Citations as people write them, and everything that looks like one and is none."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.corpus.citation_labels import format_label
from assistant.corpus.citation_model import Citation, Context, Target
from assistant.corpus.citation_targets import RANGE_LIMIT
from assistant.corpus.citations import find_citations
from assistant.corpus.numerals import to_chinese
from assistant.corpus.provision import ProvisionId
from assistant.corpus.title_index import TitleIndex

ALIASES = {
    "全市学校安全稳定事故问责办法": "weifang-2011",
    "潍坊办法": "weifang-2011",
    "潍坊": "weifang-2011",
    "Weifang Measures": "weifang-2011",
    "Weifang": "weifang-2011",
    "广州市党政领导干部问责暂行办法": "guangzhou-2009",
    "广州办法": "guangzhou-2009",
    "中国共产党问责条例": "ccp-2016",
    "问责条例": "ccp-2016",
    "哈尔滨意见": "harbin-2011",
}
TITLES = TitleIndex.build(ALIASES)
IN_13_2 = Context(TITLES, "weifang-2011", ProvisionId.parse("weifang-2011:13.2"))


def find(text: str, context: Context | None = None) -> list[Citation]:
    found = find_citations(text, context=context or Context(TITLES))
    assert all(text[c.start : c.end] == c.raw for c in found)
    return found


def only(text: str, context: Context | None = None) -> Citation:
    found = find(text, context)
    assert len(found) == 1, found
    return found[0]


def local(target: Target) -> str:
    if target.unit is None:
        return "(whole)"
    id = ProvisionId("x", target.unit, target.sub, target.paragraph, target.item).local
    return id + (f"目{target.point}" if target.point else "")


def units(text: str, context: Context | None = None) -> list[str]:
    return [local(target) for citation in find(text, context) for target in citation.targets]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十三条第一款第（二）项", ["13.1(2)"]),
        ("第十三条第二项", ["13(2)"]),
        ("13条2款", ["13.2"]),
        ("第13条", ["13"]),
        ("第 十三 条　第 一 款", ["13.1"]),
        ("第１３条第２款", ["13.2"]),
        ("13条怎么规定的", ["13"]),
        ("那13条呢", ["13"]),
        ("三条规定了什么", ["3"]),
        ("五条十三项", ["5(13)"]),
        ("第13条，第二款", ["13.2"]),
        ("第五条第⑬项", ["5(13)"]),
        ("第五条第⒀项", ["5(13)"]),
        ("第壹佰条", ["100"]),
        ("第五条款", ["5"]),
        ("第五条第（一）项第2目", ["5(1)目2"]),
        ("第133条之一第2款", ["133之一.2"]),
        ("第一百三十三条之一", ["133之一"]),
        ("第0条、第一百条", ["0", "100"]),
        ("第999999999999条", ["999999999999"]),
        ("第三部分第（五）条", ["三(五)"]),
        ("第一部分（三）", ["一(三)"]),
        ("三（五）", ["三(五)"]),
        ("三、（五）", ["三(五)"]),
        ("五（一）第三款", ["五(一).3"]),
        ("见附件", ["附件"]),
        ("请解读第七条", ["7"]),
        ("第七条的解读", ["解读7"]),
        ("第五条例外情形", ["5"]),
        ("一、第五条的适用", ["5"]),
    ],
)
def test_single_units_in_chinese(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十六至十八条", ["16", "17", "18"]),
        ("第十六条至第十八条", ["16", "17", "18"]),
        ("第5-7条", ["5", "6", "7"]),
        ("第5、7、9条", ["5", "7", "9"]),
        ("第六条和第七条", ["6", "7"]),
        ("第六条、第七条第一款", ["6", "7.1"]),
        ("第六条第（一）至（三）项", ["6(1)", "6(2)", "6(3)"]),
        ("第六条第（一）项、第（三）项", ["6(1)", "6(3)"]),
        ("第六条第一、二款", ["6.1", "6.2"]),
        ("第六条第一款第（一）项、第二款第（三）项和第七条", ["6.1(1)", "6.2(3)", "7"]),
        ("二（一）、（二）", ["二(一)", "二(二)"]),
        ("Articles 16–18", ["16", "17", "18"]),
        ("§§ 16–18", ["16", "17", "18"]),
        ("Articles 5, 7, and 9", ["5", "7", "9"]),
        ("items (1) to (3) of Article 6", ["6(1)", "6(2)", "6(3)"]),
        ("第18至16条", ["18", "16"]),
    ],
)
def test_lists_and_ranges_are_written_out(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Article 13", ["13"]),
        ("Article Thirteen", ["13"]),
        ("Art. 13(2)", ["13(2)"]),
        ("Article 13.2(3)", ["13.2(3)"]),
        ("article 13 paragraph 2 item 3", ["13.2(3)"]),
        ("Article 13, para. 2", ["13.2"]),
        ("item (13) of Article 5", ["5(13)"]),
        ("item 3 of paragraph 2 of Article 13", ["13.2(3)"]),
        ("§14", ["14"]),
        ("part two (4)", ["二(四)"]),
        ("Part III, section 2", ["三(二)"]),
        ("Under Article 13, 15 working days remain", ["13"]),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *["2011年5月30日", "5月30日", "二〇一一年五月三十日", "2011-05-30", "上午9:30"],
        *["九条命", "三条建议", "提出三条意见", "两项", "三款手机", "共22条", "全文共22条57款", "有多少条"],
        *["潍坊办法有22条", "这13条规定", "出台三条规定", "13条意见", "第二条建议", "第一条路", "第七项工作"],
        *[
            *["一部分", "三部分", "合同条款", "还不上款", "扣划该款"],
            "第一责任人",
            "一岗双责",
            "（一）约谈",
            "三（校）",
            "14.3%",
            "教育部令第23号",
            "条例",
            "§",
            "Article",
        ],
        *["《关于适用第五条的批复》", "第条", "第百条", "第" + "9" * 40 + "条", "item 3", "state of the art"],
    ],
)
def test_is_no_citation(text: str) -> None:
    assert not [citation for citation in find(text) if citation.targets != (Target(None),)]


@pytest.mark.parametrize(
    ("text", "regulation", "expected"),
    [
        ("《全市学校安全稳定事故问责办法》第5条", "weifang-2011", ["5"]),
        ("〈潍坊办法〉第5条", "weifang-2011", ["5"]),
        ("“潍坊办法”第5条", "weifang-2011", ["5"]),
        ("潍坊办法五条", "weifang-2011", ["5"]),
        ("请问潍坊办法里面的第13条怎么说", "weifang-2011", ["13"]),
        ("潍坊的第14条", "weifang-2011", ["14"]),
        ("潍坊那个办法的第14条", "weifang-2011", ["14"]),
        ("潍坊5(13)", "weifang-2011", ["5(13)"]),
        ("潍坊办法附件", "weifang-2011", ["附件"]),
        ("《广州市党政领导干部问责暂行办法》（穗办〔2009〕6号）第28条", "guangzhou-2009", ["28"]),
        ("问责条例解读第七条第二款", "ccp-2016", ["解读7.2"]),
        ("哈尔滨意见三（五）", "harbin-2011", ["三(五)"]),
        ("Weifang Article 14", "weifang-2011", ["14"]),
        ("the WEIFANG measures, Article 14", "weifang-2011", ["14"]),
        ("item (13) of Article 5 of the Weifang Measures", "weifang-2011", ["5(13)"]),
        ("见 weifang-2011:5(13)。", "weifang-2011", ["5(13)"]),
        ("harbin-2011:二(四)", "harbin-2011", ["二(四)"]),
        ("见nowhere-1999:3.2(1)", "nowhere-1999", ["3.2(1)"]),
    ],
)
def test_known_names(text: str, regulation: str, expected: list[str]) -> None:
    citation = only(text)
    assert (citation.source, citation.regulation) == ("named", regulation)
    assert [local(target) for target in citation.targets] == expected


@pytest.mark.parametrize(
    "text",
    [
        *["《民办教育促进法实施条例》第二十条", "民办教育促进法实施条例第二十条", "党章第42条", "宪法第五条"],
        *[
            "问责条例实施细则第五条",
            "四川省问责条例第五条",
            "上海问责条例第五条",
            "《教育部规章》(教育部令第23号)第五条",
        ],
        *[
            "Article 20 of the Private Education Promotion Law",
            "Constitution Article 5",
            "公务员法第五条、第六条和第七条",
        ],
    ],
)
def test_unknown_names_are_foreign(text: str) -> None:
    citation = only(text)
    assert citation.foreign
    assert citation.regulation is None


def test_weifang_6_4_cites_another_norm_in_its_own_clause() -> None:
    text = "由学校理事会、董事会依照我国《民办教育促进法实施条例》第二十条规定的程序处理。"
    citation = only(text, Context(TITLES, "weifang-2011", ProvisionId.parse("weifang-2011:6.4")))
    assert (citation.foreign, citation.title, citation.regulation) == (
        True,
        "《民办教育促进法实施条例》",
        None,
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("人民法院可以依照民事诉讼法第五条", "民事诉讼法"),
        ("由董事会依照民办教育促进法实施条例第二十条规定", "民办教育促进法实施条例"),
        ("根据关于审理案件若干问题的解释第三条", "关于审理案件若干问题的解释"),
    ],
)
def test_an_unmarked_name_begins_after_the_verb(text: str, title: str) -> None:
    assert only(text).title == title


@pytest.mark.parametrize("text", ["经会议讨论决定第五条不适用", "第四条规定第五条不适用", "听取意见第五条"])
def test_a_verb_before_an_article_is_no_name(text: str) -> None:
    assert find(text)[-1].source in {"none", "carried"}


def test_a_name_goes_on_through_a_list_and_a_sentence_but_not_further() -> None:
    found = find("党章第42条和第43条规定，第44条也规定。第5条另说")
    assert [citation.source for citation in found] == ["foreign", "foreign", "none"]
    assert [local(target) for target in found[0].targets] == ["42", "43"]
    found = find("潍坊办法第十三条规定15个工作日，第十四条不停止执行。第二十条另说")
    assert [citation.source for citation in found] == ["named", "carried", "none"]


@pytest.mark.parametrize(
    ("text", "title", "source"),
    [
        ("《条例》第六条", "《条例》", "generic"),
        ("按照条例第六条", "条例", "generic"),
        ("本办法第五条", "本办法", "this"),
        ("under these Measures, Article 5", "these Measures", "this"),
    ],
)
def test_names_that_depend_on_the_place(text: str, title: str, source: str) -> None:
    citation = only(text)
    assert (citation.title, citation.source) == (title, source)


def test_that_regulation_is_the_one_named_last() -> None:
    assert find("《民办教育促进法实施条例》很重要，该条例第二十条")[-1].foreign
    assert find("潍坊办法第五条；该办法第六条")[-1].regulation == "weifang-2011"
    assert only("该办法第五条", IN_13_2).regulation == "weifang-2011"


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("2019年问责条例第七条", "2019"),
        ("《中国共产党问责条例》(2019年修订)第八条", "2019"),
        ("新《中国共产党问责条例》第七条", "新"),
        ("问责条例第七条", ""),
    ],
)
def test_the_edition_is_kept(text: str, edition: str) -> None:
    assert only(text).edition == edition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本条第一款", ["13.1"]),
        ("依照前款规定", ["13.1"]),
        ("前款第（二）项", ["13.1(2)"]),
        ("本款", ["13.2"]),
        ("前条", ["12"]),
        ("第一款规定的期限", ["13.1"]),
        ("上述规定", ["13.2"]),
        ("第七条第一款和同条第二款", ["7.1", "7.2"]),
        ("第七条第二款，该条第三款", ["7.2", "7.3"]),
        ("本办法", ["(whole)"]),
        ("本办法第五条", ["5"]),
    ],
)
def test_relative_words_in_weifang_13_2(text: str, expected: list[str]) -> None:
    assert units(text, IN_13_2) == expected
    assert {c.regulation or "weifang-2011" for c in find(text, IN_13_2)} == {"weifang-2011"}


@pytest.mark.parametrize("text", ["前两款", "前款和前三款", "前二十条"])
def test_nothing_before_the_place_is_invented(text: str) -> None:
    assert all(
        "3" not in target
        for target in units(text, Context(TITLES, provision=ProvisionId.parse("weifang-2011:13.1")))
    )


def test_relative_words_without_a_place_say_so() -> None:
    citation = only("依照前款规定")
    assert (citation.targets, citation.problem) == ((), "no context")


def test_this_article_in_a_commentary_is_the_article() -> None:
    context = Context(TITLES, "ccp-2016", ProvisionId.parse("ccp-2016:解读7"))
    assert units("本条规定了“问责方式”", context) == ["7"]


@pytest.mark.parametrize(
    ("text", "problem"), [("第1至9999条", "range too large"), ("第18至16条", "range reversed")]
)
def test_absurd_ranges_are_flagged(text: str, problem: str) -> None:
    citation = only(text)
    assert citation.problem == problem
    assert len(citation.targets) <= RANGE_LIMIT


numbers = st.integers(1, 1300)
small = st.integers(1, 40)


@given(
    numbers,
    st.none() | small,
    st.none() | small,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", " ", "　"]),
)
def test_surface_forms_of_articles(
    article: int, paragraph: int | None, item: int | None, arabic: bool, ordinal: bool, space: str
) -> None:
    def number(value: int) -> str:
        return str(value) if arabic else to_chinese(value)

    first = "第" if ordinal or not arabic else ""
    text = f"{first}{space}{number(article)}{space}条"
    text += f"{first}{space}{number(paragraph)}款" if paragraph else ""
    text += f"{space}第（{number(item)}）{space}项" if item else ""
    assert units(text) == [ProvisionId("x", str(article), None, paragraph, item).local]


@given(numbers, st.none() | small, st.none() | small, st.booleans())
def test_surface_forms_in_english(
    article: int, paragraph: int | None, item: int | None, rising: bool
) -> None:
    parts = [f"Article {article}"]
    parts += [f"paragraph {paragraph}"] if paragraph else []
    parts += [f"item ({item})"] if item else []
    text = " of ".join(reversed(parts)) if rising else ", ".join(parts)
    assert units(text) == [ProvisionId("x", str(article), None, paragraph, item).local]


def ids() -> st.SearchStrategy[ProvisionId]:
    optional = st.none() | small
    articles = st.builds(
        lambda unit, inserted, paragraph, item: ProvisionId(
            "weifang-2011",
            f"{unit}之{to_chinese(inserted)}" if inserted else str(unit),
            None,
            paragraph,
            item,
        ),
        numbers,
        st.none() | st.integers(1, 12),
        optional,
        optional,
    )
    sections = st.builds(
        lambda unit, sub, paragraph: ProvisionId(
            "weifang-2011", to_chinese(unit), to_chinese(sub) if sub else None, paragraph
        ),
        small,
        optional,
        optional,
    )
    special = st.builds(
        lambda unit, paragraph: ProvisionId("weifang-2011", unit, None, paragraph),
        st.sampled_from(["前言", "通知", "结尾", "附件", "解读7", "解读13"]),
        optional,
    )
    return articles | sections | special


@given(
    ids(),
    st.sampled_from(["", "根据", "见：", "第七条、"]),
    st.sampled_from(["", "的规定", "，", "规定15个工作日"]),
)
def test_labels_and_ids_are_read_back(id: ProvisionId, before: str, after: str) -> None:
    label = format_label(
        "全市学校安全稳定事故问责办法", id.unit, sub=id.sub, paragraph=id.paragraph, item=id.item
    )
    for form in (label, str(id)):
        citation = find(before + form + after)[-1]
        assert (citation.regulation, [local(t) for t in citation.targets]) == ("weifang-2011", [id.local])


@pytest.mark.parametrize(
    ("unit", "sub", "paragraph", "item", "label"),
    [
        ("5", None, None, 13, "《甲》第五条第（十三）项"),
        ("133之一", None, 2, None, "《甲》第一百三十三条之一第二款"),
        ("二", "四", None, None, "《甲》第二部分（四）"),
        ("解读7", None, 2, None, "《甲》解读第七条第二款"),
        ("附件", None, None, None, "《甲》附件"),
    ],
)
def test_labels(unit: str, sub: str | None, paragraph: int | None, item: int | None, label: str) -> None:
    assert format_label("甲", unit, sub=sub, paragraph=paragraph, item=item) == label


ALPHABET = (
    "第一二十百条款项目部分（）()《》〈〉、，。：:.-至到和本前该办法条例解读附件 \n1９articleofitm§②㈠之"
)


@settings(max_examples=300)
@given(st.text(alphabet=ALPHABET, max_size=120) | st.text(max_size=80))
def test_spans_are_ordered_and_nothing_is_raised(text: str) -> None:
    found = find(text, IN_13_2)
    assert all(0 <= c.start < c.end <= len(text) for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "unit",
    [
        *[
            "第",
            "一",
            "第一、",
            "一、",
            "1,",
            "(1)",
            "《",
            "《a》",
            "该办法第一条",
            "法第1条",
            "item 1 of ",
            "第一条第一款",
        ],
        *["一(一)", "第1至99条", "a law article 1 ", "x-1:5(1)", "ﷺ", "the ", "本办法", "9"],
    ],
)
def test_hostile_text_of_100_kb_takes_no_longer_than_its_length(unit: str) -> None:
    """Ten times the text may take ten times as long, with room for a busy machine, in one of three tries; quadratic would
    be a hundred.
    """

    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        start = time.process_time()
        find_citations(text, context=IN_13_2)
        return time.process_time() - start

    seconds(1_000)
    assert any(seconds(100_000) < 50 * max(seconds(10_000), 0.01) for _ in range(3))
