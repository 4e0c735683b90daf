"""Whether a text says a phrase: written forms of numbers are equal, numbers are whole, denied mentions are told apart.

A text is brought to a form in which every number is one sign sequence ⟨…⟩ of its value. 十五个工作日 and 15个工作日
are then the same, and 5个工作日 is not found in either. Ordinals (第二十二条) are not the number 22.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.corpus.number_forms import Form, forms
from assistant.corpus.scan_text import scannable

_OPEN, _CLOSE, _ORDINAL = "⟨", "⟩", "#"
_CLAUSE_END = re.compile(r"[,。;!?:\n]|\.(?= |$)")
_SENTENCE_END = re.compile(r"[。;!?\n]|\.(?= |$)")
_KIND_MARKS = {"ratio": ":", "percent": "%", "fraction": "%"}
"""1∶1 and 100% are not the number 1; 50% is 二分之一."""
_DATE_SIGNS = "年月日"
"""What stands after year, month and day of 2024-10-23, the one form of date whose parts come as `date`, in threes."""
_REACH = 40
"""How many signs before a phrase are searched for a denial: longer clauses deny something nearer."""

_DENIES = re.compile(
    r"不是|并非|而非|而不|并不|并未|并无|没有|不包括|不包含|不含|不设|不能|不可|不得|不应|不会|不再|不存在|不属于|不等于|不意味"
    r"|不要求|不适用|不需要?|不一定|不必|未必|无须|无需|未规定|未要求|未设|无权|从未|谈不上|不作为|不按|不以"
    r"|\b(?:not|never|no|cannot|without|rather than|instead of|neither|nor)\b|n't\b"
)
_NO_DENIAL = re.compile(
    r"不得不|不能不|不会不|不可不|不得(?:少于|低于|超过|多于|迟于|早于|高于)|不应(?:少于|低于|超过|迟于)|不可抗力"
    r"|\b(?:not|no) (?:later|earlier|more|less|fewer) than\b|\bnot only\b"
)
_DENIES_DIRECTLY = re.compile(r"(?<!是)[不未无没勿]$|(?<!而)并?非$")
_CORRECTS = re.compile(r"(?:不是|并非|而非|不应是|\brather than|\binstead of) ?$")
_MODAL = re.compile(r"应当|可以|必须|一律|一般应当|应予|须")
_DENIED_AFTER = re.compile(
    r"[^,。;!?\n]{0,12}?(?:不对|不符|有误|错误|不成立|不准确|不正确|不存在|没有依据|无依据|不属实"
    r"|\b(?:is|are|was) (?:not|wrong|incorrect)\b)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place at which a phrase stands, with its surroundings for people.

    denied: the clause says that it is not so; corrected: the phrase stands directly after 不是 or the like.
    """

    text: str
    denied: bool
    corrected: bool


@lru_cache(maxsize=4096)
def canonical(text: str) -> str:
    """The comparison form of a text; without quotation marks; line ends and gaps between English words stay."""
    plain = scannable(text).text
    pieces: list[str] = []
    last = 0
    part = 0
    for form in forms(plain):
        pieces += [plain[last : form.start], _number(plain, form)]
        last = form.end
        if form.kind == "date":
            pieces.append(_DATE_SIGNS[part])
            last += part < 2
            part = (part + 1) % 3
    joined = "".join([*pieces, plain[last:]])
    return joined.replace('"', "")


def _number(plain: str, form: Form) -> str:
    before = plain[max(0, form.start - 2) : form.start]
    ordinal = before.endswith("第")
    after = plain[form.end : form.end + 1]
    if (ordinal and after == "项") or before == "第(":
        return f"{'(' if ordinal else ''}{_token(form)}{')' if ordinal else ''}"
    return _token(form, _ORDINAL if ordinal else "")


def _token(form: Form, mark: str = "") -> str:
    upper = "" if form.upper is None else f"~{form.upper}"
    return f"{_OPEN}{mark or _KIND_MARKS.get(form.kind, '')}{form.value}{upper}{_CLOSE}"


def mentions(text: str, phrase: str) -> list[Mention]:
    """All places at which `text` says `phrase`, in order; a phrase that is nothing but a number matches no ordinal."""
    body, wanted = canonical(text), canonical(phrase)
    if not wanted:
        return []
    alone = wanted.startswith(_OPEN) and wanted.find(_CLOSE) == len(wanted) - 1
    found: list[Mention] = []
    at = body.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        enumerates = alone and body[at - 1 : at] == "(" and body[end : end + 1] == ")"
        if not enumerates:
            found.append(_mention(body, at, end))
        at = body.find(wanted, end)
    return found


def says(text: str, phrase: str) -> Mention | None:
    """The first place that says `phrase`; one directly after 不是, 并非 or the like does not."""
    return next((m for m in mentions(text, phrase) if not m.corrected), None)


def asserts(text: str, phrase: str) -> Mention | None:
    """The first mention of `phrase` that the text does not deny or correct."""
    return next((m for m in mentions(text, phrase) if not m.denied), None)


def _mention(body: str, start: int, end: int) -> Mention:
    clause = _CLAUSE_END.split(body[max(0, start - _REACH) : start])[-1]
    around = f"{body[max(0, start - 12) : start]}【{body[start:end]}】{body[end : end + 8]}"
    corrected = _CORRECTS.search(clause) is not None
    after = _DENIED_AFTER.match(_SENTENCE_END.split(body[end : end + _REACH])[0])
    return Mention(around, corrected or after is not None or _denied(clause, body[start:end]), corrected)


def _denied(clause: str, phrase: str) -> bool:
    """Whether what stands before a phrase in its clause denies it; 对不服从的【应当免职】 does not."""
    bare = _NO_DENIAL.sub("", clause)
    if _DENIES_DIRECTLY.search(bare):
        return True
    relative = clause.endswith("的") and _MODAL.match(phrase) is not None
    return not relative and _DENIES.search(bare) is not None
