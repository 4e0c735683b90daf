"""Accepted drafts, kept so that the same question is answered with the same words again.

One small JSON file for each, named by the hash of all that the model was shown. A stored draft is checked again whenever
it is used: a file is no more trusted than a model.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answer.wording_prompt import Message

LOG = logging.getLogger(__name__)


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid")

    draft: str


def key_of(model: str, messages: Sequence[Message]) -> str:
    """sha256 of the model's name and what it is shown."""
    shown = [model, *([message.role, message.text] for message in messages)]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


class DraftStore:
    """Drafts by key in a folder, which is made when the first is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> str | None:
        """The stored draft; None where there is none that can be read."""
        file = self._file(key)
        try:
            return _Stored.model_validate_json(file.read_bytes()).draft
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            LOG.warning("%s 读不出来（%s）；将重新请语言模型措辞", file, type(error).__name__)
            return None

    def keep(self, key: str, draft: str) -> None:
        """Store a draft, whole or not at all. A folder that cannot be written is logged: the answer does not wait for it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(_Stored(draft=draft).model_dump_json())
                Path(name).replace(self._file(key))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            LOG.warning("%s 写不进去（%s）；同一问题的措辞下次可能不同", self._folder, error.strerror)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"
