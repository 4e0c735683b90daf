"""REGULATIONS' matrix: same matter, different rule. Which regulation speaks on a topic and which is silent."""

import pytest

from assistant.rules.base import RuleBase

G, W, C = "guangzhou-2009", "weifang-2011", "ccp-2016"

SPEAKS = {
    "appeal.execution": {G, W},
    "appeal.filing": {G, W},
    "appeal.handling": {G, W},
    "procedure.investigation": {G, W},
    "decision.service": {G, W, C},
    "decision.effective": {G},
    "authority.decision": {G, W, C},
    "sanctions.tier": {W, C},
    "effects": {G, W},
    "sanctions.resignation": {G, W},
    "sanctions.suspension": {W, C},
    "sanctions.circular": {G, W, C},
    "factors.aggravating": {G, W},
    "factors.mitigating": {G, W},
    "factors.exempting": {G},
    "scope.former_post": {G, C},
    "procedure.recusal": {G, W},
    "procedure.hearing": {G, W},
    "procedure.investigators": {W},
    "publication": {G, C},
    "personal_file": {G, C},
    "situations.concealment": {G, W},
    "collective": {G, C},
    "execution.refusal": {G},
    "interpretation": {G, W, C},
}


@pytest.mark.parametrize("topic", SPEAKS)
def test_who_speaks(base: RuleBase, topic: str):
    assert set(base.regulations_on(topic)) == SPEAKS[topic]


def test_every_matrix_topic_is_tried(base: RuleBase):
    assert {topic.id for topic in base.topics.values() if topic.matrix} == set(SPEAKS)


CONFUSABLE = [
    # 15 working days: report of the re-examination, report of execution, appeal
    ("guangzhou-2009:28.1#appeal.handling.1", "guangzhou-2009:30.1#execution"),
    ("guangzhou-2009:28.1#appeal.handling.1", "weifang-2011:13.1#appeal.filing"),
    ("guangzhou-2009:30.1#execution", "weifang-2011:13.1#appeal.filing"),
    # 30 working days: investigation, re-investigation, cap, decision on the appeal
    ("guangzhou-2009:23.1#procedure.investigation", "guangzhou-2009:28.1#appeal.handling.2"),
    ("guangzhou-2009:23.1#procedure.investigation", "weifang-2011:10.1#procedure.investigation.2"),
    ("guangzhou-2009:23.1#procedure.investigation", "weifang-2011:13.2#appeal.handling.1"),
    ("guangzhou-2009:28.1#appeal.handling.2", "weifang-2011:13.2#appeal.handling.1"),
    ("weifang-2011:10.1#procedure.investigation.2", "weifang-2011:13.2#appeal.handling.1"),
    # 3 working days: notice, service
    ("guangzhou-2009:21.1#procedure.notice", "guangzhou-2009:26#decision.service"),
    # one year: no promotion, no equal post, twice within a year
    ("guangzhou-2009:14.3#effects.2", "weifang-2011:6.5#effects.1"),
    ("weifang-2011:6.5#effects.1", "weifang-2011:15.1#factors.aggravating"),
    # 50%: education by 2008, age by 2011
    ("guangzhou-party-2006:二(二)#community.goals.2", "guangzhou-party-2006:二(二)#community.goals.3"),
    # 第一责任人
    ("guangzhou-party-2006:五(一).1#responsibility.first", "harbin-2011:三(一)#responsibility.first"),
    ("harbin-2011:三(一)#responsibility.first", "weifang-2011:3.2#responsibility.first"),
    # once a day, once a week
    ("harbin-2011:二(四)#grid.supervisors.2", "harbin-2011:二(六)#grid.patrol.1"),
]


@pytest.mark.parametrize("pair", CONFUSABLE, ids=" / ".join)
def test_confusable_rules_name_each_other(base: RuleBase, pair: tuple[str, str]):
    one, other = pair
    assert other in base.rules[one].rule.confusable_with
    assert one in base.rules[other].rule.confusable_with


def test_precedence_is_a_flag_with_the_quote(base: RuleBase):
    encoded = base.rules["ccp-2016:13#precedence"]
    assert encoded.zh == "此前发布的有关问责的规定，凡与本条例不一致的，按照本条例执行"
    assert "ccp_precedence" in encoded.rule.assumes
