"""The rules as a searchable index: how much of a question's wording each rule's own words and synonyms cover."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.rules.base import Encoded, RuleBase
from assistant.rules.lexicon import Lexicon
from assistant.search.lexical import LexicalIndex, tokens

_CACHED = 512
_FEW = 6
_ENOUGH = 2.0


class Evidence:
    """BM25 over rules, each with its clause, its topic's names and all wordings of its terms, in both languages."""

    def __init__(self, base: RuleBase, lexicon: Lexicon) -> None:
        texts = [_text(rule, base, lexicon) for rule in base]
        self._index = LexicalIndex.build(texts)
        df = Counter(token for text in texts for token in set(tokens(text)))
        clauses = [_law(rule, base) for rule in base]
        self._rare = _rare_words(clauses)
        self._idf = {token: math.log(1 + len(texts) / n) for token, n in df.items()}
        self._unknown = math.log(1 + len(texts))
        self._cache: dict[str, NDArray[np.float64]] = {}

    def coverage(self, text: str) -> NDArray[np.float64]:
        """For each rule, in the order of the base, the share (0 to about 1) of the weight of the text's words that it
        covers; shape (rules,).
        """
        if text not in self._cache:
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            self._cache[text] = self._covered(text)
        return self._cache[text]

    def rarities(self, text: str) -> NDArray[np.float64]:
        """For each rule 0 to 1: how many of the text's word pairs stand in it and in hardly any other; shape (rules,)."""
        scores = np.zeros(self._index.size)
        for token in set(tokens(text)) & self._rare.keys():
            scores[list(self._rare[token])] += 1.0 / len(self._rare[token])
        return np.minimum(scores / _ENOUGH, 1.0)

    def _covered(self, text: str) -> NDArray[np.float64]:
        most = sum(self._idf.get(token, self._unknown) for token in tokens(text))
        return self._index.scores(text).astype(np.float64) / most if most else np.zeros(self._index.size)


def _law(rule: Encoded, base: RuleBase) -> str:
    """The words of the law behind a rule, without synonyms."""
    return rule.zh if rule.provision else base.topics[rule.topic].zh


def _rare_words(texts: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The word pairs that stand in few of the texts, and in which."""
    rows: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        for token in set(tokens(text)):
            if len(token) > 1:
                rows.setdefault(token, []).append(row)
    return {token: tuple(found) for token, found in rows.items() if len(found) <= _FEW}


def _text(rule: Encoded, base: RuleBase, lexicon: Lexicon) -> str:
    topic = base.topics[rule.topic]
    clause = base.library.provision(rule.provision).text if rule.provision else ""
    return "\n".join([topic.zh, topic.en, rule.zh, rule.en, clause[:400], *_wordings(rule.zh, lexicon)])


def _wordings(text: str, lexicon: Lexicon) -> Sequence[str]:
    terms = dict.fromkeys(name for match in lexicon.find(text) for name in match.terms)
    return [
        w.rstrip("*")
        for name in terms
        for w in (*lexicon.terms[name].wordings, *lexicon.terms[name].lay, *lexicon.terms[name].en)
    ]
