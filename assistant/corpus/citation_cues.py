"""Citation or count? 13条怎么规定的 cites, 提出三条意见 and 共22条 count, 第二条建议 orders.

The lists below are everyday Chinese around 条, 款, 项, not words of any regulation. Works on `scannable` text.
"""

from __future__ import annotations

import re

from assistant.corpus.citation_grammar import Reference
from assistant.corpus.citation_titles import Title

_COUNT_BEFORE = re.compile(
    r"(?:[共有计含设这哪几每各多数仅只约近达前后头余另还了满写列]|包括|分为|分成|提出?|出台|制定|超过|以?[上下][列述]|其[他它]|增加|新增|删除|多少)$"
)
_COUNT_AFTER = re.compile(
    r"建议|意见|措施|线索|消息|信息|经验|理由|举措|标准|原则|路|命|生命|人命|鱼|狗|腿|河|船|街|微博|评论|留言|短信|新闻|问题|[红底防战]线"
    r"|渠道|途径|道路|裤|以[上下内]|左右|之多|规则|规定(?![了的是怎如什为:,]|$)"
)
_ORDINAL_AFTER = re.compile(
    r"建议|线索|消息|经验|理由|举措|路(?![政线段灯面口])|命(?!令)|微博|评论|留言|短信|[红底防战]线|渠道|途径"
)
_ASKED = re.compile(r"怎|如何|规定|说|讲|写|是什么|里|中|有哪些|指的?是|要求|适用|啥|什么|呢|吗")
_TASK = re.compile(r"工作|任务|活动|指标|课题|议题|议程|措施|建议|内容")
_SELF_EVIDENT = frozenset({"附件", "前言"})


def is_citation(text: str, reference: Reference, title: Title | None) -> bool:
    """Whether a reference, with the norm named beside it, cites; `title` is None where none is named."""
    head = reference.head
    if head.role == "special":
        return _is_special_unit(text, reference, title)
    if reference.compact:
        return title is not None and title.kind == "known"
    if head.role == "item" and not head.token.bracketed:
        return not _TASK.match(text, reference.end)
    if head.role == "unit" and head.token.elements:
        marked = head.token.ordinal
        return (_is_ordinal_unit if marked else _is_bare_unit)(text, reference, title)
    return True


def _is_special_unit(text: str, reference: Reference, title: Title | None) -> bool:
    """附件 and 前言 stand for themselves; 通知 and 结尾 are units only as parts of a named regulation."""
    if title is None:
        return reference.head.token.word in _SELF_EVIDENT
    return text[title.end : reference.start] in {"", "的"} and title.kind in {"known", "this", "that"}


def _is_ordinal_unit(text: str, reference: Reference, title: Title | None) -> bool:
    return title is not None or not _ORDINAL_AFTER.match(text, reference.end)


def _is_bare_unit(text: str, reference: Reference, title: Title | None) -> bool:
    """条 without 第: 13条, 三条, 五条十三项."""
    if reference.bare and _COUNT_AFTER.match(text, reference.end):
        return False
    if title and title.kind != "generic":
        return True
    if _COUNT_BEFORE.search(text, max(0, reference.start - 4), reference.start):
        return False
    return not reference.bare or reference.head.token.arabic or _ASKED.match(text, reference.end) is not None
