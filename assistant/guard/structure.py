"""What the texts themselves show: how many chapters and articles a regulation has, how many items a unit.

These hold for every regulation, with or without encoded rules.
"""

from __future__ import annotations

from assistant.corpus.library import Library
from assistant.guard.finding import Finding, Verdict
from assistant.guard.reading import Amount, Reading

PARTS = frozenset({"条", "章"})
ITEMS = frozenset({"项", "种", "个", "类", "点", "cardinal", "内容"})
PARAGRAPHS = "款"
BOUNDS = (
    "超过",
    "不到",
    "多于",
    "少于",
    "至少",
    "至多",
    "以上",
    "以下",
    "more than",
    "fewer than",
    "at least",
    "at most",
)


def sizes(library: Library, id: str) -> dict[str, int]:
    """Articles and chapters of a regulation."""
    provisions = library.regulations[id].provisions
    articles = sum(p.kind == "article" for p in provisions)
    chapters = len({p.chapter for p in provisions if p.kind == "article" and p.chapter})
    return {"条": articles, "章": chapters}


def whole(reading: Reading, library: Library, id: str) -> Finding | None:
    """A stretch that says nothing but how many articles and chapters a regulation has."""
    counts = [a for a in reading.amounts if a.measure in PARTS and not a.denied]
    if (
        not counts
        or len(counts) != len(reading.amounts)
        or reading.atoms
        or reading.of("class")
        or _qualified(reading)
    ):
        return None
    known = sizes(library, id)
    for amount in counts:
        if amount.first != known[amount.measure]:
            return _finding(Verdict.CONTRADICTED, amount, reading, f"{known[amount.measure]}{amount.measure}")
    return _finding(Verdict.SUPPORTED, counts[0], reading, "")


def items(reading: Reading, library: Library, cited: tuple[str, ...]) -> Finding | None:
    """A stretch that counts the items of a cited unit, where the count is wrong or nothing else is said."""
    counts = [
        a for a in reading.amounts if a.measure in {*ITEMS, PARAGRAPHS} and not a.denied and a.first != 1
    ]
    if len(cited) != 1 or len(counts) != 1 or len(reading.amounts) != 1 or _qualified(reading):
        return None
    regulation = library.regulations[cited[0].partition(":")[0]]
    inside = regulation.children(cited[0])
    if counts[0].measure == PARAGRAPHS:
        return _paragraphs(reading, counts[0], sum(p.kind == "paragraph" for p in inside) or 1, cited[0])
    found = [p for p in inside if p.kind == "item"] or [
        i for p in inside for i in regulation.children(p.id) if i.kind == "item"
    ]
    if not found:
        return None
    amount = counts[0]
    if amount.first != len(found) and not (reading.atoms or reading.of("class")):
        return _finding(Verdict.CONTRADICTED, amount, reading, f"{len(found)}项", cited[0])
    return (
        _finding(Verdict.SUPPORTED, amount, reading, "", cited[0])
        if not reading.atoms and not reading.of("class")
        else None
    )


def _qualified(reading: Reading) -> bool:
    """Whether a count is denied, bounded (超过, 不到) or commanded: then it is not the plain count."""
    turned = any(t.kind in {"neg", "deny", "modal", "only", "silence"} for t in reading.tokens)
    return (
        turned or any(a.comparator for a in reading.amounts) or any(word in reading.text for word in BOUNDS)
    )


def _paragraphs(reading: Reading, amount: Amount, known: int, provision: str) -> Finding | None:
    if reading.atoms or reading.of("class"):
        return None
    if amount.first != known:
        return _finding(Verdict.CONTRADICTED, amount, reading, f"{known}款", provision)
    return _finding(Verdict.SUPPORTED, amount, reading, "", provision)


def _finding(
    verdict: Verdict, amount: Amount, reading: Reading, expected: str, provision: str = ""
) -> Finding:
    found = reading.text[amount.start : amount.end] if expected else ""
    return Finding(
        verdict=verdict, span=(amount.start, amount.end), provisions=(provision,) if provision else (),
        expected=expected, found=found, message="数目与文本不同" if expected else "与文本一致",
    )  # fmt: skip
