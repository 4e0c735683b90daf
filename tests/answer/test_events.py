"""Which event a question tells of for each date, and how it relates to the event that starts a period."""

from datetime import date
from pathlib import Path

import pytest

from assistant.answer.events import Events, Fit
from assistant.answer.premise import load_question_words
from assistant.rules.base import RuleBase
from assistant.rules.dates import find_dates
from assistant.rules.deadline import period_of

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def events(knowledge: Path) -> Events:
    return Events(load_question_words(knowledge / "questions.yaml").events)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("9月27日收到决定书", [("收到", "决定")]),
        ("决定书9月27日送到我手上", [("收到", "决定")]),
        ("决定是5月6日作出的，我5月12日才收到", [("作出", "决定"), ("收到", None)]),
        ("5月6日作出5月12日收到的决定", [("作出", "决定"), ("收到", "决定")]),
        ("作出日期5月6日收到日期5月12日", [("作出", "决定"), ("收到", None)]),
        ("9月27日收到对问责决定不服的书面申诉", [("收到", "申诉")]),
        ("按办法规定的期限，9月27日立项，最晚哪天作出决定", [("立项", None)]),
        ("9月27日，最晚哪天送达", [(None, None)]),
        ("收到决定书了，是9月27日", [("收到", "决定")]),
        ("the decision was made on 6 May and I received it on 12 May", [("作出", "决定"), ("收到", None)]),
        ("I received the notice of investigation on 6 May. When must I reply?", [("收到", "调查通知")]),
    ],
)
def test_told(events: Events, text: str, told: list[tuple[str | None, str | None]]):
    found = events.told(text, find_dates(text, DAY), "en" if text.isascii() else "zh")
    assert [(next(iter(event.acts), None), event.thing) for event in found] == told


@pytest.mark.parametrize(
    ("told", "start", "fit"),
    [
        ("签收决定书", "收到问责决定书", Fit.SAME),
        ("收到", "收到问责决定书", Fit.SAME),
        ("收到申诉", "收到问责决定书", Fit.OTHER),
        ("作出决定", "收到问责决定书", Fit.RELATED),
        ("递交申诉", "收到书面申诉", Fit.RELATED),
        ("立项", "收到调查通知", Fit.OTHER),
        ("", "立项", Fit.UNTOLD),
    ],
)
def test_fit(events: Events, told: str, start: str, fit: Fit):
    assert events.fit(events.read(told), events.read(start)) is fit


def test_every_start_of_a_period_is_known_and_has_an_english_name(events: Events, base: RuleBase):
    starts = {period.start for rule in base if (period := period_of(rule)) and period.start}
    assert starts
    assert [start for start in starts if not events.english(start).isascii()] == []
