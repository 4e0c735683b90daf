"""Provisions as they are cited in Chinese: 《全市学校安全稳定事故问责办法》第五条第（十三）项.

`find_citations` reads every label back to the same provision.
"""

from __future__ import annotations

from assistant.corpus.numerals import to_chinese, to_int

COMMENTARY = "解读"
_ENGLISH_PARTS = {
    "前言": "Preamble",
    "通知": "Notice",
    "结尾": "Closing",
    "正文": "Body",
    "附件": "Annex",
    COMMENTARY: "Commentary",
}


def format_label(
    title: str, unit: str, *, sub: str | None = None, paragraph: int | None = None, item: int | None = None
) -> str:
    """The label of a provision, from the parts of its shortest id.

        5, item 13          《…》第五条第（十三）项
        133之一, 款 2        《…》第一百三十三条之一第二款
        二, sub 四, 款 3     《…》第二部分（四）第三款
        解读7 / 附件          《…》解读第七条 / 《…》附件

    Raises NumeralError where a number of the id is none.
    """
    return (
        f"《{title}》{_unit_label(unit)}"
        + (f"（{to_chinese(to_int(sub))}）" if sub else "")
        + (f"第{to_chinese(paragraph)}款" if paragraph else "")
        + (f"第（{to_chinese(item)}）项" if item else "")
    )


def _unit_label(unit: str) -> str:
    if unit.startswith(COMMENTARY):
        return COMMENTARY + _unit_label(unit.removeprefix(COMMENTARY))
    if unit[0].isascii() and unit[0].isdigit():
        number, _, inserted = unit.partition("之")
        return f"第{to_chinese(int(number))}条" + (f"之{to_chinese(to_int(inserted))}" if inserted else "")
    if unit[0] in "一二三四五六七八九十":
        return f"第{unit}部分"
    return unit


def english_label(
    unit: str, *, sub: str | None = None, paragraph: int | None = None, item: int | None = None
) -> str:
    """The label in English, without the title.

        5, item 13          Article 5, item 13
        133之一, 款 2        Article 133-1, paragraph 2
        二, sub 四, 款 3     Part 2(4), paragraph 3
        解读7 / 附件          Commentary on Article 7 / Annex

    Raises NumeralError where a number of the id is none.
    """
    return (
        _english_unit(unit)
        + (f"({to_int(sub)})" if sub else "")
        + (f", paragraph {paragraph}" if paragraph else "")
        + (f", item {item}" if item else "")
    )


def _english_unit(unit: str) -> str:
    if unit.startswith(COMMENTARY) and unit != COMMENTARY:
        return f"Commentary on {_english_unit(unit.removeprefix(COMMENTARY))}"
    if unit[0].isascii() and unit[0].isdigit():
        number, _, inserted = unit.partition("之")
        return f"Article {int(number)}" + (f"-{to_int(inserted)}" if inserted else "")
    for name, english in _ENGLISH_PARTS.items():
        if unit.startswith(name):
            return f"{english} {unit.removeprefix(name)}".rstrip()
    return f"Part {to_int(unit)}"
