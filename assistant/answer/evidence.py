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


class Evidence:
    """BM25 over rules, each with its clause, its topic's names and all wordings of its terms, in both languages."""

    def __init__(self, base: RuleBase, lexicon: Lexicon) -> None:
        texts = [_text(rule, base, lexicon) for rule in base]
        self._index = LexicalIndex.build(texts)
        df = Counter(token for text in texts for token in set(tokens(text)))
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

    def _covered(self, text: str) -> NDArray[np.float64]:
        most = sum(self._idf.get(token, self._unknown) for token in tokens(text))
        return self._index.scores(text).astype(np.float64) / most if most else np.zeros(self._index.size)


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
