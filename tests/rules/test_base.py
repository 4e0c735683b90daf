"""Rules blocks that cannot be read: each error names file, line, key, value and what is expected."""

from collections.abc import Callable

import pytest

from assistant.corpus.errors import ParseError
from assistant.rules.base import RuleBase
from assistant.rules.schema import Enumeration

UNREADABLE = {
    "unknown key": ("  target: 学校\n", "  target: 学校\n  wer: 教育局\n", "键“wer”"),
    "unknown kind": ("kind: tier", "kind: level", "level"),
    "unknown topic": ("- topic: authority.decision", "- topic: authority.decisions", "没有主题“authority.decisions”"),
    "value of the wrong type": ("value: 30, unit", "value: viele, unit", "viele"),
    "unit outside the list": ("value: 30, unit: 工作日", "value: 30, unit: 天", "天"),
    "duty with a permission's key": ("  when: 情况复杂的\n  must:", "  when: 情况复杂的\n  may:", "takes exactly one of must"),
    "no modality": ("  must_not: 提升\n", "", "must, must_not"),
    "reference that is no rule id": ("overrides: ['mini-2020:3#sanctions']", "overrides: [第三条]", "第三条"),
    "rule id twice": ("  n: 2\n  kind: duty", "  n: 1\n  kind: duty", "重复（另见第"),
    "assumption twice": ("- id: day0\n", "- {id: day0, kind: assumption, zh: 一, en: one}\n- id: day0\n", "推定“day0”重复"),
    "rule without a clause": ("- kind: silences\n", "- {topic: effects, kind: fact, about: 甲, is: [乙], en: x}\n- kind: silences\n", "须有所依据的条款"),
    "waiver without a clause": ("- kind: silences\n", "- {kind: nothing, reason: 无}\n- kind: silences\n", "须有所依据的条款"),
    "list without members": ("  kind: definition\n  term: 问责\n  means: 教育局对学校追究责任\n", "  kind: enumeration\n  name: 问责\n  closed: true\n", "键“members”"),
    "key twice": ("  target: 学校\n", "  target: 学校\n  target: 学校\n", "写了两次"),
    "broken YAML": ("  target: 学校\n", "  target: [学校\n", "YAML 有误"),
    "empty text": ("  target: 学校\n", "  target: ''\n", "键“target”"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable(name: str, mini: Callable[..., RuleBase]):
    replace, by, message = UNREADABLE[name]
    with pytest.raises(ParseError) as error:
        mini(replace, by)
    assert error.value.line is not None
    assert "mini-2020.md 第" in str(error.value)
    assert message in str(error.value)


def test_members_of_a_list_are_the_texts_of_its_items(mini: Callable[..., RuleBase]):
    (encoded,) = mini().on("mini-2020", "situations")[:1]
    assert isinstance(encoded.rule, Enumeration)
    assert encoded.rule.members == ("瞒报事故，造成严重后果的", "拖延处置的")
    assert encoded.zh == "应当问责的情形共二种：瞒报事故，造成严重后果的；拖延处置的"


def test_commentary_is_not_normative(mini: Callable[..., RuleBase]):
    base = mini()
    assert [e.id for e in base if not e.normative] == ["mini-2020:解读1#commentary"]


def test_hash_changes_with_any_record(mini: Callable[..., RuleBase]):
    plain = mini().hash
    assert mini().hash == plain
    assert mini("value: 10, unit: 工作日", "value: 11, unit: 工作日").hash != plain
    assert mini("此处自次日起算。", "此处自当日起算。").hash != plain
    assert mini("申诉的规定在本办法之外，见编码说明。", "无。").hash != plain
    assert mini("topics: [publication]", "topics: [publication, commentary]").hash != plain
