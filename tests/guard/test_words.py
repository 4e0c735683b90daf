"""The files of words: what a mistake in them says, and that everyday wordings count in statements alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.corpus.errors import ParseError
from assistant.guard.entries import load_vocabulary
from assistant.guard.guard import Guard
from assistant.guard.word_files import EVERYDAY

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A copy of the words, to be broken."""
    for name in ("guard.yaml", EVERYDAY):
        (tmp_path / name).write_text((KNOWLEDGE / name).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path / "guard.yaml"


def test_a_missing_file_of_everyday_wordings_is_named(words: Path) -> None:
    words.with_name(EVERYDAY).unlink()
    with pytest.raises(ParseError, match=EVERYDAY):
        load_vocabulary(words, (), ())


@pytest.mark.parametrize(
    "text", ["near: [拍板]\nlight: 的\n", "near: {}\n", "near: {}\nlight: 的\nmore: 1\n"]
)
def test_a_malformed_file_of_everyday_wordings_is_named(words: Path, text: str) -> None:
    words.with_name(EVERYDAY).write_text(text, encoding="utf-8")
    with pytest.raises(ParseError, match=EVERYDAY):
        load_vocabulary(words, (), ())


def test_everyday_wordings_are_read_so_in_statements_alone(words: Path) -> None:
    words.with_name(EVERYDAY).write_text("near: {决定: 拍板}\nlight: 说到底\n", encoding="utf-8")
    vocabulary = load_vocabulary(words, (), ())
    found = vocabulary.match("拍板", 0, near=True)
    assert found is not None
    assert (found.entry.kind, found.entry.near) == ("near", ("决定",))
    assert vocabulary.match("拍板", 0) is None
    assert vocabulary.match("说到底", 0, near=True) is not None


def test_an_english_everyday_word_is_known_in_its_inflections(guard: Guard) -> None:
    near = set(guard.reader.vocabulary.stems["lodg"].near)
    assert near
    for word in ("lodge", "lodged", "lodging"):
        reading = guard.reader.read(f"The person {word} it in writing", near=True)
        assert near <= {key for atom in reading.atoms for key in atom.keys}


@pytest.mark.parametrize(
    ("text", "regulation", "published"),
    [
        ("教育部令第23号《中小学幼儿园安全管理办法》是制定依据之一。", "weifang-2011", True),
        ("教育部令第12号《中小学幼儿园安全管理办法》是制定依据之一。", "weifang-2011", False),
        ("The Measures were issued on 30 May 2011.", "weifang-2011", True),
        ("The Measures were issued on 2011-05-30.", "weifang-2011", True),
        ("The Measures were issued on 30 May 2012.", "weifang-2011", False),
        ("到2008年，社区党组织领导班子成员35岁左右的占30%、大专以上文化程度的占65%。", "guangzhou-party-2006", False),
        ("A leading cadre held accountable cannot be rated excellent in that year's appraisal and may not be promoted within one year.", "guangzhou-2009", True),
        ("A leading cadre held accountable cannot be rated excellent in that year's appraisal and may not be promoted within three years.", "guangzhou-2009", False),
    ],
)  # fmt: skip
def test_numbers_of_documents_and_dates(guard: Guard, text: str, regulation: str, published: bool) -> None:
    assert (guard.check(text, regulation=regulation).verdict.value == "supported") is published
