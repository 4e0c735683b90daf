import pytest

from evals.phrases import asserts, canonical, mentions, says


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("自收到之日起十五个工作日内提出", "15个工作日"),
        ("自收到之日起１５个工作日内提出", "十五个工作日"),
        ("最晚为2024-10-23", "2024年10月23日"),
        ("最晚为二〇二四年十月二十三日", "2024-10-23"),
        ("第五条第（十三）项", "第十三项"),
        ("第五条第十三项", "（十三）"),
        ("比例为百分之三十", "30%"),
        ("按1：1的比例", "1∶1"),
        ("一半以上", "50%"),
        ("文号为潍教字[2011]34号", "潍教字〔2011〕34号"),
        ("“一把手”负责", "一把手负责"),
        ("They need two investigators", "2 investigators"),
        ("共二十二条", "22"),
    ],
)
def test_the_same_in_other_writing_is_said(text, phrase):
    assert says(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("15个工作日", "5个工作日"),
        ("十五个工作日", "五个工作日"),
        ("150日", "15"),
        ("1.5倍", "5倍"),
        ("第二十二条", "22"),
        ("第（二十二）项", "22"),
        ("两千一百人", "一百人"),
        ("15日", "15个工作日"),
        ("不停\n止执行", "不停止执行"),
        ("进一步加强", "1:1"),
        ("每天1次", "100%"),
        ("", "申诉"),
    ],
)
def test_part_of_a_number_an_ordinal_or_another_unit_is_not(text, phrase):
    assert not says(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("不是30个工作日，而是15个工作日", "30个工作日"),
        ("期限为15个工作日，而非三十个工作日", "30个工作日"),
        ("“17种”的说法与条文不符", "17种"),
        ("申诉期间不停止问责决定的执行", "停止问责决定的执行"),
        ("该办法没有规定应当免职", "应当免职"),
        ("不得以任何理由停止、暂缓执行", "暂缓执行"),
        ("It does not say that he must be dismissed.", "must be dismissed"),
        ("The decision isn't suspended", "suspended"),
    ],
)
def test_a_denied_or_corrected_mention_is_no_assertion(text, phrase):
    assert mentions(text, phrase)
    assert asserts(text, phrase) is None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("不得少于30个工作日", "30个工作日"),
        ("对问责决定不服的，30个工作日内提出申诉", "30个工作日内提出"),
        ("对不能履行职责的应当免职", "应当免职"),
        ("不得不停止执行", "停止执行"),
        ("是否停止执行由机关决定", "停止执行"),
        ("不停止执行。特殊情况停止执行", "停止执行"),
        ("Another officer must be dismissed", "must be dismissed"),
        ("no later than 30 working days", "30 working days"),
    ],
)
def test_a_negation_that_is_not_of_the_phrase_does_not_excuse_it(text, phrase):
    assert asserts(text, phrase)


def test_what_is_only_corrected_does_not_count_as_said():
    assert says("不是15个工作日，是30个工作日", "15个工作日") is None
    assert says("不停止执行", "停止执行")


def test_a_mention_shows_its_surroundings():
    mention = asserts("自收到之日起15个工作日内提出", "15个工作日")
    assert mention is not None
    assert "【⟨15⟩个工作日】内提出" in mention.text


def test_long_text_is_read_in_linear_time():
    assert canonical("不十五" * 30_000).count("⟨15⟩") == 30_000
