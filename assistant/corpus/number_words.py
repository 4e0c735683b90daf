"""Units, comparators and fixed words around numbers in Chinese and English: tables for `assistant.corpus.quantities`.

General language only; which units a regulation uses, its rules say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Comparator = Literal["", ">=", "<=", ">", "<", "~", "="]

MEASURES: Mapping[str, tuple[str, ...]] = {
    "工作日": (
        "个工作日",
        "工作日",
        "个工作天",
        "工作天",
        "working days",
        "working day",
        "business days",
        "business day",
    ),
    "自然日": ("个自然日", "自然日", "个日历日", "日历日", "calendar days", "calendar day"),
    "日": ("日", "天", "days", "day"),
    "周": ("个星期", "星期", "周", "个礼拜", "礼拜", "weeks", "week"),
    "月": ("个月", "月", "months", "month"),
    "季度": ("个季度", "季度", "quarters"),
    "年": ("周年", "年", "years", "year"),
    "年度": ("个年度", "年度"),
    "学期": ("个学期", "学期", "semesters", "semester"),
    "小时": ("个小时", "小时", "个钟头", "hours", "hour"),
    "分钟": ("分钟", "minutes", "minute"),
    "次": ("次", "回", "times"),
    "人": (
        "个人",
        "人",
        "名",
        "位",
        "people",
        "persons",
        "person",
        "members",
        "member",
        "investigators",
        "staff",
    ),
    "户": ("户", "households", "household"),
    "岁": ("周岁", "岁", "years old", "years of age"),
    "元": ("元", "块钱", "yuan", "rmb"),
    "个": ("个",),
    "项": ("项", "items", "item"),
    "条": ("条", "articles", "article"),
    "款": ("款", "paragraphs", "paragraph"),
    "种": ("种", "类", "kinds", "kind", "types", "type", "ways", "forms"),
    "级": ("级", "levels", "level"),
    "章": ("章", "chapters", "chapter"),
    "部分": ("部分", "parts", "part"),
    "点": ("点",),
    "号": ("号",),
    "份": ("份", "copies"),
    "件": ("件",),
    "起": ("起",),
    "例": ("例",),
    "家": ("家",),
    "所": ("所",),
    "倍": ("倍",),
    "层": ("层",),
    "组": ("组",),
    "届": ("届",),
    "百分点": ("个百分点", "百分点", "percentage points"),
}
"""Canonical unit → how it is written. 15日 and 15个工作日 stay apart; 日 and 天, 名 and 人 are one."""

UNITS: Mapping[str, str] = {written: measure for measure, forms in MEASURES.items() for written in forms}

BEFORE: Mapping[Comparator, tuple[str, ...]] = {
    ">=": (
        "不少于",
        "不低于",
        "不得少于",
        "不得低于",
        "至少",
        "最少",
        "≥",
        "at least",
        "no less than",
        "no fewer than",
    ),
    "<=": (
        *(
            "不超过",
            "不得超过",
            "不多于",
            "不高于",
            "不得高于",
            "至多",
            "最多",
            "最长",
            "≤",
            "within",
            "up to",
            "at most",
        ),
        *("no more than", "no later than", "not more than", "not exceed", "not exceeding"),
    ),
    ">": ("超过", "多于", "高于", "大于", ">", "more than", "over", "exceeding"),
    "<": ("少于", "低于", "未满", "不满", "不足", "小于", "不到", "<", "less than", "fewer than", "under"),
    "~": ("大约", "约", "将近", "近", "about", "around", "approximately"),
    "=": ("等于", "共计", "exactly"),
}
"""Comparator → words directly before a number."""

AFTER: Mapping[Comparator, tuple[str, ...]] = {
    ">=": ("及其以上", "及以上", "或者以上", "或以上", "以上", "or more", "or above"),
    "<=": ("及其以下", "及以下", "或者以下", "或以下", "以下", "之内", "以内", "内", "or less", "or fewer"),
    "~": ("左右", "上下"),
}
"""Comparator → words directly after the unit."""

FIXED_WORDS = (
    *"统一 同一 唯一 之一 专一 单一 万一 逐一 一一 如一 不一 划一 进一步 更进一步 下一步 再三 任一 其一".split(),
    *"一定 一般 一起 一切 一样 一直 一旦 一贯 一律 一致 一些 一边 一度 一时 一向 一体 一线 一并 一同 一概 一味 一下".split(),
    *"一旁 一带 一面 一方面 一点 一再 一路 一心 一齐 一共 一如既往 一视同仁 一票否决 一丝不苟 一意孤行 一团和气".split(),
    *"一脉相承 一网打尽 一刀切 一条龙 一窝蜂 一阵 一口气 一系列 一揽子 一把手 二把手 三把手 一岗双责 一盘棋".split(),
    *"十分 万分 百姓 老百姓 千万 万万 千方百计 四面八方 五花八门 三令五申 三番五次 七上八下 九牛一毛 乱七八糟".split(),
    *"队伍 入伍 退伍 为伍 收拾 拾遗".split(),
    *"两会 两委 两新 两面 两难 双重 三公 四风 五好 五险一金 三方 第三方 第三人 四中全会 五中全会".split(),
)
"""Words in which a numeral counts nothing; `Number.word` names them, so that a caller can leave them out."""
