"""Names of the known regulations, looked up inside running text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.corpus.scan_text import scannable

STATE_NAMES = ("中华人民共和国", "中国共产党", "中共")
"""What may stand before the name of a norm without making it another norm's."""
_PARENTHESIS = re.compile(r"\([^()\n]{0,40}\)$")


@dataclass(frozen=True, slots=True)
class TitleIndex:
    """Names of the known regulations in folded form. Ids are names too."""

    regulations: Mapping[str, str]
    lengths: tuple[int, ...]

    @classmethod
    def build(cls, aliases: Mapping[str, str]) -> TitleIndex:
        """aliases: title or alias → regulation id; brackets, width, case and spaces do not count."""
        names = {**{known: known for known in aliases.values()}, **aliases}
        folded = {scannable(name).text.strip('《》" '): known for name, known in names.items()}
        folded.pop("", None)
        return cls(folded, tuple(sorted({len(name) for name in folded}, reverse=True)))

    def overlaid(self, aliases: Mapping[str, str]) -> TitleIndex:
        """This index with names that go to another regulation, as in `build`."""
        other = TitleIndex.build(aliases)
        lengths = sorted({*self.lengths, *other.lengths}, reverse=True)
        return TitleIndex({**self.regulations, **other.regulations}, tuple(lengths))

    def get(self, name: str) -> str | None:
        """The regulation of a whole name, 中华人民共和国 and a closing (试行) aside."""
        bare = _PARENTHESIS.sub("", name)
        for candidate in (name, bare, *(bare.removeprefix(state) for state in STATE_NAMES)):
            if candidate in self.regulations:
                return self.regulations[candidate]
        return None

    def ending_at(self, text: str, end: int) -> int | None:
        """Start of the longest name that ends at `end`."""
        for length in self.lengths:
            start = end - length
            if start >= 0 and text[start:end] in self.regulations and not _inside_word(text, start):
                return start
        return None

    def starting_at(self, text: str, start: int) -> int | None:
        """End of the longest name that starts at `start`."""
        for length in self.lengths:
            end = start + length
            if text[start:end] in self.regulations and end <= len(text) and not _inside_word(text, end):
                return end
        return None


def _inside_word(text: str, at: int) -> bool:
    """Whether `at` cuts a Latin word or a number."""
    around = text[max(0, at - 1) : at + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()
