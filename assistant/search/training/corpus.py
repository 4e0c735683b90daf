"""Articles and questions as piece ids, ready to be cut into training pairs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.search.training.articles import Article
from assistant.search.training.model import Ids
from assistant.search.training.questions import Matched

_ACCOUNTABILITY = re.compile(
    "问责|处分|责任追究|追究责任|申诉|复核|免职|诫勉|停职|引咎|责令辞职|主要负责人|瞒报|隐瞒|谎报|失职|渎职|"
    "领导责任|党组织|社区|网格|学校安全|调查组|回避"
)
NOTHING: Ids = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf clause: its lead-in (empty where there is none) and its words."""

    lead: Ids
    words: Ids


@dataclass(frozen=True, slots=True)
class Text:
    """An article. law: position among the laws; heading: title and chapter; whole: all its words, each lead-in once."""

    law: int
    title: Ids
    heading: Ids
    leaves: tuple[Leaf, ...]
    whole: Ids


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. relevant: positions of its articles."""

    question: Ids
    answer: Ids
    keywords: Ids
    relevant: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts in the order of the articles. laws: the positions of each; domain: positions on accountability."""

    texts: tuple[Text, ...]
    laws: tuple[range, ...]
    domain: NDArray[np.int64]
    questions: tuple[Asked, ...]
    pieces: int

    def document(self, position: int) -> Ids:
        """An article as indexes read it: title, heading, words."""
        text = self.texts[position]
        return np.concatenate((text.title, text.heading, text.whole))

    def weights(self) -> NDArray[np.float32]:
        """How rare each piece is: logarithm of clauses per clause that has it, about 1 on average."""
        counts = np.zeros(self.pieces)
        clauses = 0
        for text in self.texts:
            for leaf in text.leaves:
                counts[np.unique(leaf.words)] += 1
                clauses += 1
        rarity = np.log1p(clauses / (counts + 5))
        return (rarity / rarity.mean()).astype(np.float32)


def encode_corpus(articles: Sequence[Article], matched: Matched, tokenizer: Tokenizer) -> Corpus:
    """Everything as piece ids. Articles without a known piece keep their place with empty texts."""

    def ids(strings: Sequence[str]) -> list[Ids]:
        encodings = tokenizer.encode_batch(list(strings), add_special_tokens=False)
        return [np.asarray(encoding.ids, np.int32) for encoding in encodings]

    units = [unit for article in articles for unit in article.units]
    words, leads = ids([unit.text for unit in units]), ids([unit.lead for unit in units])
    titles, headings = ids([a.title for a in articles]), ids([a.units[0].heading for a in articles])
    texts: list[Text] = []
    at, law, file = 0, -1, ""
    for position, article in enumerate(articles):
        law, file = (law, file) if article.file == file else (law + 1, article.file)
        count = len(article.units)
        leaves = tuple(Leaf(leads[i], words[i]) for i in range(at, at + count))
        texts.append(Text(law, titles[position], headings[position], leaves, _whole(leaves)))
        at += count
    starts = [next(group)[0] for _, group in groupby(enumerate(texts), key=lambda entry: entry[1].law)]
    domain = [i for i, article in enumerate(articles) if _ACCOUNTABILITY.search(article.text)]
    asked = zip(
        ids([q.question for q in matched.questions]),
        ids([q.answer for q in matched.questions]),
        ids([q.keywords for q in matched.questions]),
        matched.relevant,
        strict=True,
    )
    return Corpus(
        tuple(texts),
        tuple(range(a, b) for a, b in pairwise([*starts, len(texts)])),
        np.asarray(domain or range(len(texts)), np.int64),
        tuple(Asked(*row) for row in asked),
        tokenizer.get_vocab_size(),
    )


def _whole(leaves: Sequence[Leaf]) -> Ids:
    parts: list[Ids] = []
    lead = NOTHING
    for leaf in leaves:
        if len(leaf.lead) and not np.array_equal(leaf.lead, lead):
            parts.append(leaf.lead)
        lead = leaf.lead
        parts.append(leaf.words)
    return np.concatenate(parts)
