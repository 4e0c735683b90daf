"""Any other sentence-transformers model, by torch."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer


class TransformerModel:
    """A loaded sentence-transformers model."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model: Any = model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), dimension)."""
        if len(texts) > 1:
            return self._model.encode(
                list(texts), batch_size=256, convert_to_numpy=True, show_progress_bar=False
            )
        # Without the batching, sorting and progress of `encode`: these cost more than a small model itself.
        with torch.inference_mode():
            features = self._model.preprocess(list(texts))
            return self._model(features)["sentence_embedding"].float().numpy()

    def fingerprint(self, name: str) -> str:
        """sha256 over a model's name and weights."""
        digest = hashlib.sha256(name.encode())
        for key, value in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(value.detach().cpu().float().numpy().tobytes())
        return digest.hexdigest()


def load(name: str, *, offline: bool) -> TransformerModel:
    """Load a folder, or a model by its name from the local cache or, unless `offline`, from its host.

    Raises OSError, ValueError, KeyError or RuntimeError, as sentence-transformers does.
    """
    return TransformerModel(SentenceTransformer(name, device="cpu", local_files_only=offline))
