"""Are the bytes in the store the ones that were received? Each blob is read and hashed, two at a time."""

import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from io import RawIOBase
from pathlib import Path
from threading import Event

from sijil.custody.layout import BLOBS, LOG, SHA256, TEMPORARY, Layout, blob_name
from sijil.custody.log_check import Sizes
from sijil.custody.names import shown
from sijil.custody.problem import Problem, note, problem

_MODE = 0o444
_BUFFER = 1 << 20


@dataclass(frozen=True, slots=True)
class Checked:
    """One blob that was looked at: how many bytes were read, and what is wrong."""

    digest: str
    size: int
    problems: list[Problem]


def check_blobs(layout: Layout, digests: Iterable[str], sizes: Sizes, workers: int) -> Iterator[Checked]:
    """Check these blobs, in order."""
    pool, stop = ThreadPoolExecutor(workers, "sijil-verify"), Event()
    ahead: deque[Future[Checked]] = deque()
    try:
        for digest in digests:
            ahead.append(pool.submit(_check, layout.blob(digest), sizes.get(digest, {}), stop))
            if len(ahead) > 2 * workers:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def stored(layout: Layout) -> Iterator[str]:
    """The hashes that name something in the store, in order."""
    for folder in _sorted(layout.blobs):
        if folder.is_dir() and not folder.is_symlink():
            yield from (path.name for path in _sorted(folder) if _belongs(path))


def check_missing(layout: Layout, sizes: Sizes, removed: Mapping[str, tuple[int, str]]) -> Iterator[Problem]:
    """Every item of the log whose blob is not there; one that was removed on record is a note."""
    for digest, lines in sorted(sizes.items()):
        there = os.path.lexists(layout.blob(digest))
        if digest in removed:
            line, reason = removed[digest]
            if there:
                yield problem(
                    blob_name(digest),
                    f"is there although line {line} of the log says it was removed",
                    "delete it, or add the file again so that the log says it is back",
                )
            else:
                yield note(blob_name(digest), f"removed, recorded: line {line} of the log ({reason})")
        elif not there:
            line = min(lines.values())
            yield problem(blob_name(digest), f"is missing: line {line} of the log says it was received")


def check_foreign(layout: Layout) -> Iterator[Problem]:
    """What lies in the evidence folder and does not belong there."""
    for path in _sorted(layout.blobs.parent):
        if path not in (layout.blobs, layout.temporary):
            yield note(f"evidence/{_shown(path.name)}", "was not put there by sijil")
    for path in _sorted(layout.temporary):
        yield note(
            f"{TEMPORARY}/{_shown(path.name)}", "was left by an add that is running or was interrupted"
        )
    for folder in _sorted(layout.blobs):
        inside = _sorted(folder) if folder.is_dir() and not folder.is_symlink() else [folder]
        for path in inside:
            if not _belongs(path):
                where = _shown(path.relative_to(layout.blobs))
                yield note(f"{BLOBS}/{where}", "was not put there by sijil")


def _shown(name: str | Path) -> str:
    return shown(os.fsencode(name))


def _belongs(path: Path) -> bool:
    return bool(SHA256.match(path.name)) and path.parent.name == path.name[:2]


def _sorted(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _check(blob: Path, logged: dict[int, int], stop: Event) -> Checked:
    where = blob_name(blob.name)
    found = blob.lstat()
    if not stat.S_ISREG(found.st_mode):
        return Checked(blob.name, 0, [problem(where, "is not a file")])
    try:
        with blob.open("rb", buffering=0) as file:
            actual = _hash(file, found.st_size, stop)
    except OSError as error:
        return Checked(blob.name, 0, [problem(where, f"cannot be read ({error.strerror or error})")])
    problems = list(_faults(where, blob.name, actual, found.st_size, logged))
    if stat.S_IMODE(found.st_mode) != _MODE:
        mode = f"has the mode {stat.S_IMODE(found.st_mode):04o}, not {_MODE:04o}"
        problems.append(note(where, mode, f"chmod {_MODE:04o} {where}"))
    return Checked(blob.name, found.st_size, problems)


def _hash(file: RawIOBase, size: int, stop: Event) -> str:
    # A loop of our own, so that an interrupted check does not first read a large file to its end.
    hashing, buffer = sha256(), memoryview(bytearray(min(size + 1, _BUFFER)))
    while (count := file.readinto(buffer)) and not stop.is_set():
        hashing.update(buffer[:count])
    return hashing.hexdigest()


def _faults(where: str, digest: str, actual: str, size: int, logged: dict[int, int]) -> Iterator[Problem]:
    if actual != digest:
        yield problem(where, f"was altered: its bytes hash to {actual}")
    else:
        for said, line in logged.items():
            if said != size:
                yield problem(f"{LOG}:{line}", f"says {said} bytes of {where}, which has {size}")
    if not logged:
        yield note(where, "is in no line of the log, as after an interrupted add", "add its file again")
