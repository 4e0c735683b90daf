import pytest

from evals.text_citations import TextCitations


@pytest.fixture(scope="module")
def citing(library) -> TextCitations:
    return TextCitations(library)


def test_citations_in_words_are_read_under_the_regulation_that_stands_above(citing):
    text = (
        "《全市学校安全稳定事故问责办法》规定：\n"
        "应当在15个工作日内提出书面申诉（第十三条第一款）。\n"
        "《中国共产党问责条例》规定：\n"
        "共四种（第七条第二款）；依照《中国共产党纪律处分条例》第八条处理。\n"
        "另见 guangzhou-2009:28.2"
    )
    assert citing.ids(text, None) == ("weifang-2011:13.1", "ccp-2016:7.2", "guangzhou-2009:28.2")


def test_a_bare_citation_belongs_to_the_filter_or_to_nothing(citing):
    assert citing.ids("见第十四条。", "weifang-2011") == ("weifang-2011:14",)
    assert citing.ids("见第十四条。", None) == ()


def test_an_article_that_does_not_exist_is_no_citation(citing):
    assert citing.ids("《全市学校安全稳定事故问责办法》第九十九条", None) == ()


def test_an_aside_belongs_to_the_regulation_above_not_to_a_norm_named_in_its_sentence(citing):
    text = (
        "《全市学校安全稳定事故问责办法》规定：\n"
        "依照《民办教育促进法实施条例》第二十条规定的程序处理（第六条第四款）。\n"
        "反馈意见的，径向市教育局反馈（通知）。"
    )
    assert citing.ids(text, None) == ("weifang-2011:6.4", "weifang-2011:通知")


def test_a_word_in_brackets_that_names_no_part_is_no_citation(citing):
    assert citing.ids("《中国共产党问责条例》规定：\n送达（附件、通知书、略）。", None) == ()


def test_unclosed_brackets_are_read_in_linear_time(citing):
    assert citing.ids("（" * 50_000 + "第十四条", "weifang-2011") == ("weifang-2011:14",)
