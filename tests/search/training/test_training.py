"""Training on a handful of articles: it learns, gives the same for the same seed, and goes on where it stopped."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models

from assistant.search.encoder import Encoder
from assistant.search.train import Recipe, Stage, Training, save_encoder
from assistant.search.training.corpus import encode_corpus
from assistant.search.training.mining import KEPT, mine
from assistant.search.training.model import contrastive_loss, embed
from assistant.search.training.pairs import Sampler
from assistant.search.training.pieces import composition

RECIPE = Recipe(
    pieces=2500,
    dimension=16,
    laws=Stage("laws", 30, 32, 0.0, 0.02),
    taught=Stage("taught", 30, 32, 0.5, 0.02),
)


def test_training_learns_is_repeatable_and_resumes(articles, matched, tmp_path, monkeypatch):
    training = Training(articles, matched, RECIPE, tmp_path / "a")
    vectors = training.run(range(len(matched.questions)))
    rows = vectors.rows().detach()
    documents = embed(rows, [training.corpus.document(i) for i in range(len(articles))])
    asked = embed(rows, [q.question for q in training.corpus.questions])
    first = (asked @ documents.T).argmax(1).tolist()
    right = sum(best in wanted for best, wanted in zip(first, matched.relevant, strict=True))
    assert right >= 10, "of 12 questions that are cut from their articles"

    monkeypatch.setattr("assistant.search.train._CHECKPOINT_EVERY", 10)

    def stop(*_):
        raise KeyboardInterrupt

    same = training.work / "tokenizer.json"
    stopped = Training(articles, matched, RECIPE, tmp_path / "b", same)
    original = torch.optim.Adam.step
    steps = 0

    def step(self, *args, **kwargs):
        nonlocal steps
        steps += 1
        return stop() if steps == 45 else original(self, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(torch.optim.Adam, "step", step)
        with pytest.raises(KeyboardInterrupt):
            stopped.run(range(len(matched.questions)))
    resumed = Training(articles, matched, RECIPE, tmp_path / "b", same).run(range(len(matched.questions)))
    torch.testing.assert_close(resumed.rows(), vectors.rows(), rtol=1e-3, atol=1e-4)


def test_saved_encoder_gives_the_trained_vectors(articles, matched, tmp_path):
    training = Training(articles, matched, RECIPE, tmp_path)
    vectors = training.untaught()
    (tmp_path / "encoder").mkdir()
    save_encoder(training.tokenizer, vectors, tmp_path / "encoder")
    texts = [articles[0].text, "校长瞒报事故"]
    ids = [np.asarray(e.ids, np.int32) for e in training.tokenizer.encode_batch(texts)]
    expected = embed(vectors.rows(), ids).detach().numpy()
    loaded = Encoder.load(tmp_path / "encoder")
    np.testing.assert_allclose(loaded.encode(texts), expected, atol=5e-3)
    np.testing.assert_allclose(loaded.encode(texts[:1])[0], loaded.encode(texts)[0], atol=1e-5)
    weights = (tmp_path / "encoder" / "model.safetensors").stat().st_size
    assert weights == pytest.approx(2 * training.corpus.pieces * RECIPE.dimension, rel=0.05), "half precision"


def test_hard_negatives_are_never_right_answers(articles, matched, tmp_path):
    training = Training(articles, matched, RECIPE, tmp_path)
    mined = mine(training.corpus, articles, [q.question for q in matched.questions], training.untaught())
    assert mined.shape == (len(matched.questions), KEPT)
    for wrong, right in zip(mined, matched.relevant, strict=True):
        assert not set(wrong.tolist()) & set(right)


def test_batches_are_those_of_their_seed_and_mask_what_is_right_too(articles, matched, tmp_path):
    training = Training(articles, matched, RECIPE, tmp_path)
    several = replace(
        training.corpus.questions[0], relevant=(*training.corpus.questions[0].relevant, 0, 1, 2)
    )
    corpus = replace(training.corpus, questions=(several, *training.corpus.questions[1:]))
    hard = np.full((len(corpus.questions), 3), 2)
    sampler = Sampler(corpus, range(len(corpus.questions)), hard)
    one, same, other = (
        sampler.batch(32, 0.5, (1, 2)),
        sampler.batch(32, 0.5, (1, 2)),
        sampler.batch(32, 0.5, (1, 3)),
    )
    assert all(np.array_equal(a, b) for a, b in zip(one.queries, same.queries, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(one.queries, other.queries, strict=True))
    assert len(one.targets) == 32 + 16
    assert one.same.shape == (32, 48)
    assert not one.same[np.arange(32), np.arange(32)].any(), "a query's own target is never masked"
    alone = Sampler(corpus, [0], hard).batch(8, 1.0, (1, 2))
    off_diagonal = alone.same | np.eye(8, 16, dtype=bool)
    assert off_diagonal.all(), (
        "every article of the one question answers each of its queries, hard ones included"
    )


def test_questions_are_needed_where_the_recipe_asks_for_them(articles, matched, tmp_path):
    training = Training(articles, matched, RECIPE, tmp_path)
    with pytest.raises(ValueError, match="没有可学的题目"):
        Sampler(training.corpus, [], None).batch(8, 0.5, (1,))


def test_masked_targets_do_not_count():
    queries = torch.nn.functional.normalize(torch.randn(2, 4), dim=1)
    same = np.array([[False, True], [True, False]])
    assert contrastive_loss(queries, torch.cat((queries[:1], queries[:1])), same).item() == pytest.approx(
        0, abs=1e-6
    )


def test_parts_of_a_piece():
    pieces = ["<unk>", "打", "伤", "打伤", "打伤了", "15"]
    tokenizer = Tokenizer(models.Unigram([(p, -1.0) for p in pieces], 0))
    parts = composition(tokenizer)
    by_whole = {w: sorted(parts.part[parts.whole == w].tolist()) for w in set(parts.whole.tolist())}
    assert by_whole == {3: [1, 2], 4: [1, 2, 3]}
    np.testing.assert_allclose(parts.share[parts.whole == 4], 3**-0.5, rtol=1e-6)


def test_rare_pieces_start_heavier(articles, matched, tmp_path):
    training = Training(articles, matched, RECIPE, tmp_path)
    corpus = encode_corpus(articles, matched, training.tokenizer)
    vocabulary, weights = training.tokenizer.get_vocab(), corpus.weights()
    assert weights[vocabulary["的"]] < weights[vocabulary["瞒"]]
