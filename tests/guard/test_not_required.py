"""What a statement says that is not required, not set or not listed: each true one beside a false one of the same form."""

from __future__ import annotations

import pytest

from assistant.guard.finding import Verdict
from assistant.guard.guard import Guard

BORNE_OUT = [
    # no further condition
    ("学校因管理失误导致师生食物中毒的，应当问责，并不要求有人死亡。", "weifang-2011"),
    ("谎报突发公共事件的，即便没有造成严重后果，也应当问责。", "guangzhou-2009"),
    # need not be done
    ("中央军委可以制定相关规定，这不是硬性要求。", "ccp-2016"),
    # not by one alone
    ("问责决定不能由校长一个人拍板，应当经领导班子集体讨论决定。", "weifang-2011"),
    # no number
    ("事项复杂的调查最多可以延长几天，广州办法没有规定。", None),
    # lists of sanctions
    ("引咎辞职没有出现在广州办法列举的问责方式之中。", None),
    ("改组只用于对党组织的问责方式。", "ccp-2016"),
    ("降职归入组织调整或者组织处理，而不是纪律处分。", "ccp-2016"),
    ("八项问责方式可以单独使用，也可以合并使用。", "guangzhou-2009"),
    # numbers
    ("调查工作不能只派一名工作人员，至少要有两名。", "weifang-2011"),
    ("Anyone held accountable two or more times within one year is to be dealt with more severely.", "weifang-2011"),
    ("追究的责任有三类：主体责任、监督责任和领导责任。", "ccp-2016") ,
    # not in every case
    ("并非每起事故都要会同公安部门调查，必要时才会同。", "weifang-2011"),
    # comparisons that go on
    ("决定的送达期限，广州办法为3个工作日，比潍坊办法的5个工作日短。", None),
    # descriptions of regulations
    ("广州市委组织部关于社区党建的意见由广州市委办公厅转发。", None),
    ("按照广州2009年办法第三十六条，自2009年4月1日起施行。", None),
]  # fmt: skip
NOT_BORNE_OUT = [
    ("瞒报学校安全稳定事故的，应当问责，并不要求贻误事故处理。", "weifang-2011"),
    ("发生溺水事故的，即便没有造成学生残疾或者死亡，也应当问责。", "weifang-2011"),
    ("应当听取被问责当事人的陈述和申辩，这不是硬性要求。", "weifang-2011"),
    ("接到申诉后复核报告几天内提交，广州办法没有规定。", None),
    ("诫勉谈话没有出现在广州办法列举的问责方式之中。", None),
    ("通报只用于对党组织的问责方式。", "ccp-2016"),
    ("降职归入纪律处分，而不是组织调整或者组织处理。", "ccp-2016"),
    ("九项问责方式可以单独使用，也可以合并使用。", "guangzhou-2009"),
    ("调查工作不能只派两名工作人员，至少要有三名。", "weifang-2011"),
    ("Anyone held accountable three or more times within one year is to be dealt with more severely.", "weifang-2011"),
    ("追究的责任有两类：主体责任、监督责任。", "ccp-2016"),
    ("并非所有当事人的陈述和申辩都要听取。", "weifang-2011"),
    ("决定的送达期限，广州办法为3个工作日，比潍坊办法的5个工作日长。", None),
    ("决定的送达期限，广州办法为3个工作日，比潍坊办法的4个工作日短。", None),
    ("广州办法没有规定免职。", None),
    ("广州市2012年党政领导干部问责暂行办法规定，问责决定自作出之日起生效。", None),
    ("广州社区党建意见的文号是穗办〔2006〕8号。", None),
    ("五星级社区每年补助5万元，四星级4万。", "harbin-2011"),
    ("The person investigated serves the notice on the handling body within 3 working days.", "guangzhou-2009"),
    ("The investigation must be finished within 10 working days of the accident.", "weifang-2011"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "regulation"), BORNE_OUT)
def test_what_the_texts_do_not_require_may_be_said(guard: Guard, text: str, regulation: str | None) -> None:
    report = guard.check(text, regulation=regulation)
    assert report.verdict is Verdict.SUPPORTED, report.findings


@pytest.mark.parametrize(("text", "regulation"), NOT_BORNE_OUT)
def test_what_they_do_require_may_not_be_denied(guard: Guard, text: str, regulation: str | None) -> None:
    report = guard.check(text, regulation=regulation)
    assert report.verdict is not Verdict.SUPPORTED, report.findings
