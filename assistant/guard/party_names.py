"""What bodies and persons are called: in the rules, the lexicon and the guard's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.guard.reader import Reader
from assistant.rules.base import RuleBase
from assistant.rules.lexicon import Lexicon

SEVERAL = re.compile("[、与和]")


def without_place(named: set[str], places: Sequence[str]) -> set[str]:
    """市委组织部 of 潍坊市委组织部: bodies that a regulation names with its place."""
    return {name.removeprefix(place) for name in named for place in places if name.startswith(f"{place}市委")}


def chinese_names(base: RuleBase, lexicon: Lexicon, reader: Reader) -> dict[str, str]:
    """Wordings of bodies and persons, each with one name for all that mean the same."""
    terms = [term for kind in ("persons", "organs") for term in lexicon.of_kind(kind)]
    names = {who: who for e in base if (who := getattr(e.rule, "who", None)) and not SEVERAL.search(who)}
    names |= {wording: term.name for term in terms for wording in term.wordings}
    parties = reader.vocabulary.file.parties.items()
    return names | {wording: name for name, others in parties for wording in (name, *others)}


def english_names(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """English wordings of bodies and persons, each with the name of its term."""
    for term in (term for kind in ("persons", "organs") for term in lexicon.of_kind(kind)):
        yield from ((wording, term.name) for wording in term.en)
