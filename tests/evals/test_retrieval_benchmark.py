"""The benchmark on a law of three articles: every system is measured, and the JSON has the form others read."""

from __future__ import annotations

import json

import pytest

from assistant.corpus.errors import ParseError
from evals.retrieval import Options, benchmark, table, write
from evals.retrieval_results import Benchmark

LAW = """# 中华人民共和国试验法

<!-- INFO END -->

第一条 学校应当建立安全制度。

第二条 有下列情形之一的，给予处分：

（一）隐瞒不报的；

（二）谎报的。

第三条 自公布之日起施行。
"""


@pytest.fixture
def options(tmp_path):
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "试验法(2001-01-01).md").write_text(LAW, encoding="utf-8")
    rows = [
        {"id": 1, "question": "隐瞒不报怎么处分？", "relevant": [{"name": "试验法第二条", "text": "无"}]},
        {"id": 2, "question": "什么时候施行？", "relevant": [{"name": "试验法第三条", "text": "无"}]},
        {"id": 3, "question": "不在库里的", "relevant": [{"name": "民法典第一条", "text": "无"}]},
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "q.jsonl").write_text(lines, encoding="utf-8")
    return Options(tmp_path / "laws", tmp_path / "q.jsonl", usual=2)


def test_all_systems_side_by_side(options, tmp_path):
    outcome = benchmark(options)
    assert list(outcome.systems) == ["bm25", "vectors", "fixed", "fused", "reranked", "rank_bm25"]
    assert {system: figures["recall@1"] for system, figures in outcome.systems.items()}["fused"] == 1
    assert all(figures["questions"] == 2 for figures in outcome.systems.values())
    assert outcome.corpus["articles"] == 3
    assert outcome.corpus["relevant_not_in_laws"] == 1
    write(outcome, tmp_path / "out.json")
    read = Benchmark.model_validate_json((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert read.systems == outcome.systems
    assert {"recall@10", "mrr@10", "ndcg@10"} <= set(read.systems["bm25"])
    assert "fused" in table(outcome)


def test_laws_that_are_not_there_say_so(options, tmp_path):
    with pytest.raises(ParseError, match="没有这个文件夹或文件"):
        benchmark(Options(tmp_path / "none", options.queries))
