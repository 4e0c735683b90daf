"""Whole numbers as Chinese legal text writes them: 十三, 一百三十三, 二〇一一, 两, 廿一, 壹拾, １３, 5万.

Only the notation lives here; numbers in running text, with their units, are `assistant.corpus.quantities`.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.corpus.errors import CorpusError

DIGITS = "零一二三四五六七八九"
NUMERAL_CHARS = DIGITS + "〇两十百千万亿廿卅卌"
"""Every Chinese numeral sign left after `plain_numeral`."""
LARGEST = 10**16 - 1
"""The largest number that `to_chinese` writes: 九千九百九十九万亿…, far beyond any article or amount."""

_VARIANTS = str.maketrans(
    {
        **dict(
            zip("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩弍參陸", "一二三四五六七八九十百千万亿两二三六", strict=True)
        ),
        **dict.fromkeys("○◯", "〇"),
    }
)
_PLACES = (("千", 1000), ("百", 100), ("十", 10))
_SCORES = (("廿", "二十"), ("卅", "三十"), ("卌", "四十"))
_ARABIC = re.compile(r"(?P<digits>[0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?P<power>万亿|[十百千万亿]?)")
_POSITIONAL = re.compile(rf"[{DIGITS}〇]{{1,18}}")
_POWERS = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}


class NumeralError(CorpusError):
    """Text that is not a number, or a number that cannot be written."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        super().__init__(f"“{text[:40]}”不是可以识别的数字：{reason}")


def plain_numeral(text: str) -> str:
    """Width and variants of numeral signs unified: "１３" → "13", "拾叁" → "十三", "二○" → "二〇"."""
    return unicodedata.normalize("NFKC", text.translate(_VARIANTS)).translate(_VARIANTS)


def to_int(text: str) -> int:
    """The value of a whole number written in Arabic, full-width or Chinese signs, or mixed (5万).

    "二〇一一" and "一三" are read digit by digit. Raises NumeralError for anything else: 百, 十十, missing
    places (一百三), signs, more than 18 digits.
    """
    plain = plain_numeral(text.strip())
    arabic = _ARABIC.fullmatch(plain)
    if arabic:
        return int(arabic["digits"].replace(",", "")) * _POWERS[arabic["power"]]
    if _POSITIONAL.fullmatch(plain):
        return int("".join(str(DIGITS.index("零" if sign == "〇" else sign)) for sign in plain))
    value = _chinese_value(plain)
    if value is None or _canonical(plain) != to_chinese(value):
        raise NumeralError(text, "应为阿拉伯数字（13）或中文数字（十三、一百三十三、二〇一一）")
    return value


def to_chinese(value: int) -> str:
    """The usual Chinese writing: 10 → 十, 110 → 一百一十, 10010 → 一万零一十.

    Raises NumeralError below 0 and above LARGEST.
    """
    if not 0 <= value <= LARGEST:
        raise NumeralError(str(value), f"只能写 0 至 {LARGEST} 的整数")
    return _below_power(value, (("亿", 10**8), ("万", 10**4))).removeprefix("零") or "零" if value else "零"


def _below_power(value: int, powers: tuple[tuple[str, int], ...]) -> str:
    if not powers:
        return _below_ten_thousand(value)
    (sign, size), rest = powers[0], powers[1:]
    high, low = divmod(value, size)
    if not high:
        return _below_power(value, rest)
    text = _below_power(high, rest) + sign
    if not low:
        return text
    return text + ("零" if low < size // 10 else "") + _inner(_below_power(low, rest))


def _inner(text: str) -> str:
    """Inside a longer number 十 is written 一十: 一百一十, 一万零一十."""
    return "一" + text if text.startswith("十") else text


def _below_ten_thousand(value: int) -> str:
    text, gap = "", False
    for sign, size in _PLACES:
        digit, value = divmod(value, size)
        if digit:
            text += ("零" if gap else "") + DIGITS[digit] + sign
            gap = False
        elif text:
            gap = value > 0
    if value:
        text += ("零" if gap else "") + DIGITS[value]
    return text.removeprefix("一") if text.startswith("一十") else text


def _canonical(plain: str) -> str:
    """Spellings that mean the same brought to the one of `to_chinese`."""
    text = plain.replace("〇", "零").replace("两", "二")
    for score, words in _SCORES:
        text = text.replace(score, words)
    text = re.sub(r"(?<![一二三四五六七八九])十", "一十", text)
    return text.removeprefix("一") if text.startswith("一十") else text


def _chinese_value(plain: str) -> int | None:
    """Sum of the places; None where a sign is none of them. Order is not checked here: `to_int` compares."""
    text = _canonical(plain)
    if not 0 < len(text) <= 40 or set(text) - set(NUMERAL_CHARS):
        return None
    value = _sum_of_powers(text, ("亿", "万"))
    return value if value <= LARGEST else None


def _sum_of_powers(text: str, powers: tuple[str, ...]) -> int:
    if not powers:
        return _sum_of_places(text)
    high, sign, low = text.rpartition(powers[0])
    rest = powers[1:]
    return _sum_of_powers(high, rest) * (_POWERS[powers[0]] if sign else 1) + _sum_of_powers(low, rest)


def _sum_of_places(text: str) -> int:
    total = digit = 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        else:
            total, digit = total + (digit or 1) * _POWERS[sign], 0
    return total + digit
