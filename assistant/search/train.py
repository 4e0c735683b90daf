"""Train the encoder, in one command that can be stopped and started again:

    python -m assistant.search.train --laws laws.tar.xz --questions questions.jsonl --out knowledge/encoder

1. a tokenizer from the laws and the questions; 2. piece vectors from the laws alone; 3. hard negatives for the
questions, from BM25 and from these vectors; 4. the vectors taught by questions, answers and laws together; 5. the
ranker's weights, from questions in parts that vectors taught by the other parts rank. An office adds its own questions
with a further --questions FILE; with --encoder FOLDER it keeps an encoder and learns only the ranker for it. The same
data, seed and tokenizer give the same encoder; the tokenizer itself comes out a little different each time (its
library's trainer is not seeded), so --tokenizer takes one that is there. Work in hand is under --work; it is used again
as long as data, seed and sizes stay the same.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer
from tqdm import tqdm

from assistant.search.encoder import Encoder
from assistant.search.folder import MANIFEST, write_folder
from assistant.search.ranker import Ranker
from assistant.search.training.articles import Article, read_articles
from assistant.search.training.corpus import Corpus, encode_corpus
from assistant.search.training.mining import mine
from assistant.search.training.model import (
    PieceVectors,
    contrastive_loss,
    embed,
    load_checkpoint,
    save_checkpoint,
)
from assistant.search.training.pairs import Sampler
from assistant.search.training.pieces import composition, train_tokenizer
from assistant.search.training.questions import Matched, match, read_questions
from assistant.search.training.ranking import Embedded, RankingData, parts_of

_CHECKPOINT_EVERY = 100
_WARM_UP = 50
_TOKENIZER_LINES = 60_000
_QUESTION_COPIES, _ANSWER_COPIES = 6, 2
"""Everyday words are rare in the laws: questions count several times, so that their words become pieces."""
_RANKER_PARTS = 5


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of training. questions: share of the pairs that come from questions."""

    name: str
    steps: int
    batch: int
    questions: float
    rate: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what comes out, beside the data."""

    pieces: int = 32_000
    dimension: int = 256
    seed: int = 0
    laws: Stage = Stage("laws", 1200, 1024, 0.0, 0.01)
    taught: Stage = Stage("taught", 400, 512, 0.5, 0.005)


class Training:
    """Data and recipe, and a folder for work in hand."""

    def __init__(
        self,
        articles: Sequence[Article],
        matched: Matched,
        recipe: Recipe,
        work: Path,
        tokenizer: Path | None = None,
    ) -> None:
        """tokenizer: a `tokenizer.json` to take instead of training one."""
        self.articles = articles
        self.matched = matched
        self.recipe = recipe
        self.work = work / _key(articles, matched, recipe)
        self.work.mkdir(parents=True, exist_ok=True)
        if tokenizer is not None:
            shutil.copyfile(tokenizer, self.work / "tokenizer.json")
        self.tokenizer = self._tokenizer()
        self.corpus: Corpus = encode_corpus(articles, matched, self.tokenizer)

    def run(self, train: Sequence[int]) -> PieceVectors:
        """Vectors taught by the questions at the positions `train`, whose order does not matter."""
        vectors, positions = self.untaught(), sorted(train)
        sampler = Sampler(self.corpus, positions, self._hard(vectors))
        name = hashlib.sha256(json.dumps(positions).encode()).hexdigest()[:8]
        return self._train(vectors, sampler, self.recipe.taught, self.work / f"taught-{name}.safetensors")

    def ranker(self, parts: Sequence[Sequence[int]], encoder: Encoder | None = None) -> Ranker:
        """The ranker taught by the questions at the positions in all these parts.

        encoder: the one it is for; None: that of these parts.
        """
        train = [q for part in parts for q in part]
        weights = self._ranking.learn(parts, self.run)
        if encoder is None:
            embedded = self._ranking.embedded(train, self.run(train))
        else:
            asked = [self.matched.questions[q] for q in train]
            embedded = Embedded(
                encoder.encode([q.question for q in asked]), encoder.encode([q.answer for q in asked])
            )
        return Ranker(weights, self._ranking.asked(train, embedded))

    @cached_property
    def _ranking(self) -> RankingData:
        return RankingData(self.corpus, self.articles, [q.question for q in self.matched.questions])

    def untaught(self) -> PieceVectors:
        """Vectors from the laws alone."""
        recipe, weights = self.recipe, self.corpus.weights()
        vectors = PieceVectors(composition(self.tokenizer), weights, recipe.dimension, recipe.seed)
        return self._train(
            vectors, Sampler(self.corpus, (), None), recipe.laws, self.work / "laws.safetensors"
        )

    def _tokenizer(self) -> Tokenizer:
        file = self.work / "tokenizer.json"
        if not file.exists():
            lines = sorted(
                {line for a in self.articles for line in (a.title, a.units[0].heading, *a.text.split("\n"))}
            )
            random.Random(self.recipe.seed).shuffle(lines)  # noqa: S311 - a sample, not a secret
            lines = lines[:_TOKENIZER_LINES]
            for question in self.matched.questions:
                lines += [question.question] * _QUESTION_COPIES + [question.answer] * _ANSWER_COPIES
            typer.echo(f"分词器：{len(lines)} 行，{self.recipe.pieces} 片")
            draft = file.with_suffix(".tmp")
            train_tokenizer(lines, self.recipe.pieces).save(str(draft))
            draft.replace(file)
        return Tokenizer.from_file(str(file))

    def _hard(self, vectors: PieceVectors) -> NDArray[np.int64]:
        file = self.work / "hard.npy"
        if not file.exists():
            mined = mine(self.corpus, self.articles, [q.question for q in self.matched.questions], vectors)
            draft = file.with_suffix(".tmp.npy")
            np.save(draft, mined)
            draft.replace(file)
        return np.load(file)

    def _train(self, vectors: PieceVectors, sampler: Sampler, stage: Stage, checkpoint: Path) -> PieceVectors:
        optimiser = torch.optim.Adam(vectors.parameters(), lr=stage.rate, betas=(0.9, 0.99), fused=True)
        done = load_checkpoint(checkpoint, vectors, optimiser) if checkpoint.exists() else 0
        bar: Any = tqdm(
            range(done, stage.steps), desc=checkpoint.stem, initial=done, total=stage.steps, mininterval=5
        )
        for step in bar:
            for group in optimiser.param_groups:
                group["lr"] = stage.rate * (min(1.0, (step + 1) / _WARM_UP) * (1 - step / stage.steps) + 0.01)
            batch = sampler.batch(stage.batch, stage.questions, (self.recipe.seed, stage.steps, step))
            rows = vectors.rows()
            loss = contrastive_loss(embed(rows, batch.queries), embed(rows, batch.targets), batch.same)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # pyright: ignore[reportUnknownMemberType]
            optimiser.step()  # pyright: ignore[reportUnknownMemberType]
            bar.set_postfix(loss=f"{loss.item():.3f}")
            if (step + 1) % _CHECKPOINT_EVERY == 0 or step + 1 == stage.steps:
                save_checkpoint(checkpoint, vectors, optimiser, step + 1)
        return vectors


def save_encoder(tokenizer: Tokenizer, vectors: PieceVectors, folder: Path) -> None:
    """Write a sentence-transformers model of half precision into an existing folder."""
    with torch.no_grad():
        rows = vectors.rows()
        static = StaticEmbedding(tokenizer, embedding_weights=(rows / rows.abs().max()).half())
    model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
    model.save(str(folder), create_model_card=False)


def train(
    laws: Annotated[Path, typer.Option(help="放法律 Markdown 的文件夹或 .tar.xz")],
    questions: Annotated[list[Path], typer.Option(help="题目 JSONL，可重复")],
    out: Annotated[Path, typer.Option(help="编码器写到这个文件夹")],
    work: Annotated[Path, typer.Option(help="中间结果；中断后从这里继续")] = Path("data/training"),
    tokenizer: Annotated[Path | None, typer.Option(help="沿用这个 tokenizer.json，不另训练")] = None,
    encoder: Annotated[Path | None, typer.Option(help="沿用这个编码器，只为它学排序")] = None,
    seed: Annotated[int, typer.Option(help="随机种子")] = 0,
) -> None:
    """用法律和题目训练编码器和排序。"""
    articles = read_articles(laws)
    matched = match([q for file in questions for q in read_questions(file)], articles)
    typer.echo(f"{len(articles)} 条，{len(matched.questions)} 题；找不到的条文 {len(matched.missing)} 处")
    training = Training(articles, matched, Recipe(seed=seed), work, tokenizer)
    loaded = None if encoder is None else Encoder.load(encoder)
    every = range(len(matched.questions))
    ranker = training.ranker(parts_of(len(every), _RANKER_PARTS), loaded)

    def write(folder: Path) -> None:
        if encoder is None:
            save_encoder(training.tokenizer, training.run(every), folder)
            (folder / "README.md").write_text(_card(training, ranker), encoding="utf-8")
        else:
            shutil.copytree(encoder, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(MANIFEST))
        ranker.save(folder)

    write_folder(out, write, {"seed": seed})
    typer.echo(f"编码器：{out}")


def _key(articles: Sequence[Article], matched: Matched, recipe: Recipe) -> str:
    digest = hashlib.sha256(json.dumps(asdict(recipe)).encode())
    for article in articles:
        digest.update(f"{article.id}\x1f{article.text}\x1e".encode())
    for question in matched.questions:
        digest.update(question.model_dump_json().encode())
    return digest.hexdigest()[:16]


def _card(training: Training, ranker: Ranker) -> str:
    recipe = training.recipe
    words, meaning, law, times = ranker.weights.tolist()
    return f"""# 条文检索编码器

