"""Numbers in running text: value, unit, comparator; ordinals, dates and fixed words told apart."""

import time
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.corpus.numerals import to_chinese
from assistant.corpus.quantities import Number, find_numbers


def only(text: str) -> Number:
    found = find_numbers(text)
    assert len(found) == 1, found
    assert text[found[0].start : found[0].end] == found[0].raw
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "measure"),
    [
        ("15个工作日", 15, "个工作日", "工作日"),
        ("十五 个 工作日", 15, "个工作日", "工作日"),
        ("１５工作日", 15, "工作日", "工作日"),
        ("15日", 15, "日", "日"),
        ("三十天", 30, "天", "日"),
        ("卅日", 30, "日", "日"),
        ("一个月", 1, "个月", "月"),
        ("半个月", Fraction(1, 2), "个月", "月"),
        ("一个半月", Fraction(3, 2), "个月", "月"),
        ("三年半", Fraction(7, 2), "年", "年"),
        ("两名", 2, "名", "人"),
        ("两次", 2, "次", "次"),
        ("900户", 900, "户", "户"),
        ("35岁", 35, "岁", "岁"),
        ("5万元", 50_000, "元", "元"),
        ("1.5万元", 15_000, "元", "元"),
        ("1,000元", 1000, "元", "元"),
        ("十分钟", 10, "分钟", "分钟"),
        ("15 working days", 15, "working days", "工作日"),
        ("a 15-day period", 15, "day", "日"),
        ("fifteen working days", 15, "working days", "工作日"),
        ("two hundred and fifty people", 250, "people", "人"),
        ("half a month", Fraction(1, 2), "month", "月"),
    ],
)
def test_value_and_unit(text: str, value: int | Fraction, unit: str, measure: str) -> None:
    number = only(text)
    assert (number.value, number.unit, number.measure) == (value, unit, measure)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("三分之一", Fraction(1, 3), "fraction"),
        ("工作时间三分之一以上", Fraction(1, 3), "fraction"),
        ("one-third", Fraction(1, 3), "fraction"),
        ("1/3", Fraction(1, 3), "fraction"),
        ("½", Fraction(1, 2), "fraction"),
        ("一半", Fraction(1, 2), "fraction"),
        ("百分之五十", Fraction(1, 2), "percent"),
        ("50%", Fraction(1, 2), "percent"),
        ("12.5％", Fraction(1, 8), "percent"),
        ("百分之三点五", Fraction(7, 200), "percent"),
        ("千分之三", Fraction(3, 1000), "percent"),
        ("50 percent", Fraction(1, 2), "percent"),
        ("1∶1", Fraction(1), "ratio"),
        ("2：3", Fraction(2, 3), "ratio"),
    ],
)
def test_fractions_percentages_and_ratios_are_exact(text: str, value: Fraction, kind: str) -> None:
    number = only(text)
    assert (number.value, number.kind) == (value, kind)


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [
        ("15个工作日内", "<=", 15),
        ("一年内", "<=", 1),
        ("一年内部", "", 1),
        ("两次及以上", ">=", 2),
        ("三分之一以上", ">=", Fraction(1, 3)),
        ("不少于1次", ">=", 1),
        ("不得超过30日", "<=", 30),
        ("超过30日", ">", 30),
        ("未满18周岁", "<", 18),
        ("35岁左右", "~", 35),
        ("within 15 working days", "<=", 15),
        ("at least two investigators", ">=", 2),
        ("15个工作日", "", 15),
    ],
)
def test_comparator(text: str, comparator: str, value: int | Fraction) -> None:
    number = only(text)
    assert (number.comparator, number.value) == (comparator, value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1—2个", 1, 2),
        ("一至十级", 1, 10),
        ("30%至50%", Fraction(3, 10), Fraction(1, 2)),
        ("30-50%", Fraction(3, 10), Fraction(1, 2)),
        ("三五天", 3, 5),
        ("十五六个", 15, 16),
        ("五六十人", 50, 60),
    ],
)
def test_ranges_and_estimates(text: str, low: int | Fraction, high: int | Fraction) -> None:
    number = only(text)
    assert (number.value, number.upper) == (low, high)


