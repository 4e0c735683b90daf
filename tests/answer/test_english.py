"""English answers: no Chinese in what the program says, the clauses in Chinese after it, each once."""

import re

import pytest

from assistant.answer.model import Answer, Basis
from assistant.corpus.citation_labels import english_label
from assistant.corpus.provision import ProvisionId
from assistant.rules.base import RuleBase
from assistant.rules.schema import Situation
from evals.gold_files import load_cases

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,5}〔\d{4}〕\d+号")
_ID = re.compile(r"[a-z]+(?:-[a-z]+)*-\d{4}:[^\s,;\]]+")

OWN = [
    "A pupil drowned on an outing of a Weifang school. What can happen to the principal?",
    "The head teacher of a Weifang school hushed up an accident. Which clause applies?",
    "A teacher in Weifang beat a pupil; nobody was disabled. What happens?",
    "Nobody died, but the school in Weifang reported the accident late. What follows?",
    "Can a leading cadre be fined in Guangzhou?",
    "Is demotion one of the sanctions of the Weifang measures?",
    "I was removed in Guangzhou on 3 March 2025. Until what date may I not be promoted?",
    "When can a removed principal in Weifang be promoted again, and by when must I appeal?",
    "I got the notice of investigation in Guangzhou on 26 September 2025. By when must I hand in the statement?",
    "Which rule applies in Nanjing when a school hides an accident?",
    "What does the Criminal Law say about school accidents?",
    "What does Article 99 of the Guangzhou interim measures say?",
    "What does Article 7 of the CPC accountability regulations say?",
    "Are the 2016 CPC accountability regulations still in force?",
    "Who issued the Weifang measures, and under which document number?",
    "Guangzhou or Weifang: which of the two puts a decision on hold during an appeal?",
    "How much is the yearly subsidy of a four-star community in Harbin?",
    "Who is primarily responsible for community Party building in a district of Guangzhou?",
]


def _foreign(text: str) -> list[str]:
    """The Chinese in a text beside ids and document numbers."""
    return _CHINESE.findall(_ID.sub("", _NUMBER.sub("", text)))


def _questions(base: RuleBase) -> list[str]:
    cases = load_cases(base.library).cases
    return [case.question for case in cases if case.kind == "english" and not _CHINESE.search(case.question)]


def _said(answer: Answer) -> list[str]:
    return [s.text for s in answer.statements if s.basis is not Basis.QUOTE] + list(answer.notices)


def test_the_gold_has_english_questions(base: RuleBase):
    assert len(_questions(base)) > 30


def test_no_english_sentence_holds_chinese(ask, base: RuleBase):
    for question in (*_questions(base), *OWN):
        answer = ask(question)
        assert answer.language == "en", question
        for text in _said(answer):
            assert not _foreign(text), (question, text)


def test_clauses_come_after_the_answer_and_each_once(ask, base: RuleBase):
    for question in (*_questions(base), *OWN):
        answer = ask(question)
        quotes = [view.quote for view in answer.citations if f"“{view.quote}”" in answer.text]
        for quote in quotes:
            assert answer.text.count(quote) == 1, (question, quote)
        said = [s.text for s in answer.statements if s.basis is Basis.RULE and s.text in answer.text]
        if quotes and said:
            first = min(answer.text.index(f"“{quote}”") for quote in quotes)
            assert max(answer.text.index(text) for text in said) < first, question


def test_an_article_is_not_quoted_beside_its_items(ask):
    answer = ask("Which sanctions apply to a concealed school accident in Weifang?")
    article = next(view for view in answer.citations if view.id == "weifang-2011:7")
    assert f"“{article.quote}”" not in answer.text
    assert article.label in answer.text


def test_consequences_are_translated(base: RuleBase):
    situations = [encoded.rule for encoded in base if isinstance(encoded.rule, Situation)]
    alternatives = [alternative for rule in situations for alternative in rule.alternatives]
    for alternative in alternatives:
        assert bool(alternative.consequence) == bool(alternative.consequence_en)
        assert not _CHINESE.search(alternative.consequence_en or "")


def test_an_open_element_is_named_in_english(ask):
    answer = ask("A principal in Weifang concealed a school accident. What can happen to him?")
    assert any("whether there are serious consequences" in text for text in _said(answer))


def test_validity_is_told_in_english(ask, base: RuleBase):
    answer = ask("Is accountability for life under the CPC accountability regulations?")
    note = base.library.regulations["ccp-2016"].meta.english_status_note
    assert note
    assert any(note in notice for notice in answer.notices)
    assert all(r.meta.english_status_note for r in base.library.regulations.values())


def test_places_are_named_in_english(ask):
    answer = ask("A pupil drowned on a school trip in Nanjing. Which rule applies?")
    assert "Guangzhou, Harbin, Weifang" in answer.text


@pytest.mark.parametrize(
    ("id", "label"),
    [
        ("weifang-2011:5(13)", "Article 5, item 13"),
        ("ccp-2016:7.2(1)", "Article 7, paragraph 2, item 1"),
        ("刑法:133之一", "Article 133-1"),
        ("harbin-2011:二(四).3", "Part 2(4), paragraph 3"),
        ("ccp-2016:解读7", "Commentary on Article 7"),
        ("weifang-2011:通知", "Notice"),
    ],
)
def test_labels(id: str, label: str):
    it = ProvisionId.parse(id)
    assert english_label(it.unit, sub=it.sub, paragraph=it.paragraph, item=it.item) == label


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("What kinds of accountability can be imposed under the Weifang measures?", "weifang-2011:6.1"),
        ("In what ways may officials be held accountable in Guangzhou?", "guangzhou-2009:14.1"),
        (
            "Which types of sanction does the 2016 CPC regulation have for Party organisations?",
            "ccp-2016:7.1",
        ),
        ("Is the decision stayed pending review in Guangzhou?", "guangzhou-2009:28.2"),
        ("Is the sanction on hold while my appeal is pending in Weifang?", "weifang-2011:14"),
        ("Who can sack the principal of a private school in Weifang?", "weifang-2011:6.4"),
        ("Under Party rules, is accountability for life?", "ccp-2016:10"),
        ("I filed an appeal in Weifang; how long until they answer?", "weifang-2011:13.2"),
        (
            "An official voted against the collective decision in Guangzhou. Is he accountable?",
            "guangzhou-2009:3.2",
        ),
        (
            "A teacher in Weifang slapped a student and left him disabled. What can happen?",
            "weifang-2011:5(1)",
        ),
        (
            "A stranger broke into a Weifang kindergarten and stabbed children. Which clause?",
            "weifang-2011:5(4)",
        ),
        (
            "What happens when someone refuses to comply with the decision in Guangzhou?",
            "guangzhou-2009:30.3",
        ),
        ("When do the 2016 Party regulations take effect?", "ccp-2016:13"),
        ("When does a decision take effect in Guangzhou?", "guangzhou-2009:25.2"),
        ("Who pays for the grid work in Harbin?", "harbin-2011:三(五)"),
    ],
)
def test_everyday_english_finds_the_clause(ask, question: str, clause: str):
    assert clause in [view.id for view in ask(question).citations]


def test_made_public_is_not_issued(ask):
    answer = ask("Do the Weifang measures require the decision to be made public?")
    assert answer.outcome == "silent"
    assert "weifang-2011:通知" not in [view.id for view in answer.citations]
