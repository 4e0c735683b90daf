"""What went wrong with a request: a code, a place, a reason and a remedy, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from assistant.corpus.errors import AmbiguousProvision, CorpusError, UnknownProvision, UnknownRegulation


class Problem(Exception):
    """A request that cannot be done as it stands. `where` is the part of the request, "" for all of it."""

    def __init__(self, status: int, code: str, message: str, remedy: str, where: str = "") -> None:
        super().__init__(f"{message}{remedy}")
        self.status = status
        self.code = code
        self.message = message
        self.remedy = remedy
        self.where = where

    def body(self) -> dict[str, dict[str, str]]:
        """The JSON that clients of `/api` get."""
        return {
            "error": {
                "code": self.code,
                "message": self.message,
                "where": self.where,
                "remedy": self.remedy,
            }
        }

    def openai_body(self) -> dict[str, dict[str, str | None]]:
        """The JSON that clients of `/v1` get, in OpenAI's error format."""
        kind = "invalid_request_error" if self.status < 500 else "server_error"
        return {
            "error": {
                "message": str(self),
                "type": kind,
                "param": self.where or None,
                "code": self.code,
            }
        }


INTERNAL = Problem(
    500,
    "internal_error",
    "服务内部出错，本次请求没有完成。",
    "请稍后重试；仍不成功的，请管理员查看服务日志。",
)


def _unknown_provision(error: CorpusError) -> Problem:
    return Problem(
        404,
        "unknown_provision",
        str(error),
        "请核对条款编号；GET /api/regulations 列出收录的制度文件。",
        "id",
    )


def _ambiguous_provision(error: CorpusError) -> Problem:
    readings = "、".join(cast("AmbiguousProvision", error).readings)
    return Problem(422, "ambiguous_provision", str(error), f"请改用：{readings}。", "id")


def _unknown_regulation(error: CorpusError) -> Problem:
    return Problem(
        422, "unknown_regulation", str(error), "请改用上列标识之一，或者不限定制度文件。", "regulation"
    )


_FROM: dict[type[CorpusError], Callable[[CorpusError], Problem]] = {
    UnknownProvision: _unknown_provision,
    AmbiguousProvision: _ambiguous_provision,
    UnknownRegulation: _unknown_regulation,
}


def problem_of(error: CorpusError) -> Problem:
    """How an error of the corpus is told to a client; what is not about the request is internal."""
    make = _FROM.get(type(error))
    return make(error) if make else INTERNAL
