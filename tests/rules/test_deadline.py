"""Deadlines computed by hand from the published holidays, clause by clause."""

from datetime import date

import pytest

from assistant.corpus.errors import UnknownRegulation
from assistant.rules.base import RuleBase
from assistant.rules.calendar import Calendar
from assistant.rules.deadline import UnknownTopic, deadline_json, due, periods

BY_HAND = [
    # Qingming and Labour Day 2024: 7 and 28 April, 11 May are worked.
    ("guangzhou-2009", "procedure.investigation", "2024-04-01", ["2024-05-15"]),
    # Mid-Autumn 2026 is 25 to 27 September, National Day 1 to 7 October, Saturday 10 October is worked.
    ("guangzhou-2009", "procedure.notice", "2026-09-24", ["2026-09-30"]),
    ("guangzhou-2009", "procedure.statement", "2026-09-30", ["2026-10-15"]),
    # Spring Festival 2024 is 10 to 17 February, 4 and 18 February are worked, 9 February is an ordinary Friday.
    ("guangzhou-2009", "decision.service", "2024-02-08", ["2024-02-19"]),
    ("guangzhou-2009", "appeal.handling", "2024-01-31", ["2024-02-26", "2024-03-18"]),
    # Over the new year 2026: 1 to 3 January off, Sunday 4 January worked.
    ("guangzhou-2009", "execution", "2025-12-19", ["2026-01-12"]),
    ("guangzhou-2009", "effects", "2025-03-10", ["2026-03-10"]),
    # Spring Festival 2026 is 15 to 23 February; Saturdays 14 and 28 February are worked.
    ("weifang-2011", "procedure.investigation", "2026-02-09", ["2026-02-28", "2026-03-27"]),
    # Over the new year 2025: only 1 January off.
    ("weifang-2011", "decision.service", "2024-12-27", ["2025-01-06"]),
    # National Day 2024: Sunday 29 September and Saturday 12 October are worked.
    ("weifang-2011", "appeal.filing", "2024-09-27", ["2024-10-23"]),
    # Spring Festival 2025 is 28 January to 4 February; 26 January and 8 February are worked.
    ("weifang-2011", "appeal.filing", "2025-01-20", ["2025-02-14"]),
    # National Day 2025 is 1 to 8 October; 28 September and 11 October are worked.
    ("weifang-2011", "appeal.handling", "2025-09-15", ["2025-10-31"]),
    ("weifang-2011", "effects", "2024-02-29", ["2025-02-28", "2027-02-28"]),
    ("ccp-2016", "execution", "2024-01-31", ["2024-02-29"]),
    ("ccp-2016", "execution", "2025-01-31", ["2025-02-28"]),
]


@pytest.mark.parametrize(("regulation", "topic", "start", "days"), BY_HAND)
def test_by_hand(
    base: RuleBase, calendar: Calendar, regulation: str, topic: str, start: str, days: list[str]
):
    result = due(base, regulation, topic, date.fromisoformat(start), calendar)
    assert [str(term.due) for term in result.terms] == days
    assert str(result.due) == days[0]


def test_every_period_of_the_three_regulations_is_tried_by_hand(base: RuleBase):
    tried = {(regulation, topic) for regulation, topic, _, _ in BY_HAND}
    for regulation in ("guangzhou-2009", "weifang-2011", "ccp-2016"):
        assert {(regulation, topic) for topic in periods(base, regulation)} <= tried


def test_weifang_10_1_the_cap_runs_from_the_start_and_is_no_ten_plus_thirty(
    base: RuleBase, calendar: Calendar
):
    found = deadline_json(base, "weifang-2011", "procedure.investigation", date(2026, 2, 9), calendar)
    assert found["due"] == "2026-02-28"
    first, cap = found["all"]
    assert first["cap"] == {"rule": cap["rule"], "due": "2026-03-27"}
    assert "经主要负责人批准" in first["extension"]
    assert "经主要负责人批准，可适当延长" in found["text"]
    assert found["citations"] == ["weifang-2011:10.1"]
    assert any("30个工作日的起点" in text for text in found["assumptions"])


def test_guangzhou_23_the_extension_has_no_cap(base: RuleBase, calendar: Calendar):
    found = deadline_json(base, "guangzhou-2009", "procedure.investigation", date(2024, 4, 1), calendar)
    assert found["all"][0]["cap"] is None
    assert found["all"][0]["extension"] == "问责事项复杂的，按规定程序经批准，可适当延长调查时间"
    assert found["citations"] == ["guangzhou-2009:23.1", "guangzhou-2009:23.2"]
    assert any("最多延长多久" in text for text in found["assumptions"])


def test_weifang_13_1_shows_the_day_0_assumption(base: RuleBase, calendar: Calendar):
    found = deadline_json(base, "weifang-2011", "appeal.filing", date(2024, 9, 27), calendar)
    assert (found["rule"], found["citations"]) == ("weifang-2011:13.1#appeal.filing", ["weifang-2011:13.1"])
    assert any("首日是否计入" in text for text in found["assumptions"])


def test_guangzhou_27_sets_no_days(base: RuleBase, calendar: Calendar):
    found = deadline_json(base, "guangzhou-2009", "appeal.filing", date(2024, 9, 27), calendar)
    assert found["due"] is None
    assert found["rule"] == "guangzhou-2009:编码说明#appeal.filing"
    assert found["citations"] == ["guangzhou-2009:27"]
    assert found["all"] == []
    assert "没有规定申诉的天数" in found["text"]


def test_ccp_says_nothing_of_appeals(base: RuleBase, calendar: Calendar):
    found = deadline_json(base, "ccp-2016", "appeal.filing", date(2024, 9, 27), calendar)
    assert (found["due"], found["rule"], found["citations"]) == (None, "ccp-2016:编码说明#appeal.filing", [])


def test_guangzhou_32_promptly_is_no_date(base: RuleBase, calendar: Calendar):
    found = deadline_json(base, "guangzhou-2009", "publication", date(2024, 9, 27), calendar)
    assert (found["due"], found["rule"]) == (None, "guangzhou-2009:32#publication")
    assert any("没有写明天数" in text for text in found["assumptions"])


def test_harbin_a_frequency_is_no_deadline(base: RuleBase, calendar: Calendar):
    assert deadline_json(base, "harbin-2011", "grid.patrol", date(2024, 1, 1), calendar)["due"] is None


def test_2027_is_not_published(base: RuleBase, calendar: Calendar):
    found = deadline_json(base, "weifang-2011", "appeal.filing", date(2026, 12, 20), calendar)
    assert found["due"] is None
    assert found["rule"] == "weifang-2011:13.1#appeal.filing"
    assert (found["unpublished"], found["counted"], found["counted_to"]) == (2027, 9, "2026-12-31")
    assert found["remaining"] == 6
    assert "knowledge/calendar.yaml" in found["remedy"]


def test_2027_the_first_period_may_be_known_and_the_cap_not(base: RuleBase, calendar: Calendar):
    found = deadline_json(base, "weifang-2011", "procedure.investigation", date(2026, 12, 1), calendar)
    assert found["due"] == "2026-12-15"
    assert found["all"][0]["cap"]["due"] is None
    assert found["all"][1]["remaining"] == 8


def test_unknown_names(base: RuleBase, calendar: Calendar):
    with pytest.raises(UnknownTopic, match=r"appeal\.filing"):
        due(base, "weifang-2011", "appeal", date(2024, 1, 1), calendar)
    with pytest.raises(UnknownRegulation, match="weifang-2011"):
        due(base, "weifang", "appeal.filing", date(2024, 1, 1), calendar)
