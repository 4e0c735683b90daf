"""What is read together: a rule with the exceptions, conditions, caps and overlays that it is published with."""

from assistant.rules.base import RuleBase


def test_a_rule_comes_first_and_its_companions_each_once(base: RuleBase):
    for rule in base:
        together = [other.id for other in base.linked([rule, rule])]
        assert together[0] == rule.id
        assert len(together) == len(set(together))
        if not rule.silent:
            assert set(rule.rule.publish_with) <= set(together)


def test_companions_are_of_the_same_regulation(base: RuleBase):
    for rule in base:
        assert {other.regulation for other in base.linked([rule])} == {rule.regulation}


def test_weifang_10_1_the_period_is_never_without_its_cap(base: RuleBase):
    period = base.rules["weifang-2011:10.1#procedure.investigation.1"]
    assert "weifang-2011:10.1#procedure.investigation.2" in {rule.id for rule in base.linked([period])}


def test_nothing_is_linked_to_nothing(base: RuleBase):
    assert base.linked([]) == ()
