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


TOLD = [
    # (b) Working days after National Day 2025: 28 September, 9 to 11 October.
    ("2025-09-26收到广州的调查通知，书面说明什么时候前交？", ["最晚为2025年10月13日"], ["9月30日"]),
    (
        "广州2025年9月26日立项，通知和书面说明各到哪天？",
        ["最晚为2025年9月30日", "从收到调查通知起算，问题没有写明"],
        ["7个工作日内，从2025年9月26日"],
    ),
    (
        "广州2025年9月26日立项，10月9日收到调查通知，书面说明最晚哪天交？",
        ["最晚为2025年10月17日", "从2025年10月9日（收到调查通知）"],
        ["7个工作日内，从2025年9月26日"],
    ),
    # An event that is not the one that starts the period counts as an assumption only.
    (
        "潍坊2024年5月6日作出决定，最晚哪天申诉？",
        ["如果收到问责决定书是在2024年5月6日，最晚为2024年5月24日"],
        [],
    ),
    (
        "潍坊我2026年9月10日递交了申诉，几号前答复？",
        ["如果收到书面申诉是在2026年9月10日，最晚为2026年10月28日"],
        [],
    ),
    ("潍坊2026年4月20日收到书面申诉，最晚哪天申诉？", [], ["从2026年4月20日（收到问责决定书）"]),
    ("潍坊2024年9月27日发生事故，最晚哪天申诉？", ["问题没有写明收到问责决定书的日期"], ["最晚为"]),
    (
        "潍坊决定书落款2024年9月25日，签收是9月27日，最晚哪天申诉？",
        ["从2024年9月27日（收到问责决定书）"],
        ["从2024年9月25日"],
    ),
    # guangzhou-2009:25.2: a decision takes effect when it is made.
    (
        "广州2026年2月9日作出决定，执行情况最晚哪天报告？",
        ["最晚为2026年3月6日", "第二十五条第二款"],
        ["如果"],
    ),
    # (a) Years away from their dates.
    ("我1月20号（2025年）拿到潍坊教育局的决定书，申诉截止到哪天？", ["最晚为2025年2月14日"], ["2026年"]),
    ("广州12月14日（2026年）接到申诉，复核报告哪天前交？", ["2027年的节假日安排尚未收录"], ["最晚为"]),
    ("潍坊去年出了事故，1月20号拿到决定书，申诉截止哪天？", ["没有写明是哪一年", "2025年"], ["最晚为"]),
    ("潍坊9月27日收到决定书，最晚哪天申诉？", ["“9月27日”没有连着写年份，按2026年9月27日计算"], []),
    # (c) Today's date is compared.
    (
        "上个月20号收到的决定书，现在申诉还来得及吗？潍坊",
        ["到2026年11月24日，期限已于2026年11月10日（星期二）届满", "“上个月20号”按2026年10月20日计算"],
        ["还没有届满"],
    ),
    ("潍坊三天前收到的决定书，还能申诉吗？", ["到2026年11月24日还没有届满，最晚为2026年12月11日"], ["已于"]),
    ("潍坊2024年9月27日收到决定书，30天后交申诉来得及吗？", ["2024年10月27日已经超过这一天"], []),
    (
        "广州2025年4月25日作出问责决定，决定书4月30日才送达，超期了吗？",
        ["最晚为2025年4月29日", "2025年4月30日已经超过"],
        [],
    ),
    ("潍坊前几天收到决定书，最晚哪天申诉？", ["没有看懂“前几天”是哪一天，请写成2026年11月24日"], ["最晚为"]),
    (
        "潍坊昨天收到决定书，一个月后再申诉还来得及吗？",
        ["最晚为2026年12月14日", "没有看懂“一个月后”"],
        ["还没有届满"],
    ),
    (
        "潍坊，学校在2025年5月1日前几天把决定书送给我，申诉最晚哪天？",
        ["没有看懂“2025年5月1日前几天”是哪一天"],
        ["最晚为"],
    ),
    ("潍坊大约9月27日收到决定书，申诉最晚哪天？", ["没有看懂“大约9月27日”是哪一天"], ["最晚为"]),
    ("潍坊 决定书 2024/9/27 到手 申诉截止？", ["最晚为2024年10月23日"], []),
    (
        "Weifang: I filed my written appeal on 10 September 2026. When must they decide?",
        ["the last day is 28 October 2026"],
        [],
    ),
    # (d) Effects whose start the text leaves open.
    (
        "潍坊一校长2024年5月20日被免职，最早哪天能提升？",
        ["如从2024年5月20日（被免）起算，至2027年5月20日", "至2025年5月20日", "条文没有写明从哪一天起算"],
        ["最晚为"],
    ),
    (
        "潍坊一校长2024年5月20日被解聘，最早哪天能提升？",
        ["条文只说引咎辞职、责令辞职、免职的"],
        ["2027年5月20日"],
    ),
    ("广州2025年3月10日被责令作出书面检查，什么时候可以提拔？", ["至2026年3月10日", "条文没有写明"], []),
    # In English.
    (
        "In Weifang the decision was made on 6 May 2025 and I received it on 12 May 2025. What is the last day to appeal?",
        ["The last day is 3 June 2025 (Tuesday): 15 working days", "12 May 2025 (receipt of the decision)"],
        ["If 6 May"],
    ),
    (
        "Under the Weifang measures I got the decision letter last Friday. What is the last day to appeal?",
        ["The last day is 11 December 2026", '"last Friday" is taken for 20 November 2026'],
        [],
    ),
    (
        "I received the Weifang decision a few days ago. What is the last day to appeal?",
        ['"a few days ago" does not tell a day'],
        [],
    ),
    (
        "A principal in Weifang was removed from office on 20 May 2024. When can he be promoted?",
        ["the text does not say from which day", "until 20 May 2027"],
        [],
    ),
]


@pytest.mark.parametrize(("question", "says", "never"), TOLD, ids=[row[0] for row in TOLD])
def test_a_date_counts_for_the_event_that_it_is_told_of(
    ask, question: str, says: list[str], never: list[str]
):
    text = ask(question).text
    assert [words for words in says if words not in text] == []
    assert [words for words in never if words in text] == []


def test_the_date_of_a_document_starts_no_period(ask):
    assert "2011年5月30日（" not in ask("2011年5月30日印发的潍坊办法，申诉期限多久？").text
