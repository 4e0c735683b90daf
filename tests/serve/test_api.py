"""The JSON API: shapes, limits and what a caller is told when a request cannot be done."""

import json
import re

import pytest

QUOTED_TRACEBACK = re.compile(r"Traceback|File \"|site-packages")


def told(response, status: int, code: str) -> dict[str, str]:
    """The error of a response, once its form is checked."""
    assert response.status_code == status, response.text
    error = response.json()["error"]
    assert set(error) == {"code", "message", "where", "remedy"}
    assert error["code"] == code
    assert error["message"]
    assert error["remedy"]
    assert not QUOTED_TRACEBACK.search(response.text)
    return error


def test_ask_returns_the_answer_of_the_assistant(client, assistant):
    question = "潍坊办法第十四条规定了什么？"
    response = client.post("/api/ask", json={"question": question})
    assert response.status_code == 200
    assert response.json() == assistant.ask(question).model_dump(mode="json")


def test_ask_passes_on_regulation_history_and_date(client):
    body = {
        "question": "广州呢？",
        "regulation": "guangzhou-2009",
        "history": ["潍坊的问责方式有哪些？"],
        "as_of": "2024-10-01",
    }
    answer = client.post("/api/ask", json=body).json()
    assert answer["provenance"]["as_of"] == "2024-10-01"
    plain = client.post("/api/ask", json={"question": "广州呢？"}).json()
    assert answer["id"] != plain["id"]


def test_an_empty_question_is_asked_back(client):
    assert client.post("/api/ask", json={"question": ""}).json()["outcome"] == "clarify"


def test_check_returns_the_report_of_the_assistant(client, assistant):
    text = "被问责当事人申诉期间，不停止问责决定的执行。"
    response = client.post("/api/check", json={"text": text, "regulation": "weifang-2011"})
    report = assistant.check(text, regulation="weifang-2011")
    assert response.json() == report.model_dump(mode="json")


@pytest.mark.parametrize("path", ["/api/ask", "/api/check"])
@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"text"', b"{}", b"\xff\xfe{}", b"[" * 50_000],
    ids=["empty", "cut off", "list", "null", "string", "no key", "not UTF-8", "nested"],
)
def test_what_is_no_request_is_refused(client, path, body):
    response = client.post(path, content=body, headers={"content-type": "application/json"})
    told(response, response.status_code, response.json()["error"]["code"])
    assert response.status_code in {400, 422}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"question": 5}, "body.question"),
        ({"question": None}, "body.question"),
        ({"question": "问", "histroy": []}, "body.histroy"),
        ({"question": "问", "history": "先前"}, "body.history"),
        ({"question": "问", "history": [1]}, "body.history.0"),
        ({"question": "问", "as_of": "昨天"}, "body.as_of"),
        ({"question": "问", "history": ["问"] * 51}, "body.history"),
    ],
)
def test_a_wrong_field_is_named(client, body, where):
    assert told(client.post("/api/ask", json=body), 422, "invalid_request")["where"] == where


def test_half_a_character_is_refused(client):
    content = b'{"question": "\\ud800"}'
    response = client.post("/api/ask", content=content, headers={"content-type": "application/json"})
    assert told(response, 422, "not_text")["where"] == "question"


def test_an_unknown_regulation_is_refused_and_the_known_are_named(client):
    error = told(
        client.post("/api/ask", json={"question": "问", "regulation": "x"}), 422, "unknown_regulation"
    )
    assert "weifang-2011" in error["message"]


def test_a_question_of_100_kilobytes_is_refused_with_the_limit(client, settings):
    error = told(client.post("/api/ask", json={"question": "问" * 33_000}), 422, "text_too_long")
    assert str(settings.max_question) in error["message"]
    history = {"question": "问", "history": ["问" * 33_000]}
    assert told(client.post("/api/ask", json=history), 422, "text_too_long")["where"] == "history"


def test_a_body_above_the_limit_is_refused_whether_or_not_its_length_is_declared(client, settings):
    body = json.dumps({"question": "a" * settings.max_body}).encode()
    headers = {"content-type": "application/json"}
    told(client.post("/api/ask", content=body, headers=headers), 413, "body_too_large")
    pieces = (body[start : start + 65_536] for start in range(0, len(body), 65_536))
    told(client.post("/api/ask", content=pieces, headers=headers), 413, "body_too_large")


def test_a_failure_inside_is_not_shown_to_the_caller(client, assistant, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(type(assistant), "ask", broken)
    response = client.post("/api/ask", json={"question": "问"})
    told(response, 500, "internal_error")
    assert "secret" not in response.text


@pytest.mark.parametrize(
    "spec",
    ["weifang-2011:5(13)", "weifang-2011:5.1(13)", "weifang-2011：5（十三）", "weifang-2011%3A5%2813%29"],
)
def test_a_provision_in_every_form_of_its_id(client, spec):
    view = client.get(f"/api/provisions/{spec}").json()
    assert view["id"] == "weifang-2011:5(13)"
    assert view["parent"] == "weifang-2011:5"
    assert "瞒报" in view["text"]
    assert client.get(view["url"]).status_code == 200


def test_unknown_and_ambiguous_provisions(client):
    assert (
        "第22条" in told(client.get("/api/provisions/weifang-2011:30"), 404, "unknown_provision")["message"]
    )
    told(client.get("/api/provisions/nonsense"), 404, "unknown_provision")
    told(client.get("/api/provisions/../../etc/passwd"), 404, "not_found")
    told(client.get("/api/provisions/..%2f..%2fetc%2fpasswd"), 404, "unknown_provision")
    told(client.get("/api/provisions/nowhere-1999:1"), 422, "unknown_regulation")
    error = told(client.get("/api/provisions/ccp-2016:7(1)"), 422, "ambiguous_provision")
    assert "ccp-2016:7.1(1)" in error["remedy"]
    assert "ccp-2016:7.2(1)" in error["remedy"]


def test_regulations_with_what_is_known_of_their_validity(client, assistant):
    regulations = {r["id"]: r for r in client.get("/api/regulations").json()}
    assert set(regulations) == set(assistant.library.regulations)
    assert regulations["ccp-2016"]["status"] == "superseded"
    assert regulations["weifang-2011"]["status"] == "unverified"


def test_health_says_what_is_loaded(client, assistant):
    health = client.get("/healthz").json()
    assert health["status"] == "ready"
    assert health["regulations"] == list(assistant.library.regulations)
    assert health["provenance"]["texts"] == assistant.library.texts_hash


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        "/redoc",
        "/gradio_api/upload",
        "/gradio_api/proxy=http://127.0.0.1/",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/run/predict",
        "/gradio_api/runs",
        "/monitoring",
        "/login",
        "/api",
        "/nowhere",
    ],
)
def test_paths_that_nothing_here_needs_do_not_exist(client, path):
    for method in ("GET", "POST"):
        told(client.request(method, path), 404, "not_found")


def test_a_wrong_method_is_refused(client):
    told(client.get("/api/ask"), 404, "not_found")


def test_every_response_forbids_the_browser_other_hosts(client):
    for path in ("/", "/healthz", "/nowhere", "/provisions/weifang-2011:1", "/surface/page.js"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "http" not in policy


def test_the_api_is_described(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/check", "/api/regulations", "/v1/chat/completions"} <= set(paths)
