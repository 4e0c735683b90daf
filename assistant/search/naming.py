"""Names of laws and articles in a form that can be compared: by words, and by digests that take eight bytes each."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

_SIGNS = re.compile(r"[\W_]+")


def signless(text: str) -> str:
    """Words without signs, spaces, width and case: equal for equal texts of different make."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()


def title_key(title: str) -> str:
    """A title as laws cite one another: without 中华人民共和国 and signs."""
    return signless(title.replace("中华人民共和国", ""))


def law_digest(title: str) -> int:
    """Number of a law by its title, the same for all its versions: 64 bits, signed."""
    return _digest(title_key(title))


def article_digest(title: str, article: str) -> int:
    """Number of an article (id such as `law:54`) by the title of its law and its own number: 64 bits, signed."""
    return _digest(f"{title_key(title)}\x1f{article.partition(':')[2]}")


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)
