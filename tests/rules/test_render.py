"""Renderings read as sentences: every rule in both languages, and the templates on clauses one knows."""

import re

import pytest

from assistant.rules.base import RuleBase

SENTENCES = {
    "weifang-2011:4#authority.decision.1": "对分管副校（园）长、级部（系）主任、班主任、教师等校内人员的问责由学校实施",
    "weifang-2011:5(13)#situations.concealment": "对学校安全稳定事故瞒报、迟报、谎报、漏报而贻误事故处理，造成严重后果的，应当问责",
    "weifang-2011:5(16)#situations": "因安全稳定工作决策失误造成严重后果，或者对督办的安全隐患整改不力的，应当问责",
    "weifang-2011:7(1)#sanctions.tier": "情节较轻的，实行约谈、通报批评、责令作出书面检查问责",
    "weifang-2011:6.5#effects.2": "引咎辞职、责令辞职、免职的学校和教育行政部门领导干部，三年内不得提升",
    "weifang-2011:10.1#procedure.investigation.3": "情况复杂的，经主要负责人批准，可适当延长",
    "weifang-2011:14#appeal.execution": "被问责当事人申诉期间，不停止问责决定的执行",
    "weifang-2011:15.2#factors.mitigating": "被问责当事人主动采取措施有效避免损失、挽回影响，或者积极配合问责调查，并主动承担责任的，可从轻问责",
    "weifang-2011:编码说明#publication": "没有规定问责情况的公开",
    "guangzhou-2009:9(5)#situations.concealment": "在履行社会管理职责中，瞒报、谎报、迟报突发公共事件或其他重要情况的，应当问责",
    "guangzhou-2009:14.3#effects.1": "受到问责的党政领导干部当年年度考核不得评为优秀",
    "guangzhou-2009:28.2#appeal.execution": "复核、复查期间，原问责决定可以暂缓执行",
    "guangzhou-2009:31.2#procedure.recusal": "被调查人有权申请有关工作人员回避",
    "ccp-2016:7.2(2)#sanctions.tier": "对失职失责、情节较轻的党的领导干部，应当以谈话或者书面方式进行诫勉",
    "ccp-2016:7.1#sanctions": "对党组织的问责方式共三种：检查、通报、改组",
    "harbin-2011:二(四)#grid.supervisors.2": "网格督导员每周不少于1次参与网格巡查",
}


@pytest.mark.parametrize("id", SENTENCES)
def test_sentences(base: RuleBase, id: str):
    assert base.rules[id].zh == SENTENCES[id]


def test_chinese_sentences_leave_their_end_to_the_publisher(base: RuleBase):
    for encoded in base:
        assert encoded.zh == encoded.zh.strip(), encoded.id
        assert encoded.zh[-1] not in "。，；、：", encoded.id
        assert "None" not in encoded.zh, encoded.id


def test_no_list_names_its_members_by_number_alone(base: RuleBase):
    for encoded in base:
        assert not re.search(r"（[一二三四五六七八九十]+）[、；]", encoded.zh), encoded.id


def test_no_word_stands_twice_in_a_row(base: RuleBase):
    for encoded in base:
        doubled = re.search(r"([一-鿿]{2,})\1", encoded.zh)
        clause = base.library.provision(encoded.provision).text if encoded.provision else ""
        assert doubled is None or doubled.group() in clause, (encoded.id, doubled)


def test_english_sentences_are_whole(base: RuleBase):
    for encoded in base:
        assert re.match(r"[A-Z'0-9]", encoded.en), encoded.id
        assert encoded.en.endswith("."), encoded.id


def test_english_sentences_name_whom_they_are_about(base: RuleBase):
    for encoded in base:
        if encoded.topic.startswith("metadata"):
            continue
        assert not re.match(r"(They|Their|He|She) ", encoded.en), (encoded.id, encoded.en)


def test_an_english_sentence_is_not_shared_by_two_rules_of_a_topic(base: RuleBase):
    seen: dict[tuple[str, str, str], str] = {}
    for encoded in base:
        key = (encoded.regulation, encoded.topic, encoded.en)
        assert key not in seen, (encoded.id, seen[key])
        seen[key] = encoded.id
