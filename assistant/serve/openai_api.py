"""An OpenAI-compatible API, so that chat platforms that speak it can ask without an adapter.

The model is this program. System messages and sampling parameters have no effect: there is nothing that could
be instructed. Earlier user messages are the history. Every reply also carries the whole answer, as `answer`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from assistant.answer.model import Answer
from assistant.serve.desk import Desk
from assistant.serve.problem import Problem

MODEL = "assistant"
_PIECE = 40  # characters per streamed piece


class ContentPart(BaseModel):
    """A part of a message; of user messages only parts of type `text` are read."""

    type: str
    text: str | None = None


class ChatMessage(BaseModel):
    """A message of the conversation; `content` is null where an assistant called a tool."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None

    def words(self, where: str) -> str:
        """Its text. Raises Problem where it has none or carries something else, such as a picture."""
        if isinstance(self.content, str):
            return self.content
        for part in self.content or []:
            if part.type != "text" or part.text is None:
                raise Problem(
                    400,
                    "unsupported_content",
                    f"只能处理文字，收到 {part.type[:40]!r}。",
                    "请改为 text。",
                    where,
                )
        if not self.content:
            raise Problem(
                400, "missing_content", "用户消息没有内容。", "content 应为文字或 text 列表。", where
            )
        return "\n".join(part.text or "" for part in self.content)


class StreamOptions(BaseModel):
    """What else a stream carries."""

    include_usage: bool | None = False


class ChatBody(BaseModel):
    """A request; parameters that are not listed here are accepted and have no effect."""

    model: str
    messages: list[ChatMessage] = Field(min_length=1, max_length=1000)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = None


def openai_router(desk: Desk) -> APIRouter:
    """The routes under /v1."""
    router = APIRouter(prefix="/v1")
    model = {"id": MODEL, "object": "model", "created": int(time.time()), "owned_by": "local"}

    @router.get("/models")
    async def models() -> dict[str, Any]:
        return {"object": "list", "data": [model]}

    @router.get("/models/{id:path}")
    async def one_model(id: str) -> dict[str, Any]:
        _require_model(id)
        return model

    @router.post("/chat/completions", response_model=None)
    async def completions(body: ChatBody) -> JSONResponse | StreamingResponse:
        _require_model(body.model)
        if body.n not in (None, 1):
            raise Problem(
                400, "unsupported_value", f"n 为 {body.n}。", "同一问题只有一个答案，n 应为 1。", "n"
            )
        said = [m.words(f"messages.{i}.content") for i, m in enumerate(body.messages) if m.role == "user"]
        if not said:
            raise Problem(
                400, "missing_question", "没有 role 为 user 的消息。", "请加上用户的问题。", "messages"
            )
        answer = await desk.ask(said[-1], history=said[:-1])
        usage = _usage(said, answer)
        if not body.stream:
            return JSONResponse(_completion(answer, usage))
        with_usage = body.stream_options is not None and bool(body.stream_options.include_usage)
        events = _events(answer, usage if with_usage else None)
        return StreamingResponse(
            events, media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    return router


def _require_model(name: str) -> None:
    if name != MODEL:
        raise Problem(404, "model_not_found", f"没有模型 {name[:80]!r}。", f"可用的模型：{MODEL}。", "model")


def _usage(said: list[str], answer: Answer) -> dict[str, int]:
    """Characters read and written: there is no language model here whose tokens could be counted."""
    read, written = sum(map(len, said)), len(answer.text)
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _envelope(answer: Answer, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{answer.id}", "object": kind, "created": int(time.time()), "model": MODEL}


def _completion(answer: Answer, usage: dict[str, int]) -> dict[str, Any]:
    message = {"role": "assistant", "content": answer.text, "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    envelope = _envelope(answer, "chat.completion")
    return envelope | {"choices": [choice], "usage": usage, "answer": answer.model_dump(mode="json")}


def _events(answer: Answer, usage: dict[str, int] | None) -> Iterator[str]:
    """Server-sent events. The answer is complete, and guarded, before the first piece is sent."""
    envelope = _envelope(answer, "chat.completion.chunk")
    if usage is not None:
        envelope["usage"] = None

    def chunk(delta: dict[str, str], reason: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        return envelope | {"choices": [choice]}

    yield _event(chunk({"role": "assistant", "content": ""}))
    for start in range(0, len(answer.text), _PIECE):
        yield _event(chunk({"content": answer.text[start : start + _PIECE]}))
    yield _event(chunk({}, "stop") | {"answer": answer.model_dump(mode="json")})
    if usage is not None:
        yield _event(envelope | {"choices": [], "usage": usage})
    yield "data: [DONE]\n\n"


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
