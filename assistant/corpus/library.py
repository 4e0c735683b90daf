"""All regulations of the knowledge base."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from assistant.corpus.errors import ParseError, UnknownRegulation
from assistant.corpus.metadata import Metadata
from assistant.corpus.provision import Provision, ProvisionId
from assistant.corpus.read import read_regulation
from assistant.corpus.regulation import Regulation
from assistant.corpus.text import words_only
from assistant.corpus.versions import Version, Versions


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
        versions = _versions(regulations)
        library = cls(MappingProxyType({id: _known(r, versions) for id, r in regulations.items()}))
        library._refuse_shared_names()
        return library

    def _refuse_shared_names(self) -> None:
        for regulation in self.regulations.values():
            for name in names(regulation.meta):
                other = self._names[words_only(name)]
                versions = [version.id for version in self.versions.all_of(regulation.id)]
                if other is not regulation and other.id not in versions:
                    raise ParseError(
                        regulation.file,
                        None,
                        f"名称“{name}”也是 {other.file} 的名称或 id；请改用别的，同一部法的各个版本请在文件名末尾写明日期，"
                        "如 公司法(2018-10-26).md",
                    )

    @cached_property
    def versions(self) -> Versions:
        """The laws of which the library has several versions."""
        return _versions(self.regulations)

    @cached_property
    def oldest_first(self) -> tuple[Regulation, ...]:
        """The regulations by date, those without one first: of a name that versions share, the last is the newest's."""
        oldest = date.min
        return tuple(sorted(self.regulations.values(), key=lambda r: _version(r).since or oldest))

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
        """The regulation with this id, title or alias (of versions that share it the newest), whatever its width, case or punctuation; None if no one's."""
        return self._names.get(words_only(name))

    @cached_property
    def _names(self) -> dict[str, Regulation]:
        return {words_only(name): r for r in self.oldest_first for name in names(r.meta)}

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


def _version(regulation: Regulation) -> Version:
    meta = regulation.meta
    return Version(meta.id, meta.title, meta.issued, meta.effective)


def _versions(regulations: Mapping[str, Regulation]) -> Versions:
    return Versions(_version(regulation) for regulation in regulations.values())


def _known(regulation: Regulation, versions: Versions) -> Regulation:
    """The regulation as it is, or, where a later version is in the library, as superseded by that."""
    since = _version(regulation).since or date.min
    later = [v for v in versions.all_of(regulation.id) if v.since and v.since > since]
    if not later:
        return regulation
    new, day = later[0], later[0].since
    status = {
        "status": "superseded",
        "status_note": f"自{day:%Y-%m-%d}起有新的版本（{new.id}），知识库中有其文本；此处是以前的文本。",
        "english_status_note": f"A later version ({new.id}) counts from {day:%Y-%m-%d}; its text is in the base. "
        "What is held here is the earlier text.",
    }
    return replace(regulation, meta=regulation.meta.model_copy(update=status))
