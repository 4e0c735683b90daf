"""Pages for people beside the chat: a regulation with the clause that was looked up, marked and scrolled to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.corpus.errors import AmbiguousProvision, CorpusError
from assistant.corpus.library import Library
from assistant.serve.problem import problem_of
from assistant.serve.reader import read_lines
from assistant.serve.wording import NOTICES, STATUS

STATIC = Path(__file__).parent / "static"
templates = Environment(
    loader=PackageLoader("assistant.serve"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Fact:
    """A line of what is known about a regulation."""

    name: str
    value: str


def pages_router(library: Library) -> APIRouter:
    """`/provisions/{id}`: a provision or, given the id of a regulation, the regulation from its start."""
    router = APIRouter()

    @router.get("/provisions/{id:path}", response_class=HTMLResponse)
    def provision(id: str) -> HTMLResponse:
        try:
            return HTMLResponse(_regulation_page(library, id))
        except CorpusError as error:
            problem = problem_of(error)
            readings = error.readings if isinstance(error, AmbiguousProvision) else ()
            page = templates.get_template("problem.html").render(
                problem=problem, readings=readings, regulations=library.regulations.values()
            )
            return HTMLResponse(page, status_code=problem.status)

    return router


def _regulation_page(library: Library, id: str) -> str:
    target = None if id in library.regulations else library.provision(id)
    regulation = library.regulations[target.regulation if target else id]
    meta = regulation.meta
    facts = [
        Fact("文号", meta.document_number or "文本未载"),
        Fact("印发机关", "、".join(meta.issuers) or "文本未载"),
        Fact("印发日期", str(meta.issued or "文本未载")),
        Fact("施行日期", str(meta.effective or "文本未载")),
        Fact("效力", f"{STATUS[meta.status]}。{meta.status_note}"),
    ]
    return templates.get_template("regulation.html").render(
        meta=meta,
        facts=facts,
        notice=NOTICES[0],
        target=target,
        lines=read_lines(regulation, target),
    )
