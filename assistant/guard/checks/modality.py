"""Modality: 应当, 可以, 不得 and 不必 are one character apart and say different things.

Source: DESIGN.md, Guard; REGULATIONS.md §3, `modality`. Words: `knowledge/guard.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.guard.bounds import comparator_of
from assistant.guard.clash import Clash, Example
from assistant.guard.frames import Frame
from assistant.guard.reading import Piece, Reading, Token

COMPATIBLE: dict[str, frozenset[str]] = {
    "must": frozenset({"must", "none"}),
    "may": frozenset({"may", "power", "encouraged"}),
    "must_not": frozenset({"must_not", "neg"}),
    "need_not": frozenset({"may"}),
    "power": frozenset({"may", "none", "power"}),
    "general": frozenset({"general"}),
    "encouraged": frozenset({"encouraged"}),
}
DUE = "应当问责"
WEAK = frozenset({"encouraged", "general"})
"""Without these words, what is encouraged or goes as a rule is told as if it always held."""
DISCRETION = frozenset({"permission", "factor", "authority"})
_BEYOND = {
    "exceed": "<=",
    "take more than": "<=",
    "take longer than": "<=",
    "last longer than": "<=",
    "少于": ">=",
    "低于": ">=",
    "多于": "<=",
    "超过": "<=",
    "高于": "<=",
}
"""What 不得 may stand before → comparator of the rule that says the same."""
CHOICE = ("或", " or ")
ALSO = re.compile("也可以|(?:都可以|均可|都行)(?=[，。；]|$)|either")
"""What says that there is a choice; at its end, a clause is about the ways and not about an act."""
PROPOSES = "proposes"
"""A proposal binds no one, whatever the modal word."""
GROUND = ("的前提", "的条件")
"""What says on what ground something may be done, not that it is."""
NAMES = {
    "must": "应当", "may": "可以", "must_not": "不得", "need_not": "不必", "power": "有权", "general": "一般应当", "encouraged": "提倡",
    "none": "无情态词", "neg": "不",
}  # fmt: skip
MUST_FLAG = (
    Example("主动采取措施有效避免损失、挽回影响的，应当从轻问责。", "weifang-2011"),
    Example("对问责决定不服的，应在收到决定书后15个工作日内书面提出申诉。", "weifang-2011"),
    Example("教育行政部门、学校应当制定实施细则。", "weifang-2011"),
    Example("被调查人无权申请有关工作人员回避。", "guangzhou-2009"),
)
NEAR_MISSES = (
    Example("主动采取措施有效避免损失、挽回影响的，可以从轻问责。", "weifang-2011"),
    Example("并非被调查人无权申请回避，他有权申请有关工作人员回避。", "guangzhou-2009"),
)


def check(reading: Reading, frame: Frame) -> Iterator[Clash]:
    """Compare each modal word with the one that governs the same content in the rule."""
    modals = frame.reading.of("modal")
    discretion = (
        frame.encoded.rule.kind in DISCRETION and modals and all(m.value in {"may", "power"} for m in modals)
    )
    weak = bool(modals) and all(m.value in WEAK for m in modals)
    ground = any(word in reading.text for word in GROUND)
    if (
        (discretion or weak)
        and getattr(frame.encoded.rule, "role", "") != PROPOSES
        and not ground
        and not reading.of("modal")
        and not reading.amounts
        and not reading.of("only")
    ):
        yield Clash("leftover", *reading.span, NAMES["may"], "", "规定是“可以”，这里没有说")
    for token in reading.of("modal"):
        known = _known(token, reading, frame)
        if (
            token.value == "need_not"
            and not token.denied
            and (DUE in frame.named or _owed(token, reading, frame))
        ):
            yield _clash(token, known, reading, same=True)
        if (
            token.value == "must"
            and reading.english
            and any(t.value == "general" for t in reading.of("modal"))
        ):
            continue
        if token.denied or token.value == "need_not" or _within_bounds(token, reading, frame):
            continue
        as_a_rule = token.value == "general" and frame.excepted and known & {"must", "none"}
        as_a_rule = as_a_rule or (_is_passive(token, reading) and frame.encoded.rule.kind == "authority")
        if not (COMPATIBLE[token.value] & known or as_a_rule or _of_manner(token, reading, frame)):
            yield _clash(token, known, reading, _governs_same(token, reading, frame))


def _is_passive(token: Token, reading: Reading) -> bool:
    """English says can be held accountable by of whoever is competent."""
    behind = reading.text[token.end :].casefold().split(" by ")[0]
    return reading.english and token.value == "may" and behind.strip().startswith("be ")


def _within_bounds(token: Token, reading: Reading, frame: Frame) -> bool:
    """可以 of a number within what a rule commands (两名也可以), 不得 of one beyond it (不得少于两名)."""
    bounds = {(a.first, comparator_of(a, frame.reading)) for a in frame.reading.amounts if not a.date}
    for amount in reading.amounts:
        if amount.clause != token.clause:
            continue
        if token.value == "may" and amount.comparator in {"", ">"} and (amount.first, ">=") in bounds:
            return True
        word = reading.text[token.end : amount.start].strip()
        beyond = next((sign for least, sign in _BEYOND.items() if word.startswith(least)), "")
        if token.value == "must_not" and (amount.first, beyond) in bounds:
            return True
    return False


def _owed(token: Token, reading: Reading, frame: Frame) -> bool:
    """Whether the rule commands all that is said not to be needed (不必送所在单位)."""
    if {m.value for m in frame.reading.of("modal")} != {"must"}:
        return False
    said = reading.behind(token)
    return bool(said) and all(_has(piece, frame) for piece in said)


def _has(piece: Piece, frame: Frame) -> bool:
    return (
        piece.value in frame.named if isinstance(piece, Token) else any(k in frame.keys for k in piece.keys)
    )


def _governs_same(token: Token, reading: Reading, frame: Frame) -> bool:
    """Whether the rule has what stands right behind a modal word, or what that may stand for."""
    behind = next((a for a in reading.atoms if a.start >= token.end and token.head in a.own), None)
    keys = frozenset(behind.keys) if behind else frozenset[str]()
    return not token.head or bool((keys | {token.head}) & frame.reading.content)


def agrees(token: Token, reading: Reading, frame: Frame) -> bool:
    """Whether the rule has a modality that goes with this word."""
    return bool(COMPATIBLE[token.value] & _known(token, reading, frame))


def _known(token: Token, reading: Reading, frame: Frame) -> frozenset[str]:
    """The modalities of the rule over the same content; where that is not there, of the whole rule."""
    modals = frame.reading.of("modal")
    choice = _leaves_open(frame.reading) and bool(ALSO.search(reading.text))
    if token.value == "may" and (choice or frame.encoded.rule.kind == "scope"):
        return frozenset({"may"}) | frozenset(m.value for m in modals)
    if not modals and DUE in frame.named:
        return frozenset({"must", "none"})
    near = frozenset(m.value for m in modals if m.head and m.head == token.head)
    if near:
        denied = any(t.head == token.head for t in frame.reading.of("neg"))
        return near | {"neg"} if denied else near
    if token.head and any(t.head == token.head for t in frame.reading.of("neg")):
        return frozenset({"neg"})
    found = frozenset(m.value for m in modals)
    if any(t.negated or (t.kind == "neg" and t.head) for t in frame.reading.tokens):
        found |= {"neg"}
    if not modals or (_leaves_open(frame.reading) and not found & {"may", "power"}):
        found |= {"none"}
    if not modals and _leaves_open(frame.reading):
        found |= {"may"}
    return found


def _leaves_open(rule: Reading) -> bool:
    """Whether a rule has several ways."""
    return any(word in rule.text for word in CHOICE)


def _between(token: Token, form: Token, reading: Reading) -> bool:
    """Whether a number stands between: 应在15个工作日内书面提出 commands the whole, not the form."""
    return any(token.end <= amount.start < form.start for amount in reading.amounts)


def _of_manner(token: Token, reading: Reading, frame: Frame) -> bool:
    """应 over the form or the condition of a permission: 申诉要用书面形式, 延长要经批准."""
    of_form = any(
        t.group == "form" and token.head and t.value == token.head and not _between(token, t, reading)
        for t in reading.tokens
    )
    rule = frame.encoded.rule
    conditions = {getattr(rule, "when", None), getattr(rule, "approval", None)}
    of_condition = any(token.head in need.keys for need in frame.needs if need.name in conditions)
    of_condition |= bool(token.head) and any(token.head in words for words in conditions if words)
    return token.value == "must" and (of_form or of_condition)


def _clash(token: Token, known: frozenset[str], reading: Reading, same: bool) -> Clash:
    expected = "、".join(NAMES[k] for k in sorted(known))
    return Clash(
        "soft" if same else "leftover",
        token.start,
        token.end,
        expected,
        reading.text[token.start : token.end],
        "情态与规定不同",
    )
