"""The command: an encoder with its ranker, or a ranker for an encoder that stays as it is."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.search.encoder import Encoder
from assistant.search.folder import check_folder
from assistant.search.ranker import Ranker
from assistant.search.train import train
from tests.search.training.test_training import RECIPE


@pytest.fixture
def data(articles, tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.search.train.Recipe", lambda seed: replace(RECIPE, seed=seed))
    (tmp_path / "laws").mkdir()
    lines = [line for article in articles for line in article.text.split("\n") if len(line) > 30][:12]
    law = "\n\n".join(
        f"第{number}条 {line}" for number, line in zip("一二三四五六七八九十", lines, strict=False)
    )
    (tmp_path / "laws" / "试验法.md").write_text(
        f"# 试验法\n\n<!-- INFO END -->\n\n{law}\n", encoding="utf-8"
    )
    rows = [
        {
            "id": i,
            "question": line[5:25],
            "answer": line,
            "relevant": [{"name": f"试验法第{n}条", "text": line}],
        }
        for i, (n, line) in enumerate(zip("一二三四五六", lines, strict=False))
    ]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return {"laws": tmp_path / "laws", "questions": [questions], "work": tmp_path / "work"}


def test_an_encoder_and_its_ranker_or_a_ranker_alone(data, tmp_path):
    train(**data, out=tmp_path / "encoder")
    check_folder(tmp_path / "encoder")
    encoder, ranker = Encoder.load(tmp_path / "encoder"), Ranker.load(tmp_path / "encoder")
    assert ranker is not None
    assert ranker.asked.vectors.shape == (6, encoder.dimension)
    assert f"{ranker.weights[1]:.2f} × 余弦" in (tmp_path / "encoder" / "README.md").read_text(
        encoding="utf-8"
    )

    train(**data, out=tmp_path / "again", encoder=tmp_path / "encoder")
    check_folder(tmp_path / "again")
    for name in ("model.safetensors", "tokenizer.json", "README.md"):
        kept, first = (tmp_path / folder / name for folder in ("again", "encoder"))
        assert kept.read_bytes() == first.read_bytes()
    again = Ranker.load(tmp_path / "again")
    assert again is not None
    assert again.weights.tolist() == pytest.approx(ranker.weights.tolist(), rel=1e-3, abs=1e-3)
