"""Names compare as laws cite one another, and digests tell articles apart across versions and laws."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.search.naming import article_digest, law_digest, signless, title_key


def test_signs_width_and_the_name_of_the_state_do_not_matter():
    assert title_key("中华人民共和国公务员法") == title_key("《公务员法》") == "公务员法"
    assert signless("第１条（ＡＢ）。") == "第1条ab"


def test_an_article_is_the_same_in_every_version_of_its_law():
    first = article_digest("中华人民共和国公务员法", "公务员法(2005-04-27):12")
    assert first == article_digest("公务员法", "公务员法(2018-12-29):12")
    assert first != article_digest("公务员法", "公务员法(2018-12-29):13")
    assert first != article_digest("法官法", "法官法:12")


@pytest.mark.parametrize("title", ["公务员法", "民法典", "试验法", "x"])
def test_digests_fit_64_bits_and_stay_as_they_are(title):
    assert np.array([law_digest(title)], np.int64)[0] == law_digest(title)
    assert law_digest(title) == law_digest(title)
    assert law_digest(title) != article_digest(title, f"{title}:1")
