"""What every request passes on its way in and out: size limit, closed list of paths, headers, own page head."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.serve.problem import Problem

# The browser itself refuses anything from another host. Gradio's page needs inline scripts and styles, and
# compiles the templates of its HTML component.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
# Gradio brings routes that this page does not use (uploads, a proxy, monitoring); only these are reachable.
OPEN = re.compile(
    r"/|/healthz|/favicon\.ico|/theme\.css|/config/?|/manifest\.json|/robots\.txt"
    r"|/(?:api|v1|provisions|surface|assets|static)/.*"
    r"|/gradio_api/(?:queue/(?:join|data)|heartbeat/.*|startup-events|theme\.css|info/?|reset/?|cancel)",
    re.DOTALL,
)
_SOCIAL = re.compile(rb"<meta\s+(?:property|name)=\"(?:og|twitter):[^>]*>\s*")


async def _refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    body = problem.openai_body() if scope["path"].startswith("/v1/") else problem.body()
    await JSONResponse(body, status_code=problem.status)(scope, receive, send)


class ClosedPaths:
    """Answers 404 for every path that is not on the list `OPEN`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""
        if scope["type"] != "http" or OPEN.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        problem = Problem(
            404,
            "not_found",
            "没有这个地址。",
            "接口说明见 /api/openapi.json；页面在 /。",
            scope["path"][:200],
        )
        await _refuse(problem, scope, receive, send)


class BodyLimit:
    """Answers 413 for a request body above `limit` bytes, whether or not its length is declared.

    FastAPI has such a limit; it answers in plain text, and this API promises JSON.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        body = None if declared.isdigit() and int(declared) > self.limit else await self._read(receive)
        if body is not None:
            await self.app(scope, _replay(body, receive), send)
            return
        message = f"请求正文超过 {self.limit} 字节。"
        await _refuse(
            Problem(413, "body_too_large", message, "请缩短或分次提交。", "body"), scope, receive, send
        )

    async def _read(self, receive: Receive) -> bytes | None:
        """The whole body, or None as soon as it is above the limit."""
        chunks: list[bytes] = []
        size, more = 0, True
        while more:
            message = await receive()
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            if size > self.limit:
                return None
            more = message.get("more_body", False)
        return b"".join(chunks)


def _replay(body: bytes, receive: Receive) -> Receive:
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return pending.pop() if pending else await receive()

    return next_message


class SafeHeaders:
    """Adds `HEADERS` to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class OwnHead:
    """Makes Gradio's page Chinese and takes out its link-preview tags, which point to Gradio's own site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        # Uncompressed, so that it can be read here.
        scope["headers"] = [h for h in scope["headers"] if h[0] != b"accept-encoding"]
        start: Message = {}
        chunks: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            chunks.append(message.get("body", b""))
            if message.get("more_body"):
                return
            page = _SOCIAL.sub(b"", b"".join(chunks)).replace(b'lang="en"', b'lang="zh-CN"', 1)
            MutableHeaders(scope=start)["content-length"] = str(len(page))
            await send(start)
            await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, collect)
