"""Files that people edit: text, and YAML with the line of every key, so that an error names the place to correct."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import BaseModel, ValidationError

from assistant.corpus.errors import ParseError

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
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
    try:
        # No stub says what compose returns.
        composed = yaml.compose(text, Loader=_LOADER)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        node = cast("yaml.Node | None", composed)
        lines: dict[KeyPath, int] = {}
        if node is not None:
            _Keys(file, first, lines, set()).collect(node, ())
        value = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first + mark.line if mark else first
        raise ParseError(file, line, f"YAML 有误：{error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ParseError(file, first, f"YAML 有误：{error}") from error
    except ValueError as error:
        if isinstance(error, ParseError):
            raise
        raise ParseError(file, first, f"YAML 有误：{error}") from error
    return Located(value, lines, file, first)


@dataclass(frozen=True, slots=True)
class _Keys:
    """Notes the line of every key. seen: nodes met so far; meeting one again means that the file uses references."""

    file: str
    first: int
    lines: dict[KeyPath, int]
    seen: set[int]

    def collect(self, node: yaml.Node, path: KeyPath) -> None:
        line = self.first + node.start_mark.line
        if id(node) in self.seen:
            raise ParseError(self.file, line, "此处的内容被别处以 * 引用；请写明内容，不用引用")
        self.seen.add(id(node))
        self.lines.setdefault(path, line)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                here = (*path, str(key.value))
                key_line = self.first + key.start_mark.line
                if here in self.lines:
                    raise ParseError(self.file, key_line, f"键“{key.value}”写了两次；请删去一处")
                self.lines[here] = key_line
                self.collect(value, here)
        elif isinstance(node, yaml.SequenceNode):
            for i, entry in enumerate(node.value):
                self.collect(entry, (*path, i))


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
    """A file's text, as `decode` gives it. Raises ParseError for what cannot be read."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ParseError(str(file), None, f"读不出来：{error.strerror}") from error
    return decode(raw, str(file))


def decode(raw: bytes, file: str) -> str:
    """Text with Unix line ends and no byte-order mark. Raises ParseError for what is not UTF-8, naming the line."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ParseError(file, line, "不是 UTF-8 编码；请另存为 UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
