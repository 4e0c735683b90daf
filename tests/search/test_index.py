"""The index on disk: opened, rebuilt where it is damaged, kept where its builder dies; and one regulation replaced."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace

import pytest

from assistant.search import index as module
from assistant.search.encoder import Encoder
from assistant.search.index import HybridIndex
from assistant.search.membership import Membership
from assistant.search.retriever import HybridRetriever
from tests.search.conftest import save_character_encoder


@pytest.fixture(scope="module")
def index(units, encoder):
    return HybridIndex.build(units, encoder)


def test_index_on_disk_answers_as_the_one_in_memory(units, encoder, index, tmp_path):
    for _ in ("built", "opened"):
        opened = HybridRetriever(index=HybridIndex.open(units, encoder, tmp_path))
        query = "多少天里头得写申诉"
        assert opened.search(query, 10) == HybridRetriever(index=index).search(query, 10)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "name", ["vectors.faiss", "documents.jsonl", "by_id.npy", "owners.npy", "manifest.json", "bm25/codes.npy"]
)
def test_damaged_index_is_rebuilt_with_a_message(units, encoder, tmp_path, caplog, name):
    HybridIndex.open(units, encoder, tmp_path)
    (folder,) = tmp_path.iterdir()
    (folder / name).write_bytes((folder / name).read_bytes()[:-40])
    with caplog.at_level(logging.WARNING):
        HybridIndex.open(units, encoder, tmp_path)
    assert "检索索引已损坏，正在重建" in caplog.text
    assert name.rpartition("/")[2] in caplog.text
    caplog.clear()
    HybridIndex.open(units, encoder, tmp_path)
    assert not caplog.text, "rebuilt, so whole again"


def test_other_texts_have_another_index_and_the_old_one_goes(units, encoder, tmp_path):
    HybridIndex.open(units, encoder, tmp_path)
    (first,) = tmp_path.iterdir()
    HybridIndex.open(units[1:], encoder, tmp_path)
    (second,) = tmp_path.iterdir()
    assert first != second


def test_disk_that_cannot_be_written_serves_from_memory(units, encoder, tmp_path, caplog):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    index = HybridIndex.open(units, encoder, tmp_path / "file")
    assert "只在内存中使用" in caplog.text
    assert HybridRetriever(index=index).search("问责", 1)


@pytest.fixture
def large(monkeypatch):
    """Every index counts as large."""
    monkeypatch.setattr(module, "_SMALL", 0)


@pytest.mark.usefixtures("large")
def test_a_large_index_is_not_rebuilt_for_a_few_changed_clauses(units, encoder, tmp_path, monkeypatch):
    HybridIndex.open(units, encoder, tmp_path)
    (written,) = tmp_path.iterdir()
    changed = [replace(units[0], text="网格员每天拍一张星空照片。"), *units[1:]]
    monkeypatch.setattr(module, "_CHANGED_SHARE", 1.0)
    monkeypatch.setattr(HybridIndex, "build", None)
    opened = HybridIndex.open(changed, encoder, tmp_path)
    assert HybridRetriever(index=opened).search("星空照片", 1)[0].id == units[0].id
    assert len(opened.keys) == len(units)
    assert list(tmp_path.iterdir()) == [written], "the texts are kept; the index need not be"
    without = HybridIndex.open([u for u in units if u.regulation != "harbin-2011"], encoder, tmp_path)
    assert HybridRetriever(index=without).search("网格员", 5, regulations=["harbin-2011"]) == []


@pytest.mark.usefixtures("large")
def test_a_large_index_is_rebuilt_once_much_has_changed(units, encoder, tmp_path):
    HybridIndex.open(units, encoder, tmp_path)
    (first,) = tmp_path.iterdir()
    HybridIndex.open([u for u in units if u.regulation != "ccp-2016"], encoder, tmp_path)
    (second,) = tmp_path.iterdir()
    assert first != second


@pytest.mark.usefixtures("large")
def test_another_encoder_never_takes_over_an_index(units, encoder, tmp_path):
    HybridIndex.open(units, encoder, tmp_path)
    (first,) = tmp_path.iterdir()
    other = Encoder.load(save_character_encoder(units, tmp_path.parent / f"{tmp_path.name}-other", seed=1))
    opened = HybridIndex.open(units, other, tmp_path)
    (second,) = tmp_path.iterdir()
    assert first != second
    assert opened.encoder is other


BUILDER = """
    import os, sys, time
    from pathlib import Path
    from assistant.corpus.library import Library
    from assistant.search import index, store
    from assistant.search.encoder import Encoder
    from assistant.search.units import units_of
    from assistant.settings import Settings

    library = Library.load(Settings().knowledge / "regulations")
    units = [u for regulation in library.regulations.values() for u in units_of(regulation)]
    save = store.FaissStore.save

    def slow(self, folder):
        save(self, folder)
        print("half", flush=True)
        time.sleep(600)

    store.FaissStore.save = slow
    index.HybridIndex.open(units[1:], Encoder.load(Path(sys.argv[1])), Path(sys.argv[2]))
