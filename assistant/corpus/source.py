"""Clause text from the page and its repairs: `knowledge rebuild`.

What is rebuilt is every line of the law in `knowledge/regulations/<id>.md`. What people write there stays: front matter,
the ```rules blocks (each below its clause) and the last section, 编码说明.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.corpus.errors import ParseError
from assistant.corpus.files import read_text
from assistant.corpus.lines import Form, classify
from assistant.corpus.numerals import to_chinese
from assistant.corpus.parse import ENCODING_NOTES, parse_documents
from assistant.corpus.read import read_regulation, split_front_matter
from assistant.corpus.repairs import Part, Source, SourceDocument, SourceLine, read_source
from assistant.corpus.structure import last_lines, provisions
from assistant.corpus.text import folded

COMMENTARY = "解读："


@dataclass(frozen=True, slots=True)
class _Commentary:
    """The commentary on one article: the article as it is repeated there, and what is said about it."""

    article: int
    repeated: list[SourceLine]
    words: list[SourceLine]


def rebuild(knowledge: Path) -> list[Path]:
    """Bring the clause lines of every regulation of the page up to date; returns the files that changed.

    Nothing is written unless all of them can be rebuilt. Raises ParseError.
    """
    fresh = rebuilt(knowledge)
    changed = [file for file, text in fresh.items() if file.read_bytes() != text.encode()]
    for file in changed:
        _write(file, fresh[file])
    return changed


def rebuilt(knowledge: Path) -> dict[Path, str]:
    """The text that each regulation's file should have. Raises ParseError."""
    source = read_source(knowledge / "source")
    folder = knowledge / "regulations"
    texts: dict[Path, str] = {}
    for document in source.repairs.documents:
        file = folder / f"{document.regulation}.md"
        texts[file] = _with_kept(file, "\n\n".join(_body(source, document)) + "\n")
    return texts


def _write(file: Path, text: str) -> None:
    """Whole or not at all: to a file beside it, which then takes its place."""
    with tempfile.NamedTemporaryFile(
        "w", dir=file.parent, delete=False, encoding="utf-8", newline="\n"
    ) as temporary:
        temporary.write(text)
    fresh = Path(temporary.name)
    fresh.chmod(file.stat().st_mode)
    fresh.replace(file)


def _body(source: Source, document: SourceDocument) -> Iterator[str]:
    """Title and clause lines of one regulation, as Markdown."""
    for line in source.lines:
        if line.named_by(document.title):
            yield f"# {line.text}"
    for part in document.parts:
        lines = [x for x in source.lines if x in part and not x.named_by(document.title)]
        if part.commentary is None:
            yield from _part(part, lines)
        else:
            yield from (f"## {x.text}" for x in source.lines if x.named_by(part.commentary))
            yield from _commentary(lines, "\n".join(_body_lines(source, document)))


def _body_lines(source: Source, document: SourceDocument) -> Iterator[str]:
    for part in document.parts:
        if part.heading is None and part.commentary is None:
            yield from (x.text for x in source.lines if x in part)


def _part(part: Part, lines: list[SourceLine]) -> Iterator[str]:
    if part.heading:
        yield f"## {part.heading}"
    for line in lines:
        if any(line.named_by(reference) for reference in part.letterhead):
            yield f"> {line.text}"
        elif part.heading is None and classify(line.text, line.number).form in (Form.CHAPTER, Form.SECTION):
            yield f"## {line.text}"
        else:
            yield line.text
        yield from _notes(line)


def _notes(line: SourceLine) -> Iterator[str]:
    return (f"<!-- 校注：{note} -->" for note in line.notes)


def _commentary(lines: list[SourceLine], body: str) -> Iterator[str]:
    """The commentary by article. The articles repeated in it are left out, once they are seen to be the same."""
    law = folded(body)
    for group in _groups(lines):
        repeated = folded("".join(x.text for x in group.repeated))
        if repeated not in law:
            number = group.repeated[0].number
            raise ParseError(
                "repairs.yaml", None, f"解读所引第{group.article}条与条文不一致（网页第{number}行起）"
            )
        yield f"### 第{to_chinese(group.article)}条解读"
        for line in group.words:
            yield line.text
            yield from _notes(line)


def _groups(lines: list[SourceLine]) -> list[_Commentary]:
    groups: list[_Commentary] = []
    target: list[SourceLine] | None = None
    for line in lines:
        start = classify(line.text, line.number)
        if start.form is Form.ARTICLE and start.spaced and start.number == len(groups) + 1:
            groups.append(_Commentary(start.number, [line], []))
            target = groups[-1].repeated
        elif target is None:
            said = f"解读应以“第一条 …”开始，网页第{line.number}行是：{line.text[:20]}"
            raise ParseError("repairs.yaml", None, said)
        elif line.text == COMMENTARY:
            target = groups[-1].words
        else:
            target.append(line)
    return groups


def _with_kept(file: Path, body: str) -> str:
    """The rebuilt clause lines with the front matter, rules and 编码说明 that stand in the file."""
    if not file.exists():
        raise ParseError(
            str(file), None, "没有这个文件；请先建立它并写好文件头，条文由 knowledge rebuild 写入"
        )
    front = split_front_matter(read_text(file), str(file))
    if not front.yaml:
        raise ParseError(str(file), 1, "没有文件头；请先写好文件头，条文由 knowledge rebuild 写入")
    head = f"---\n{front.yaml}\n---\n\n"
    if not front.body.strip():
        return head + body
    old = read_regulation(file)
    lines = last_lines(provisions(parse_documents(body, str(file))[0], old.meta.id, old.meta.title))
    blocks: dict[int, list[str]] = {}
    for block in old.blocks:
        if block.provision is None:
            continue
        if block.provision not in lines:
            raise ParseError(
                block.file, block.line, f"规则块所在的条款 {block.provision} 重建后不存在；请移走或删去"
            )
        blocks.setdefault(lines[block.provision], []).append(f"\n```rules\n{block.yaml}\n```")
    merged = [
        "\n".join([text, *blocks.get(number, ())])
        for number, text in enumerate(body.rstrip("\n").split("\n"), 1)
    ]
    return head + "\n".join(merged) + "\n" + _notes_section(front.body)


def _notes_section(old_body: str) -> str:
    heading = f"## {ENCODING_NOTES}"
    lines = old_body.split("\n")
    at = next((i for i, line in enumerate(lines) if line.strip() == heading), None)
    return "" if at is None else "\n" + "\n".join(lines[at:]).rstrip() + "\n"
