"""Start the page and the API in one process on one port: `python app.py`."""

from __future__ import annotations

import socket
import sys

import uvicorn
from pydantic import ValidationError

from assistant.answer.pipeline import Assistant
from assistant.answer.wording_endpoint import WordingError
from assistant.corpus.errors import CorpusError
from assistant.serve.app import create_app
from assistant.settings import Settings


def main() -> int:
    """Settings, port, texts and indexes, application, server. Returns the exit status."""
    try:
        settings = Settings()
        port = reserve(settings.host, settings.port)
        assistant = Assistant.load(settings)
    except (CorpusError, OSError, ValidationError, WordingError) as error:
        print(f"app.py: {error}", file=sys.stderr)
        return 1
    app = create_app(assistant, settings)
    print(f"http://{settings.host}:{settings.port}/", flush=True)
    # Open pages hold a connection, which must not keep the server from stopping.
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[port])
    return 0


def reserve(host: str, port: int) -> socket.socket:
    """The port, taken before anything is loaded; it accepts connections only when the server runs.

    Raises OSError naming address and remedy where the port is in use.
    """
    reserved = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        reserved.bind((host, port))
    except OSError as error:
        reserved.close()
        message = f"{host} 端口 {port} 不能使用（{error.strerror}）；请用 ASSISTANT_PORT 换一个端口"
        raise OSError(message) from error
    return reserved


if __name__ == "__main__":
    sys.exit(main())