"""


def test_a_builder_that_is_killed_leaves_the_old_index_serving(
    units, encoder, encoder_folder, tmp_path, caplog
):
    HybridIndex.open(units, encoder, tmp_path)
    (old,) = tmp_path.iterdir()
    command = [sys.executable, "-c", textwrap.dedent(BUILDER), str(encoder_folder), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as builder:
        assert builder.stdout is not None
        assert builder.stdout.readline() == "half\n"
        builder.send_signal(signal.SIGKILL)
    drafts = [p for p in tmp_path.iterdir() if p != old]
    assert len(drafts) == 1, (
        "what was half written lies beside the old index, under a name that is never opened"
    )
    with caplog.at_level(logging.WARNING):
        opened = HybridIndex.open(units, encoder, tmp_path)
    assert not caplog.text
    assert HybridRetriever(index=opened).search("网格员", 1)
    then = time.time() - 7200
    os.utime(drafts[0], (then, then))
    HybridIndex.open(units[1:], encoder, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1, "drafts of the dead go with the next index that is written"


def test_one_regulation_is_replaced_and_the_old_index_goes_on(units, index, encoder, tmp_path):
    harbin = [u for u in units if u.regulation == "harbin-2011"]
    changed = replace(harbin[0], text="网格员每天拍一张星空照片。")
    for before in (index, HybridIndex.open(units, encoder, tmp_path)):
        after = before.replaced("harbin-2011", [changed])
        assert HybridRetriever(index=after).search("星空照片", 1)[0].text == changed.text
        found = HybridRetriever(index=after).search("网格", len(units))
        assert [h.id for h in found if h.regulation == "harbin-2011"] == [changed.id]
        assert len(found) == len(units) - len(harbin) + 1
        assert len(HybridRetriever(index=before).search("网格", len(units))) == len(units)
        assert not HybridRetriever(index=before).search("星空", 1)[0].text.startswith("网格员每天拍")


def test_a_regulation_is_removed_or_added(units, index):
    removed = index.replaced("harbin-2011", [])
    assert HybridRetriever(index=removed).search("网格员", 5, regulations=["harbin-2011"]) == []
    again = removed.replaced("harbin-2011", [u for u in units if u.regulation == "harbin-2011"])
    hits = HybridRetriever(index=again).search("网格员 每天", 5, regulations=["harbin-2011"])
    assert {h.regulation for h in hits} == {"harbin-2011"}


def test_no_units_is_an_error_that_says_so(encoder):
    with pytest.raises(ValueError, match="至少一条条文"):
        HybridIndex.build([], encoder)


def test_members_follow_replacements(units, tmp_path):
    members = Membership.of(units)
    harbin = [u for u in units if u.regulation == "harbin-2011"]
    assert members.rows(["harbin-2011", "unknown"]).tolist() == [
        i for i, u in enumerate(units) if u.regulation == "harbin-2011"
    ]
    after = members.replaced("harbin-2011", harbin[:2]).replaced("new", [replace(units[0], regulation="new")])
    assert after.rows(["harbin-2011"]).tolist() == [len(units), len(units) + 1]
    assert after.rows(["new"]).tolist() == [len(units) + 2]
    assert sorted([*after.without(["new", "unknown"]), *after.rows(["new"])]) == after.keys.tolist()
    assert after.rows([]).tolist() == []
    assert len(after.keys) == len(units) - len(harbin) + 3
    assert members.texts["harbin-2011"] != after.texts["harbin-2011"]
    members.save(tmp_path)
    assert Membership.open(tmp_path).texts == members.texts
