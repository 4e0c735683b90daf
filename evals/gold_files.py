"""Loading gold files, so that a mistake is named by file, line and key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import RootModel

from assistant.corpus.errors import CorpusError, ParseError
from assistant.corpus.files import KeyPath, Located, load_yaml, read_text, validated
from assistant.corpus.library import Library
from evals.cases import Case, Paraphrase, Statement

GOLD = Path(__file__).resolve().parent / "gold"
PARAPHRASES = GOLD / "paraphrases.yaml"
STATEMENTS = GOLD / "statements"
TRIED = GOLD / "tried"


class GoldProblems(CorpusError):
    """Everything wrong with ids in gold files, one line each with file, line and key."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("标准题有误：\n" + "\n".join(problems))


M = TypeVar("M", Case, Statement, Paraphrase)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case stands: a file as it was named, and the line on which the case begins."""

    file: str
    line: int


@dataclass(frozen=True)
class Gold(Generic[M]):
    """Cases in the order of their files, where each stands by id, and the sha256 of the files."""

    cases: tuple[M, ...]
    places: dict[str, Place]
    sha256: str


class _Cases(RootModel[tuple[Case, ...]]):
    pass


class _Statements(RootModel[tuple[Statement, ...]]):
    pass


class _Paraphrases(RootModel[tuple[Paraphrase, ...]]):
    pass


def load_cases(library: Library, sources: Sequence[Path] = ()) -> Gold[Case]:
    """Gold questions: those of the project, or of the files and folders given. Raises ParseError, GoldProblems."""
    files = [f for f in _files(sources or (GOLD,)) if f != PARAPHRASES]
    return _load(files, _Cases, library)


def load_statements(library: Library, sources: Sequence[Path] = ()) -> Gold[Statement]:
    """Gold statements: those of the project, or of the files and folders given. Raises ParseError, GoldProblems."""
    return _load(_files(sources or (STATEMENTS,)), _Statements, library)


def load_paraphrases(library: Library, file: Path = PARAPHRASES) -> Gold[Paraphrase]:
    """True statements in staff wording. Raises ParseError, GoldProblems."""
    return _load([file], _Paraphrases, library)


def _files(sources: Sequence[Path]) -> list[Path]:
    """YAML files, those directly inside folders included, in the order of their names."""
    found: list[Path] = []
    for source in sources:
        inside = sorted(source.glob("*.yaml")) if source.is_dir() else [source]
        if not inside:
            raise ParseError(str(source), None, "文件夹里没有 .yaml 文件；标准题应放在这里")
        found += inside
    return found


def _load(files: Sequence[Path], model: type[RootModel[tuple[M, ...]]], library: Library) -> Gold[M]:
    cases: list[M] = []
    places: dict[str, Place] = {}
    problems: list[str] = []
    digest = hashlib.sha256()
    for file in files:
        text = read_text(file)
        digest.update(f"{file.name}\x1f{text}\x1e".encode())
        located = load_yaml(text, _short(file))
        for at, case in enumerate(validated(located, model).root):
            if (earlier := places.get(case.id)) is not None:
                message = f"键“{at}.id”：“{case.id}”与 {earlier.file} 第{earlier.line}行重复；请另取一个"
                problems.append(str(ParseError(located.file, located.line((at, "id")), message)))
            places[case.id] = Place(located.file, located.line((at,)))
            problems += _wrong_ids(case, at, located, library)
            cases.append(case)
    if problems:
        raise GoldProblems(problems)
    return Gold(tuple(cases), places, digest.hexdigest())


def _short(file: Path) -> str:
    root = GOLD.parent.parent
    return str(file.relative_to(root)) if file.is_relative_to(root) else str(file)


@dataclass(frozen=True, slots=True)
class _Id:
    """An id of a regulation or provision in a case, with the path of its key."""

    path: KeyPath
    id: str


def _ids(case: Case | Statement | Paraphrase) -> Iterator[_Id]:
    for at, id in enumerate(case.rests_on):
        yield _Id(("rests_on", at), id)
    if isinstance(case, Case):
        for at, group in enumerate(case.expect.must_cite):
            yield from (_Id(("expect", "must_cite", at, i), id) for i, id in enumerate(group))


def _wrong_ids(
    case: Case | Statement | Paraphrase, at: int, located: Located, library: Library
) -> Iterator[str]:
    """Ids that do not exist or are not in their shortest form, the form in which answers are compared."""

    def problem(path: KeyPath, message: str) -> str:
        key = ".".join(str(part) for part in (at, *path))
        line = located.line((at, *path))
        return str(ParseError(located.file, line, f"键“{key}”（{case.id}）：{message}"))

    if case.regulation is not None and case.regulation not in library.regulations:
        known = "、".join(library.regulations)
        yield problem(("regulation",), f"没有制度“{case.regulation}”；现有：{known}")
    for found in _ids(case):
        try:
            shortest = library.provision(found.id).id
        except CorpusError as error:
            yield problem(found.path, str(error))
            continue
        if shortest != found.id:
            yield problem(found.path, f"“{found.id}”应写最短形式“{shortest}”")
