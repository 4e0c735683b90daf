"""A tiny real encoder, trained on nothing: characters with random vectors, so equal words give equal vectors."""

from __future__ import annotations

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from assistant.corpus.library import Library
from assistant.search.encoder import Encoder
from assistant.search.units import units_of
from assistant.settings import Settings


@pytest.fixture(scope="session")
def library():
    return Library.load(Settings().knowledge / "regulations")


@pytest.fixture(scope="session")
def units(library):
    return [unit for regulation in library.regulations.values() for unit in units_of(regulation)]


@pytest.fixture(scope="session")
def encoder_folder(units, tmp_path_factory):
    return save_character_encoder(units, tmp_path_factory.mktemp("encoder"), seed=0)


def save_character_encoder(units, folder, seed):
    characters = sorted({c for unit in units for c in unit.content} - {"\n"})
    tokenizer = Tokenizer(models.WordLevel({"?": 0} | {c: i + 1 for i, c in enumerate(characters)}, "?"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    weights = np.random.default_rng(seed).normal(size=(len(characters) + 1, 32)).astype(np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(
        str(folder)
    )
    return folder


@pytest.fixture(scope="session")
def encoder(encoder_folder):
    return Encoder.load(encoder_folder)
