"""The words that page and command line show for the closed sets of the contracts."""

from __future__ import annotations

from assistant.answer.model import Outcome
from assistant.guard.finding import Verdict

TITLE = "问责制度查询助手"
SUBTITLE = "依据收录的制度原文作答，逐句注明条款"
NOTICES = (
    "答复供工作参考，以正式文件为准；现行有效性须另行核对。",
    "请勿输入涉密信息、案件线索和个人隐私。",
)

OUTCOME = {
    Outcome.ANSWERED: "依据条款作答",
    Outcome.PREMISE_CORRECTED: "问题所述与条款不符",
    Outcome.CLARIFY: "需要补充情况",
    Outcome.SILENT: "制度未作规定",
    Outcome.NOT_COVERED: "不在收录范围",
    Outcome.UNAVAILABLE: "暂时不能作答",
}

VERDICT = {
    Verdict.SUPPORTED: "有条款依据",
    Verdict.CONTRADICTED: "与条款不符",
    Verdict.UNSUPPORTED: "未找到依据",
    Verdict.AMBIGUOUS: "须先明确",
    Verdict.NEUTRAL: "无可核对内容",
}

EXAMPLES = (
    "校长瞒报事故会怎么处理？",
    "对问责决定不服，多少天内可以申诉？申诉期间停不停止执行？",
    "潍坊的问责方式有哪些？",
    "领导干部被问责后，谁来作决定？",
)

STATUS = {
    "in_force": "现行有效",
    "unverified": "现行有效性未经核实",
    "superseded": "已有修订文本取代",
    "repealed": "已经废止",
}

ELEMENT = {"met": "已具备", "not met": "不具备", "unknown": "待核实"}
"""Whether an element of a situation is met."""
