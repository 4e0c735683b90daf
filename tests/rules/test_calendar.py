"""Working days, months and years; the days that offices add."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.errors import ParseError
from assistant.rules.calendar import Calendar, UnpublishedHolidays, last_day, load_calendar, months_after

PLAIN = Calendar()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2024-02-04", True),  # a Sunday worked for the Spring Festival
        ("2024-02-12", False),  # a Monday of the Spring Festival
        ("2024-02-09", True),  # New Year's Eve 2024: no holiday by the notice
        ("2025-01-28", False),  # New Year's Eve 2025: a holiday
        ("2024-10-12", True),  # a Saturday worked for National Day
        ("2024-10-13", False),
        ("2026-01-02", False),  # a Friday between New Year's Day and the weekend
    ],
)
def test_days_by_the_published_notices(day: str, worked: bool):
    assert PLAIN.is_workday(date.fromisoformat(day)) is worked


@pytest.mark.parametrize("year", [2003, 2027])
def test_no_guess_outside_the_published_years(year: int):
    with pytest.raises(UnpublishedHolidays) as error:
        PLAIN.is_workday(date(year, 6, 1))
    assert error.value.year == year


def test_counting_into_an_unpublished_year_says_how_far_it_came():
    with pytest.raises(UnpublishedHolidays) as error:
        PLAIN.working_days_after(date(2026, 12, 20), 15)
    assert (error.value.counted, error.value.last, error.value.remaining) == (9, date(2026, 12, 31), 6)
    assert "knowledge/calendar.yaml" in str(error.value)


def test_nothing_counted_yet():
    with pytest.raises(UnpublishedHolidays) as error:
        PLAIN.working_days_after(date(2026, 12, 31), 3)
    assert (error.value.counted, error.value.last, error.value.remaining) == (0, None, 3)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-03-31", 1, "2024-04-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
    ],
)
def test_months_end_on_the_same_numbered_day_or_the_last(start: str, months: int, end: str):
    assert months_after(date.fromisoformat(start), months) == date.fromisoformat(end)


@given(st.dates(date(2004, 1, 1), date(2026, 6, 1)), st.integers(1, 40))
def test_as_many_working_days_lie_between(start: date, count: int):
    end = PLAIN.working_days_after(start, count)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(map(PLAIN.is_workday, between)) == count
    assert PLAIN.is_workday(end)


def test_a_period_that_no_date_can_be_counted_for():
    for value, unit in ((Fraction(1, 3), "年"), (Fraction(2), "次"), (Fraction(0), "日")):
        with pytest.raises(ValueError, match="不是可以推算日期的期间"):
            last_day(PLAIN, date(2024, 1, 1), value, unit)


def _file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "calendar.yaml"
    file.write_text(text, encoding="utf-8")
    return file


YEAR = "years:\n- year: 2027\n  source: 通知\n  holidays: [2027-01-01, 2027-01-02, 2027-01-03]\n"


def test_an_office_adds_a_year(tmp_path: Path):
    added = load_calendar(_file(tmp_path, YEAR + "  workdays: [2027-01-09]\n"))
    assert added.working_days_after(date(2026, 12, 20), 15) == date(2027, 1, 9)
    with pytest.raises(UnpublishedHolidays):
        added.working_days_after(date(2027, 12, 30), 5)


def test_an_office_changes_a_single_day(tmp_path: Path):
    added = load_calendar(_file(tmp_path, "days:\n- {day: 2024-10-08, working: false, reason: 停工通知}\n"))
    assert added.working_days_after(date(2024, 9, 27), 15) == date(2024, 10, 24)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (YEAR.replace("2027-01-03", "2028-01-03"), "第4行：2028-01-03不在2027年"),
        (YEAR + "  workdays: [2027-01-06]\n", "第5行：2027-01-06不是星期六、星期日"),
        (YEAR + "  workdays: [2027-01-02]\n", "2027-01-02写了两次"),
        (YEAR.replace("2027\n", "2026\n"), "键“years.0.year”"),
        (YEAR.replace("  source: 通知\n", ""), "source"),
        (YEAR + "  extra: 1\n", "extra"),
        ("years: [", "YAML 有误"),
        ("days:\n- {day: 2024-13-01, working: true, reason: x}\n", "calendar.yaml"),
    ],
)
def test_a_calendar_that_cannot_be_read(tmp_path: Path, text: str, message: str):
    with pytest.raises(ParseError, match=r"calendar\.yaml") as error:
        load_calendar(_file(tmp_path, text))
    assert message in str(error.value)


def test_a_missing_file(tmp_path: Path):
    with pytest.raises(ParseError, match="读不出来"):
        load_calendar(tmp_path / "none.yaml")
