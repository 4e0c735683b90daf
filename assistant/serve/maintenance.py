"""Commands for those who keep the knowledge base: check it, rebuild it, look at laws that could be added."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.corpus.errors import CorpusError, ParseError
from assistant.corpus.files import read_text
from assistant.corpus.laws import survey
from assistant.corpus.library import Library
from assistant.corpus.source import rebuild, rebuilt
from assistant.serve.batch import InputError
from assistant.serve.console import AsJson, emit
from assistant.settings import Settings

knowledge = typer.Typer(help="检查、清点、重建知识库。", rich_markup_mode=None, no_args_is_help=True)


@knowledge.command("check")
def knowledge_check() -> None:
    """读入全部制度文件，核对条文与来源网页一致。"""
    folder = Settings().knowledge
    library = Library.load(folder / "regulations")
    stale = [file for file, text in rebuilt(folder).items() if read_text(file) != text]
    if stale:
        names = "、".join(file.name for file in stale)
        raise CorpusError(f"{names}：条文与来源及订正不一致；请运行 python -m assistant knowledge rebuild")
    for regulation in library.regulations.values():
        leaves, blocks = len(regulation.leaves()), len(regulation.blocks)
        typer.echo(f"{regulation.id}  {regulation.meta.title}：最小条款 {leaves}，规则块 {blocks}")


@knowledge.command("rebuild")
def knowledge_rebuild() -> None:
    """由来源网页和订正表重建条文；文件头和规则不动。"""
    changed = rebuild(Settings().knowledge)
    typer.echo("\n".join(f"已更新 {file}" for file in changed) or "条文都已是最新。")


@knowledge.command("survey")
def knowledge_survey(
    laws: Annotated[Path, typer.Argument(help="放法律 .md 文件的文件夹，或 .tar.xz")],
    *,
    as_json: AsJson = False,
) -> None:
    """读一批法律文本：多少文件、多少条，哪些地方异常。"""
    try:
        found = survey(laws)
    except ParseError as error:
        raise InputError(str(error)) from error
    data = {
        "files": found.files,
        "laws": found.laws,
        "articles": found.articles,
        "leaves": found.leaves,
        "odd": [{"file": o.file, **asdict(o.oddity)} for o in found.oddities],
    }
    lines = [f"文件 {found.files}，法律 {found.laws}，条 {found.articles}，最小条款 {found.leaves}"]
    lines += [f"异常：{kind} {count}" for kind, count in found.kinds.items()]
    lines += [f"  {o.file} 第{o.oddity.line}行 {o.oddity.kind}：{o.oddity.message}" for o in found.oddities]
    emit(data, "\n".join(lines), as_json=as_json)
