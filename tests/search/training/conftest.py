"""The regulations as articles to train on, and questions that are cut from them."""

from __future__ import annotations

import pytest

from assistant.search.training.articles import Article
from assistant.search.training.questions import Matched, Question, Relevant
from assistant.search.units import units_of


@pytest.fixture(scope="module")
def articles(library):
    found: list[Article] = []
    for regulation in library.regulations.values():
        groups: dict[str, list] = {}
        for unit in units_of(regulation):
            groups.setdefault(unit.article, []).append(unit)
        found += [Article(i, i, regulation.meta.title, regulation.id, tuple(us)) for i, us in groups.items()]
    return found


@pytest.fixture(scope="module")
def matched(articles):
    positions = [i for i, a in enumerate(articles) if len(a.text) > 60][:12]
    questions = [
        Question(id=i, question=articles[i].text[5:30], answer=articles[i].text[:60], keywords="问责",
                 relevant=(Relevant(name=articles[i].id, text=articles[i].text),))
        for i in positions
    ]  # fmt: skip
    return Matched(tuple(questions), tuple((i,) for i in positions), ())
