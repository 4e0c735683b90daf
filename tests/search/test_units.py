"""What is indexed: every leaf clause once, with the words it cannot be understood without."""

from __future__ import annotations

from dataclasses import replace

from assistant.search.units import texts_key


def test_every_leaf_clause_is_a_unit_once(library, units):
    leaves = [leaf.id for regulation in library.regulations.values() for leaf in regulation.leaves()]
    assert [unit.id for unit in units] == leaves
    assert len(set(leaves)) == len(leaves)


def test_weifang_5_13_has_its_lead_in_chapter_and_title(units):
    unit = next(u for u in units if u.id == "weifang-2011:5(13)")
    assert unit.article == "weifang-2011:5"
    title, heading, lead, text = unit.content.split("\n")
    assert title == "全市学校安全稳定事故问责办法"
    assert heading.startswith("第二章")
    assert lead.endswith("：")
    assert "瞒报" in text


def test_key_follows_every_word_that_indexes_read(units):
    assert texts_key(units) == texts_key(list(units))
    for changed in (
        replace(units[0], text=units[0].text + "。"),
        replace(units[0], heading="另一章"),
        replace(units[0], id="weifang-2011:999"),
    ):
        assert texts_key([changed, *units[1:]]) != texts_key(units)
    assert texts_key(units[1:]) != texts_key(units)
