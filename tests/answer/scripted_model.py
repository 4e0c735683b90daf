"""An OpenAI-compatible chat endpoint on loopback that says what a test has written down for it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Pieces = Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Reply:
    """One response. pieces: its body, made anew for each request; pause: seconds before it starts.

    length: the content-length to announce; without it the body ends with the connection.
    """

    pieces: Pieces
    status: int = 200
    kind: str = "text/event-stream"
    headers: tuple[tuple[str, str], ...] = ()
    pause: float = 0.0
    length: int | None = None


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict

    @property
    def messages(self) -> list[dict[str, str]]:
        return self.body["messages"]


def body(*pieces: bytes) -> Pieces:
    return lambda: iter(pieces)


def event(delta: object = None, finish: str | None = None, **more: object) -> bytes:
    """One chunk of a stream."""
    choice = {"index": 0, "delta": {} if delta is None else delta, "finish_reason": finish}
    chunk = {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": [choice],
    }
    return b"data: " + json.dumps({**chunk, **more}).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"


def says(text: str, finish: str | None = "stop", piece: int = 7) -> Reply:
    """A stream that says `text`, a few characters at a time, and ends as it should."""
    parts = [event({"role": "assistant", "content": text[i : i + piece]}) for i in range(0, len(text), piece)]
    return Reply(body(*parts, event(finish=finish), DONE))


def fails(status: int, text: bytes = b'{"error": {"message": "no"}}', *headers: tuple[str, str]) -> Reply:
    return Reply(body(text), status=status, kind="application/json", headers=headers, length=len(text))


@dataclass
class ScriptedModel:
    """The server: its address, what it was asked, and what it will say; the last reply is repeated."""

    url: str
    asked: list[Asked] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    def will(self, *replies: Reply) -> None:
        self.asked.clear()
        self.replies[:] = replies

    def next(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def scripted_model() -> Iterator[ScriptedModel]:
    """A running server on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    model = ScriptedModel(f"http://127.0.0.1:{server.server_address[1]}/v1")
    server.model = model  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        thread.join(timeout=5)
        server.socket.close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        model: ScriptedModel = self.server.model  # type: ignore[attr-defined]
        sent = self.rfile.read(int(self.headers["content-length"]))
        model.asked.append(
            Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, json.loads(sent))
        )
        reply = model.next()
        self.close_connection = True
        try:
            time.sleep(reply.pause)
            self._send(reply)
        except OSError:
            pass  # the client has hung up, as it should

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        headers: Sequence[tuple[str, str]] = (
            ("content-type", reply.kind),
            ("connection", "close"),
            *reply.headers,
        )
        for name, value in headers:
            self.send_header(name, value)
        if reply.length is not None:
            self.send_header("content-length", str(reply.length))
        self.end_headers()
        for piece in reply.pieces():
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        pass
