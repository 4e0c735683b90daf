"""The retrieval benchmark: lay questions against laws, system beside system.

    python -m evals retrieval --laws DIR --queries FILE.jsonl [--folds 5] [--scale] [--json OUT]

Relevant are the articles that the file names for a question. Hits are leaf clauses; an article stands where its best
clause does. Compared are BM25 alone, vectors alone, both at fixed weights (fixed), at learnt weights with what has been
asked before (fused), and that over the articles recalled from earlier questions too, as the program serves (reranked),
beside the usual choice. With --folds, each question is answered with an encoder
and a ranker trained on the other folds only; without, with those of the settings, which must not have been trained on
these questions if the figures are to mean anything.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from assistant.search.encoder import Encoder
from assistant.search.fusion import Weights
from assistant.search.index import HybridIndex
from assistant.search.ranker import Ranker
from assistant.search.retriever import HybridRetriever, by_article
from assistant.search.train import Recipe, Training, save_encoder
from assistant.search.training.articles import Article, read_articles
from assistant.search.training.questions import Matched, match, read_questions
from assistant.search.training.ranking import parts_of
from assistant.settings import Settings
from evals.measures import measure
from evals.results import write_text
from evals.retrieval_results import ScalePoint
from evals.retrieval_scale import Timing, folder_mib, nearest_recall, scale_points, time_queries
from evals.usual_choice import RankBm25Retriever

_DEPTH = 100
_LEAVES = 600
_SIZES = (1_000, 5_000, 20_000, 60_000, 147_000)
Rankings = dict[str, dict[str, list[str]]]
"""Article ids by system and question."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is measured. without: folders of laws left out; usual: how many questions the slow usual choice is asked."""

    laws: Path
    queries: Path
    folds: int | None = None
    without: tuple[str, ...] = ()
    usual: int = 200
    scale: bool = False
    work: Path = Path("data/training")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the benchmark found; `figures` is the JSON that it writes."""

    systems: dict[str, dict[str, float]]
    corpus: dict[str, float]
    scale: tuple[ScalePoint, ...]

    @property
    def figures(self) -> dict[str, object]:
        """As written with --json."""
        return {
            "systems": self.systems,
            "corpus": self.corpus,
            "scale": [point.model_dump() for point in self.scale],
        }


@dataclass(frozen=True, slots=True)
class _Served:
    """What answers the questions at the positions `tested`."""

    tested: Sequence[int]
    encoder: Encoder
    ranker: Ranker | None


def benchmark(options: Options) -> Outcome:
    """Measure everything. Raises ParseError for laws or questions that cannot be read, EncoderError for the encoder."""
    start = time.perf_counter()
    articles = read_articles(options.laws, options.without)
    matched = match(read_questions(options.queries), articles)
    corpus: dict[str, float] = {
        "articles": len(articles),
        "units": sum(len(a.units) for a in articles),
        "questions": len(matched.questions),
        "relevant_not_in_laws": len(matched.missing),
        "parse_s": round(time.perf_counter() - start, 1),
    }
    rankings: Rankings = {}
    if options.folds is None:
        _log("用设置中的编码器；若它用这些题训练过，数字会偏高（用 --folds 交叉验证）")
        name = _encoder_name()
        every = range(len(matched.questions))
        served = _Served(every, Encoder.load(name), Ranker.load(Path(name)))
        corpus |= _rank(articles, matched, served, rankings)
    else:
        for served in _served(articles, matched, options.folds, options.work):
            corpus |= _rank(articles, matched, served, rankings)
    _ask_usual(articles, matched, options.usual, rankings)
    points = (
        scale_points(articles, [q.question for q in matched.questions], _encoder_name(), _SIZES)
        if options.scale
        else []
    )
    return Outcome(_measured(articles, matched, rankings), corpus, tuple(points))


def write(outcome: Outcome, file: Path) -> None:
    """Write the figures as JSON, a whole file or none."""
    write_text(file, json.dumps(outcome.figures, ensure_ascii=False, indent=1) + "\n")


def table(outcome: Outcome) -> str:
    """The figures for people: one system a line."""
    names = list(next(iter(outcome.systems.values())))
    lines = [f"{'':<12}" + "".join(f"{name:>12}" for name in names)]
    lines += [
        f"{system:<12}" + "".join(f"{values[name]:>12.4g}" for name in names)
        for system, values in outcome.systems.items()
    ]
    lines += ["", *(f"{name}: {value}" for name, value in outcome.corpus.items())]
    lines += [json.dumps(point.model_dump()) for point in outcome.scale]
    return "\n".join(lines)


def _encoder_name() -> str:
    settings = Settings()
    return settings.encoder or str(settings.knowledge / "encoder")


def _served(articles: Sequence[Article], matched: Matched, folds: int, work: Path) -> Iterator[_Served]:
    """What serves each fold, trained on the others; tokenizer and law training are shared.

    The ranker's own parts are the other folds, so an encoder that two folds need is trained once.
    """
    training = Training(articles, matched, Recipe(), work)
    parts = parts_of(len(matched.questions), folds)
    for tested in parts:
        others = [part for part in parts if part is not tested]
        vectors = training.run([q for part in others for q in part])
        with tempfile.TemporaryDirectory() as folder:
            save_encoder(training.tokenizer, vectors, Path(folder))
            yield _Served(tested, Encoder.load(Path(folder)), training.ranker(others))


def _rank(
    articles: Sequence[Article], matched: Matched, served: _Served, rankings: Rankings
) -> dict[str, float]:
    """Rank for the tested questions, adding to `rankings`; what building and asking took."""
    units = [unit for article in articles for unit in article.units]
    start = time.perf_counter()
    index = HybridIndex.build(units, served.encoder)
    built = time.perf_counter() - start
    fused = HybridRetriever(index=index)
    systems = {
        "bm25": fused.model_copy(update={"weights": Weights(1.0, 0.0)}),
        "vectors": fused.model_copy(update={"weights": Weights(0.0, 1.0)}),
        "fixed": fused,
        "fused": fused,
    }
    if served.ranker is not None:
        systems["fused"] = fused.model_copy(update={"ranker": served.ranker, "recalls": False})
        systems["reranked"] = fused.model_copy(update={"ranker": served.ranker})
    for name, retriever in systems.items():
        found = rankings.setdefault(name, {})
        for i in tqdm(served.tested, desc=name, unit="题", leave=False, disable=None):
            groups = by_article(retriever.search(matched.questions[i].question, _LEAVES))
            found[str(i)] = [group.article for group in groups[:_DEPTH]]
    questions = [matched.questions[i].question for i in served.tested]
    timing: Timing = time_queries(list(systems.values())[-1], questions)
    return {
        "build_s": round(built, 1),
        "index_mib": _written_mib(index),
        "p50_ms": timing.p50_ms,
        "p99_ms": timing.p99_ms,
        "nearest_recall@10": nearest_recall(index, questions),
    }


def _written_mib(index: HybridIndex) -> float:
    with tempfile.TemporaryDirectory() as parent:
        index.write(Path(parent) / "index", "benchmark")
        return round(folder_mib(Path(parent)), 1)


def _ask_usual(articles: Sequence[Article], matched: Matched, count: int, rankings: Rankings) -> None:
    if count <= 0:
        return
    usual = RankBm25Retriever.of(
        [a.id for a in articles], [f"{a.title}\n{a.units[0].heading}\n{a.text}" for a in articles]
    )
    asked = [int(i) for i in np.random.default_rng(7).permutation(len(matched.questions))[:count]]
    found = rankings.setdefault("rank_bm25", {})
    for i in tqdm(asked, desc="rank_bm25", unit="题", leave=False, disable=None):
        found[str(i)] = [str(d.id) for d in usual.invoke(matched.questions[i].question)]


def _measured(
    articles: Sequence[Article], matched: Matched, rankings: Mapping[str, Mapping[str, list[str]]]
) -> dict[str, dict[str, float]]:
    """Measures by system, each over the questions that the system was asked."""
    relevant = {str(i): [articles[p].id for p in positions] for i, positions in enumerate(matched.relevant)}
    return {
        system: {
            **measure({q: relevant[q] for q in found}, found),
            "questions": float(len(found)),
        }
        for system, found in rankings.items()
    }


def _log(message: str) -> None:
    print(message, file=sys.stderr)
