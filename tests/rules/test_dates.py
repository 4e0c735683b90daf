"""Dates in questions, read as of 24 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.dates import DateError, Known, find_dates, parse_date

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
    assert (str(found.day), text[found.start : found.end], found.known is not Known.WRITTEN) == (day, written, inferred)


@pytest.mark.parametrize(
    "text",
    ["", "15个工作日", "第5条第（13）项", "9月份", "you may 5 times", "may 5 people appeal", "中办发〔2009〕25号", "5.1(13)", "3个月", "GB/T 16180-2006", "1:30"],
)  # fmt: skip
def test_no_date(text: str):
    assert find_dates(text, TODAY) == ()


def test_several_in_order():
    found = find_dates("1月1日立项，2月3日送达", TODAY)
    assert [str(f.day) for f in found] == ["2026-01-01", "2026-02-03"]


@pytest.mark.parametrize("text", ["2月30日收到", "2023年2月29日", "2024年13月5日", "31 June 2024"])
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


@given(st.text(alphabet="0123456789年月日号 -/.may一二三十", max_size=60))
def test_any_text_is_read_or_refused(text: str):
    try:
        for found in find_dates(text, TODAY):
            assert 0 <= found.start < found.end <= len(text)
    except DateError:
        pass
