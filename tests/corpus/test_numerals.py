"""Whole numbers in every notation of legal Chinese; nonsense is refused, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.errors import CorpusError
from assistant.corpus.numerals import LARGEST, NumeralError, to_chinese, to_int


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十三", 13),
        ("一十三", 13),
        ("一百三十三", 133),
        ("一百十三", 113),
        ("一百零五", 105),
        ("一千零一十", 1010),
        ("两千零五", 2005),
        ("两", 2),
        ("廿一", 21),
        ("卅", 30),
        ("卌二", 42),
        ("一万亿", 10**12),
        ("壹拾叁", 13),
        ("兩百", 200),
        ("二〇一一", 2011),
        ("二○○九", 2009),
        ("一三", 13),
        ("〇", 0),
        ("零", 0),
        ("13", 13),
        ("１３", 13),
        (" 013 ", 13),
        ("1,260", 1260),
        ("5万", 50_000),
        ("440万", 4_400_000),
    ],
)
def test_reads(text: str, value: int) -> None:
    assert to_int(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "百", "十十", "一百三", "二百五", "万一", "千万", "一百零十", "十百", "一万万", "亿亿"],
        *["1,00", "-3", "1.5", "3a", "第三", "三条", "½", "Ⅻ章", "\x00"],
        *["9" * 19, "9" * 5000, "一" * 19, "十" * 50],
    ],
)
def test_refuses_nonsense_and_names_it(text: str) -> None:
    with pytest.raises(NumeralError, match="不是可以识别的数字") as caught:
        to_int(text)
    assert isinstance(caught.value, CorpusError)
    assert caught.value.text == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"),
        (10, "十"),
        (19, "十九"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (10_010, "一万零一十"),
        (100_000, "十万"),
        (100_010_000, "一亿零一万"),
        (10**12 + 1, "一万亿零一"),
    ],
)
def test_writes(value: int, text: str) -> None:
    assert to_chinese(value) == text


@pytest.mark.parametrize("value", [-1, LARGEST + 1])
def test_writes_nothing_out_of_range(value: int) -> None:
    with pytest.raises(NumeralError, match="只能写"):
        to_chinese(value)


@given(st.integers(0, LARGEST) | st.integers(0, 20_000))
def test_round_trip(value: int) -> None:
    assert to_int(to_chinese(value)) == value


@given(st.text(alphabet="零〇一二两三九十百千万亿廿0１,a", max_size=12) | st.text(max_size=40))
def test_reads_or_refuses_and_never_fails_otherwise(text: str) -> None:
    try:
        value = to_int(text)
    except NumeralError:
        return
    assert value >= 0
