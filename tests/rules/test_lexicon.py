"""The lexicon: what staff say finds the official term, and what must not be merged is not."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.corpus.errors import ParseError
from assistant.rules.base import RuleBase
from assistant.rules.lexicon import How, Lexicon, lexicon_hash, load_lexicon
from assistant.rules.schema import Sanctions


@pytest.fixture(scope="module")
def lexicon(knowledge: Path) -> Lexicon:
    return load_lexicon(knowledge / "lexicon.yaml")


def terms(lexicon: Lexicon, text: str) -> list[str]:
    return [term for match in lexicon.find(text) for term in match.terms]


STAFF_SAY = [
    ("捂着不报", "瞒报"),
    ("压着不上报", "瞒报"),
    ("撤职", "免职"),
    ("让他走人", "免职"),
    ("让他辞职", "责令辞职"),
    ("自己辞职", "引咎辞职"),
    ("找去谈话", "约谈"),
    ("写检查", "责令作出书面检查"),
    ("当众道歉", "责令公开道歉"),
    ("谁说了算", "由谁"),
    ("不服", "申诉"),
    ("停不停", "停止执行"),
    ("多久之内", "期限"),
    ("教体局", "教育行政部门"),
    ("上级部门", "上一级部门"),
    ("中纪委", "中央纪律检查委员会"),
]


@pytest.mark.parametrize(("said", "meant"), STAFF_SAY)
def test_everyday_wording_finds_the_term_but_never_confirms_it(lexicon: Lexicon, said: str, meant: str):
    (match,) = [match for match in lexicon.find(said) if meant in match.terms]
    assert match.how is How.LAY
    assert match.surface in said


APART = [
    ("提拔", "提升"),
    ("停职检查", "暂停职务"),
    ("责令作出书面检查", "书面检讨"),
    ("责令作出书面检查", "检查"),
    ("书面检讨", "检查"),
    ("停职检查", "检查"),
    ("被调查人", "被问责人"),
    ("通报", "通报批评"),
    ("诫勉", "诫勉谈话"),
    ("调整工作岗位", "调整职务"),
    ("引咎辞职", "责令辞职"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_terms_that_must_not_be_merged(lexicon: Lexicon, one: str, other: str):
    assert terms(lexicon, one) == [one]
    assert terms(lexicon, other) == [other]


def test_no_chinese_wording_of_a_term_counts_as_one_it_is_kept_apart_from(lexicon: Lexicon):
    merged = [
        (term.name, wording, other)
        for term in lexicon.terms.values()
        for wording in term.wordings
        for match in lexicon.find(wording)
        if match.surface == wording
        for other in match.terms
        if other in term.apart
    ]
    assert merged == []


def test_every_official_wording_finds_its_own_term(lexicon: Lexicon):
    for term in lexicon.terms.values():
        for wording in term.wordings:
            (match,) = lexicon.find(wording)
            assert term.name in match.terms, wording
            assert match.how <= How.SAME, wording


def test_every_sanction_of_the_rules_is_known(lexicon: Lexicon, base: RuleBase):
    names = {
        member.name
        for encoded in base
        if isinstance(encoded.rule, Sanctions)
        for member in encoded.rule.members
        if not member.other
    }
    unknown = [name for name in names if not terms(lexicon, name)]
    assert len(names) >= 20
    assert unknown == []


@pytest.mark.parametrize("text", ["停职检查", "停 职 检 查", "停职\u200b检查", "停\n职检查"])
def test_spacing_does_not_count(lexicon: Lexicon, text: str):
    assert terms(lexicon, text) == ["停职检查"]


ENGLISH = [
    ("He was ordered to resign", "责令辞职"),
    ("HE WAS ORDERED TO RESIGN", "责令辞职"),
    ("removed from office", "免职"),
    ("a public apology", "责令公开道歉"),
    ("they apologised", "责令公开道歉"),
    ("concealment of an accident", "瞒报"),
    ("the education bureau decides", "教育行政部门"),
    ("the education bureaus decide", "教育行政部门"),
]


@pytest.mark.parametrize(("said", "meant"), ENGLISH)
def test_english(lexicon: Lexicon, said: str, meant: str):
    assert meant in terms(lexicon, said)


def test_english_words_match_whole(lexicon: Lexicon):
    assert "责令辞职" not in terms(lexicon, "disordered to resignation")


def test_both_languages_in_one_text(lexicon: Lexicon):
    assert {"责令辞职", "申诉"} <= set(terms(lexicon, "ordered to resign，怎么申诉"))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_can_be_searched(lexicon: Lexicon, text: str):
    matches = lexicon.find(text)
    assert [m.start for m in matches] == sorted(m.start for m in matches)
    for match in matches:
        assert match.surface == text[match.start : match.end]
        assert set(match.terms) <= set(lexicon.terms)


# -- the file ---------------------------------------------------------------------------------------------------------


def load(folder: Path, text: str) -> Lexicon:
    file = folder / "lexicon.yaml"
    file.write_text(text, encoding="utf-8")
    return load_lexicon(file)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("acts:\n  申诉: {lai: [不服]}\n", 2, "lai"),
        ("acts:\n  申诉: {}\nmatters:\n  申诉: {}\n", 4, "申诉"),
        ("acts:\n  申诉: {apart: [上诉]}\n", 2, "上诉"),
        ("acts:\n  申诉: {lay: 不服}\n", 2, "lay"),
        ("acts: [申诉]\n", 1, "acts"),
        ("acts: {申诉\n", 2, "YAML"),
        ("", 1, "整体"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int, says: str):
    with pytest.raises(ParseError, match=rf"lexicon\.yaml 第{line}行.*{says}"):
        load(tmp_path, text)


def test_a_wording_of_two_terms_means_either(tmp_path: Path):
    lexicon = load(tmp_path, "acts:\n  免职: {lay: [下来]}\n  辞职: {lay: [下来]}\n")
    (match,) = lexicon.find("他要下来")
    assert match.terms == ("免职", "辞职")


def test_the_closer_wording_wins(tmp_path: Path):
    lexicon = load(tmp_path, "acts:\n  免职: {lay: [撤职]}\n  撤职: {}\n")
    (match,) = lexicon.find("撤职")
    assert (match.terms, match.how) == (("撤职",), How.OFFICIAL)


def test_the_hash_changes_with_any_of_the_files(tmp_path: Path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    before = lexicon_hash(one, two)
    assert lexicon_hash(one, two) == before
    assert lexicon_hash(two, one) != before
    two.write_text("c")
    assert lexicon_hash(one, two) != before
