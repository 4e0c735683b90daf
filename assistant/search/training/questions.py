"""Questions with the articles that answer them, as JSON lines (the form of STARD and LeCoQA)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.corpus.errors import ParseError
from assistant.corpus.files import decode
from assistant.search.naming import signless, title_key
from assistant.search.training.articles import Article


class Relevant(BaseModel):
    """An article that answers the question: title and number, and its words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    text: str


class Question(BaseModel):
    """One line of the file. keywords, answer: "" where they are missing, null or NaN."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: int | str
    question: str = Field(min_length=1)
    keywords: str = ""
    answer: str = ""
    relevant: tuple[Relevant, ...] = Field(min_length=1)

    @field_validator("keywords", "answer", mode="before")
    @classmethod
    def _no_value(cls, value: Any) -> Any:
        return "" if value is None or value != value else value


@dataclass(frozen=True, slots=True)
class Matched:
    """Questions with the positions of their articles in the corpus, ascending; missing: names that are not in it."""

    questions: tuple[Question, ...]
    relevant: tuple[tuple[int, ...], ...]
    missing: tuple[str, ...]


def read_questions(file: Path) -> list[Question]:
    """Read a file of questions. Raises ParseError with file and line for a line that is not one."""
    questions: list[Question] = []
    for number, line in enumerate(decode(file.read_bytes(), str(file)).splitlines(), 1):
        if line.strip():
            try:
                questions.append(Question.model_validate(json.loads(line)))
            except (ValueError, ValidationError) as error:
                raise ParseError(str(file), number, f"不是题目：{str(error)[:300]}") from error
    if not questions:
        raise ParseError(str(file), None, "没有题目；每行应为一个 JSON 对象")
    return questions


def match(questions: Sequence[Question], articles: Sequence[Article]) -> Matched:
    """Find each relevant article by name and words, else by words, else by name (all versions of it).

    Questions none of whose articles are in the corpus are left out.
    """
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    by_text: defaultdict[str, list[int]] = defaultdict(list)
    for position, article in enumerate(articles):
        by_name[title_key(article.name)].append(position)
        by_text[signless(article.text)].append(position)
    kept: list[Question] = []
    found: list[tuple[int, ...]] = []
    missing: list[str] = []
    for question in questions:
        positions: set[int] = set()
        for wanted in question.relevant:
            named, worded = by_name[title_key(wanted.name)], by_text[signless(wanted.text)]
            here = sorted(set(named) & set(worded)) or worded or named
            positions.update(here)
            if not here:
                missing.append(wanted.name)
        if positions:
            kept.append(question)
            found.append(tuple(sorted(positions)))
    return Matched(tuple(kept), tuple(found), tuple(missing))
