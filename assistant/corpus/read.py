"""A regulation's Markdown file in, regulation out: front matter, then clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.corpus.errors import ParseError
from assistant.corpus.files import load_yaml, read_text, validated
from assistant.corpus.law_dates import effective_of, events_of, version_of
from assistant.corpus.metadata import Metadata
from assistant.corpus.parse import parse_documents
from assistant.corpus.regulation import Regulation
from assistant.corpus.structure import Document

FENCE = "---"
_STATE = "中华人民共和国"
REFUSED = frozenset({"repeat"})
REFUSED_WITH_RULES = REFUSED | {"gap", "item_gap", "glued", "outside", "reference"}
"""Oddities with which a regulation is not loaded; national laws have some of them, texts with rules must not."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file cut in two. yaml: between the --- lines, None where there is none; body_line: first line of the rest."""

    yaml: str | None
    body: str
    body_line: int


def split_front_matter(text: str, file: str) -> FrontMatter:
    """Cut off the front matter. Raises ParseError where it is not closed."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return FrontMatter(None, text, 1)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise ParseError(file, 1, f"文件头以 {FENCE} 开始，但没有以 {FENCE} 结束的一行")
    return FrontMatter("\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2)


def read_regulation(file: Path) -> Regulation:
    """One regulation from its Markdown file. Raises ParseError."""
    front = split_front_matter(read_text(file), str(file))
    documents = parse_documents(front.body, str(file), front.body_line)
    if len(documents) > 1:
        line = documents[1].units[0].line if documents[1].units else None
        raise ParseError(str(file), line, "一个文件里有不止一部制度；请每部各存一个文件")
    document = documents[0]
    if not document.units:
        raise ParseError(str(file), None, "没有条文；正文应写“第一条 …”或“一、…”")
    if front.yaml is None:
        _refuse(document, REFUSED)
        return Regulation.of(_text_only(file, document), document)
    meta = validated(load_yaml(front.yaml, str(file), 2), Metadata)
    if meta.id != file.stem:
        raise ParseError(str(file), 2, f"id“{meta.id}”与文件名“{file.stem}”不一致")
    if document.title != meta.title:
        raise ParseError(
            str(file), front.body_line, f"标题“{document.title}”与文件头的 title“{meta.title}”不一致"
        )
    _refuse(document, REFUSED_WITH_RULES if meta.rules == "encoded" else REFUSED)
    return Regulation.of(meta, document)


def _refuse(document: Document, kinds: frozenset[str]) -> None:
    """What would put words under the wrong clause is an error, not an oddity."""
    for oddity in document.oddities:
        if oddity.kind in kinds:
            raise ParseError(document.file, oddity.line, f"{oddity.message}；请改正编号，或另起一行")


def _text_only(file: Path, document: Document) -> Metadata:
    """Front matter for a law that was added as text only: what its file shows, and nothing assumed."""
    events = events_of(document.info)
    if document.blocks:
        line = document.blocks[0].line
        raise ParseError(str(file), line, f"有规则块而没有文件头；请在文件开头加上以 {FENCE} 包围的文件头")
    if re.search(r"[:\s]", file.stem):
        raise ParseError(str(file), None, f"文件名“{file.stem}”有空格或冒号，不能作 id；请改名")
    events = events_of(document.info)
    title = document.title or file.stem
    return Metadata(
        id=file.stem, title=title, kind="未标明", document_number=None, issuers=(),
        issued=version_of(file.stem, events), effective=effective_of(events), status="unverified",
        status_note="以纯文本加入，未核实效力，没有编码规则。", rules="none",
        aliases=(short,) if (short := title.removeprefix(_STATE)) != title else (),
    )  # fmt: skip
