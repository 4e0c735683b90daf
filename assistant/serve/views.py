"""Provisions and regulations as API and command line show them."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict

from assistant.corpus.library import Library
from assistant.rules.base import RuleBase


class View(BaseModel):
    """What is shown is closed: no field beyond those listed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ProvisionView(View):
    """A provision as API and command line show it; `rules` are the ids of the rules it bears."""

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


class RegulationView(View):
    """A regulation of the knowledge base, without its text."""

    id: str
    title: str
    document_number: str | None
    issued: date | None
    effective: date | None
    status: str
    status_note: str | None
    url: str


def page_url(id: str) -> str:
    """Address of the page on which people read the provision."""
    return f"/provisions/{quote(id, safe=':()')}"


def view_provision(rules: RuleBase, spec: str) -> ProvisionView:
    """The provision that `spec` means. Raises UnknownProvision, AmbiguousProvision, UnknownRegulation."""
    provision = rules.library.provision(spec)
    return ProvisionView(
        id=provision.id,
        label=provision.label,
        text=provision.text,
        parent=provision.parent,
        regulation=provision.regulation,
        rules=[encoded.id for encoded in rules.of_provision(provision.id)],
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
