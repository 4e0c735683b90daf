"""All encoded rules of a library, loaded and checked: the only place where rules come from."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from pydantic import TypeAdapter, ValidationError

from assistant.corpus.errors import ParseError
from assistant.corpus.library import Library
from assistant.corpus.regulation import Regulation
from assistant.corpus.files import Located, load_yaml
from assistant.rules import render
from assistant.rules.schema import Assumption, Nothing, Record, Rule, Silence, Silences
from assistant.rules.topics import Topic

ACCOUNTABILITY = frozenset({"办法", "党内法规"})
NOTES = "编码说明"
_RECORDS: TypeAdapter[list[Record]] = TypeAdapter(list[Record])


@dataclass(frozen=True, slots=True)
class Encoded:
    """A rule in force: `id` is `<provision>#<topic>[.n]`; `provision` is its source, "" for a silence without one."""

    id: str
    regulation: str
    provision: str
    rule: Rule
    zh: str
    en: str
    file: str
    line: int

    @property
    def topic(self) -> str:
        return self.rule.topic

    @property
    def silent(self) -> bool:
        return isinstance(self.rule, Silence)


@dataclass(frozen=True, slots=True)
class Reading:
    """A named assumption of one regulation, kept apart from its rules."""

    id: str
    regulation: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A clause with nothing to encode, and the reason."""

    provision: str
    reason: str


class RuleBase:
    """Rules, silences, assumptions and waivers of all regulations.

    Building it does not check the law; `assistant.rules.checks` does, and `load` runs them.
    """

    def __init__(self, library: Library, topics: Mapping[str, Topic]) -> None:
        """Parse every rules block. Raises ParseError naming file, line, key, value and what was expected."""
        self.library = library
        self.topics = topics
        self.rules: dict[str, Encoded] = {}
        self.readings: dict[tuple[str, str], Reading] = {}
        self.waivers: dict[str, Waiver] = {}
        for regulation in library.regulations.values():
            for block in regulation.blocks:
                located = load_yaml(block.yaml, block.file, block.line)
                self._add_block(regulation, block.provision, located, _records(located))

    def _add_block(
        self, regulation: Regulation, provision: str | None, located: Located, records: list[Record]
    ) -> None:
        for i, record in enumerate(records):
            line = located.line((i,))
            match record:
                case Nothing():
                    if provision is None:
                        raise ParseError(
                            located.file, line, "“nothing”须写在条款之下；请移到该条款的 rules 块"
                        )
                    self.waivers[provision] = Waiver(provision, record.reason)
                case Assumption():
                    self.readings[regulation.id, record.id] = Reading(
                        record.id, regulation.id, record.zh, record.en
                    )
                case Silences():
                    for topic in record.topics:
                        silence = Silence(kind="silence", topic=topic)
                        self._add(regulation, "", silence, located.file, line)
                case Silence():
                    self._add(regulation, record.source or "", record, located.file, line)
                case _:
                    if provision is None:
                        raise ParseError(
                            located.file, line, f"{record.kind} 须有所依据的条款；请移到该条款之下"
                        )
                    self._add(regulation, provision, record, located.file, line)

    def _add(self, regulation: Regulation, provision: str, rule: Rule, file: str, line: int) -> None:
        if (topic := self.topics.get(rule.topic)) is None:
            raise ParseError(file, line, f"键“topic”：没有主题“{rule.topic}”；topics.yaml 列有全部主题")
        anchor = f"{regulation.id}:{NOTES}" if isinstance(rule, Silence) else provision
        id = f"{anchor}#{rule.topic}" + (f".{rule.n}" if rule.n else "")
        if id in self.rules:
            raise ParseError(file, line, f"规则“{id}”重复（另见第{self.rules[id].line}行）；请用 n: 区分")
        zh, en = render.chinese(rule, topic.zh), render.english(rule, topic.en)
        self.rules[id] = Encoded(id, regulation.id, provision, rule, zh, en, file, line)

    def __iter__(self) -> Iterator[Encoded]:
        return iter(self.rules.values())

    @cached_property
    def _by_topic(self) -> dict[tuple[str, str], tuple[Encoded, ...]]:
        return _grouped((encoded.regulation, encoded.topic, encoded) for encoded in self)

    @cached_property
    def _by_provision(self) -> dict[str, tuple[Encoded, ...]]:
        groups: dict[str, list[Encoded]] = defaultdict(list)
        for encoded in self:
            groups[encoded.provision].append(encoded)
        return {key: tuple(value) for key, value in groups.items()}

    def on(self, regulation: str, topic: str) -> tuple[Encoded, ...]:
        """The rules (or the silence) of one regulation on one topic, in order of the text."""
        return self._by_topic.get((regulation, topic), ())

    def of_provision(self, provision: str) -> tuple[Encoded, ...]:
        """The rules whose source is exactly this provision (shortest id)."""
        return self._by_provision.get(provision, ())

    def regulations_on(self, topic: str) -> tuple[str, ...]:
        """The regulations with a rule, not a silence, on a topic."""
        return tuple(id for id in self.library.regulations if any(not e.silent for e in self.on(id, topic)))

    @cached_property
    def hash(self) -> str:
        """sha256 over all records; it changes when any rule, silence, assumption or waiver does."""
        digest = hashlib.sha256()
        for encoded in self:
            digest.update(f"{encoded.id}\t{encoded.rule.model_dump_json()}\n".encode())
        for reading in self.readings.values():
            digest.update(f"{reading}\n".encode())
        for waiver in self.waivers.values():
            digest.update(f"{waiver}\n".encode())
        return digest.hexdigest()


def _grouped(rows: Iterator[tuple[str, str, Encoded]]) -> dict[tuple[str, str], tuple[Encoded, ...]]:
    groups: dict[tuple[str, str], list[Encoded]] = defaultdict(list)
    for regulation, topic, encoded in rows:
        groups[regulation, topic].append(encoded)
    return {key: tuple(value) for key, value in groups.items()}


def _records(located: Located) -> list[Record]:
    """Validate one block. Raises ParseError for the first thing wrong, with its line, key, value and what is due."""
    try:
        return _RECORDS.validate_python(located.value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = cast(tuple[str | int, ...], tuple(part for part in first["loc"] if part not in _KINDS))
        key = ".".join(str(part) for part in path) or "（整体）"
        message = f"键“{key}”：{first['msg']}；此处写的是：{str(first['input'])[:80]}"
        raise ParseError(located.file, located.line(path), message) from error


_KINDS = frozenset(
    "definition scope principle fact situation sanctions enumeration tier factor responsibility authority"
    " duty permission prohibition effect target silence silences assumption nothing".split()
)
