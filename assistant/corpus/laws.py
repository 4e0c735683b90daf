"""National and local laws by the thousand, as text only: reading a folder or a .tar.xz of Markdown, one law at a time."""

from __future__ import annotations

import datetime
import lzma
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.corpus.errors import ParseError
from assistant.corpus.files import decode
from assistant.corpus.law_dates import Event, effective_of, events_of, version_of
from assistant.corpus.parse import parse_documents
from assistant.corpus.provision import Provision
from assistant.corpus.read import split_front_matter
from assistant.corpus.structure import Document, Oddity, provisions

LARGEST_FILE = 20_000_000
"""Bytes; far above any law, so that a hostile archive cannot fill the memory."""


@dataclass(frozen=True, slots=True)
class Law:
    """One version of one law. id: the file's name, with "~2" for the second law of that name; file: where it stands."""

    id: str
    title: str
    file: str
    events: tuple[Event, ...]
    document: Document

    @property
    def version(self) -> datetime.date | None:
        """Date of this version: that in the file's name, else of the last adoption or amendment; None if not given."""
        return version_of(self.id.partition("~")[0], self.events)

    @property
    def effective(self) -> datetime.date | None:
        """Since when it applies, where the file says so."""
        return effective_of(self.events)

    @property
    def articles(self) -> int:
        """How many articles it has."""
        return sum(unit.kind == "article" for unit in self.document.units)

    def provisions(self) -> Iterator[Provision]:
        """All its provisions in order, made as they are asked for: nothing is kept."""
        return (placed.provision for placed in provisions(self.document, self.id, self.title))

    def leaves(self) -> Iterator[Provision]:
        """The smallest units in order (项, or 款 without 项); `lead`, `chapter`, `unit` (the article) come with each."""
        return (p.provision for p in provisions(self.document, self.id, self.title) if p.leaf)

    def article(self, leaf: Provision) -> str:
        """The words of the whole article (or section, notice, …) that a leaf belongs to."""
        top = next(u for u in self.document.units if u.start <= leaf.start and leaf.end <= u.end)
        return self.document.text[top.start : top.end]


@dataclass(frozen=True, slots=True)
class LawFile:
    """A file that was read: its laws (none where it holds no law), and what went wrong."""

    name: str
    laws: tuple[Law, ...]
    oddities: tuple[Oddity, ...]


@dataclass(frozen=True, slots=True)
class FileOddity:
    """An oddity and the file it is in."""

    file: str
    oddity: Oddity


@dataclass(frozen=True, slots=True)
class Survey:
    """What a folder or archive of laws holds."""

    files: int
    laws: int
    articles: int
    leaves: int
    oddities: tuple[FileOddity, ...]

    @property
    def kinds(self) -> dict[str, int]:
        """How many oddities of each kind."""
        return dict(Counter(o.oddity.kind for o in self.oddities).most_common())


def read_laws(path: Path) -> Iterator[Law]:
    """The laws under a folder, in a .tar.xz, or in one .md file, one by one; files that hold none are passed over."""
    for file in read_law_files(path):
        yield from file.laws


def read_law_files(path: Path) -> Iterator[LawFile]:
    """Every .md file under a folder or in an archive. A file that cannot be read is an oddity, not an end.

    Raises ParseError where `path` is neither, or is an archive that cannot be read.
    """
    seen: Counter[str] = Counter()
    for source in _sources(path):
        try:
            front = split_front_matter(decode(source.raw, source.name), source.name)
            documents = [d for d in parse_documents(front.body, source.name, front.body_line) if d.units]
        except ParseError as error:
            yield LawFile(source.name, (), (Oddity("unreadable", error.line or 0, str(error)),))
            continue
        laws = tuple(_law(document, seen) for document in documents)
        oddities = [oddity for document in documents for oddity in document.oddities]
        if len(laws) > 1:
            oddities.append(
                Oddity("several_laws", laws[1].document.units[0].line, f"一个文件里有{len(laws)}部法")
            )
        if not laws:
            oddities.append(Oddity("no_law", 0, "没有任何条文"))
        yield LawFile(source.name, laws, tuple(oddities))


def survey(path: Path) -> Survey:
    """Read everything under `path` and count it. Raises ParseError where `path` cannot be read."""
    files = laws = articles = leaves = 0
    oddities: list[FileOddity] = []
    for file in read_law_files(path):
        files += 1
        laws += len(file.laws)
        articles += sum(law.articles for law in file.laws)
        leaves += sum(1 for law in file.laws for _ in law.leaves())
        oddities += (FileOddity(file.name, oddity) for oddity in file.oddities)
    return Survey(files, laws, articles, leaves, tuple(oddities))


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    raw: bytes


def _sources(path: Path) -> Iterator[_Source]:
    if path.is_dir():
        files = sorted(path.rglob("*.md"))
        if not files:
            raise ParseError(str(path), None, "文件夹里没有 .md 文件")
        yield from (
            _Source(file.relative_to(path).as_posix(), file.read_bytes()) for file in files if file.is_file()
        )
    elif path.suffix == ".md" and path.is_file():
        yield _Source(path.name, path.read_bytes())
    elif path.is_file():
        yield from _members(path)
    else:
        raise ParseError(
            str(path), None, "没有这个文件夹或文件；应为放 .md 的文件夹、.tar.xz 压缩包，或一个 .md 文件"
        )


def _members(archive: Path) -> Iterator[_Source]:
    """The .md files of an archive, read in memory: nothing is unpacked."""
    try:
        with tarfile.open(archive, "r:*") as tar:
            for member in tar:
                if not (member.isfile() and member.name.endswith(".md")):
                    continue
                if member.size > LARGEST_FILE:
                    raise ParseError(
                        str(archive), None, f"{member.name} 有 {member.size} 字节，最多 {LARGEST_FILE}"
                    )
                content = tar.extractfile(member)
                assert content is not None, "a regular file has content"
                yield _Source(member.name, content.read())
    except (tarfile.TarError, lzma.LZMAError, EOFError) as error:
        raise ParseError(str(archive), None, f"不是可读的 .tar.xz 压缩包：{error}") from error


def _law(document: Document, seen: Counter[str]) -> Law:
    stem = document.file.rpartition("/")[2].removesuffix(".md").replace(":", "：")
    seen[stem] += 1
    id = stem if seen[stem] == 1 else f"{stem}~{seen[stem]}"
    return Law(id, document.title or stem, document.file, events_of(document.info), document)
