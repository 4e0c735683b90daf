"""Facts that no clause states but the file itself shows: how a regulation is built, what is known of its validity."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.corpus.numerals import to_chinese
from assistant.corpus.regulation import Regulation
from assistant.rules.base import NOTES, Encoded, RuleBase
from assistant.rules.schema import Fact

TITLE, STRUCTURE, STATUS = "metadata.title", "metadata.structure", "metadata.status"


def with_derived(base: RuleBase) -> RuleBase:
    """`base` and, for each regulation with encoded rules, its derived facts."""
    return base.extended([fact for regulation in _encoded(base) for fact in _facts(regulation)])


def _encoded(base: RuleBase) -> Iterator[Regulation]:
    return (r for r in base.library.regulations.values() if r.meta.rules == "encoded")


def _facts(regulation: Regulation) -> tuple[Encoded, ...]:
    name = f"本{regulation.meta.title[-2:]}"
    tops = [p for p in regulation.provisions if p.parent is None and p.kind in ("article", "section")]
    zh, en = _structure(regulation, tops[-1].kind, len(tops))
    built = Fact.model_validate({"kind": "fact", "topic": STRUCTURE, "about": name, "is": [zh], "en": en})
    note = regulation.meta.status_note.removesuffix("。")
    valid = {
        "kind": "fact",
        "topic": STATUS,
        "about": name,
        "is": [note],
        "en": regulation.meta.validity("en"),
    }
    meta = regulation.meta
    dated = (
        f"，{written.year}年{written.month}月{written.day}日"
        if (written := meta.issued or meta.effective)
        else ""
    )
    held = f"《{meta.title}》（{meta.document_number or '文中没有文号'}{dated}）"
    titled = {
        "kind": "fact",
        "topic": TITLE,
        "about": "知识库收录的文件",
        "is": [held],
        "en": f"{meta.english_title or meta.title}.",
    }
    return (
        _encode(regulation, "", Fact.model_validate(titled), f"知识库收有{held}"),
        _encode(regulation, tops[-1].id, built, f"{name}{zh}"),
        _encode(regulation, "", Fact.model_validate(valid), note),
    )


def _structure(regulation: Regulation, kind: str, count: int) -> tuple[str, str]:
    if kind == "section":
        subsections = sum(p.kind == "subsection" for p in regulation.provisions)
        parts = f"共{to_chinese(count)}个部分，其下共{to_chinese(subsections)}个小节"
        return parts, f"It has {count} parts with {subsections} subsections in all."
    chapters = len({p.chapter for p in regulation.provisions if p.kind == "article" and p.chapter})
    if not chapters:
        return f"共{to_chinese(count)}条，不分章", f"It has {count} articles and no chapters."
    return (
        f"共{to_chinese(count)}条，分为{to_chinese(chapters)}章",
        f"It has {count} articles in {chapters} chapters.",
    )


def _encode(regulation: Regulation, provision: str, fact: Fact, zh: str) -> Encoded:
    assert fact.en is not None
    id = f"{provision or f'{regulation.id}:{NOTES}'}#{fact.topic}"
    return Encoded(
        id, regulation.id, provision, fact, zh, fact.en, normative=True, file=regulation.file, line=1
    )
