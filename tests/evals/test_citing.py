import pytest

from evals.citing import Citing, Depth


@pytest.fixture(scope="module")
def citing(library) -> Citing:
    return Citing(library)


@pytest.mark.parametrize(
    ("cited", "wanted", "met"),
    [
        ("weifang-2011:13.1", "weifang-2011:13.1", {"条", "款", "项"}),
        ("weifang-2011:13.2", "weifang-2011:13.1", {"条"}),
        ("weifang-2011:13", "weifang-2011:13.1", {"条"}),
        ("ccp-2016:7.2(3)", "ccp-2016:7.2", {"条", "款", "项"}),
        ("ccp-2016:7.2(3)", "ccp-2016:7.2(4)", {"条", "款"}),
        ("ccp-2016:7.1(3)", "ccp-2016:7.2(3)", {"条"}),
        ("weifang-2011:5(13)", "weifang-2011:5", {"条", "款", "项"}),
        ("weifang-2011:5", "weifang-2011:5(13)", {"条", "款"}),
        ("harbin-2011:三(一)", "harbin-2011:三(二)", {"条"}),
        ("guangzhou-2009:13", "weifang-2011:13", set()),
    ],
)
def test_a_unit_is_met_by_itself_or_what_lies_in_it_at_each_depth(citing, cited, wanted, met):
    assert {depth for depth in Depth if citing.recall([cited], [[wanted]], depth).hits} == met


def test_recall_counts_groups_and_any_alternative_meets_one(citing):
    groups = [["weifang-2011:7", "weifang-2011:6.5"], ["weifang-2011:14"]]
    met = citing.recall(["weifang-2011:6.5"], groups, Depth.ITEM)
    assert met.share == 0.5
    assert met.misses == ("weifang-2011:14",)
    assert citing.recall([], [], Depth.ITEM).share is None


def test_precision_counts_cited_units_once_at_each_depth(citing):
    cited = ["weifang-2011:5(13)", "weifang-2011:5(2)", "weifang-2011:14"]
    relevant = ["weifang-2011:5(13)"]
    assert citing.precision(cited, relevant, Depth.ARTICLE).share == 0.5
    assert citing.precision(cited, relevant, Depth.ITEM).share == pytest.approx(1 / 3)


def test_citations_in_words_are_read_under_the_regulation_that_stands_above(citing):
    text = (
        "《全市学校安全稳定事故问责办法》规定：\n"
        "应当在15个工作日内提出书面申诉（第十三条第一款）。\n"
        "《中国共产党问责条例》规定：\n"
        "共四种（第七条第二款）；依照《中国共产党纪律处分条例》第八条处理。\n"
        "另见 guangzhou-2009:28.2"
    )
    assert citing.in_text(text, None) == ("weifang-2011:13.1", "ccp-2016:7.2", "guangzhou-2009:28.2")


def test_a_bare_citation_belongs_to_the_filter_or_to_nothing(citing):
    assert citing.in_text("见第十四条。", "weifang-2011") == ("weifang-2011:14",)
    assert citing.in_text("见第十四条。", None) == ()


def test_an_article_that_does_not_exist_is_no_citation(citing):
    assert citing.in_text("《全市学校安全稳定事故问责办法》第九十九条", None) == ()
