import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

import pytest

from evals.endpoint import Endpoint, EndpointError, Target


class Rival(ThreadingHTTPServer):
    """An OpenAI-compatible server that remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, Any]] = []
        self.status = 200
        self.models = [{"id": "rival", "object": "model", "created": 0, "owned_by": "x"}]


class Handler(BaseHTTPRequestHandler):
    @property
    def rival(self) -> Rival:
        return cast("Rival", self.server)

    def do_GET(self):
        self._send(200, {"object": "list", "data": self.rival.models})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.rival.asked.append(body)
        choice = {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": "依第十四条。"},
        }
        reply = {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
        self._send(self.rival.status, reply if self.rival.status == 200 else {"error": {"message": "满了"}})

    def _send(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format, *args):  # noqa: A002 - the name that the base class gives it
        pass


@pytest.fixture
def server():
    with Rival() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def url(server):
    return f"http://127.0.0.1:{server.server_address[1]}/v1"


@pytest.fixture
def endpoint(url, library):
    endpoint = Endpoint(Target(url, None, 5), library)
    yield endpoint
    endpoint.close()


def test_history_filter_and_day_are_told_in_words(endpoint, server, case):
    asked = case(history=["先前"], regulation="weifang-2011", as_of="2024-10-01", question="多久？")
    reply = endpoint.ask(asked)
    assert (reply.text, reply.answer, reply.error) == ("依第十四条。", None, "")
    assert reply.seconds > 0
    assert server.asked[0]["model"] == "rival"
    assert [m["content"] for m in server.asked[0]["messages"]] == [
        "先前",
        "今天是2024年10月1日。按《全市学校安全稳定事故问责办法》：多久？",
    ]


def test_a_refused_question_is_an_error_of_that_question(endpoint, server, case):
    server.status = 400
    assert "满了" in endpoint.ask(case()).error


def test_an_endpoint_that_is_not_there_is_refused_at_once(library):
    with pytest.raises(EndpointError, match="连不上"):
        Endpoint(Target("http://127.0.0.1:9/v1", None, 1), library)


def test_an_endpoint_without_models_needs_one_named(url, server, library):
    server.models = []
    with pytest.raises(EndpointError, match="--model"):
        Endpoint(Target(url, None, 5), library)
