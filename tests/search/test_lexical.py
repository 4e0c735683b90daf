"""BM25 gives what its formula gives, and its tokens suit Chinese."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.search.lexical import LexicalIndex, tokens


def naive_bm25(texts, query, k1=1.2, b=0.75):
    """The formula, term by term (Robertson's, with Lucene's idf; a term counts as often as the query has it)."""
    documents = [tokens(text) for text in texts]
    mean = sum(map(len, documents)) / len(documents)
    scores = []
    for document in documents:
        counts, score = Counter(document), 0.0
        for term in tokens(query):
            frequency = sum(term in other for other in documents)
            idf = math.log(1 + (len(documents) - frequency + 0.5) / (frequency + 0.5))
            tf = counts[term]
            score += idf * tf / (tf + k1 * (1 - b + b * len(document) / mean))
        scores.append(score)
    return scores


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("问责申诉处分校长15 ab。", min_size=1, max_size=12), min_size=1, max_size=6),
    st.text("问责申诉处分校长15 ab。罚", max_size=8),
)
def test_scores_are_those_of_the_formula(texts, query):
    if not any(tokens(text) for text in texts):
        with pytest.raises(ValueError, match="没有文字"):
            LexicalIndex.build(texts)
        return
    scores = LexicalIndex.build(texts).scores(query)
    np.testing.assert_allclose(scores, naive_bm25(texts, query), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("瞒报", ["瞒", "报", "瞒报"]),
        ("问 责", ["问", "责"]),
        ("１５个工作日", ["15", "个", "工", "作", "日", "个工", "工作", "作日"]),
        ("GB/T 16180-2006", ["gb", "t", "16180", "2006"]),
        ("。，、", []),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


def test_added_texts_score_nearly_as_if_they_had_been_there(units):
    contents = [unit.content for unit in units]
    whole, query = LexicalIndex.build(contents), "申诉期间停止执行吗"
    extended = LexicalIndex.build(contents[:-30]).extended(contents[-30:-10]).extended(contents[-10:])
    assert extended.size == whole.size
    np.testing.assert_allclose(extended.scores(query), whole.scores(query), rtol=0.25, atol=0.2)
    top = set(np.argsort(-whole.scores(query))[:10].tolist())
    assert len(top & set(np.argsort(-extended.scores(query))[:10].tolist())) >= 8


def test_added_texts_are_not_saved_half(units, tmp_path):
    with pytest.raises(ValueError, match="重建后再保存"):
        LexicalIndex.build([units[0].content]).extended(["新"]).save(tmp_path)


def test_saved_index_scores_as_before(units, tmp_path):
    index = LexicalIndex.build([unit.content for unit in units])
    index.save(tmp_path)
    opened = LexicalIndex.open(tmp_path)
    assert opened.size == index.size == len(units)
    np.testing.assert_array_equal(opened.scores("申诉期间停止执行吗"), index.scores("申诉期间停止执行吗"))
    assert not opened.scores("zzz").any()
