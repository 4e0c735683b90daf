"""The JSON API: ask, check, read provisions, see what is loaded."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from assistant import __version__
from assistant.answer.model import Answer, Provenance
from assistant.guard.finding import Report
from assistant.serve.desk import Desk
from assistant.serve.views import ProvisionView, RegulationView, View, view_provision, view_regulations


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


class Health(View):
    """What is loaded; the server listens only when all of it is."""

    status: str
    version: str
    regulations: list[str]
    provenance: Provenance


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
        return view_provision(desk.assistant.rules, id)

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
