"""Settings, from the environment (`ASSISTANT_*`) or a `.env` file beside `app.py`."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Where things are and how the server listens. Every field is `ASSISTANT_<NAME>` in the environment."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=ROOT / ".env", extra="ignore")

    knowledge: Path = Field(default=ROOT / "knowledge", description="regulations, topics, lexicon, encoder")
    data: Path = Field(default=ROOT / ".data", description="writable folder: index, logs")
    encoder: str = Field(default="", description="a sentence-transformers model; empty: knowledge/encoder")
    host: str = Field(default="127.0.0.1", description="address the server listens on")
    port: int = Field(default=7860, ge=1, le=65535, description="port of UI and API")
    max_question: int = Field(default=4000, ge=1, description="longest question answered, in characters")
    max_text: int = Field(default=100_000, ge=1, description="longest draft checked, in characters")
    max_body: int = Field(default=1_000_000, ge=1000, description="largest request body, in bytes")
    workers: int = Field(default=2, ge=1, description="questions worked on at the same time")
    llm_base_url: str = Field(
        default="", description="OpenAI-compatible endpoint that words answers; empty: none"
    )
    llm_api_key: SecretStr = Field(default=SecretStr(""), description="key of the endpoint, if it wants one")
    llm_model: str = Field(default="", description="model to ask the endpoint for")
    llm_timeout: float = Field(
        default=60, gt=0, le=600, description="longest wait for the wording, in seconds"
    )
    llm_allow_public: bool = Field(
        default=False, description="whether the endpoint may have a public address"
    )
