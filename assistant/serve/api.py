"""The JSON API: ask, check, read provisions, see what is loaded."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from assistant import __version__
from assistant.answer.model import Answer, Provenance
from assistant.corpus.library import Library
from assistant.guard.finding import Report
from assistant.serve.desk import Desk


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AskBody(_Body):
    """A question; `history` holds the earlier questions of the conversation, oldest first."""

    question: str
    regulation: str | None = None
    history: list[str] = Field(default=[], max_length=50)
    as_of: date | None = None


class CheckBody(_Body):
    """A statement or a whole draft."""

    text: str
    regulation: str | None = None


class ProvisionView(_Body):
    """A provision as API and command line show it; `rules` are the rules written under it, as YAML."""

    id: str
    label: str
    text: str
    parent: str | None
    regulation: str
    rules: list[str]
    lead: str
    chapter: str | None
    normative: bool
    url: str


class RegulationView(_Body):
    """A regulation of the knowledge base, without its text."""

    id: str
    title: str
    document_number: str | None
    issued: date | None
    effective: date | None
    status: str
    status_note: str | None
    url: str


class Health(_Body):
    """What is loaded; the server listens only when all of it is."""

    status: str
    version: str
    regulations: list[str]
    provenance: Provenance


def page_url(id: str) -> str:
    """Address of the page on which people read the provision."""
    return f"/provisions/{quote(id, safe=':()')}"


def view_provision(library: Library, spec: str) -> ProvisionView:
    """The provision that `spec` means. Raises UnknownProvision, AmbiguousProvision, UnknownRegulation."""
    provision = library.provision(spec)
    blocks = library.regulations[provision.regulation].blocks
    return ProvisionView(
        id=provision.id,
        label=provision.label,
        text=provision.text,
        parent=provision.parent,
        regulation=provision.regulation,
        rules=[block.yaml for block in blocks if block.provision == provision.id],
        lead=provision.lead,
        chapter=provision.chapter,
        normative=provision.normative,
        url=page_url(provision.id),
    )


def view_regulations(library: Library) -> list[RegulationView]:
    """All regulations, in the order of the library."""
    return [
        RegulationView(
            id=id,
            title=regulation.meta.title,
            document_number=regulation.meta.document_number,
            issued=regulation.meta.issued,
            effective=regulation.meta.effective,
            status=regulation.meta.status,
            status_note=regulation.meta.status_note,
            url=page_url(id),
        )
        for id, regulation in library.regulations.items()
    ]


def api_router(desk: Desk) -> APIRouter:
    """The routes of the JSON API."""
    router = APIRouter()
    library = desk.assistant.library

    @router.post("/api/ask")
    async def ask(body: AskBody) -> Answer:
        return await desk.ask(
            body.question, regulation=body.regulation, history=body.history, as_of=body.as_of
        )

    @router.post("/api/check")
    async def check(body: CheckBody) -> Report:
        return await desk.check(body.text, regulation=body.regulation)

    @router.get("/api/provisions/{id:path}")
    async def provision(id: str) -> ProvisionView:
        return view_provision(library, id)

    @router.get("/api/regulations")
    async def regulations() -> list[RegulationView]:
        return view_regulations(library)

    @router.get("/healthz")
    async def health() -> Health:
        return Health(
            status="ready",
            version=__version__,
            regulations=list(library.regulations),
            provenance=desk.assistant.provenance(),
        )

    return router
