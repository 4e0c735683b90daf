"""What a regulation's front matter says about it; the keys are closed, a silent field is null."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

_VALIDITY = {
    "in_force": "It is in force.",
    "unverified": "Whether it is still in force has not been verified; the base only holds the text.",
    "superseded": "It has been superseded; the later text is not in the base.",
    "repealed": "It has been repealed.",
}


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExternalNorm(_Closed):
    """A norm that the regulation names but whose text the knowledge base does not hold."""

    title: str = Field(min_length=2)
    document_number: str | None = None
    source: str = Field(description="provision id that names it")
    cited_as: str | None = Field(default=None, description="the article of it that is named, as written")
    in_kb: Literal[False] = False


class Metadata(_Closed):
    """Front matter of one regulation. Names and dates are those of its text; what the text does not say is null."""

    id: str = Field(pattern=r"^[^:\s/]+$")
    title: str = Field(min_length=2)
    english_title: str | None = None
    kind: str
    document_number: str | None
    issuers: tuple[str, ...] = Field(description="empty: the text does not say")
    issuance: str | None = Field(default=None, description="how it was issued or forwarded, as the text says")
    issued: datetime.date | None
    issued_note: str | None = None
    effective: datetime.date | None
    effective_note: str | None = None
    expires: datetime.date | None = None
    status: Literal["in_force", "unverified", "superseded", "repealed"]
    status_note: str
    english_status_note: str | None = Field(default=None, description="status_note in English")
    addressees: str | None = None
    interprets: str | None = Field(default=None, description="who interprets it")
    feedback_to: str | None = Field(default=None, description="whom to tell of problems in applying it")
    authority_level: str | None = Field(
        default=None, description="rank among norms; our reading, not the text's"
    )
    aliases: tuple[str, ...] = Field(default=(), description="every name people use, Chinese and English")
    places: tuple[str, ...] = ()
    subjects: tuple[str, ...] = Field(default=(), description="whom it reaches, in everyday words")
    rests_on: tuple[ExternalNorm, ...] = ()
    refers_to: tuple[ExternalNorm, ...] = ()
    web_metadata: dict[str, str] = Field(default={}, description="claims of the web page; no authority")
    rules: Literal["encoded", "none"] = Field(
        default="encoded", description="none: text only, no encoded rules"
    )

    def validity(self, language: str) -> str:
        """What is known of its validity: the note, in English its translation or else what its status means."""
        return (self.english_status_note or _VALIDITY[self.status]) if language == "en" else self.status_note

    def place(self, language: str) -> str:
        """Where it applies, by its first name of a place in that language, or in any."""
        named = (place for place in self.places if language != "en" or place.isascii())
        return next(named, next(iter(self.places), ""))
