"""What is made from evidence and can be made again: files in the case's `derived/`, and what made them.

`derived/stills/ab/<SHA-256 of the item>/<recipe>/` holds the files and `made.json`, which names each with its size
and SHA-256. The recipe is the beginning of the SHA-256 of what made them, down to versions and options: another version
makes another folder. Nothing here is evidence or read into a figure, and the folder may be deleted.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

MADE = "made.json"
_RECIPE_DIGITS = 16


@dataclass(frozen=True, slots=True)
class DerivedFile:
    """One file: its name in the folder, SHA-256, size in bytes, and, of a keyframe, its time in the film."""

    name: str
    sha256: str
    size: int
    seconds: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made from one item, or why nothing was."""

    item_sha256: str
    tool: str
    options: Mapping[str, Any]
    outcome: str
    reason: str = ""
    files: tuple[DerivedFile, ...] = field(default=())


def folder_of(derived: Path, kind: str, item_sha256: str, tool: str, options: Mapping[str, Any]) -> Path:
    """Where the files of that kind, made in that way from that item, lie or would lie."""
    recipe = _canonical({"tool": tool, "options": options})
    digits = hashlib.sha256(recipe).hexdigest()[:_RECIPE_DIGITS]
    return derived / kind / item_sha256[:2] / item_sha256 / digits


def look_up(folder: Path) -> Made | None:
    """What lies in a folder; nothing where it is not there, or where a file is missing or not what was made."""
    try:
        told = json.loads((folder / MADE).read_bytes())
        made = Made(**{**told, "files": tuple(DerivedFile(**one) for one in told["files"])})
        sound = all(_sha256(folder / one.name) == one.sha256 for one in made.files)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return made if sound else None


def keep(folder: Path, made: Made, files: Iterable[tuple[Path, str, str]]) -> Made:
    """Move files (each with its name and its time) into the folder, whole or not at all; returns `made` with them."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix="new-", dir=folder.parent))
    try:
        kept = []
        for path, name, seconds in files:
            target = new / name
            shutil.move(path, target)
            kept.append(DerivedFile(name, _sha256(target), target.stat().st_size, seconds))
        whole = Made(made.item_sha256, made.tool, made.options, made.outcome, made.reason, tuple(kept))
        (new / MADE).write_bytes(_canonical(asdict(whole)) + b"\n")
        if folder.exists():
            shutil.rmtree(folder)
        new.rename(folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return whole


def write_whole(path: Path, data: bytes) -> None:
    """Write a derived file whole or not at all, with the folder it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_suffix(".new")
    made.write_bytes(data)
    made.replace(path)


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
