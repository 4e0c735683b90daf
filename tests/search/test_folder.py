"""Folders are written whole or not at all; damage is told by file."""

from __future__ import annotations

import os
import time

import pytest

from assistant.search.folder import DamagedFolder, check_folder, remove_drafts, write_folder


def _write(content: str):
    def write(folder):
        (folder / "sub").mkdir()
        (folder / "sub" / "a.txt").write_text(content, encoding="utf-8")

    return write


def test_written_folder_checks_and_can_be_replaced(tmp_path):
    write_folder(tmp_path / "index", _write("一"), {"key": "k1", "units": 1})
    write_folder(tmp_path / "index", _write("二"), {"key": "k2", "units": 2})
    assert check_folder(tmp_path / "index") == {"key": "k2", "units": 2}
    assert (tmp_path / "index" / "sub" / "a.txt").read_text(encoding="utf-8") == "二"
    assert [p.name for p in tmp_path.iterdir()] == ["index"], "drafts and the old folder are gone"


def test_writer_that_fails_leaves_the_old_folder(tmp_path):
    write_folder(tmp_path / "index", _write("一"), {"key": "k1"})

    def fail(folder):
        (folder / "half").write_text("half", encoding="utf-8")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_folder(tmp_path / "index", fail, {"key": "k2"})
    assert check_folder(tmp_path / "index") == {"key": "k1"}
    assert [p.name for p in tmp_path.iterdir()] == ["index"]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda f: (f / "sub" / "a.txt").write_text("x", encoding="utf-8"), "a.txt 的 sha256"),
        (lambda f: (f / "sub" / "a.txt").unlink(), "a.txt 不能读取"),
        (lambda f: (f / "manifest.json").unlink(), "manifest.json 不能读取"),
        (lambda f: (f / "manifest.json").write_bytes(b"\x00{"), "manifest.json 不能读取"),
        (lambda f: (f / "manifest.json").write_text("[]", encoding="utf-8"), "manifest.json 不能读取"),
    ],
)
def test_damage_is_told_by_file(tmp_path, damage, told):
    write_folder(tmp_path / "index", _write("一"), {"key": "k"})
    damage(tmp_path / "index")
    with pytest.raises(DamagedFolder, match=told):
        check_folder(tmp_path / "index")


def test_only_abandoned_drafts_are_removed(tmp_path):
    for name, age in ((".index-old", 7200), (".index-new", 0)):
        (tmp_path / name).mkdir()
        then = time.time() - age
        os.utime(tmp_path / name, (then, then))
    remove_drafts(tmp_path, time.time() - 3600)
    assert [p.name for p in tmp_path.iterdir()] == [".index-new"]
