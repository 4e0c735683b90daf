"""All encoded rules of a library, loaded and checked: the only place where rules come from."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from pydantic import TypeAdapter, ValidationError

from assistant.corpus.errors import ParseError
from assistant.corpus.files import KeyPath, Located, load_yaml
from assistant.corpus.library import Library
from assistant.corpus.regulation import Regulation
from assistant.rules import render
from assistant.rules.schema import Assumption, Enumeration, Nothing, Record, Rule, Silence, Silences
from assistant.rules.topics import Topic

NOTES = "编码说明"
_RECORDS: TypeAdapter[list[Record]] = TypeAdapter(list[Record])


@dataclass(frozen=True, slots=True)
class Encoded:
    """A rule in force: `id` is `<provision>#<topic>[.n]`; `provision` is its source, "" for a silence without one.

    normative: False for what commentary says, which never supports an obligation; file, line: where it is written.
    """

    id: str
    regulation: str
    provision: str
    rule: Rule
    zh: str
    en: str
    normative: bool
    file: str
    line: int

    @property
    def topic(self) -> str:
        """The topic of the rule, as in `topics.yaml`."""
        return self.rule.topic

    @property
    def silent(self) -> bool:
        """Whether this records that the regulation does not say."""
        return isinstance(self.rule, Silence)


@dataclass(frozen=True, slots=True)
class Reading:
    """A named assumption of one regulation, kept apart from its rules."""

    id: str
    regulation: str
    zh: str
    en: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """A clause with nothing to encode, and the reason."""

    provision: str
    reason: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a record stands: the block it is in and its place there."""

    located: Located
    at: int

    @property
    def file(self) -> str:
        return self.located.file

    def line(self, path: KeyPath = ()) -> int:
        return self.located.line((self.at, *path))


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
        self._entries: dict[str, _Entry] = {}
        for regulation in library.regulations.values():
            for block in regulation.blocks:
                located = load_yaml(block.yaml, block.file, block.line)
                for at, record in enumerate(_records(located)):
                    self._take(regulation, block.provision, record, _Entry(located, at))

    def _take(self, regulation: Regulation, provision: str | None, record: Record, entry: _Entry) -> None:
        match record:
            case Assumption():
                self._add_reading(regulation, record, entry)
            case Silences():
                for topic in record.topics:
                    self._add(regulation, "", Silence(kind="silence", topic=topic), entry)
            case Silence():
                self._add(regulation, record.source or "", record, entry)
            case _ if provision is None:
                message = f"{record.kind} 须有所依据的条款；请移到该条款之下的 rules 块"
                raise ParseError(entry.file, entry.line(), message)
            case Nothing():
                self.waivers[provision] = Waiver(provision, record.reason, entry.file, entry.line())
            case Enumeration(members=()):
                members = tuple(_item_text(item.text) for item in regulation.children(provision))
                if not members:
                    message = "键“members”：没有写，而该条款没有分项；请写出各成员"
                    raise ParseError(entry.file, entry.line(), message)
                self._add(regulation, provision, record.model_copy(update={"members": members}), entry)
            case _:
                self._add(regulation, provision, record, entry)

    def _add_reading(self, regulation: Regulation, record: Assumption, entry: _Entry) -> None:
        key = (regulation.id, record.id)
        if (earlier := self.readings.get(key)) is not None:
            message = f"键“id”：推定“{record.id}”重复（另见第{earlier.line}行）；请改名"
            raise ParseError(entry.file, entry.line(("id",)), message)
        self.readings[key] = Reading(record.id, regulation.id, record.zh, record.en, entry.file, entry.line())

    def _add(self, regulation: Regulation, provision: str, rule: Rule, entry: _Entry) -> None:
        if (topic := self.topics.get(rule.topic)) is None:
            message = f"键“topic”：没有主题“{rule.topic}”；topics.yaml 列有全部主题"
            raise ParseError(entry.file, entry.line(("topic",)), message)
        silent = isinstance(rule, Silence)
        id = f"{regulation.id}:{NOTES}" if silent else provision
        id = f"{id}#{rule.topic}" + (f".{rule.n}" if rule.n else "")
        if id in self.rules:
            message = f"规则“{id}”重复（另见第{self.rules[id].line}行）；请用 n: 区分"
            raise ParseError(entry.file, entry.line(), message)
        clause = regulation.get(provision) if not silent else None
        zh = render.chinese(rule, topic.zh, clause.text if clause else "")
        en = render.english(rule, topic.en)
        normative = clause is None or clause.normative
        self.rules[id] = Encoded(
            id, regulation.id, provision, rule, zh, en, normative, entry.file, entry.line()
        )
        self._entries[id] = entry

    def extended(self, more: Iterable[Encoded]) -> RuleBase:
        """A base with further rules; this one stays as it is."""
        other = copy(self)
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                vars(other).pop(name, None)
        other.rules = {**self.rules, **{rule.id: rule for rule in more}}
        return other

    def line_of(self, id: str, path: KeyPath = ()) -> int:
        """The line of a key of a rule, or of the nearest thing above it that stands in the file."""
        return self._entries[id].line(path)

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

    def linked(self, rules: Iterable[Encoded]) -> tuple[Encoded, ...]:
        """`rules` and the exceptions, conditions, caps and overlays that are published with them, each once."""
        found = {rule.id: rule for rule in rules}
        for rule in tuple(found.values()):
            for ref in rule.rule.publish_with:
                found.setdefault(ref, self.rules[ref])
        return tuple(found.values())

    def regulations_on(self, topic: str) -> tuple[str, ...]:
        """The regulations with a rule of law, not a silence or commentary, on a topic."""
        return tuple(
            id
            for id in self.library.regulations
            if any(not e.silent and e.normative for e in self.on(id, topic))
        )

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


def _item_text(text: str) -> str:
    """An item's words as a member of a list: without the punctuation that ends it."""
    return text.rstrip("。；;，")


def _records(located: Located) -> list[Record]:
    """Validate one block. Raises ParseError for the first thing wrong, with its line, key, value and what is due."""
    try:
        return _RECORDS.validate_python(located.value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at, *rest = first["loc"]
        path: KeyPath = (at, *rest[1:])  # after the record's place comes its kind, then the key
        key = ".".join(str(part) for part in path[1:]) or "（整体）"
        message = f"键“{key}”：{first['msg']}；此处写的是：{str(first['input'])[:80]}"
        raise ParseError(located.file, located.line(path), message) from error
