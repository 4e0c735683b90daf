"""Asking the language model: one request, bounded in time and size, to the checked address and nowhere else.

What comes back is untrusted. It is gathered whole before anyone sees it, and every way of going wrong is `ModelFailure`,
whose text never repeats what the server said: an error page may echo the key.
"""

from __future__ import annotations

import socket
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import cast

import anyio
import httpx2
from anyio.from_thread import start_blocking_portal
from langchain_core.messages import AIMessageChunk
from langchain_openai import ChatOpenAI
from langsmith import tracing_context  # pyright: ignore[reportUnknownVariableType]
from pydantic import SecretStr

from assistant.answer.wording_endpoint import Endpoint, ModelFailure, WordingError
from assistant.answer.wording_prompt import Message

MAX_CHARACTERS = 32_000
"""Longest text taken from the model, in characters, with what it thinks aloud."""
MAX_BYTES = 8_000_000
"""Longest response, in bytes; a stream has some hundred bytes for each piece of text."""
_NO_KEY = "none"


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A chat model behind an endpoint."""

    endpoint: Endpoint

    def write(self, messages: Sequence[Message], seconds: float) -> str:
        """The model's whole text. Blocks for at most about `seconds`. Raises ModelFailure."""
        with start_blocking_portal() as portal:
            return portal.call(self._write, messages, seconds)

    async def _write(self, messages: Sequence[Message], seconds: float) -> str:
        try:
            # Tracing would copy question and answer to a hosted service, by a variable meant for another program.
            with anyio.fail_after(max(0.0, seconds)), tracing_context(enabled=False):
                return await self._gather(messages, seconds)
        except TimeoutError as error:
            raise ModelFailure("超过时限") from error
        except Exception as error:  # noqa: BLE001 - whatever an answer sets off in the libraries is the answer's fault
            raise ModelFailure(_reason(error)) from None

    async def _gather(self, messages: Sequence[Message], seconds: float) -> str:
        fence = _Fence(self.endpoint)
        async with httpx2.AsyncClient(transport=fence, follow_redirects=False, trust_env=False) as client:
            model = ChatOpenAI(
                model=self.endpoint.model,
                base_url=self.endpoint.url,
                api_key=SecretStr(self.endpoint.key or _NO_KEY),
                timeout=seconds,
                temperature=0,
                max_retries=0,
                openai_proxy=None,
                stream_usage=False,
                use_responses_api=False,
                http_async_client=client,
            )
            text, finish = "", ""
            stream = cast(
                "AsyncGenerator[AIMessageChunk]", model.astream([(m.role, m.text) for m in messages])
            )
            async with aclosing(stream) as chunks:
                async for chunk in chunks:
                    text += _text_of(chunk)
                    if len(text) > MAX_CHARACTERS:
                        raise ModelFailure(f"超过 {MAX_CHARACTERS} 字")
                    finish = chunk.response_metadata.get("finish_reason") or finish
        if finish != "stop":
            raise ModelFailure("没有写完")
        return text


def _reason(error: BaseException) -> str:
    """Why it failed, without any word of the server's."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return f"HTTP {status}"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ModelFailure | WordingError):
            return str(cause)
        cause = cause.__cause__
    return type(error).__name__


def _text_of(chunk: AIMessageChunk) -> str:
    if chunk.tool_call_chunks or chunk.additional_kwargs.get("function_call"):
        raise ModelFailure("要求调用工具")
    if not isinstance(chunk.content, str):
        raise ModelFailure("内容不是文字")
    return chunk.content


class _Fence(httpx2.AsyncBaseTransport):
    """Lets requests go to permitted addresses only, and only plain, bounded, direct responses come back."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._inner = httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        endpoint = self._endpoint
        if request.url.host.strip("[]") != endpoint.host:
            raise ModelFailure("请求发往别处")
        infos = await anyio.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
        addresses = endpoint.permitted(str(info[4][0]) for info in infos)
        response = await self._sent(request, addresses)
        encoding = response.headers.get("content-encoding", "identity")
        if response.is_redirect or encoding != "identity":
            await response.aclose()
            raise ModelFailure("要求转往别处" if response.is_redirect else "内容经过压缩")
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Bounded(response.stream)
        return response

    async def _sent(self, request: httpx2.Request, addresses: Sequence[str]) -> httpx2.Response:
        """The response of the first address that takes the connection; the certificate is still the host's."""
        request.headers["accept-encoding"] = "identity"
        request.extensions = {**request.extensions, "sni_hostname": self._endpoint.host}
        url = request.url
        for address in addresses:
            request.url = url.copy_with(host=address)
            try:
                return await self._inner.handle_async_request(request)
            except httpx2.ConnectError:
                continue
        raise ModelFailure("连接不上")

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Bounded(httpx2.AsyncByteStream):
    """A response body that ends in ModelFailure once it is longer than MAX_BYTES."""

    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        taken = 0
        async for piece in self._inner:
            taken += len(piece)
            if taken > MAX_BYTES:
                raise ModelFailure(f"超过 {MAX_BYTES} 字节")
            yield piece

    async def aclose(self) -> None:
        await self._inner.aclose()
