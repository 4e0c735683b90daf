"""From the terms of a question to topics, and to the rules that fit its wording."""

from pathlib import Path

import pytest

from assistant.rules.base import RuleBase
from assistant.rules.lexicon import Lexicon, load_lexicon
from assistant.rules.matching import Matcher, TopicHit
from assistant.rules.topics import load_topics


@pytest.fixture(scope="module")
def lexicon(knowledge: Path) -> Lexicon:
    return load_lexicon(knowledge / "lexicon.yaml")


@pytest.fixture(scope="module")
def matcher(base: RuleBase, lexicon: Lexicon) -> Matcher:
    return Matcher(base, lexicon)


def terms(lexicon: Lexicon, text: str) -> frozenset[str]:
    return frozenset(term for match in lexicon.find(text) for term in match.terms)


def topics(matcher: Matcher, lexicon: Lexicon, asked: str, around: str = "") -> list[TopicHit]:
    own = terms(lexicon, asked)
    return matcher.topics(asked, own, dict.fromkeys(terms(lexicon, around), 0.8) | dict.fromkeys(own, 1.0))


POINT_TO = [
    ("申诉的期限是多久", "appeal.filing"),
    ("不服处分多久之内能告", "appeal.filing"),
    ("申诉期间停止执行吗", "appeal.execution"),
    ("告状的时候原来的处分停不停", "appeal.execution"),
    ("问责方式有哪些", "sanctions"),
    ("校长捂着不报", "situations.concealment"),
    ("引咎辞职", "sanctions.resignation"),
    ("停职检查", "sanctions.suspension"),
    ("暂停职务由谁决定", "procedure.suspension"),
    ("多久之后能提拔", "effects"),
    ("调查要几个人", "procedure.investigators"),
    ("能不能申请回避", "procedure.recusal"),
    ("How long may one appeal?", "appeal.filing"),
    ("Is execution suspended during the appeal?", "appeal.execution"),
]


@pytest.mark.parametrize(("question", "topic"), POINT_TO)
def test_the_best_topic(matcher: Matcher, lexicon: Lexicon, question: str, topic: str):
    assert topics(matcher, lexicon, question)[0].topic == topic


@pytest.mark.parametrize("question", ["天气怎么样", "多久", "请问一下", "", "What is the weather?"])
def test_question_words_alone_point_nowhere(matcher: Matcher, lexicon: Lexicon, question: str):
    assert topics(matcher, lexicon, question) == []


def test_the_more_specific_cue_counts(matcher: Matcher, lexicon: Lexicon):
    (alone,) = [hit for hit in topics(matcher, lexicon, "申诉") if hit.topic == "appeal.filing"]
    (asked,) = [hit for hit in topics(matcher, lexicon, "申诉期限") if hit.topic == "appeal.filing"]
    assert asked.score > alone.score
    assert (set(alone.cue), set(asked.cue)) == ({"申诉"}, {"申诉", "期限"})


def test_what_stands_only_around_the_part_counts_less(matcher: Matcher, lexicon: Lexicon):
    (own,) = [hit for hit in topics(matcher, lexicon, "申诉期限") if hit.topic == "appeal.filing"]
    (around,) = [hit for hit in topics(matcher, lexicon, "多久", "申诉") if hit.topic == "appeal.filing"]
    assert (own.own, around.own) == (True, False)
    assert around.score < own.score / 2


def test_topical_leaves_out_question_words(matcher: Matcher):
    assert matcher.topical("申诉期限多久，请问") == {"申诉"}
    assert matcher.topical("多久，谁定，怎么办") == frozenset()


def test_a_topic_called_by_its_name_is_pointed_to_most(matcher: Matcher, lexicon: Lexicon, base: RuleBase):
    for topic in base.topics.values():
        for name in (topic.zh, topic.en):
            assert topics(matcher, lexicon, f"{name}?")[0].topic == topic.id


def test_each_topic_is_named_once_best_first(matcher: Matcher, lexicon: Lexicon):
    hits = topics(matcher, lexicon, "申诉期间停止执行吗，申诉期限多久，谁来复核")
    assert len({hit.topic for hit in hits}) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_weifang_7_the_rule_that_has_the_word_fits_alone(matcher: Matcher, base: RuleBase):
    rules = [rule for rule in base.on("weifang-2011", "sanctions.tier") if "(" in rule.provision]
    fit = matcher.fit(rules, {"约谈": 1.0})
    assert [id for id, score in fit.items() if score > 0] == ["weifang-2011:7(1)#sanctions.tier"]


def test_what_all_rules_have_tells_nothing(matcher: Matcher, base: RuleBase):
    rules = base.on("weifang-2011", "effects")
    shared = frozenset.intersection(*(matcher.topical(rule.zh) for rule in rules))
    assert shared
    assert set(matcher.fit(rules, dict.fromkeys(shared, 1.0)).values()) == {0.0}


def test_no_rules_fit_nothing(matcher: Matcher):
    assert matcher.fit([], {"申诉": 1.0}) == {}


def test_every_matrix_topic_can_be_pointed_to(base: RuleBase):
    assert [topic.id for topic in base.topics.values() if topic.matrix and not topic.cues] == []


def test_a_cue_with_an_unknown_term_is_refused(base: RuleBase, tmp_path: Path):
    file = tmp_path / "lexicon.yaml"
    file.write_text("acts:\n  申诉: {}\n", encoding="utf-8")
    with pytest.raises(KeyError, match=r"topics\.yaml.*词典没有的术语"):
        Matcher(base, load_lexicon(file))


@pytest.mark.parametrize(
    "text",
    [
        "topics:\n  - {id: a.b, zh: 甲, en: x, cue: [[申诉]]}\n",
        "topics:\n  - {id: a.b, zh: 甲, en: x}\n  - {id: a.b, zh: 乙, en: y}\n",
        "topics:\n  - {id: A-B, zh: 甲, en: x}\n",
    ],
)
def test_a_mistake_in_the_topics_is_refused(tmp_path: Path, text: str):
    file = tmp_path / "topics.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"topics\.yaml 第[23]行"):
        load_topics(file)
