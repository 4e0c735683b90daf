"""Questions that give a date: the last day is counted, with what it is counted from; hand-computed."""

from datetime import date

import pytest

COUNTED = [
    # National Day 2024: Sunday 29 September and Saturday 12 October are worked.
    ("潍坊2024年9月27日收到决定书，最晚哪天申诉？", "2024年10月23日（星期三）", "weifang-2011:13.1"),
    ("潍坊二〇二四年九月二十七日收到决定书，最晚哪天申诉？", "2024年10月23日（星期三）", "weifang-2011:13.1"),
    ("潍坊2024-09-27收到决定书，最晚哪天申诉？", "2024年10月23日（星期三）", "weifang-2011:13.1"),
    # Qingming and Labour Day 2024: 7 and 28 April, 11 May are worked.
    ("广州2024年4月1日立项，调查最晚哪天完成？", "2024年5月15日（星期三）", "guangzhou-2009:23.1"),
    # Mid-Autumn and National Day 2026.
    ("广州2026年9月24日立项，调查通知最晚哪天送达？", "2026年9月30日（星期三）", "guangzhou-2009:21.1"),
    # Spring Festival 2024.
    ("广州2024年2月8日作出决定，最晚哪天送达？", "2024年2月19日（星期一）", "guangzhou-2009:26"),
    # Over the new year 2025.
    ("潍坊2024年12月27日作出决定，决定书最晚哪天送达？", "2025年1月6日（星期一）", "weifang-2011:12.1"),
    # A month is one of the calendar.
    ("问责条例2024年1月31日作出决定，免职手续最晚哪天办完？", "2024年2月29日（星期四）", "ccp-2016:9.1"),
]


@pytest.mark.parametrize(("question", "due", "cites"), COUNTED, ids=[row[0] for row in COUNTED])
def test_the_last_day(ask, question: str, due: str, cites: str):
    answer = ask(question)
    assert answer.outcome == "answered"
    first = answer.statements[0]
    assert f"最晚为{due}" in first.text
    assert first.citations == (cites,)
    assert any("首日" in notice for notice in answer.notices)


def test_in_english(ask):
    answer = ask("I received the decision in Weifang on 27 September 2024. By when must I appeal?")
    assert "The last day is 23 October 2024 (Wednesday)" in answer.text
    assert "27 September 2024" in answer.text


def test_weifang_10_1_both_the_period_and_its_cap(ask):
    text = ask("潍坊调查组2026年2月9日成立，最晚哪天查完？").text
    assert "2026年2月28日" in text
    assert "2026年3月27日" in text
    assert "30个工作日" in text


@pytest.mark.parametrize(
    ("day", "said"),
    [("10月23日", "没有超过这一天"), ("10月24日", "已经超过这一天"), ("11月1日", "已经超过这一天")],
)
def test_a_second_day_is_compared_and_is_of_the_same_year(ask, day: str, said: str):
    text = ask(f"潍坊2024年9月27日收到决定书，{day}申诉晚了吗？").text
    assert f"2024年{day}{said}" in text


def test_two_dates_the_one_that_starts_the_period_counts(ask):
    text = ask("潍坊2024年9月27日立案，2024年10月8日作出决定，哪天之前送达？").text
    assert "最晚为2024年10月14日" in text
    assert "从2024年10月8日（作出问责决定）的次日起算" in text


def test_a_date_without_a_year_is_the_nearest_past_one_and_shown(ask):
    question = "潍坊9月27日收到决定书，最晚哪天申诉？"
    assert "从2026年9月27日" in ask(question).text
    assert "从2025年9月27日" in ask(question, as_of=date(2026, 9, 26)).text
    assert "从2026年9月27日" in ask(question, as_of=date(2026, 9, 27)).text


def test_relative_days_are_counted_from_the_day_asked(ask):
    assert "从2026年11月23日" in ask("潍坊昨天收到决定书，最晚哪天申诉？").text
    assert "从2024年2月29日" in ask("潍坊昨天收到决定书，最晚哪天申诉？", as_of=date(2024, 3, 1)).text


def test_a_year_without_holidays_published_is_not_guessed(ask):
    answer = ask("潍坊2026年12月20日收到决定书，最晚哪天申诉？")
    assert answer.outcome == "answered"
    first = answer.statements[0].text
    assert "还不能确定" in first
    assert "已数9个工作日" in first
    assert "还差6个工作日" in first
    assert "calendar.yaml" in first
    assert "最晚为" not in answer.text


@pytest.mark.parametrize("day", ["2月30日", "2024年9月31日", "13月5日", "2025年2月29日", "30 February 2024"])
def test_a_day_that_no_calendar_has_is_said_to_be_none(ask, day: str):
    answer = ask(f"潍坊{day}收到决定书，最晚哪天申诉？")
    assert answer.outcome == "premise_corrected"
    assert "日历上没有这一天" in answer.text
    assert answer.citations == ()


def test_guangzhou_27_sets_no_days_whatever_the_date(ask):
    answer = ask("广州2024年9月27日收到决定书，最晚哪天申诉？")
    assert answer.outcome == "silent"
    assert "最晚为" not in answer.text
    assert {citation.id for citation in answer.citations} == {"guangzhou-2009:27"}


def test_without_a_date_nothing_is_counted(ask):
    assert "最晚为" not in ask("潍坊收到决定书以后，最晚哪天申诉？").text
