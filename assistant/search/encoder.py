"""Text to vectors with any sentence-transformers model: the one that ships with the program, or another by setting."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.search.static import StaticModel

Vectors = NDArray[np.float32]


class EncoderError(RuntimeError):
    """A model that cannot be loaded: says which, from where, and what to do."""


class Model(Protocol):
    """Texts in, vectors of any length out, shape (len(texts), dimension)."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors, in the order of the texts."""
        ...


class Encoder(Embeddings):
    """A sentence-transformers model whose vectors have length 1, so that inner product is cosine.

    fingerprint: sha256 over the files of the model's folder (or its name and weights, for a model known by name):
    an index belongs to one fingerprint.
    """

    def __init__(self, model: Model, fingerprint: str) -> None:
        self._model = model
        self.fingerprint = fingerprint
        self.dimension = int(self.encode(["维"]).shape[1])

    @classmethod
    def load(cls, name: str | Path) -> Encoder:
        """Load a folder with no network, or a model by its name from the local cache (or, once, from its host).

        Raises EncoderError where there is no such folder or the model cannot be loaded.
        """
        folder = Path(name)
        is_folder = folder.is_dir()
        if not is_folder and (folder.is_absolute() or isinstance(name, Path)):
            raise EncoderError(
                f"没有编码器文件夹 {folder}；请恢复该文件夹，或用 ASSISTANT_ENCODER 指定别的模型"
            )
        if is_folder and (static := StaticModel.read(folder)):
            return cls(static, _folder_hash(folder))
        from assistant.search.transformer import load  # noqa: PLC0415 - loads torch, which takes seconds

        try:
            model = load(str(name), offline=is_folder)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise EncoderError(
                f"编码器 {name} 不能加载：{error}；应为 sentence-transformers 模型的文件夹或名称（ASSISTANT_ENCODER）"
            ) from error
        return cls(model, _folder_hash(folder) if is_folder else model.fingerprint(str(name)))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, of length 1; a text without a known piece gives zeros."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        vectors = np.nan_to_num(np.asarray(self._model.encode(texts), dtype=np.float32))
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return (vectors / np.where(norms > 0, norms, 1.0)).astype(np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for `encode`."""
        return self.encode(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        """LangChain's name for `encode` of one text."""
        return self.encode([text])[0].tolist()


def _folder_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in _MODEL_FILES):
        digest.update(f"{file.relative_to(folder).as_posix()}\x1f".encode())
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


_MODEL_FILES = frozenset({".json", ".safetensors", ".bin", ".txt", ".model"})
