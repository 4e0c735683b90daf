"""Finding many phrases at once: against the obvious way of doing it, and what width and spacing may not change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.text import folded
from assistant.rules.phrases import Found, Phrases

WORDS = Phrases({"检查": 1, "停职检查": 2, "停职": 3, "书面检查": 4, "C(D)": 5})


def found(text: str) -> list[tuple[int, int, str, int]]:
    return [(hit.start, hit.end, hit.surface, hit.value) for hit in WORDS.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("停职检查", [(0, 4, "停职检查", 2)]),
        ("停职，检查", [(0, 2, "停职", 3), (3, 5, "检查", 1)]),
        ("书面检查、检查", [(0, 4, "书面检查", 4), (5, 7, "检查", 1)]),
        ("停职书面检查", [(0, 2, "停职", 3), (2, 6, "书面检查", 4)]),
        ("停", []),
        ("", []),
    ],
)
def test_the_longest_phrase_wins_and_no_character_counts_twice(text, expected):
    assert found(text) == expected


def test_a_hit_gives_its_place_in_the_text_as_written():
    assert found("停 职\u200b检\n查") == [(0, 7, "停 职\u200b检\n查", 2)]


@pytest.mark.parametrize("text", ["c(d)", "Ｃ（Ｄ）", "C（d)"])
def test_width_and_case_do_not_count(text):
    assert [value for *_, value in found(text)] == [5]


def test_of_phrases_that_differ_only_in_width_one_is_kept():
    assert list(Phrases({"A": 1, "Ａ": 2}).find("a")) == [Found(0, 1, "a", 2)]


def naive(phrases: dict[str, int], text: str) -> list[tuple[str, int]]:
    """The definition: at each place the longest phrase that stands there, else one character further."""
    hits: list[tuple[str, int]] = []
    while text:
        longest = max((p for p in phrases if text.startswith(p)), key=len, default="")
        if longest:
            hits.append((longest, phrases[longest]))
        text = text[len(longest) or 1 :]
    return hits


LETTERS = st.text(alphabet="甲乙丙", min_size=1, max_size=4)


@given(st.dictionaries(LETTERS, st.integers(), max_size=6), st.text(alphabet="甲乙丙丁", max_size=30))
def test_it_finds_what_the_definition_finds(phrases, text):
    assert [(hit.surface, hit.value) for hit in Phrases(phrases).find(text)] == naive(phrases, text)


@given(st.text(max_size=200))
def test_every_hit_is_where_it_says_in_any_text(text):
    end = 0
    for hit in WORDS.find(text):
        assert end <= hit.start < hit.end <= len(text)
        assert hit.surface == text[hit.start : hit.end]
        assert folded(hit.surface) in {folded(p) for p in ("检查", "停职检查", "停职", "书面检查", "C(D)")}
        end = hit.end
