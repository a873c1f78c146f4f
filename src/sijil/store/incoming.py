"""Files handed over through the workbench, from their first byte until they are in custody.

Each lies under its own name in a folder of its own, `incoming/KEY/NAME`, and has a row in the table of jobs. A file is
there whole or not at all: it is written beside its place, synced, then moved there. What was cut off goes away.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.db import DatabaseError

from sijil.errors import DiskFull, EvidenceError
from sijil.store.case import Case
from sijil.store.models import Job

FOLDER = "incoming"
VERB = "add"
LONGEST_NAME = 255
"""Bytes of a file's name, as file systems take them."""
_PIECE = 1 << 20
_SPARE = 256 << 20
"""Bytes that stay free on the disk beside the file: the copy into custody and the texts need room, too."""
_UNFINISHED = ".part"


class Stream(Protocol):
    """Where the bytes of a file come from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is whole and not in custody yet, or was refused; `path` is where it lies."""

    key: str
    name: str
    size: int
    actor: str
    problem: str
    path: Path


def receive(case: Case, name: str, stream: Stream, length: int, *, actor: str) -> str:
    """Take `length` bytes in as a file of this name; returns its key.

    Raises EvidenceError when the name cannot be one or fewer bytes come, DiskFull when there is no room.
    """
    _check(name)
    root = _root(case)
    if shutil.disk_usage(root).free < 2 * length + _SPARE:
        raise DiskFull(f"there is no room for {length:,} bytes", where=name, remedy="free some room")
    key = secrets.token_hex(8)
    unfinished = root / (key + _UNFINISHED)
    try:
        _write(unfinished, stream, length, name)
        (root / key).mkdir()
        unfinished.replace(root / key / name)
        Job.objects.create(key=key, verb=VERB, target=actor)
    except (OSError, DatabaseError) as error:
        shutil.rmtree(root / key, ignore_errors=True)
        raise EvidenceError(
            f"could not be received ({error})", where=name, remedy="hand it over again"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return key


def waiting(case: Case) -> list[Waiting]:
    """Every file that is not in custody yet, in the order of its arrival."""
    return [row for job in Job.objects.filter(verb=VERB).order_by("id") if (row := _row(case, job))]


def recover(case: Case, *, actor: str) -> int:
    """Tidy up after a server that was killed, and say how many files still wait.

    What was being received is gone; what had come whole and had no job yet gets one.
    """
    root = _root(case)
    known = set(Job.objects.filter(verb=VERB).values_list("key", flat=True))
    for found in sorted(root.iterdir()):
        if found.suffix == _UNFINISHED:
            _remove_unless_held(found)
        elif found.is_dir() and not any(found.iterdir()):
            found.rmdir()
        elif found.is_dir() and found.name not in known:
            Job.objects.create(key=found.name, verb=VERB, target=actor)
    return sum(not row.problem for row in waiting(case))


def settled(case: Case, keys: Iterable[str]) -> None:
    """These files are in custody and read, or nobody wants them: they go away from here."""
    for key in keys:
        shutil.rmtree(_root(case) / key, ignore_errors=True)
        Job.objects.filter(verb=VERB, key=key).delete()


def failed(keys: Iterable[str], problem: str) -> None:
    """Say why these files could not be taken in; they stay until somebody tries again or drops them."""
    Job.objects.filter(verb=VERB, key__in=list(keys)).update(problem=problem)


def again(key: str) -> None:
    """Try a file once more."""
    Job.objects.filter(verb=VERB, key=key).update(problem="")


def _row(case: Case, job: Job) -> Waiting | None:
    place = _root(case) / job.key
    path = next(iter(sorted(place.iterdir())), None) if place.is_dir() else None
    if path is None:
        return None
    return Waiting(job.key, path.name, path.stat().st_size, job.target, job.problem, path)


def _root(case: Case) -> Path:
    root = case.folder / FOLDER
    root.mkdir(exist_ok=True)
    return root


def _remove_unless_held(path: Path) -> None:
    """Remove what was being received, unless another server is receiving it now."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        path.unlink()


def _check(name: str) -> None:
    usable = name not in ("", ".", "..") and "/" not in name and "\0" not in name
    if not usable or len(os.fsencode(name)) > LONGEST_NAME:
        why = f"longer than {LONGEST_NAME} bytes" if usable else "not the name of a file"
        raise EvidenceError(f"the name is {why}", where=name[:60], remedy="give the file another name")


def _write(path: Path, stream: Stream, length: int, name: str) -> None:
    left = length
    with path.open("xb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        while left and (piece := stream.read(min(left, _PIECE))):
            file.write(piece)
            left -= len(piece)
        if left:
            raise EvidenceError(
                f"only {length - left:,} of {length:,} bytes came", where=name, remedy="hand it over again"
            )
        file.flush()
        os.fsync(file.fileno())
