"""Who stands where in an English sentence: before the verb or behind by the one who acts, behind the verb the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import zip_longest

from assistant.guard.parties import Mention, Place

ENDS = re.compile(
    r"[.,;:!?]\s|\s(?:and|but|while)\s(?=(?:may|must|shall|should|cannot|can|is|are|has|have)\s)"
)
ARTICLES = re.compile(r"(?:\b(?:the|a|an|each|every|any|such|that|this|its|where|if|when|once)\s+)+$")
AGENT = re.compile(r"\bby\s+(?:the\s+|a\s+|an\s+)?$")
PASSIVE = re.compile(
    r"\s+(?:who|whose|that|which|of|or|and|is|are|was|were|has been|have been|being|"
    r"(?:shall|must|may|should|can|cannot|may not|must not|shall not)\s+(?:be|not be)\b)|'s"
)
"""Behind a party these tell what is done to it, or that it is not named alone."""
SUFFERS = re.compile(r"[^.;:]*?\b(?:is|are|be|was|were)\s+(?:\w+\s+)?(?:held|\w{3,}ed)\b[^.;:]*?\bby\b")
"""What is done to those before it is told with the one who does it (teachers … are held accountable by the school)."""
DESCRIBES = re.compile(r"\s+(?:leader|person|responsib)")
"""Before these principal tells which one, and is nobody by itself."""
CONDITION = re.compile(r"\b(?:if|where|when|once|who|whose|that|unless|before|after|because)\b")
FINITE = re.compile(
    r"\s+(?:shall|must|may|should|cannot|can|is|are|has|have|[a-z]{3,}s)\b"
    r"|\s+(?:or|and)\s+(?:\w+\s+){1,4}?(?:shall|must|may|should|cannot|can)\b"
)
"""Such a verb right behind a party makes it the subject of its clause (within 3 days the handling body serves)."""


class EnglishParties:
    """Finds the parties of English text. names: each wording, with * for any ending, and the party it stands for."""

    def __init__(self, names: Mapping[str, str]) -> None:
        longest = sorted(names, key=len, reverse=True)
        self.names = {wording.casefold().rstrip("*"): names[wording] for wording in longest}
        written = "|".join(re.escape(w.rstrip("*")) + (r"\w*" if w.endswith("*") else r"\b") for w in longest)
        self._pattern = re.compile(rf"\b(?:{written})", re.IGNORECASE)
        self.mentions = lru_cache(maxsize=4096)(self._mentions)

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        found = list(self._pattern.finditer(text))
        heads = [m for m, after in zip_longest(found, found[1:]) if not after or after.start() - m.end() > 1]
        starts = {m.end(): m.start() for m in found}
        return tuple(
            Mention(
                party, _place(text, starts.get(m.start() - 1, m.start()), m.end()), m.start(), m.end(), "", ""
            )
            for m in heads
            if not DESCRIBES.match(text, m.end()) and (party := self._party(m.group().casefold()))
        )

    def _party(self, said: str) -> str:
        return next((party for wording, party in self.names.items() if said.startswith(wording)), "")


def surely_acts(text: str, mention: Mention) -> bool:
    """Whether a party stands right before a verb or behind by."""
    before = text[: mention.start].casefold()
    return bool(AGENT.search(before) or FINITE.match(text, mention.end))


def mainly_acts(text: str, mention: Mention) -> bool:
    """Whether a party acts in a main clause, not in a condition (where the person refuses, …)."""
    begin = max((m.end() for m in ENDS.finditer(text, 0, mention.start)), default=0)
    leads = not ARTICLES.sub("", text[begin : mention.start].casefold()).strip()
    acts = (
        bool(AGENT.search(text[: mention.start].casefold())) or leads or bool(FINITE.match(text, mention.end))
    )
    return mention.place == "acts" and acts and not CONDITION.search(text[begin : mention.start].casefold())


def one_name_each(wordings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Wording → party; parties that share a wording are one."""
    names: dict[str, str] = {}
    same: dict[str, str] = {}
    for wording, party in wordings:
        first = names.setdefault(wording, same.get(party, party))
        same.setdefault(party, first)
    return {wording: same.get(party, party) for wording, party in names.items()}


def _place(text: str, start: int, end: int) -> Place:
    begin = max((m.end() for m in ENDS.finditer(text, 0, start)), default=0)
    before = text[begin:start].casefold()
    if AGENT.search(before):
        return "acts"
    if not ARTICLES.sub("", before).strip() or FINITE.match(text, end):
        return "open" if PASSIVE.match(text, end) or SUFFERS.match(text, end) else "acts"
    return "of" if before.rstrip().endswith(" of") else "acted"
