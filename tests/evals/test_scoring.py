import pytest

from assistant.answer.model import Basis, Clarification, Option, Outcome, Statement
from assistant.guard.finding import Verdict
from evals.cases import Case
from evals.results import Score
from evals.scoring import SCORES, Reply, passes


@pytest.fixture
def score(scorer):
    def find(case: Case, reply: Reply, name: str) -> Score:
        return next(s for s in scorer.scores(case, reply) if s.name == name)

    return find


def test_every_score_is_there_in_order(scorer, case, reply):
    assert [s.name for s in scorer.scores(case(), reply())] == list(SCORES)


def test_a_right_answer_passes(scorer, case, reply):
    wanted = case(
        must_say=[["15个工作日"], ["书面"]], must_not_say=["30个工作日"], must_cite=[["weifang-2011:13.1"]]
    )
    scores = scorer.scores(wanted, reply("十五个工作日内书面提出，不是30个工作日", ("weifang-2011:13.1",)))
    assert passes(scores) is True
    assert [s.explanation for s in scores if s.name in {"must_say", "must_not_say", "must_cite"}] == [
        "",
        "",
        "",
    ]


def test_each_thing_missing_fails_with_its_reason(case, reply, score):
    wanted = case(
        must_say=[["15个工作日"], ["书面"]], must_not_say=["30个工作日"], must_cite=[["weifang-2011:13.1"]]
    )
    got = reply("应在30个工作日内书面提出", ("weifang-2011:14",))
    assert score(wanted, got, "must_say").value == 0.5
    assert "15个工作日" in score(wanted, got, "must_say").explanation
    assert score(wanted, got, "must_not_say").value == 0
    assert score(wanted, got, "must_cite").explanation == "没有引用 weifang-2011:13.1"


def test_outcome_any_of_those_listed(case, reply, score):
    got = reply("", outcome=Outcome.SILENT)
    assert score(case(outcome=["answered", "silent"]), got, "outcome").value == 1
    assert "silent" in score(case(outcome=["answered"]), got, "outcome").explanation


def test_what_the_case_does_not_ask_for_is_not_scored(case, reply, score):
    for name in ("must_say", "must_not_say", "must_cite", "cited_item", "precise_item", "sources"):
        assert score(case(), reply("无关"), name).value is None


def test_the_options_of_a_question_back_are_part_of_what_is_said_and_cited(case, reply, score):
    said = Statement(
        text="15个工作日内", basis=Basis.RULE, citations=("weifang-2011:13.1",), verdict=Verdict.SUPPORTED
    )
    options = Clarification(
        question="哪一部？", options=(Option(label="潍坊", question="…", statements=(said,)),)
    )
    got = reply("请选择", outcome=Outcome.CLARIFY, clarification=options)
    wanted = case(outcome=["clarify"], must_say=[["15个工作日"]], must_cite=[["weifang-2011:13.1"]])
    assert score(wanted, got, "must_say").value == 1
    assert score(wanted, got, "must_cite").value == 1


def test_a_quote_must_be_the_clauses_words_whatever_their_width(case, reply, score):
    got = reply("", ("weifang-2011:14",))
    view = got.answer.citations[0]
    wide = view.model_copy(update={"quote": view.quote.replace("，", ",")})
    altered = view.model_copy(update={"quote": view.quote.replace("不停止", "停止")})
    assert score(case(), got, "quotes").value == 1
    assert score(case(), reply("", citations=(wide,)), "quotes").value == 1
    assert score(case(), reply("", citations=(altered,)), "quotes").value == 0
    assert (
        score(case(), reply("", citations=(view.model_copy(update={"label": "第十五条"}),)), "quotes").value
        == 0
    )


def test_a_statement_given_as_a_quote_must_be_one(case, reply, score):
    false = Statement(
        text="申诉期间停止执行。",
        basis=Basis.QUOTE,
        citations=("weifang-2011:14",),
        verdict=Verdict.SUPPORTED,
    )
    got = reply("", ("weifang-2011:14",), statements=(false,))
    assert "申诉期间停止执行" in score(case(), got, "quotes").explanation


def test_an_answer_outside_the_base_lists_no_sources(case, reply, score):
    outside = case(outcome=["not_covered"])
    assert score(outside, reply("", outcome=Outcome.NOT_COVERED), "sources").value == 1
    assert score(outside, reply("", ("weifang-2011:14",), outcome=Outcome.NOT_COVERED), "sources").value == 0


def test_what_brought_no_reply_could_not_be_scored_and_is_not_wrong(scorer, case):
    scores = scorer.scores(case(must_say=[["15"]]), Reply("", None, 1.0, "连不上"))
    assert {s.value for s in scores} == {None}
    assert passes(scores) is None


def test_a_reply_of_text_alone_is_scored_by_its_words(scorer, case):
    wanted = case(
        must_say=[["15个工作日"]], must_cite=[["weifang-2011:13.1"]], question="多久？", outcome=["answered"]
    )
    text = "依《全市学校安全稳定事故问责办法》第十三条第一款，15个工作日内提出。"
    scores = {s.name: s.value for s in scorer.scores(wanted, Reply(text, None, 1.0))}
    assert (scores["must_say"], scores["must_cite"], scores["outcome"], scores["quotes"]) == (
        1,
        1,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("quote", "value"),
    [("被问责当事人申诉期间，不停止问责决定的执行。", 1), ("被问责当事人申诉期间，停止问责决定的执行。", 0)],
)
def test_long_passages_in_quotation_marks_must_stand_in_a_regulation(scorer, case, quote, value):
    scores = scorer.scores(case(), Reply(f"第十四条：“{quote}”", None, 1.0))
    assert next(s.value for s in scores if s.name == "quotes") == value
