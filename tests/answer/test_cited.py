"""Clauses named in a question: in every form people write them, several at once, ambiguous, and not there."""

import pytest

from assistant.answer.model import Basis

FORMS = [
    # weifang-2011:5(13)
    ("《全市学校安全稳定事故问责办法》第五条第（十三）项", ["weifang-2011:5(13)"]),
    ("《全市学校安全稳定事故问责办法》第5条第13项", ["weifang-2011:5(13)"]),
    ("《全市学校安全稳定事故问责办法》第五条第一款第(十三)项", ["weifang-2011:5(13)"]),
    ("潍坊办法五条十三项", ["weifang-2011:5(13)"]),
    ("潍坊办法第５条第１３项", ["weifang-2011:5(13)"]),
    ("weifang-2011:5(13)", ["weifang-2011:5(13)"]),
    ("weifang-2011:5.1(13)", ["weifang-2011:5(13)"]),
    # paragraphs
    ("潍坊办法第十三条第二款", ["weifang-2011:13.2"]),
    ("潍坊13条2款", ["weifang-2011:13.2"]),
    ("weifang-2011:13.2", ["weifang-2011:13.2"]),
    ("广州办法第28条第二款", ["guangzhou-2009:28.2"]),
    ("问责条例第七条第二款第（三）项", ["ccp-2016:7.2(3)"]),
    ("《中国共产党问责条例》第7条第2款第3项", ["ccp-2016:7.2(3)"]),
    ("党的问责条例第十条", ["ccp-2016:10"]),
    # the opinions
    ("哈尔滨意见二（四）", ["harbin-2011:二(四)"]),
    ("哈尔滨意见第二部分（四）", ["harbin-2011:二(四)"]),
    ("harbin-2011:二(四)", ["harbin-2011:二(四)"]),
    ("广州社区党建意见五（一）", ["guangzhou-party-2006:五(一)"]),
    # what is no article
    ("潍坊办法附件", ["weifang-2011:附件"]),
    ("ccp-2016:解读7", ["ccp-2016:解读7"]),
    # several
    ("广州办法第十六至十八条", ["guangzhou-2009:16", "guangzhou-2009:17", "guangzhou-2009:18"]),
    ("潍坊办法第十三条、第十四条", ["weifang-2011:13", "weifang-2011:14"]),
    ("潍坊办法第十三条第一款和第二款", ["weifang-2011:13.1", "weifang-2011:13.2"]),
    ("广州办法第28条第二款和潍坊办法第14条", ["guangzhou-2009:28.2", "weifang-2011:14"]),
]


@pytest.mark.parametrize(("question", "provisions"), FORMS, ids=[row[0] for row in FORMS])
def test_the_clause_is_quoted_whole(ask, base, question: str, provisions: list[str]):
    answer = ask(question)
    assert answer.outcome == "answered", answer.text
    quoted = [s for s in answer.statements if s.basis is Basis.QUOTE]
    assert [statement.citations for statement in quoted] == [(id,) for id in provisions]
    assert [s.text for s in quoted] == [base.library.provision(id).text for id in provisions]


@pytest.mark.parametrize(
    "asked", ["", "是什么", "怎么规定的？", "讲了什么？", "的原文是什么？", "请引用原文"]
)
def test_asking_for_the_words_adds_nothing_else(ask, asked: str):
    answer = ask(f"潍坊办法第十四条{asked}")
    assert [citation.id for citation in answer.citations] == ["weifang-2011:14"]


def test_the_filter_says_which_regulation(ask):
    for regulation, id in (("weifang-2011", "weifang-2011:14"), ("guangzhou-2009", "guangzhou-2009:14")):
        answer = ask("第十四条怎么规定？", regulation=regulation)
        assert answer.citations[0].id == id


def test_the_conversation_says_which_regulation(ask):
    answer = ask("那第十四条呢？", history=["潍坊办法第十三条怎么规定？"])
    assert answer.citations[0].id == "weifang-2011:14"


@pytest.mark.parametrize(
    ("question", "regulation", "readings"),
    [
        ("问责条例第七条第（一）项", None, ["ccp-2016:7.1(1)", "ccp-2016:7.2(1)"]),
        ("《中国共产党问责条例》第7条第1项是什么？", None, ["ccp-2016:7.1(1)", "ccp-2016:7.2(1)"]),
        ("ccp-2016:7(1)", None, ["ccp-2016:7.1(1)", "ccp-2016:7.2(1)"]),
        ("ccp 第七条第（一）项", None, ["ccp-2016:7.1(1)", "ccp-2016:7.2(1)"]),
        (
            "第七条第（一）项",
            None,
            ["ccp-2016:7.1(1)", "ccp-2016:7.2(1)", "guangzhou-2009:7(1)", "weifang-2011:7(1)"],
        ),
        ("第七条第（一）项", "ccp-2016", ["ccp-2016:7.1(1)", "ccp-2016:7.2(1)"]),
        ("第十三条", None, ["ccp-2016:13", "guangzhou-2009:13", "weifang-2011:13"]),
        ("第三十条怎么规定？", None, ["guangzhou-2009:30"]),
    ],
)
def test_what_can_mean_several_clauses_is_asked_back(
    ask, question: str, regulation: str | None, readings: list[str]
):
    answer = ask(question, regulation=regulation)
    assert answer.outcome == "clarify", answer.text
    assert answer.clarification is not None
    options = answer.clarification.options
    assert [option.statements[0].citations[0] for option in options] == readings
    for option, id in zip(options, readings, strict=True):
        assert ask(option.question).citations[0].id == id


MISSING = [
    "潍坊办法第九十九条",
    "潍坊办法第二十三条怎么规定？",
    "潍坊办法第五条第二十项",
    "潍坊办法第十三条第五款",
    "广州办法第三十七条",
    "问责条例第十四条",
    "问责条例第七条第四款",
    "weifang-2011:99",
    "哈尔滨意见四（一）",
    "ccp-2016:解读14",
]


@pytest.mark.parametrize("question", MISSING)
def test_a_clause_that_is_not_there_is_said_not_to_be(ask, question: str):
    answer = ask(question)
    assert answer.outcome == "premise_corrected", answer.text
    assert not any(statement.basis is Basis.QUOTE for statement in answer.statements)


def test_weifang_6_4_the_twentieth_article_is_that_of_another_norm(ask):
    """Article 20 of the 民办教育促进法实施条例 is named in weifang-2011:6.4; its words are not in the base."""
    answer = ask("《民办教育促进法实施条例》第二十条讲什么？")
    assert answer.outcome == "not_covered"
    assert answer.citations == ()


def test_commentary_is_shown_as_commentary(ask):
    answer = ask("问责条例第七条的解读怎么说？")
    assert [citation.id for citation in answer.citations] == ["ccp-2016:解读7"]
    assert "《中国共产党问责条例》规定" not in answer.text
    assert any("不具有规范效力" in notice for notice in answer.notices)


def test_a_clause_of_the_law_is_never_answered_from_commentary(ask):
    for question in ("问责条例第七条", "问责条例有哪些问责方式？", "问责条例由谁解释？"):
        assert not any("解读" in citation.id for citation in ask(question).citations)
