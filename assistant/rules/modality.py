"""Modal words of Chinese rules: how strong a rule is, told by one word of its clause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Modality = Literal["must", "generally_must", "may", "encouraged", "must_not"]

DEFAULTS: Mapping[Modality, str] = {
    "must": "应当",
    "generally_must": "一般应当",
    "may": "可以",
    "encouraged": "提倡",
    "must_not": "不得",
}
"""The word that a rule without a marker of its own has in its clause, and is rendered with."""

ENGLISH: Mapping[Modality, str] = {
    "must": "shall",
    "generally_must": "shall generally",
    "may": "may",
    "encouraged": "is encouraged to",
    "must_not": "must not",
}
"""How English answers give the modal word."""

WORDS: Mapping[Modality, tuple[str, ...]] = {
    "must": ("应当", "必须", "应", "须", "要", "请"),
    "generally_must": ("一般应当", "一般应", "原则上"),
    "may": ("可以", "有权", "可"),
    "encouraged": ("提倡", "鼓励", "力争"),
    "must_not": ("不得", "不再", "不予", "免于", "不"),
}
"""The words a marker may be, by modality; an empty marker is a clause that commands without a modal word."""
