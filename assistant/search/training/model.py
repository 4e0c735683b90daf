"""The encoder while it is trained: composed piece vectors with a weight per piece, a contrastive loss, checkpoints."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import torch as safetensors
from torch import Tensor
from torch.nn import functional

from assistant.search.training.pieces import Composition

_torch: Any = torch  # Its annotations are incomplete.
_safetensors: Any = safetensors
Ids = NDArray[np.int32]
_PART = 0.5
_TEMPERATURE = 0.05
_SPREAD = 0.1


class _Compose(torch.autograd.Function):
    """Sparse times dense, with the transpose kept ready for the way back."""

    @staticmethod
    def forward(ctx: Any, parts: Tensor, vectors: Tensor, transposed: Tensor) -> Tensor:
        ctx.transposed = transposed
        return parts @ vectors

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[None, Tensor, None]:
        return None, ctx.transposed @ grads[0], None


_compose: Any = _Compose


class PieceVectors:
    """What is trained: a vector and a weight (its logarithm) for each of n pieces. Texts are normalised sums."""

    def __init__(self, parts: Composition, weights: NDArray[np.float32], dimension: int, seed: int) -> None:
        """weights: positive, shape (n,); the start of what training makes of them."""
        count = len(weights)
        generator = torch.Generator().manual_seed(seed)
        self.vectors = (torch.randn(count, dimension, generator=generator) * _SPREAD).requires_grad_()
        self.log_weights = _torch.from_numpy(np.log(weights)).requires_grad_()
        self._parts = _sparse(parts.whole, parts.part, parts.share, count)
        self._transposed = _sparse(parts.part, parts.whole, parts.share, count)

    def rows(self) -> Tensor:
        """One vector per piece, parts and weight folded in: shape (n, dimension)."""
        composed: Tensor = _compose.apply(self._parts, self.vectors, self._transposed)
        return (self.vectors + _PART * composed) * self.log_weights.exp()[:, None]

    def parameters(self) -> list[Tensor]:
        """What the optimiser moves."""
        return [self.vectors, self.log_weights]

    def load(self, tensors: dict[str, Tensor]) -> None:
        """Take over vectors and weights that `state` gave."""
        with torch.no_grad():
            self.vectors.copy_(tensors["vectors"])
            self.log_weights.copy_(tensors["log_weights"])

    def state(self) -> dict[str, Tensor]:
        """Vectors and weights, for a checkpoint."""
        return {"vectors": self.vectors.detach(), "log_weights": self.log_weights.detach()}


def embed(rows: Tensor, texts: Sequence[Ids]) -> Tensor:
    """Normalised sums of the rows of each text's pieces: shape (len(texts), dimension)."""
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    offsets = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    ids = np.concatenate(texts).astype(np.int64)
    sums = functional.embedding_bag(_torch.from_numpy(ids), rows, _torch.from_numpy(offsets), mode="sum")
    return functional.normalize(sums, dim=1)


def contrastive_loss(queries: Tensor, targets: Tensor, same: NDArray[np.bool_]) -> Tensor:
    """Each query against all targets, each of the first targets against all queries.

    queries: (n, d); targets: (n + hard, d), the first n belong to the queries in order; same: (n, n + hard), True
    where a target answers a query that it does not belong to: such a pair is no counter-example.
    """
    count = len(queries)
    scores = (queries @ targets.T / _TEMPERATURE).masked_fill(_torch.from_numpy(same), -1e4)
    own = torch.arange(count)
    there = functional.cross_entropy(scores, own)
    back = functional.cross_entropy(scores[:, :count].T, own)
    return (there + back) / 2


def save_checkpoint(file: Path, vectors: PieceVectors, optimiser: torch.optim.Adam, step: int) -> None:
    """Write everything needed to go on after `step` steps, whole or not at all."""
    tensors = {**vectors.state(), "step": torch.tensor(step)}
    for name, parameter in zip(("vectors", "log_weights"), vectors.parameters(), strict=True):
        tensors |= {f"{name}.{key}": value for key, value in optimiser.state[parameter].items()}
    draft = file.with_suffix(".tmp")
    _safetensors.save_file(tensors, draft)
    draft.replace(file)


def load_checkpoint(file: Path, vectors: PieceVectors, optimiser: torch.optim.Adam) -> int:
    """Restore a checkpoint; how many steps it has behind it."""
    tensors: dict[str, Tensor] = _safetensors.load_file(file)
    vectors.load(tensors)
    for name, parameter in zip(("vectors", "log_weights"), vectors.parameters(), strict=True):
        prefix = f"{name}."
        optimiser.state[parameter] = {
            key.removeprefix(prefix): value for key, value in tensors.items() if key.startswith(prefix)
        }
    return int(tensors["step"])


def _sparse(
    rows: NDArray[np.int64], columns: NDArray[np.int64], values: NDArray[np.float32], count: int
) -> Tensor:
    order = np.lexsort((columns, rows))
    starts = np.searchsorted(rows[order], np.arange(count + 1))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparse CSR tensor support is in beta", UserWarning)
        return _torch.sparse_csr_tensor(
            _torch.from_numpy(starts),
            _torch.from_numpy(columns[order]),
            _torch.from_numpy(values[order]),
            (count, count),
            check_invariants=True,
        )
