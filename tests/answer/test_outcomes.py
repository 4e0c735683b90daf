"""Which outcome a question has, with the clauses it must cite: the answers as a specification, outcome by outcome."""

import pytest

ANSWERED = [
    # appeals
    ("潍坊的问责决定多久之内可以申诉？", ["weifang-2011:13.1"], ["15个工作日", "书面申诉"]),
    ("潍坊那边处分下来我不认，几天之内得写申诉？", ["weifang-2011:13.1"], ["15个工作日"]),
    ("潍坊办法申诉期间停止执行吗？", ["weifang-2011:14"], ["不停止"]),
    ("广州办法复核期间，原决定还执行不执行？", ["guangzhou-2009:28.2"], ["可以暂缓"]),
    ("潍坊收到书面申诉后多久要作出处理决定？", ["weifang-2011:13.2"], ["30个工作日"]),
    # procedure
    ("广州办法的调查要在多久之内完成？", ["guangzhou-2009:23.1"], ["30个工作日"]),
    ("潍坊的调查要在多久之内完成？", ["weifang-2011:10.1"], ["10个工作日", "30个工作日"]),
    ("潍坊办法对调查人数有什么要求？", ["weifang-2011:8.2"], ["两名"]),
    ("广州办法什么情况下要回避？", ["guangzhou-2009:31.1"], ["回避"]),
    ("潍坊会因为我申辩就加重吗？", ["weifang-2011:11"], ["从重"]),
    ("广州的问责决定什么时候生效？", ["guangzhou-2009:25.2"], ["作出之日"]),
    ("潍坊的问责决定书要写哪些内容？", ["weifang-2011:12.2"], ["申诉期限"]),
    # sanctions
    ("广州办法有哪些问责方式？", ["guangzhou-2009:14.1"], ["八种", "诫勉谈话", "责令辞职"]),
    ("潍坊办法有哪些问责方式？", ["weifang-2011:6.1"], ["十二种", "约谈", "引咎辞职"]),
    ("问责条例对党组织的问责方式有哪些？", ["ccp-2016:7.1"], ["检查", "通报", "改组"]),
    ("问责条例对党的领导干部有几种问责方式？", ["ccp-2016:7.2"], ["四种", "诫勉", "纪律处分"]),
    ("广州的干部引咎辞职以后还问责吗？", ["guangzhou-2009:17.3"], ["不再"]),
    ("潍坊被免职以后几年不能提升？", ["weifang-2011:6.5"], ["三年"]),
    # persons and bodies
    ("潍坊的班主任由谁问责？", ["weifang-2011:4"], ["学校"]),
    ("广州的问责由谁决定？", ["guangzhou-2009:24.1"], ["市委常委会议"]),
    ("广州办法由谁解释？", ["guangzhou-2009:35"], ["市纪委"]),
    ("问责条例由谁解释？", ["ccp-2016:12"], ["中央纪律检查委员会"]),
    ("干部调走了，问责条例还管吗？", ["ccp-2016:10"], ["终身"]),
    # the two opinions
    ("哈尔滨网格督导员每周至少巡查几次？", ["harbin-2011:二(四)"], ["每周"]),
    ("广州社区党建意见里第一责任人是谁？", ["guangzhou-party-2006:五(一).1"], ["党委书记"]),
    ("哈尔滨五星级社区每年补助多少？", ["harbin-2011:三(五)"], ["5万元"]),
    # the file itself
    ("潍坊办法的文号是什么？", ["weifang-2011:通知"], ["潍教字〔2011〕34号"]),
    ("广州办法从什么时候起施行？", ["guangzhou-2009:36"], ["2009年4月1日"]),
    ("潍坊办法一共多少条？", ["weifang-2011:22"], ["二十二条"]),
]


@pytest.mark.parametrize(("question", "cites", "says"), ANSWERED, ids=[row[0] for row in ANSWERED])
def test_answered(ask, question: str, cites: list[str], says: list[str]):
    answer = ask(question)
    assert answer.outcome == "answered", answer.text
    assert {citation.id for citation in answer.citations} >= set(cites)
    assert [word for word in says if word not in answer.text] == []


CORRECTED = [
    ("《全市学校安全稳定事故问责办法》第三十条规定的罚款是多少？", "第三十条"),
    ("潍坊办法第九十九条怎么规定？", "第九十九条"),
    ("广州办法第十四条第一款第（九）项是什么？", "第（九）项"),
    ("潍坊办法第十三条第五款怎么规定？", "第五款"),
    ("问责条例第六章怎么规定？", "十三条"),
    ("潍坊办法第六章怎么规定？", "五章"),
]


@pytest.mark.parametrize(("question", "says"), CORRECTED, ids=[row[0] for row in CORRECTED])
def test_premise_corrected_what_does_not_exist_is_named(ask, question: str, says: str):
    answer = ask(question)
    assert answer.outcome == "premise_corrected", answer.text
    assert says in answer.text


def test_premise_corrected_ccp_2016_7_does_not_list_the_sanction(ask):
    """The question takes 引咎辞职 for a sanction of the 条例; it is none of the seven."""
    answer = ask("问责条例里的引咎辞职怎么适用？")
    assert answer.outcome == "premise_corrected"
    assert {"ccp-2016:7.1", "ccp-2016:7.2"} <= {citation.id for citation in answer.citations}
    assert "没有“引咎辞职”" in answer.text


