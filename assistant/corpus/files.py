"""Files that people edit: text, and YAML with the line of every key, so that an error names the place to correct."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from assistant.corpus.errors import ParseError

KeyPath = tuple[str | int, ...]
T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Located:
    """A YAML value and the file line of each key or list entry by its path: ("places", 0) → 12."""

    value: Any
    lines: dict[KeyPath, int]
    file: str
    first: int

    def line(self, path: KeyPath) -> int:
        """The line of a path, or of the nearest thing above it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.first)


def load_yaml(text: str, file: str, first: int = 1) -> Located:
    """Read YAML that begins on line `first` of `file`. Raises ParseError for bad syntax and for a key given twice."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        lines: dict[KeyPath, int] = {}
        if node is not None:
            _collect(node, (), lines, file, first)
        value = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ParseError(file, first + mark.line if mark else first, f"YAML 有误：{error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise ParseError(file, first, f"YAML 有误：{error}") from error
    finally:
        loader.dispose()
    return Located(value, lines, file, first)


def _collect(node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int], file: str, first: int) -> None:
    lines.setdefault(path, first + node.start_mark.line)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            if here in lines:
                raise ParseError(file, first + key.start_mark.line, f"键“{key.value}”写了两次；请删去一处")
            lines[here] = first + key.start_mark.line
            _collect(value, here, lines, file, first)
    elif isinstance(node, yaml.SequenceNode):
        for i, value in enumerate(node.value):
            _collect(value, (*path, i), lines, file, first)


def validated(located: Located, model: type[T]) -> T:
    """The value as `model`. Raises ParseError for the first thing wrong: line, key, what stands there, what should."""
    try:
        return model.model_validate(located.value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path: KeyPath = tuple(first["loc"])
        key = ".".join(str(part) for part in path) or "（整体）"
        found = str(first["input"])[:80]
        raise ParseError(
            located.file, located.line(path), f"键“{key}”：{first['msg']}；此处写的是：{found}"
        ) from error


def read_text(file: Path) -> str:
    """A file's text with Unix line ends and no byte-order mark. Raises ParseError for what is not UTF-8."""
    try:
        raw = file.read_bytes()
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ParseError(str(file), line, "不是 UTF-8 编码；请另存为 UTF-8") from error
    except OSError as error:
        raise ParseError(str(file), None, f"读不出来：{error.strerror}") from error
