"""Folding: width, spaces and styles of punctuation do not count; words do; offsets lead back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.text import fold, folded, words_only


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("二○○九年", "二〇〇九年"),
        ("按1∶1比例", "按1:1比例"),
        ("中办发[2009]25号", "中办发〔2009〕25号"),
        ("应当，可以；不得：（一）", "应当,可以;不得:(一)"),
        ("１５个工作日", "15 个 工作日"),
        ("“谁主管、谁负责”", "「谁主管、谁负责」"),
        ("《劳动能力鉴定——分级》", "《劳动能力鉴定--分级》"),
        ("网格管理ＡＢ角", "网格管理ab角"),
        ("不停止\u200b执\u00ad行", "不停止执行"),
    ],
)
def test_styles_do_not_count(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("不停止执行", "停止执行"),
        ("应当", "可以"),
        ("15个工作日", "5个工作日"),
        ("终止。", "终止，"),
        ("《办法》", "办法"),
    ],
)
def test_words_and_punctuation_count(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_names_are_compared_without_any_punctuation() -> None:
    assert words_only("《广州市…办法（试行）》") == words_only("广州市 办法 试行")


@given(st.text(max_size=60))
def test_every_folded_character_has_its_origin(text: str) -> None:
    result = fold(text)
    assert result.text == folded(text)
    assert len(result.text) == len(result.origin)
    assert list(result.origin) == sorted(result.origin)
    if result.text:
        start, end = result.span(0, len(result.text))
        assert 0 <= start < end <= len(text)
        assert folded(text[start:end]) == result.text


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_an_empty_span_is_refused() -> None:
    with pytest.raises(IndexError, match="empty or outside"):
        fold("甲").span(0, 2)