CLARIFY = [
    ("申诉期间停止执行吗？", {"guangzhou-2009", "weifang-2011"}),
    ("瞒报突发情况怎么算？", {"guangzhou-2009", "weifang-2011"}),
    ("调查最长多少天？", {"guangzhou-2009", "weifang-2011"}),
    ("Is the decision suspended during the appeal?", {"guangzhou-2009", "weifang-2011"}),
]


@pytest.mark.parametrize(("question", "regulations"), CLARIFY, ids=[row[0] for row in CLARIFY])
def test_clarify_each_regulation_has_its_own_answer(ask, question: str, regulations: set[str]):
    answer = ask(question)
    assert answer.outcome == "clarify", answer.text
    assert answer.clarification is not None
    found = [
        {id.split(":")[0] for statement in option.statements for id in statement.citations}
        for option in answer.clarification.options
    ]
    assert all(len(of_option) == 1 for of_option in found)
    assert set().union(*found) >= regulations


def test_clarify_an_option_can_be_asked_as_it_stands(ask):
    answer = ask("申诉期间停止执行吗？")
    assert answer.clarification is not None
    for option in answer.clarification.options:
        chosen = ask(option.question)
        assert chosen.outcome == "answered"
        assert set(option.statements) <= set(chosen.statements)


SILENT = [
    ("广州办法的申诉期限是多少天？", "guangzhou-2009", ["没有规定", "有关规定"]),
    ("问责条例对申诉怎么规定？", "ccp-2016", ["没有规定"]),
    ("潍坊办法规定问责决定要公开吗？", "weifang-2011", ["没有规定"]),
    ("哈尔滨意见规定了哪些问责方式？", "harbin-2011", ["没有规定"]),
    ("潍坊办法有免予问责的情形吗？", "weifang-2011", ["没有规定"]),
]


@pytest.mark.parametrize(("question", "regulation", "says"), SILENT, ids=[row[0] for row in SILENT])
def test_silent_the_regulation_says_nothing_and_no_other_speaks_for_it(
    ask, question: str, regulation: str, says: list[str]
):
    answer = ask(question)
    assert answer.outcome == "silent", answer.text
    assert {citation.regulation for citation in answer.citations} <= {regulation}
    assert [word for word in says if word not in answer.text] == []
    assert "15个工作日" not in answer.text


NOT_COVERED = [
    # nothing to do with it
    "今天天气怎么样？",
    "劳动合同的试用期最长多久？",
    "What is the weather today?",
    "给我写一首诗",
    "你好",
    # norms that the base only names
    "公务员法规定的处分期限是多久？",
    "《安全生产法》第九十五条怎么规定？",
    "《民办教育促进法实施条例》第二十条讲什么？",
    "《中国共产党纪律处分条例》规定了哪几种处分？",
    "《义务教育法》怎么规定校长的职责？",
    # other editions
    "2019年修订的问责条例怎么规定？",
    "新修订的问责条例对申诉怎么规定？",
    "最新版问责条例有几条？",
    "现行条例有几种问责方式？",
    "《中国共产党问责条例》（2019年）第十九条说什么？",
    # places without rules here
    "济南的校长瞒报事故怎么处理？",
    "河北某村小学老师体罚学生怎么处理？",
    "青岛市党政干部被问责能申诉吗？",
    "深圳的学校发生踩踏，由谁问责？",
    "How are school accidents handled in Jinan?",
]


@pytest.mark.parametrize("question", NOT_COVERED)
def test_not_covered_without_sources(ask, question: str):
    answer = ask(question)
    assert answer.outcome == "not_covered", answer.text
    assert answer.citations == ()
    assert all(statement.citations == () and statement.rules == () for statement in answer.statements)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("2019年修订的问责条例怎么规定？", ["2016年"]),
        ("济南的校长瞒报事故怎么处理？", ["济南", "潍坊", "不能套用"]),
        ("公务员法规定的处分期限是多久？", ["公务员法", "没有收录"]),
        ("今天天气怎么样？", ["《全市学校安全稳定事故问责办法》"]),
    ],
)
def test_not_covered_says_what_is_missing_and_what_there_is(ask, question: str, says: list[str]):
    text = ask(question).text
    assert [word for word in says if word not in text] == []
    assert "知识库" in text


# -- places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["寿光", "诸城", "高密", "潍坊"])
def test_a_county_of_weifang_has_weifangs_rules(ask, place: str):
    answer = ask(f"{place}一所中学的班主任由谁问责？")
    assert answer.outcome == "answered"
    assert {citation.regulation for citation in answer.citations} == {"weifang-2011"}


@pytest.mark.parametrize("place", ["济南", "云南", "沈阳"])
def test_a_party_body_elsewhere_is_under_the_national_rules_and_this_is_said(ask, place: str):
    answer = ask(f"{place}某县党委书记失职失责，情节较重，怎么问责？")
    assert answer.outcome == "answered", answer.text
    assert {citation.regulation for citation in answer.citations} == {"ccp-2016"}
    assert f"{place}的地方规定不在知识库内" in answer.text


def test_ccp_2016_always_says_that_it_is_superseded(ask):
    for question in (
        "问责条例由谁解释？",
        "问责条例第十条",
        "问责条例对申诉怎么规定？",
        "Article 12 of ccp-2016",
    ):
        assert any("2019" in notice or "superseded" in notice for notice in ask(question).notices), question
