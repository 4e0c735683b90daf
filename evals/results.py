"""What a run leaves behind: results as JSON, with the hashes of all that they were made from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answer.model import Provenance
from assistant.corpus.errors import CorpusError
from assistant.corpus.files import read_text
from evals.cases import Case

ROOT = Path(__file__).resolve().parent.parent
FORMAT = 1


class ResultsError(CorpusError):
    """A results file that cannot be read or written."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Score(_Frozen):
    """One score of one case. value: 0 to 1, None where it could not be scored; extracted: what it was read from."""

    name: str
    value: float | None
    extracted: tuple[str, ...] = ()
    explanation: str = ""


class CaseResult(_Frozen):
    """A gold question with its answer and scores. passed: None where an error kept it from being scored."""

    case: Case
    file: str
    line: int
    passed: bool | None
    scores: tuple[Score, ...]
    text: str
    answer: dict[str, Any] | None
    error: str = ""

    def score(self, name: str) -> Score:
        """The score of this name. Raises KeyError."""
        return next(s for s in self.scores if s.name == name)

    @property
    def reason(self) -> str:
        """Why it failed, in one line."""
        return self.error or "；".join(
            s.explanation for s in self.scores if s.value is not None and _fails(s)
        )


class Estimate(_Frozen):
    """A mean with the 95 % interval of a bootstrap. n: cases scored; unscored: cases that could not be."""

    value: float
    low: float
    high: float
    n: int
    unscored: int = 0


class Made(_Frozen):
    """What results were made from: sha256 of each part, where it is known."""

    subject: str
    version: str
    texts: str
    rules: str
    lexicon: str
    encoder: str
    code: str
    gold: str
    as_of: str

    @classmethod
    def here(cls, known: Provenance, gold: str) -> Made:
        """From this program, as it knows itself. gold: sha256 of what it was tried on."""
        return cls(subject="assistant", code=code_hash(), gold=gold, **known.model_dump())


class Results(_Frozen):
    """One run over gold questions. figures: by name, for thresholds; groups: estimates by group, metric."""

    format: Literal[1] = FORMAT
    command: Literal["run"] = "run"
    made: Made
    figures: dict[str, float]
    groups: dict[str, dict[str, Estimate]]
    cases: tuple[CaseResult, ...]
    seconds: dict[str, float]


PASSING = frozenset({"outcome", "must_say", "must_not_say", "must_cite", "quotes", "sources"})
"""Scores that must be full for a case to pass; the others only inform."""


def _fails(score: Score) -> bool:
    return score.name in PASSING and score.value is not None and score.value < 1


def code_hash() -> str:
    """sha256 over the program's own Python files, in the order of their paths."""
    digest = hashlib.sha256()
    for folder in ("assistant", "evals"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            digest.update(f"{file.relative_to(ROOT).as_posix()}\x1f".encode() + file.read_bytes() + b"\x1e")
    return digest.hexdigest()


def write_text(file: Path, text: str) -> None:
    """Write a whole file or none. Raises ResultsError."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(file)
    except OSError as error:
        raise ResultsError(f"{file}：写不进去：{error.strerror}；请换一个可写的位置") from error
    finally:
        part.unlink(missing_ok=True)


def write_json(file: Path, model: BaseModel) -> None:
    """Write results in a stable order of keys. Raises ResultsError."""
    data: Mapping[str, Any] = model.model_dump(mode="json")
    write_text(file, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


R = TypeVar("R", bound=BaseModel)


def read_json(file: Path, model: type[R]) -> R:
    """Read results written by `write_json`. Raises ResultsError, ParseError."""
    try:
        return model.model_validate_json(read_text(file))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "（整体）"
        message = f"{file}：不是这一版本程序写出的结果：键“{where}”：{first['msg']}；请重新运行"
        raise ResultsError(message) from error