@pytest.mark.parametrize(
    ("text", "value"), [("8800多万党员", 88_000_000), ("10余人", 10), ("20多天", 20), ("五万多元", 50_000)]
)
def test_approximate(text: str, value: int) -> None:
    number = only(text)
    assert (number.value, number.approximate) == (value, True)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2011年5月30日", [2011, 5, 30]),
        ("二○○九年三月四日", [2009, 3, 4]),
        ("2011-05-30", [2011, 5, 30]),
        ("5月30日", [5, 30]),
        ("8月底", [8]),
    ],
)
def test_dates(text: str, values: list[int]) -> None:
    found = find_numbers(text)
    assert [number.value for number in found] == values
    assert {number.kind for number in found} == {"date"}


@pytest.mark.parametrize("text", ["30日内", "3个月", "3月内", "3年"])
def test_spans_of_time_are_no_dates(text: str) -> None:
    assert only(text).kind == "cardinal"


@pytest.mark.parametrize("text", ["第一责任人", "第十三条", "第（二）项", "第十六至十八条", "第 3 次"])
def test_ordinals(text: str) -> None:
    assert only(text).kind == "ordinal"


@pytest.mark.parametrize("text", ["GB/T 16180-2006", "〔2009〕6号", "645879355@qq.com"])
def test_codes(text: str) -> None:
    assert {number.kind for number in find_numbers(text)} == {"code"}


@pytest.mark.parametrize(
    "word",
    [
        "一把手",
        "一定",
        "一般",
        "一岗双责",
        "五好",
        "一起",
        "统一",
        "同一",
        "唯一",
        "十分",
        "一律",
        "之一",
        "逐一",
        "三方",
    ],
)
def test_fixed_words_are_named(word: str) -> None:
    assert {number.word for number in find_numbers(f"要{word}的")} - {word} == set()


@pytest.mark.parametrize("text", ["一个联系点", "十分钟", "一名", "两人", "一次", "八种方式", "一年"])
def test_counts_are_no_fixed_words(text: str) -> None:
    assert only(text).word == ""


@pytest.mark.parametrize("text", ["", "百百", "千万不要", "老百姓", "9" * 40, "no number", "几百"])
def test_nothing_is_made_of_nonsense(text: str) -> None:
    assert find_numbers(text) == []


def test_every_number_of_a_clause() -> None:
    text = "调查组应自成立之日起10个工作日内完成调查工作。情况复杂的,可适当延长,但整个调查工作应在30个工作日内完成。"
    assert [(n.value, n.measure, n.comparator) for n in find_numbers(text)] == [
        (10, "工作日", "<="),
        (30, "工作日", "<="),
    ]


@given(st.integers(1, 10**9), st.sampled_from(["个工作日", "名", "户", "岁", "次"]), st.booleans())
def test_either_notation_has_the_same_value(value: int, unit: str, arabic: bool) -> None:
    number = only((str(value) if arabic else to_chinese(value)) + unit)
    assert (number.value, number.unit, number.upper) == (value, unit, None)


ALPHABET = "一二三两十百千万亿半分之%‰.,:点第年月日个 \n1９-至到约内halfonetwo〇½"


@settings(max_examples=300)
@given(st.text(alphabet=ALPHABET, max_size=100) | st.text(max_size=80))
def test_spans_are_ordered_and_nothing_is_raised(text: str) -> None:
    found = find_numbers(text)
    assert all(0 <= n.start < n.end <= n.unit_end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "unit", ["一", "1,", "百分之", "一分之", "1-", "one ", "half ", "一个", "三五", "ﷺ", "万"]
)
def test_hostile_text_of_100_kb_takes_no_longer_than_its_length(unit: str) -> None:
    """Ten times the text may take ten times as long, with room for a busy machine; quadratic would be a hundred."""

    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        start = time.process_time()
        find_numbers(text)
        return time.process_time() - start

    seconds(1_000)
    assert seconds(100_000) < 50 * max(seconds(10_000), 0.01)
