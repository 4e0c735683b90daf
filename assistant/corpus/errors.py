"""Every way in which reading the law can fail; messages are shown to staff and therefore in Chinese."""

from __future__ import annotations


class CorpusError(ValueError):
    """Base of all errors of this package."""


class UnknownRegulation(CorpusError):
    """A regulation that the knowledge base does not hold."""

    def __init__(self, regulation: str, known: tuple[str, ...]) -> None:
        self.regulation = regulation
        self.known = known
        super().__init__(f"知识库中没有制度文件“{regulation}”；现有：{'、'.join(known) or '无'}")


class UnknownProvision(CorpusError):
    """A provision that the regulation does not have, or text that is no provision id at all."""

    def __init__(self, spec: str, reason: str) -> None:
        self.spec = spec
        super().__init__(f"没有条款“{spec}”：{reason}")


class AmbiguousProvision(CorpusError):
    """An id without 款 for an article with several numbered lists; `readings` are the ids it could mean."""

    def __init__(self, spec: str, readings: tuple[str, ...]) -> None:
        self.spec = spec
        self.readings = readings
        super().__init__(f"“{spec}”没有写明款，可能是：{'、'.join(readings)}；请写明款")


class ParseError(CorpusError):
    """A knowledge file that cannot be read; names the file and, where known, the line (1-based)."""

    def __init__(self, file: str, line: int | None, message: str) -> None:
        self.file = file
        self.line = line
        where = file if line is None else f"{file} 第{line}行"
        super().__init__(f"{where}：{message}")
