"""Folders that are written whole or not at all, and known to be whole by their checksums."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.json"


class DamagedFolder(RuntimeError):
    """A folder that is incomplete or was changed since it was written; the message says which file and how."""


def write_folder(target: Path, write: Callable[[Path], None], about: Mapping[str, str | int]) -> None:
    """Let `write` fill a temporary folder, add a manifest with `about` and checksums, and put it in the place of `target`.

    A process that dies on the way leaves `target` as it was. Raises OSError where the disk refuses.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        write(draft)
        checksums = {file.relative_to(draft).as_posix(): _checksum(file) for file in _files(draft)}
        manifest = json.dumps({"about": dict(about), "sha256": checksums}, indent=1)
        (draft / MANIFEST).write_text(manifest, encoding="utf-8")
        _replace(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Manifest:
    """about: what the writer said of the folder; sha256: checksum of each file."""

    about: dict[str, str | int]
    sha256: dict[str, str]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a written folder; nothing else is read. Raises DamagedFolder."""
    manifest = folder / MANIFEST
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
        return Manifest(dict(content["about"]), dict(content["sha256"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedFolder(f"{manifest} 不能读取：{error}") from error


def check_folder(folder: Path) -> dict[str, str | int]:
    """What the manifest is about, after every file has been compared with its checksum. Raises DamagedFolder."""
    manifest = read_manifest(folder)
    for name, checksum in manifest.sha256.items():
        try:
            actual = _checksum(folder / name)
        except OSError as error:
            raise DamagedFolder(f"{folder / name} 不能读取：{error}") from error
        if actual != checksum:
            raise DamagedFolder(f"{folder / name} 的 sha256 为 {actual[:12]}…，应为 {checksum[:12]}…")
    return manifest.about


def remove_drafts(parent: Path, older_than: float) -> None:
    """Delete drafts that a killed process left behind. older_than: seconds since the epoch."""
    for draft in parent.glob(".*-*"):
        if draft.is_dir() and draft.stat().st_mtime < older_than:
            shutil.rmtree(draft, ignore_errors=True)


def _replace(draft: Path, target: Path) -> None:
    """Folders cannot replace one another in one step: the old one is moved aside first and deleted last."""
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    try:
        if target.exists():
            target.replace(aside / target.name)
        draft.replace(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _checksum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
