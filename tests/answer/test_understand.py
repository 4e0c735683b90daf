"""What a question is about: which regulation, from its own words, the filter, the conversation or whom it reaches."""

from datetime import date

import pytest

from assistant.answer.query import How
from assistant.answer.understand import language_of, plain
from assistant.corpus.errors import UnknownRegulation

G, W, C, H, P = "guangzhou-2009", "weifang-2011", "ccp-2016", "harbin-2011", "guangzhou-party-2006"


def regulations(answer) -> set[str]:
    return {
        id.split(":")[0] for statement in answer.statements for id in (*statement.citations, *statement.rules)
    }


NAMED = [
    ("《广州市党政领导干部问责暂行办法》由谁解释？", G),
    ("广州市党政领导干部问责暂行办法由谁解释？", G),
    ("广州办法由谁解释？", G),
    ("穗办〔2009〕6号由谁解释？", G),
    ("穗办[2009]6号由谁解释？", G),
    ("《全市学校安全稳定事故问责办法》由谁解释？", W),
    ("潍坊办法由谁解释？", W),
    ("潍坊的学校问责办法由谁解释？", W),
    ("潍教字〔2011〕34号由谁解释？", W),
    ("weifang-2011 由谁解释？", W),
    ("《中国共产党问责条例》由谁解释？", C),
    ("党的问责条例由谁解释？", C),
    ("问责条例由谁解释？", C),
    ("Who interprets the Weifang measures?", W),
    ("哈尔滨意见的文号是什么？", H),
    ("穗办〔2006〕18号是谁发的？", P),
]


@pytest.mark.parametrize(("question", "regulation"), NAMED, ids=[row[0] for row in NAMED])
def test_a_regulation_by_any_of_its_names(ask, question: str, regulation: str):
    answer = ask(question)
    assert answer.outcome == "answered", answer.text
    assert regulations(answer) == {regulation}


def test_every_alias_names_its_own_regulation(ask, assistant):
    for regulation in assistant.library.regulations.values():
        for alias in regulation.meta.aliases:
            answer = ask(f"{alias}的文号是什么？")
            assert regulations(answer) <= {regulation.id}, alias


# -- filter -----------------------------------------------------------------------------------------------------------

EXECUTION = "申诉期间停止执行吗？"


@pytest.mark.parametrize(
    ("regulation", "outcome", "cites"),
    [
        (G, "answered", ["guangzhou-2009:28.2"]),
        (W, "answered", ["weifang-2011:14"]),
        (C, "silent", []),
        (H, "silent", []),
        (P, "silent", []),
    ],
)
def test_the_filter_keeps_to_one_regulation(ask, regulation: str, outcome: str, cites: list[str]):
    answer = ask(EXECUTION, regulation=regulation)
    assert answer.outcome == outcome
    assert [citation.id for citation in answer.citations] == cites


def test_a_regulation_named_in_the_question_goes_before_the_filter(ask):
    answer = ask("广州办法申诉期间停止执行吗？", regulation=W)
    assert {citation.regulation for citation in answer.citations} == {G}


@pytest.mark.parametrize("name", ["潍坊办法", "《全市学校安全稳定事故问责办法》", "潍教字〔2011〕34号"])
def test_the_filter_by_name(ask, name: str):
    assert ask(EXECUTION, regulation=name).text == ask(EXECUTION, regulation=W).text


@pytest.mark.parametrize("name", ["济南办法", "weifang", "../../etc/passwd", " "])
def test_an_unknown_filter_is_refused(ask, name: str):
    with pytest.raises(UnknownRegulation):
        ask(EXECUTION, regulation=name)


# -- conversation -----------------------------------------------------------------------------------------------------

APPEAL = "潍坊的问责决定多久之内可以申诉？"
FOLLOW_UPS = [
    ([APPEAL], "广州呢？", "silent", "guangzhou-2009:27"),
    ([APPEAL], "那期间停不停止执行？", "answered", "weifang-2011:14"),
    ([APPEAL], "向谁提出？", "answered", "weifang-2011:13.1"),
    ([EXECUTION], "潍坊的。", "answered", "weifang-2011:14"),
    ([EXECUTION], "广州呢", "answered", "guangzhou-2009:28.2"),
    (["广州办法有哪些问责方式？"], "潍坊呢？", "answered", "weifang-2011:6.1"),
    (["广州办法有哪些问责方式？", "潍坊呢？"], "中央的条例呢？", "answered", "ccp-2016:7.1"),
    (["潍坊办法的调查组"], "几个人查？", "answered", "weifang-2011:8.2"),
    (["How long may one appeal in Weifang?"], "And in Guangzhou?", "silent", "guangzhou-2009:27"),
    ([APPEAL, "今天天气怎么样？"], "广州呢？", "silent", "guangzhou-2009:27"),
]


@pytest.mark.parametrize(
    ("history", "question", "outcome", "cites"),
    FOLLOW_UPS,
    ids=[f"{row[0][-1]} {row[1]}" for row in FOLLOW_UPS],
)
def test_a_follow_up_takes_from_the_conversation_what_it_leaves_open(
    ask, history: list[str], question: str, outcome: str, cites: str
):
    answer = ask(question, history=history)
    assert answer.outcome == outcome, answer.text
    assert cites in {citation.id for citation in answer.citations}
    assert len(regulations(answer)) == 1


def test_a_question_of_its_own_is_not_changed_by_what_was_said_before(ask):
    alone = ask("广州办法由谁解释？")
    for history in ([APPEAL], ["今天天气怎么样？"], ["", "\x00", "潍坊" * 3000]):
        assert ask("广州办法由谁解释？", history=history).text == alone.text


def test_a_place_elsewhere_is_not_answered_from_the_conversation(ask):
    answer = ask("济南呢？", history=[APPEAL])
    assert answer.outcome == "not_covered"
    assert answer.citations == ()


# -- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("申诉", "zh"),
        ("How long?", "en"),
        ("Weifang 申诉", "zh"),
        ("123", "zh"),
        ("", "zh"),
        ("？", "zh"),
        ("Combien de jours ?", "en"),
    ],
)
def test_language(text: str, language: str):
    assert language_of(text) == language


def test_plain_is_simplified_and_without_invisible_characters():
    assert plain("濰坊\u200b的\x00申訴\u202e期限\n") == "潍坊的申诉期限\n"


@pytest.mark.parametrize(
    ("question", "how", "named"),
    [
        ("潍坊办法的申诉期限", How.NAMED, (W,)),
        ("寿光的申诉期限", How.NAMED, (W,)),
        ("校长瞒报怎么办", How.SUBJECT, (W,)),
        ("申诉期限", How.OPEN, ()),
    ],
)
def test_how_the_regulation_is_known(assistant, question: str, how: How, named: tuple[str, ...]):
    query = assistant._understanding.read(question, as_of=date(2026, 11, 24))
    assert (query.how, query.regulations) == (how, named)
