"""Several regulations in one answer: each says its own, none lends another its figure."""

import re

import pytest

from assistant.answer.model import Answer

G, W, C = "guangzhou-2009", "weifang-2011", "ccp-2016"


def told_of(answer: Answer, regulation: str) -> str:
    """The statements that rest on one regulation, as one text."""
    return "".join(
        s.text
        for s in answer.statements
        if any(id.startswith(f"{regulation}:") for id in (*s.citations, *s.rules))
    )


COMPARED = [
    ("比较广州办法和潍坊办法：申诉期间停不停止执行？", {G: ["可以暂缓"], W: ["不停止"]}),
    ("潍坊和广州的申诉期限有什么区别？", {G: ["没有规定"], W: ["15个工作日"]}),
    ("广州和潍坊的调查期限分别是多久？", {G: ["立项后30个工作日"], W: ["10个工作日", "30个工作日"]}),
    ("广州、潍坊的问责决定几天送达？", {G: ["3个工作日"], W: ["5个工作日"]}),
    (
        "广州、潍坊、中央条例的问责方式分别有哪些？",
        {G: ["八种", "诫勉谈话"], W: ["十二种", "约谈"], C: ["改组", "诫勉"]},
    ),
    ("广州办法和潍坊办法分别由谁解释？", {G: ["市纪委"], W: ["市教育局"]}),
    ("广州和潍坊对引咎辞职的规定有什么不同？", {G: ["不再"], W: ["情节严重"]}),
    (
        "Compare Guangzhou and Weifang: is execution suspended during the appeal?",
        {G: ["may"], W: ["not suspended"]},
    ),
]


@pytest.mark.parametrize(("question", "says"), COMPARED, ids=[row[0] for row in COMPARED])
def test_each_regulation_says_its_own(ask, question: str, says: dict[str, list[str]]):
    answer = ask(question)
    assert answer.outcome == "answered", answer.text
    for regulation, words in says.items():
        text = told_of(answer, regulation)
        assert [word for word in words if word not in text] == [], text


@pytest.mark.parametrize("question", [row[0] for row in COMPARED])
def test_a_statement_rests_on_one_regulation(ask, question: str):
    for statement in ask(question).statements:
        assert len({id.split(":")[0] for id in (*statement.citations, *statement.rules)}) <= 1


@pytest.mark.parametrize(
    ("question", "regulation", "foreign"),
    [
        ("潍坊和广州的申诉期限有什么区别？", G, "15个工作日"),
        ("广州、潍坊的问责决定几天送达？", G, "5个工作日"),
        ("广州、潍坊的问责决定几天送达？", W, "3个工作日"),
        ("比较广州办法和潍坊办法：申诉期间停不停止执行？", G, "不停止"),
        ("比较广州办法和潍坊办法：申诉期间停不停止执行？", W, "暂缓"),
    ],
)
def test_no_figure_of_the_other(ask, question: str, regulation: str, foreign: str):
    assert re.search(rf"(?<!\d){foreign}", told_of(ask(question), regulation)) is None


def test_in_the_text_each_regulation_stands_over_its_own_lines(ask, assistant):
    text = ask("广州、潍坊的问责决定几天送达？").text
    titles = {id: f"《{assistant.library.regulations[id].meta.title}》" for id in (G, W)}
    assert text.index(titles[G]) < text.index("3个工作日")
    assert text.index(titles[W]) < text.index("5个工作日")
    first, second = sorted((text.index(titles[G]), text.index(titles[W])))
    assert ("3个工作日" in text[first:second]) == (first == text.index(titles[G]))
