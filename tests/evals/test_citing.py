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
