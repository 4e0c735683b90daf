"""One FastAPI application with every network surface, put together in one place."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from assistant import __version__
from assistant.answer.pipeline import Assistant
from assistant.corpus.errors import CorpusError
from assistant.serve.api import api_router
from assistant.serve.desk import Desk
from assistant.serve.edge import BodyLimit, ClosedPaths, OwnHead, SafeHeaders
from assistant.serve.openai_api import openai_router
from assistant.serve.pages import STATIC, pages_router
from assistant.serve.problem import INTERNAL, Problem, problem_of
from assistant.serve.ui import mount_page
from assistant.serve.wording import TITLE
from assistant.settings import Settings

_DESCRIBED = "接口说明见 /api/openapi.json。"
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
log = logging.getLogger(__name__)


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """JSON API, OpenAI-compatible API, pages of the law and the page for staff, over one loaded assistant."""
    desk = Desk(assistant, settings)
    app = FastAPI(
        title=TITLE,
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,  # FastAPI's own pages load scripts from a public host
        redoc_url=None,
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
        middleware=[
            Middleware(SafeHeaders),
            Middleware(ClosedPaths),
            Middleware(BodyLimit, limit=settings.max_body),
            Middleware(OwnHead),
        ],
    )
    for error, handler in _HANDLERS.items():
        app.add_exception_handler(error, handler)
    app.include_router(api_router(desk))
    app.include_router(openai_router(desk))
    app.include_router(pages_router(assistant.library))
    for prefix in ("/api", "/v1"):
        app.add_api_route(f"{prefix}/{{rest:path}}", _nothing_here, methods=_METHODS, include_in_schema=False)
    app.mount("/surface", StaticFiles(directory=STATIC))
    mount_page(app, desk)
    return app


async def _nothing_here(rest: str) -> None:
    """Keeps what is no route of an API from reaching the page, which would answer in a form of its own."""
    raise Problem(404, "not_found", f"没有这个地址，或者不支持这个方法：{rest[:80]}。", _DESCRIBED)


def _reply(request: Request, problem: Problem) -> JSONResponse:
    openai = request.url.path.startswith("/v1/")
    return JSONResponse(problem.openai_body() if openai else problem.body(), status_code=problem.status)


def _problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    return _reply(request, error)


def _corpus_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, CorpusError)
    return _reply(request, problem_of(error))


def _invalid(request: Request, error: Exception) -> JSONResponse:
    """Names every field that is wrong, without repeating what was sent: it may be long or not encodable."""
    assert isinstance(error, RequestValidationError)
    faults = [(".".join(str(part) for part in e["loc"]), str(e["msg"])) for e in error.errors()[:5]]
    status = 400 if request.url.path.startswith("/v1/") else 422
    message = "请求不合格式：" + "；".join(f"{where}：{reason}" for where, reason in faults) + "。"
    return _reply(request, Problem(status, "invalid_request", message, _DESCRIBED, faults[0][0]))


def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return _reply(request, Problem(error.status_code, "refused", f"请求被拒绝：{error.detail}。", _DESCRIBED))


def _internal(request: Request, error: Exception) -> JSONResponse:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _reply(request, INTERNAL)


_HANDLERS = {
    RequestValidationError: _invalid,
    HTTPException: _refused,
    Problem: _problem,
    CorpusError: _corpus_error,
    Exception: _internal,
}
