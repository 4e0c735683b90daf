"""All regulations of the knowledge base."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from assistant.corpus.errors import ParseError, UnknownRegulation
from assistant.corpus.metadata import Metadata
from assistant.corpus.provision import Provision, ProvisionId
from assistant.corpus.read import read_regulation
from assistant.corpus.regulation import Regulation
from assistant.corpus.text import words_only


@dataclass(frozen=True)
class Library:
    """The regulations by id, in the order of their file names."""

    regulations: Mapping[str, Regulation]

    @classmethod
    def load(cls, folder: Path) -> Library:
        """Read every `*.md` in `folder` (usually `knowledge/regulations`).

        A file without front matter is a law added as text only: its id is the file name, and it carries no rules.
        Raises ParseError (file, line, what to do) for anything that cannot be read.
        """
        files = sorted(folder.glob("*.md"))
        if not files:
            raise ParseError(str(folder), None, "没有任何 .md 文件；制度文件应放在这里，每个一份")
        regulations: dict[str, Regulation] = {}
        for file in files:
            regulation = read_regulation(file)
            if regulation.id in regulations:
                raise ParseError(
                    str(file), 1, f"id“{regulation.id}”与 {regulations[regulation.id].file} 重复"
                )
            regulations[regulation.id] = regulation
        library = cls(MappingProxyType(regulations))
        library._refuse_shared_names()
        return library

    def _refuse_shared_names(self) -> None:
        for regulation in self.regulations.values():
            for name in names(regulation.meta):
                other = self._names[words_only(name)]
                if other is not regulation:
                    raise ParseError(
                        regulation.file, None, f"名称“{name}”也是 {other.file} 的名称或 id；请改用别的"
                    )

    def regulation(self, id: str) -> Regulation:
        """The regulation with this id or name (`by_name`). Raises UnknownRegulation, naming those there are."""
        found = self.regulations.get(id) or self.by_name(id)
        if found is None:
            raise UnknownRegulation(id[:80], tuple(self.regulations))
        return found

    def provision(self, id: str | ProvisionId) -> Provision:
        """The provision that an id in any unambiguous form means. Raises UnknownRegulation, UnknownProvision,
        AmbiguousProvision.
        """
        spec = ProvisionId.parse(id) if isinstance(id, str) else id
        regulation = self.regulation(spec.regulation)
        return regulation.resolve(replace(spec, regulation=regulation.id))

    def by_name(self, name: str) -> Regulation | None:
        """The regulation with this id, title or alias, whatever its width, case or punctuation; None if no one's."""
        return self._names.get(words_only(name))

    @cached_property
    def _names(self) -> dict[str, Regulation]:
        return {words_only(name): r for r in self.regulations.values() for name in names(r.meta)}

    @cached_property
    def texts_hash(self) -> str:
        """sha256 over the ids and words of all clauses: blind to front matter, rules and layout of the files."""
        digest = hashlib.sha256()
        for regulation in self.regulations.values():
            for p in regulation.provisions:
                digest.update(f"{p.id}\x1f{p.text}\x1e".encode())
        return digest.hexdigest()


def names(meta: Metadata) -> tuple[str, ...]:
    """Everything a regulation may be called."""
    own = (meta.id, meta.title, *meta.aliases)
    return own if meta.english_title is None else (*own, meta.english_title)