sentence-transformers 静态词向量（StaticEmbedding）：{recipe.pieces} 片、{recipe.dimension} 维、半精度。由
`python -m assistant.search.train` 训练，种子 {recipe.seed}，数据指纹 {training.work.name}。

- 数据：{len(training.articles)} 条法律条文，{len(training.matched.questions)} 道附条文和书面回答的题目。没有用任何预训练模型。
- 分词：在条文和题目上训练的 unigram，每片至多 5 字；每片的向量含其中较短各片的份额，保存时合成一行。
- 第一步（{recipe.laws.steps} 步 × {recipe.laws.batch} 对）：标题↔条文、引语↔各项、同条各款、相邻条、片段↔余文；问责类条文加倍取样。
- 第二步（{recipe.taught.steps} 步 × {recipe.taught.batch} 对，一半来自题目）：题目↔条文、题目↔回答、回答↔条文、关键词↔条文，
  每题另配一条由 BM25 和第一步向量选出的难例。
- 排序（`ranker.safetensors`，只用于大库）：{words:.2f} × BM25（以本题最高分为 1）+ {meaning:.2f} × 余弦 + {law:.2f} × 相似旧题
  中该法所占份额 + {times:.2f} × ln（该条被问次数）。权重由 {_RANKER_PARTS} 份交叉的题目学得；旧题只存向量和条文名的摘要，不存文字。
- 不懂英语和未见过的繁体字；换句话说得越远，越要靠词表扩展。
"""


if __name__ == "__main__":
    typer.run(train)
