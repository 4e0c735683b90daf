"""Any sentence-transformers folder loads, with no network, and is known by its contents."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from assistant.search.encoder import Encoder, EncoderError
from assistant.search.index import HybridIndex
from assistant.search.retriever import HybridRetriever
from assistant.search.static import StaticModel
from assistant.search.transformer import load
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


def test_a_static_embedding_gives_what_sentence_transformers_gives(units, encoder_folder):
    texts = ["", "\U0001f642", "申诉", *(unit.content for unit in units[:600])]
    static, slow = StaticModel.read(encoder_folder), load(str(encoder_folder), offline=True)
    assert static is not None
    for each in (texts, texts[2:3]):
        wanted = Encoder(slow, "slow").encode(each)
        np.testing.assert_allclose(Encoder(static, "static").encode(each), wanted, atol=1e-5)


def test_a_model_of_another_kind_is_left_to_sentence_transformers(encoder_folder, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(encoder_folder, folder)
    config = folder / "config_sentence_transformers.json"
    config.write_text(
        config.read_text().replace('"default_prompt_name": null', '"default_prompt_name": "query"')
    )
    assert StaticModel.read(folder) is None
    assert StaticModel.read(tmp_path) is None


TRANSFORMER = """
    import sys
    from pathlib import Path
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = Path(sys.argv[1])
    words = {"[UNK]": 0, "[PAD]": 1, "申": 2, "诉": 3}
    PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer(models.WordLevel(words, "[UNK]")), unk_token="[UNK]", pad_token="[PAD]"
    ).save_pretrained(folder / "bert")
    config = BertConfig(vocab_size=4, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8)
    BertModel(config).save_pretrained(folder / "bert")
    module = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[module, Pooling(8)], device="cpu").save(str(folder / "model"))
"""


def test_a_transformer_is_an_encoder_too_and_has_an_index_of_its_own(units, encoder, tmp_path):
    subprocess.run([sys.executable, "-c", textwrap.dedent(TRANSFORMER), str(tmp_path)], check=True)
    other = Encoder.load(tmp_path / "model")
    assert other.dimension == 8
    np.testing.assert_allclose(other.encode(["申", "诉"])[:1], other.encode(["申"]), atol=1e-5)
    HybridIndex.open(units, encoder, tmp_path / "index")
    index = HybridIndex.open(units, other, tmp_path / "index")
    assert index.encoder.dimension == 8
    assert HybridRetriever(index=index).search("申诉期间停止执行吗", 3)
