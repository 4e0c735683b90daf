"""The words of a reply that count as said, and the passages in it that are set as quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer.model import Answer

if TYPE_CHECKING:
    from evals.scoring import Reply

SHORTEST_QUOTE = 12
"""Signs from which a passage in quotation marks is taken for a quote of a clause; below, it is a term."""
_QUOTED = re.compile(r"[“「]([^“”「」\n]{1,2000})[”」]")


def spoken(reply: Reply) -> str:
    """The text of a reply; for a question back also its options, where the text does not carry them."""
    if reply.answer is None:
        return reply.text
    return "\n".join([reply.text, *_options(reply.answer)])


def _options(answer: Answer) -> list[str]:
    options = answer.clarification.options if answer.clarification else ()
    return [words for option in options for words in (option.label, *(s.text for s in option.statements))]


def quoted(text: str) -> list[str]:
    """Passages in Chinese quotation marks that are long enough to be a clause's words."""
    return [words for words in _QUOTED.findall(text) if len(words) >= SHORTEST_QUOTE]
