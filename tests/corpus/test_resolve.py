"""Ids: every unambiguous form is read, the shortest is written, anything else is refused with what there is."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.errors import AmbiguousProvision, CorpusError, UnknownProvision, UnknownRegulation
from assistant.corpus.library import Library
from assistant.corpus.provision import ProvisionId

FORMS = {
    "weifang-2011:5(13)": ["weifang-2011:5.1(13)", "weifang-2011：5（十三）", "weifang-2011:５（１３）", "潍坊办法:五(13)"],
    "weifang-2011:14": ["weifang-2011:14.1", " weifang-2011 : 14 ", "weifang-2011:十四", "Weifang-2011:14"],
    "weifang-2011:6(9)": ["weifang-2011:6.1(9)"],
    "weifang-2011:6.1": [],
    "ccp-2016:7.2(3)": ["问责条例:7.2(三)", "ccp-2016:七.2（3）"],
    "ccp-2016:解读7": ["ccp-2016:解读7.1"],
    "harbin-2011:二(四)": ["harbin-2011:2(4)", "harbin-2011:二(4)", "harbin-2011:二（四）.1"],
    "guangzhou-party-2006:五(一).3": ["guangzhou-party-2006:5(1).3"],
    "guangzhou-party-2006:三.1": [],
    "guangzhou-2009:通知": ["guangzhou-2009:通知.1"],
    "weifang-2011:附件.2": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def library(knowledge: Path) -> Library:
    return Library.load(knowledge / "regulations")


@pytest.mark.parametrize(("id", "form"), [(id, form) for id, forms in FORMS.items() for form in (id, *forms)])
def test_every_form_resolves_to_the_shortest(library: Library, id: str, form: str) -> None:
    assert library.provision(form).id == id


def test_within_a_regulation_the_prefix_may_be_left_out(library: Library) -> None:
    assert library.regulations["weifang-2011"].resolve("5(13)").id == "weifang-2011:5(13)"


def test_every_id_reads_back(library: Library) -> None:
    for regulation in library.regulations.values():
        for provision in regulation.provisions:
            assert str(ProvisionId.parse(provision.id)) == provision.id
            assert library.provision(provision.id) is provision


def test_ccp_7_item_1_is_ambiguous_with_both_readings(library: Library) -> None:
    with pytest.raises(AmbiguousProvision, match=r"ccp-2016:7\.1\(1\)、ccp-2016:7\.2\(1\)") as caught:
        library.provision("ccp-2016:7(1)")
    assert caught.value.readings == ("ccp-2016:7.1(1)", "ccp-2016:7.2(1)")


def test_ccp_7_item_4_needs_its_paragraph_too(library: Library) -> None:
    with pytest.raises(AmbiguousProvision) as caught:
        library.provision("ccp-2016:7(4)")
    assert caught.value.readings == ("ccp-2016:7.2(4)",)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("weifang-2011:23", "第1条至第22条"),
        ("weifang-2011:0", "第1条至第22条"),
        ("weifang-2011:14.2", "有1款"),
        ("weifang-2011:6.6", "有5款"),
        ("weifang-2011:5(18)", "17项"),
        ("weifang-2011:14(1)", "没有分项"),
        ("weifang-2011:6.2(1)", "没有分项"),
        ("weifang-2011:5(1)(2)", "写了两次"),
        ("weifang-2011:5.1.2", "写法应为"),
        ("weifang-2011:133之一", "第1条至第22条"),
        ("harbin-2011:二(八)", "一、二、三、四、五、六、七"),
        ("harbin-2011:四", "一、二、三"),
        ("guangzhou-party-2006:一(一)", "没有（一）级"),
        ("ccp-2016:解读14", "解读13"),
        ("", "写法应为"),
        (":", "写法应为"),
        ("weifang-2011", "写法应为"),
        ("weifang-2011:", "写法应为"),
        ("weifang-2011:五(十十)", "十十"),
        ("x" * 100_000, "写法应为"),
    ],
)
def test_unknown_ids_say_what_there_is(library: Library, spec: str, said: str) -> None:
    with pytest.raises(CorpusError, match=said) as caught:
        library.provision(spec)
    assert len(str(caught.value)) < 500


def test_unknown_regulation_names_the_known_ones(library: Library) -> None:
    with pytest.raises(UnknownRegulation, match="weifang-2011"):
        library.provision("shenzhen-2010:1")


def test_a_regulation_refuses_ids_of_another(library: Library) -> None:
    with pytest.raises(UnknownProvision, match="之外"):
        library.regulations["weifang-2011"].resolve("ccp-2016:7.2(1)")


@given(st.text(alphabet="weifang-2011:.()（）：一二三四五十百之条款项前言解读通知0123456789 \n", max_size=40))
def test_any_text_is_an_id_or_refused(text: str) -> None:
    with suppress(CorpusError):
        assert ProvisionId.parse(str(ProvisionId.parse(text))) == ProvisionId.parse(text)


def test_names_find_their_regulation(library: Library) -> None:
    names = {
        "潍坊办法": "weifang-2011", "《潍坊市学校问责办法》": "weifang-2011", "weifang MEASURES": "weifang-2011",
        "广州问责办法": "guangzhou-2009", "穗办[2009]6号": "guangzhou-2009", "问责条例": "ccp-2016",
        "2016年条例": "ccp-2016", "哈尔滨网格化意见": "harbin-2011", "广州社区党建意见": "guangzhou-party-2006",
    }  # fmt: skip
    assert {name: r.id for name in names if (r := library.by_name(name))} == names
    assert library.by_name("深圳办法") is None


def test_ancestors_and_children(library: Library) -> None:
    regulation = library.regulations["ccp-2016"]
    assert [p.id for p in regulation.ancestors("7.2(3)")] == ["ccp-2016:7.2", "ccp-2016:7"]
    assert [p.id for p in regulation.children("7")] == ["ccp-2016:7.1", "ccp-2016:7.2", "ccp-2016:7.3"]
    assert regulation.children("7.3") == ()
