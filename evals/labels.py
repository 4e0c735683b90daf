"""Names that people read, for the ids of groups."""

from __future__ import annotations

from collections.abc import Mapping

KINDS = {
    "lookup": "查条文",
    "lay": "口语说法",
    "scenario": "情形套用",
    "deadline": "算期限",
    "negation": "否定陷阱",
    "comparison": "比较",
    "premise": "前提有误",
    "out_of_scope": "不在库内",
    "silence": "未作规定",
    "ambiguity": "有歧义",
    "multi_hop": "多步",
    "follow_up": "追问",
    "figures": "数字",
    "metadata": "文件信息",
    "quote": "引原文",
    "english": "英文",
    "noisy": "错字杂讯",
    "injection": "注入指令",
    "subject": "适用对象",
    "documents": "文书材料",
}
SETS = {
    "statements": "标准陈述",
    "paraphrases_frozen": "换句话说的真话·封存",
    "paraphrases_dev": "换句话说的真话·开发",
    "renderings": "规则自己的写法",
    "mutants": "改坏的句子",
}
_OTHERS = {
    "all": "全部",
    "wording:formal": "正式说法",
    "wording:lay": "口语说法（成对）",
    "regulation:cross": "几部制度",
    "regulation:none": "不涉及制度",
}


def group_label(group: str, titles: Mapping[str, str]) -> str:
    """What people call a group: kind:lay → 口语说法. titles: of regulations by id."""
    if group in _OTHERS:
        return _OTHERS[group]
    prefix, _, name = group.partition(":")
    match prefix:
        case "kind":
            return KINDS.get(name, name)
        case "set":
            return SETS.get(name, name)
        case "regulation":
            return titles.get(name, name)
        case "file":
            return f"文件 {name}"
        case "verdict":
            return f"应得 {name}"
        case "mutation":
            return f"改动：{name}"
        case _:
            return group
