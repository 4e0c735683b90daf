"""Any sentence-transformers folder loads, with no network, and is known by its contents."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.search.encoder import Encoder, EncoderError
from tests.search.conftest import save_character_encoder


def test_vectors_have_length_one(encoder):
    vectors = encoder.encode(["申诉", "问责决定的执行"])
    assert vectors.shape == (2, encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_a_text_of_no_known_piece_has_no_direction_but_is_a_number(encoder):
    assert np.isfinite(encoder.encode(["", "\U0001f642"])).all()


def test_fingerprint_follows_contents_not_place(units, encoder, tmp_path):
    same = save_character_encoder(units, tmp_path / "same", seed=0)
    other = save_character_encoder(units, tmp_path / "other", seed=1)
    assert Encoder.load(same).fingerprint == encoder.fingerprint
    assert Encoder.load(other).fingerprint != encoder.fingerprint
    (same / "README.md").write_text("changed", encoding="utf-8")
    assert Encoder.load(same).fingerprint == encoder.fingerprint, "a model card is not the model"


def test_missing_or_broken_folder_says_which_and_what_to_do(tmp_path):
    with pytest.raises(EncoderError, match="ASSISTANT_ENCODER"):
        Encoder.load(tmp_path / "none")
    (tmp_path / "modules.json").write_text("{", encoding="utf-8")
    with pytest.raises(EncoderError, match=str(tmp_path)):
        Encoder.load(tmp_path)
