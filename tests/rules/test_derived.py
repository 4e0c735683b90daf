"""Facts that no clause states but the file itself shows."""

import pytest

from assistant.rules.base import NOTES, RuleBase
from assistant.rules.derived import STATUS, STRUCTURE, TITLE, with_derived

STRUCTURES = [
    (
        "guangzhou-2009",
        "本办法共三十六条，分为五章",
        "It has 36 articles in 5 chapters.",
        "guangzhou-2009:36",
    ),
    ("weifang-2011", "本办法共二十二条，分为五章", "It has 22 articles in 5 chapters.", "weifang-2011:22"),
    ("ccp-2016", "本条例共十三条，不分章", "It has 13 articles and no chapters.", "ccp-2016:13"),
    (
        "guangzhou-party-2006",
        "本意见共五个部分，其下共十四个小节",
        "It has 5 parts with 14 subsections in all.",
        "guangzhou-party-2006:五",
    ),
    (
        "harbin-2011",
        "本意见共三个部分，其下共十五个小节",
        "It has 3 parts with 15 subsections in all.",
        "harbin-2011:三",
    ),
]


@pytest.mark.parametrize(("regulation", "zh", "en", "source"), STRUCTURES)
def test_how_a_regulation_is_built(base: RuleBase, regulation: str, zh: str, en: str, source: str):
    (fact,) = base.on(regulation, STRUCTURE)
    assert (fact.zh, fact.en, fact.provision) == (zh, en, source)
    assert base.of_provision(source).count(fact) == 1


def test_the_status_says_what_is_known_and_no_more(base: RuleBase):
    for regulation in base.library.regulations.values():
        (fact,) = base.on(regulation.id, STATUS)
        assert fact.zh == regulation.meta.status_note.removesuffix("。")
        assert fact.provision == ""
        assert "It is in force." not in fact.en


def test_ccp_2016_is_superseded_and_the_later_text_is_not_here(base: RuleBase):
    (fact,) = base.on("ccp-2016", STATUS)
    assert "2019年9月1日" in fact.zh
    assert "不在知识库中" in fact.zh
    assert "1 September 2019" in fact.en
    assert "not in the base" in fact.en


TITLES = [
    ("weifang-2011", "知识库收有《全市学校安全稳定事故问责办法》（潍教字〔2011〕34号，2011年5月30日）"),
    ("guangzhou-2009", "知识库收有《广州市党政领导干部问责暂行办法》（穗办〔2009〕6号，2009年3月4日）"),
    ("ccp-2016", "知识库收有《中国共产党问责条例》（文中没有文号，2016年7月8日）"),
]


@pytest.mark.parametrize(("regulation", "zh"), TITLES)
def test_what_the_base_holds(base: RuleBase, regulation: str, zh: str):
    (fact,) = base.on(regulation, TITLE)
    assert fact.zh == zh


def test_derived_facts_stand_under_the_notes_where_no_clause_bears_them(base: RuleBase):
    assert f"weifang-2011:{NOTES}#{STATUS}" in base.rules
    assert f"weifang-2011:{NOTES}#{TITLE}" in base.rules


def test_a_base_is_not_changed_by_extending_it(mini):
    plain = mini()
    before = (dict(plain.rules), plain.hash, plain.on("mini-2020", STRUCTURE))
    extended = with_derived(plain)
    assert (dict(plain.rules), plain.hash, plain.on("mini-2020", STRUCTURE)) == before
    assert set(extended.rules) - set(plain.rules) == {
        f"mini-2020:{NOTES}#{TITLE}",
        f"mini-2020:{NOTES}#{STATUS}",
        f"{extended.on('mini-2020', STRUCTURE)[0].provision}#{STRUCTURE}",
    }
    assert extended.hash != plain.hash


def test_a_law_added_as_text_only_gets_no_facts(mini):
    assert (
        with_derived(
            mini("status_note: 测试用的示例文件。", "status_note: 测试用的示例文件。\nrules: none")
        ).on("mini-2020", STRUCTURE)
        == ()
    )
