"""Stored texts under integer keys: those of a file stay there and are read as they are asked for.

A file holds a JSON line per record; two arrays beside it say where each line starts and in which order the ids are, so
that 300,000 records open at once and cost no memory until they are shown.
"""

from __future__ import annotations

import json
import mmap
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.documents import Document
from numpy.typing import NDArray

from assistant.search.vectors import Keys

_DECODER = json.JSONDecoder()
_ID_AT = len('{"id": ')
DOCUMENTS, STARTS, BY_ID = "documents.jsonl", "starts.npy", "by_id.npy"


@dataclass(frozen=True, slots=True)
class Record:
    """A stored text. metadata: JSON values only."""

    id: str
    text: str
    metadata: dict[str, Any]

    def document(self) -> Document:
        """The record as LangChain knows it."""
        return Document(id=self.id, page_content=self.text, metadata=dict(self.metadata))


class RecordFile:
    """The records of a file, by number."""

    def __init__(self, folder: Path) -> None:
        """Map what `write_records` wrote. Raises OSError and ValueError for what it did not."""
        self._starts: NDArray[np.int64] = np.asarray(np.load(folder / STARTS, mmap_mode="r"))
        self.by_id: NDArray[np.int64] = np.asarray(np.load(folder / BY_ID, mmap_mode="r"))
        with (folder / DOCUMENTS).open("rb") as file:
            empty = len(self._starts) == 1
            self._lines = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> Record:
        row = json.loads(self._line(number))
        return Record(row["id"], row["text"], row["metadata"])

    def id(self, number: int) -> str:
        """The id of a record; what follows it in the line is not read."""
        return _DECODER.raw_decode(self._line(number).decode(), _ID_AT)[0]

    def place(self, id: str) -> int:
        """How many ids come before this one in alphabetical order."""
        return bisect_left(self.by_id, id, key=self.id)

    def number(self, id: str) -> int | None:
        """The number of the record with this id."""
        place = self.place(id)
        number = int(self.by_id[place]) if place < len(self) else None
        return number if number is not None and self.id(number) == id else None

    def _line(self, number: int) -> bytes:
        return self._lines[int(self._starts[number]) : int(self._starts[number + 1])]


def write_records(folder: Path, records: Iterable[Record]) -> None:
    """Write records in their order, numbered from 0."""
    starts, ids = [0], list[str]()
    with (folder / DOCUMENTS).open("wb") as out:
        for record in records:
            row = {"id": record.id, "text": record.text, "metadata": record.metadata}
            line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
            out.write(line)
            starts.append(starts[-1] + len(line))
            ids.append(record.id)
    np.save(folder / STARTS, np.asarray(starts, np.int64))
    np.save(folder / BY_ID, np.asarray(sorted(range(len(ids)), key=ids.__getitem__), np.int64))


@dataclass(frozen=True, eq=False)
class Records:
    """Records by key and by id: number i of a file under key i, further ones in memory under the keys after those.

    removed: keys of the file's records that are gone.
    """

    file: RecordFile | None = None
    added: Mapping[int, Record] = field(default_factory=dict[int, Record])
    removed: frozenset[int] = frozenset()

    def changed(self, removed: Iterable[int], added: Mapping[int, Record]) -> Records:
        """These without the keys `removed` and with further records; these stay as they are."""
        gone = set(removed)
        kept = {key: record for key, record in self.added.items() if key not in gone}
        below = frozenset(key for key in gone if key < self._filed)
        return Records(self.file, kept | dict(added), self.removed | below)

    def __len__(self) -> int:
        return self._filed - len(self.removed) + len(self.added)

    def __getitem__(self, key: int) -> Record:
        """Raises KeyError where there is none (any more)."""
        if key in self.added:
            return self.added[key]
        if self.file is None or key in self.removed or not 0 <= key < self._filed:
            raise KeyError(key)
        return self.file[key]

    def key(self, id: str) -> int | None:
        """The key of an id, or None."""
        if id in self._added_ids or self.file is None:
            return self._added_ids.get(id)
        number = self.file.number(id)
        return None if number in self.removed else number

    def keys(self) -> Iterator[int]:
        """All keys, ascending."""
        return (key for key in (*range(self._filed), *sorted(self.added)) if key not in self.removed)

    def items(self) -> Iterator[tuple[int, Record]]:
        """Keys and records, by key."""
        return ((key, self[key]) for key in self.keys())

    def places(self, size: int) -> Keys:
        """For each key below `size` a number that grows with the alphabetical order of ids, shape (size,)."""
        stride = len(self.added) + 1
        places = np.zeros(size, np.int64)
        if self.file is not None:
            places[self.file.by_id] = np.arange(1, self._filed + 1) * stride
        for rank, (id, key) in enumerate(sorted(self._added_ids.items()), 1):
            before = self.file.place(id) if self.file is not None else 0
            places[key] = before * stride + rank
        return places

    @property
    def _filed(self) -> int:
        return 0 if self.file is None else len(self.file)

    @cached_property
    def _added_ids(self) -> dict[str, int]:
        return {record.id: key for key, record in self.added.items()}
