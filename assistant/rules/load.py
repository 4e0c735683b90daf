"""Loading the rules of a knowledge folder: read, parse, check."""

from __future__ import annotations

from pathlib import Path

from assistant.corpus.library import Library
from assistant.rules.base import RuleBase
from assistant.rules.checks import RuleProblems, check
from assistant.rules.derived import with_derived
from assistant.rules.topics import load_topics


def load_rules(knowledge: Path, library: Library | None = None) -> RuleBase:
    """The rules under `knowledge/regulations`, with the topics of `knowledge/topics.yaml`, checked.

    library: the regulations, where they are loaded already. Raises ParseError for a file that cannot be read, and
    RuleProblems, which lists all of them, for rules that their clauses do not bear.
    """
    library = library or Library.load(knowledge / "regulations")
    base = RuleBase(library, load_topics(knowledge / "topics.yaml"))
    if problems := check(base):
        raise RuleProblems(problems)
    return with_derived(base)
