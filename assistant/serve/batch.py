"""JSON Lines in, JSON Lines out: everything is read and checked before the first row is answered.

The result is written beside its final place and moved there when it is complete, so that a batch that is
interrupted leaves no half file, and an older result stays until a new one is whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from assistant.corpus.errors import ParseError
from assistant.corpus.files import read_text
from assistant.corpus.library import Library


class InputError(ValueError):
    """Input that cannot be used; the message names place and remedy."""


class Row(BaseModel):
    """What every row has. Keys beyond those listed are the sender's own and are passed over."""

    id: str | int
    regulation: str | None = None


class AskRow(Row):
    """A question; `history` holds the earlier questions of the conversation, oldest first."""

    question: str
    history: list[str] = Field(default=[])
    as_of: date | None = None


class CheckRow(Row):
    """A statement or draft."""

    text: str


R = TypeVar("R", bound=Row)
_HISTORY = TypeAdapter(list[str])


def read_input(file: Path) -> str:
    """The text of a file that a user named. Raises InputError where it is missing or not UTF-8."""
    try:
        return read_text(file)
    except ParseError as error:
        raise InputError(str(error)) from error


def read_history(file: Path) -> list[str]:
    """Earlier questions from a JSON list of strings. Raises InputError."""
    try:
        return _HISTORY.validate_json(read_input(file))
    except ValidationError as error:
        reason = _reason(error)
        raise InputError(f'{file}：{reason}；应为 JSON 列表，如 ["先前的问题"]') from error


def read_rows(file: Path, kind: type[R], library: Library) -> list[R]:
    """All rows; blank lines are passed over. Raises InputError naming the first line that cannot be used."""
    rows: list[R] = []
    for number, line in enumerate(read_input(file).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = kind.model_validate_json(line)
        except ValidationError as error:
            keys = "、".join(kind.model_fields)
            raise InputError(
                f"{file} 第{number}行：{_reason(error)}；每行应为 JSON 对象，键有 {keys}"
            ) from error
        if row.regulation is not None and row.regulation not in library.regulations:
            known = "、".join(library.regulations)
            raise InputError(f"{file} 第{number}行：没有制度文件“{row.regulation[:80]}”；现有：{known}")
        rows.append(row)
    return rows


def write_rows(file: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object per line, all or nothing. Raises InputError where the folder cannot be written."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        target = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{file}：不能写入：{error.strerror}；请换一个可写的位置") from error
    try:
        with target:
            for row in rows:
                target.write(json.dumps(row, ensure_ascii=False) + "\n")
            target.flush()
            os.fsync(target.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"键 {where}：{first['msg']}" if where else first["msg"]
