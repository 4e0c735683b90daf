"""Dates in questions, read as of 24 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.dates import DateError, Known, find_dates, parse_date, unreadable_times

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day", "written", "inferred"),
    [
        ("9月27日收到决定书，最晚哪天申诉？", "2026-09-27", "9月27日", True),
        ("12月20日收到", "2025-12-20", "12月20日", True),
        ("11月24日", "2026-11-24", "11月24日", True),
        ("2月29日立项", "2024-02-29", "2月29日", True),
        ("九月二十七号收到", "2026-09-27", "九月二十七号", True),
        ("9月27收到决定书", "2026-09-27", "9月27", True),
        ("2024年9月27日", "2024-09-27", "2024年9月27日", False),
        ("2024 年 9 月 27 日", "2024-09-27", "2024 年 9 月 27 日", False),
        ("２０２４年９月２７日", "2024-09-27", "２０２４年９月２７日", False),
        ("24年9月27日收到", "2024-09-27", "24年9月27日", False),
        ("二○二四年九月二十七日", "2024-09-27", "二○二四年九月二十七日", False),
        ("去年12月20日", "2025-12-20", "去年12月20日", True),
        ("今年的3月5日", "2026-03-05", "今年的3月5日", True),
        ("2024-09-27收到", "2024-09-27", "2024-09-27", False),
        ("2024/9/7", "2024-09-07", "2024/9/7", False),
        ("2024.9.27收到", "2024-09-27", "2024.9.27", False),
        ("昨天收到决定书", "2026-11-23", "昨天", True),
        ("大前天", "2026-11-21", "大前天", True),
        ("三天前收到", "2026-11-21", "三天前", True),
        ("I got it on 27 September 2024.", "2024-09-27", "27 September 2024", False),
        ("received on Sept 27, 2024", "2024-09-27", "Sept 27, 2024", False),
        ("received 27 September, when", "2026-09-27", "27 September", True),
        ("the 3rd of May 2024", "2024-05-03", "3rd of May 2024", False),
        ("May 5 is when", "2026-05-05", "May 5", True),
        ("received yesterday", "2026-11-23", "yesterday", True),
    ],
)
def test_read(text: str, day: str, written: str, inferred: bool):
    (found,) = find_dates(text, TODAY)
    assert (str(found.day), text[found.start : found.end], found.known is not Known.WRITTEN) == (
        day,
        written,
        inferred,
    )


@pytest.mark.parametrize(
    "text",
    ["", "15个工作日", "第5条第（13）项", "9月份", "you may 5 times", "may 5 people appeal", "中办发〔2009〕25号", "5.1(13)", "3个月", "GB/T 16180-2006", "1:30"],
)  # fmt: skip
def test_no_date(text: str):
    assert find_dates(text, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "day", "written"),
    [
        ("上个月20号收到", "2026-10-20", "上个月20号"),
        ("上月20日收到", "2026-10-20", "上月20日"),
        ("本月3号", "2026-11-03", "本月3号"),
        ("这个月三号", "2026-11-03", "这个月三号"),
        ("下个月5日成立", "2026-12-05", "下个月5日"),
        ("上上个月5日", "2026-09-05", "上上个月5日"),
        ("上周五签收", "2026-11-20", "上周五"),
        ("上个星期天", "2026-11-22", "上个星期天"),
        ("本周三", "2026-11-25", "本周三"),
        ("这个礼拜三", "2026-11-25", "这个礼拜三"),
        ("下周一成立", "2026-11-30", "下周一"),
        ("上上周五", "2026-11-13", "上上周五"),
        ("两周前收到", "2026-11-10", "两周前"),
        ("十天以前", "2026-11-14", "十天以前"),
        ("再过5天后交", "2026-11-29", "5天后"),
        ("大后天交", "2026-11-27", "大后天"),
        ("昨晚送到", "2026-11-23", "昨晚"),
        ("received last Friday", "2026-11-20", "last Friday"),
        ("last Tuesday", "2026-11-17", "last Tuesday"),
        ("next Monday we form the team", "2026-11-30", "next Monday"),
        ("three days ago", "2026-11-21", "three days ago"),
        ("a week ago", "2026-11-17", "a week ago"),
        ("the day before yesterday", "2026-11-22", "the day before yesterday"),
        ("on the 20th of last month", "2026-10-20", "20th of last month"),
        ("in 3 days", "2026-11-27", "in 3 days"),
    ],
)
def test_a_day_told_from_today(text: str, day: str, written: str):
    (found,) = find_dates(text, TODAY)
    assert (str(found.day), text[found.start : found.end], found.known) == (day, written, Known.RELATIVE)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("我1月20号（2025年）拿到", ["2025-01-20"]),
        ("9月27日(24年)收到", ["2024-09-27"]),
        ("决定12月28日作出（2026年）", ["2026-12-28"]),
        ("2024年的事：9月27日收到，10月24日交", ["2024-09-27", "2024-10-24"]),
        ("2024年：12月20日作出，1月5日收到", ["2024-12-20", "2025-01-05"]),
        ("12月20日作出，1月5日（2025年）收到", ["2024-12-20", "2025-01-05"]),
        ("12月20日作出，1月5日收到", ["2025-12-20", "2026-01-05"]),
        ("10月24日交申诉，9月27日收到", ["2026-10-24", "2026-09-27"]),
        ("去年受的处分，3月1日收到", ["2025-03-01"]),
        ("2023年的事故，2024年处分，9月27日收到", ["2024-09-27"]),
        ("2023年5月1日立项，2024年12月20日作出，1月5日收到", ["2023-05-01", "2024-12-20", "2025-01-05"]),
        ("I received it on 27 September last year", ["2025-09-27"]),
        ("decided in September 2024, on 3 September", ["2024-09-03"]),
        ("2024年9月27日收到，20天后交", ["2024-09-27", "2024-10-17"]),
        ("received 27 September 2024, filed two weeks later", ["2024-09-27", "2024-10-11"]),
    ],
)
def test_the_year_of_a_date_without_one(text: str, days: list[str]):
    assert [str(found.day) for found in find_dates(text, TODAY)] == days


@pytest.mark.parametrize(
    "text", ["2016年问责条例，9月27日", "广州2009年办法，9月27日", "《某办法》（2009年），9月27日"]
)
def test_the_year_of_a_document_is_none_of_a_date(text: str):
    (found,) = find_dates(text, TODAY)
    assert (str(found.day), found.known) == ("2026-09-27", Known.YEAR_ASSUMED)


@pytest.mark.parametrize(
    ("text", "other"), [("去年的事故，1月20号收到", 2025), ("2024年、2025年都有，9月27日收到", 2025)]
)
def test_a_year_that_may_or_may_not_be_that_of_the_date_is_reported(text: str, other: int):
    (found,) = find_dates(text, TODAY)
    assert (found.known, found.other) == (Known.YEAR_UNCLEAR, other)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("前几天收到", "前几天"),
        ("三四天前收到", "三四天前"),
        ("一个月前收到", "一个月前"),
        ("上个月收到", "上个月"),
        ("上月底收到", "上月底"),
        ("上周收到", "上周"),
        ("周五收到", "周五"),
        ("20号收到决定书", "20号"),
        ("9.27收到", "9.27"),
        ("农历九月二十七日收到", "农历九月二十七日"),
        ("on 27/09/2024 I got it", "27/09/2024"),
        ("I got it last week", "last week"),
        ("a few days ago", "a few days ago"),
        ("on Friday", "on Friday"),
    ],
)
def test_a_time_that_names_no_day(text: str, time: str):
    found = find_dates(text, TODAY)
    assert found == ()
    assert unreadable_times(text, found) == (time,)


@pytest.mark.parametrize(
    "text", ["每周一次", "一周五次", "15个工作日", "书面说明日期", "目前天气", "第5.1条", "收到20天后"]
)
def test_no_time_of_an_event(text: str):
    assert find_dates(text, TODAY) == ()
    assert unreadable_times(text, ()) == ()


@pytest.mark.parametrize(
    "text", ["9月27日左右", "约9月27日", "9月27日前几天", "around 27 September 2024", "9月27日前收到"]
)
def test_a_time_near_a_date_is_not_that_day(text: str):
    (found,) = find_dates(text, TODAY)
    assert found.known is Known.ABOUT


def test_several_in_order():
    found = find_dates("1月1日立项，2月3日送达", TODAY)
    assert [str(f.day) for f in found] == ["2026-01-01", "2026-02-03"]


@pytest.mark.parametrize(
    "text",
    ["2月30日收到", "2023年2月29日", "2024年13月5日", "31 June 2024", "这个月31号", "31st of this month"],
)
def test_a_date_that_no_calendar_has(text: str):
    with pytest.raises(DateError, match="日历上没有这一天"):
        find_dates(text, TODAY)


@pytest.mark.parametrize(
    "text", ["27.9.2024", "2024-9-27", "2024-02-30", "", "2024-09-27T00:00", "9999-12-31", "２０２４-09-27"]
)
def test_only_iso_dates_are_parsed(text: str):
    with pytest.raises(DateError, match="2024-09-27"):
        parse_date(text)


@given(st.dates(date(1950, 1, 1), TODAY))
def test_written_with_its_year_a_date_is_read_back(day: date):
    for text in (f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day:%B} {day.day}, {day.year}"):
        assert [f.day for f in find_dates(text, TODAY)] == [day]
    assert parse_date(day.isoformat()) == day


@given(st.text(alphabet="0123456789年月日号 -/.may一二两三十上下本周天前后个农历去（），", max_size=60))
def test_any_text_is_read_or_refused(text: str):
    try:
        for found in find_dates(text, TODAY):
            assert 0 <= found.start < found.end <= len(text)
    except DateError:
        pass
