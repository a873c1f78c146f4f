"""The releases of a case on its shelf: numbered folders, and beside them what must stay inside."""

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sijil.errors import ReportError

SHELF, INSIDE, DRAFT = "releases", "inside", "draft"
_NUMBER = re.compile(r"[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder `releases` of a case. A release is there whole or not at all."""

    case_folder: Path

    @property
    def folder(self) -> Path:
        """Where the releases stand."""
        return self.case_folder / SHELF

    @property
    def draft(self) -> Path:
        """Where a release waits for those who must approve it."""
        return self.folder / DRAFT

    def numbers(self) -> list[int]:
        """The numbers of the releases that are frozen, in order."""
        if not self.folder.is_dir():
            return []
        return sorted(int(p.name) for p in self.folder.iterdir() if p.is_dir() and _NUMBER.fullmatch(p.name))

    def release(self, number: int) -> Path:
        """The folder of a release."""
        return self.folder / str(number)

    def inside(self, number: int) -> dict[str, Any]:
        """What of a release stays inside. Raises `ReportError` where it is gone."""
        path = self.folder / INSIDE / f"{number}.json"
        try:
            body = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ReportError(
                f"what is kept inside of release {number} cannot be read",
                where=str(path),
                remedy="put it back from a copy of the case: without the true counts of that release a later one"
                " cannot be attacked together with it",
            ) from error
        return dict(body)

    def keep_inside(self, number: int, body: Mapping[str, Any]) -> None:
        """Keep what must stay inside, before the release itself stands there."""
        folder = self.folder / INSIDE
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = folder / f".{number}.new"
        fresh.write_text(json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1) + "\n", "utf-8")
        fresh.replace(folder / f"{number}.json")

    def stage(self, files: Mapping[str, bytes]) -> Path:
        """Write files into a fresh folder beside the releases; what an interruption left there is thrown away."""
        folder = self.folder / ".new"
        shutil.rmtree(folder, ignore_errors=True)
        write_folder(folder, files)
        return folder

    def freeze(self, staged: Path, number: int) -> Path:
        """Give a staged folder its number."""
        target = self.release(number)
        staged.replace(target)
        shutil.rmtree(self.draft, ignore_errors=True)
        return target

    def wait(self, staged: Path) -> Path:
        """Put a staged folder where it waits to be approved."""
        shutil.rmtree(self.draft, ignore_errors=True)
        staged.replace(self.draft)
        return self.draft

    def read(self, number: int) -> dict[str, bytes]:
        """Every file of a release, by name."""
        return {p.name: p.read_bytes() for p in sorted(self.release(number).iterdir()) if p.is_file()}


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder and have them on the disk."""
    folder.mkdir(parents=True)
    for name, data in files.items():
        with (folder / name).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
