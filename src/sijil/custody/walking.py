"""From the paths handed over to the files in them, in an order that never varies."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sijil.custody.names import shown
from sijil.custody.outcomes import Refused

Identity = tuple[int, int]
"""Device and inode: the same folder under whatever name it is reached."""


@dataclass(frozen=True, slots=True)
class Own:
    """The case's own folders, which are never taken in: the case folder, and the store inside it."""

    case: frozenset[Identity] = frozenset()
    store: frozenset[Identity] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in. `name` is its raw name, from the handed-over path's own name on, with `/`."""

    path: Path
    name: bytes


_KINDS = (
    (stat.S_ISLNK, "is a symbolic link and is not followed", "hand over the file it points to"),
    (stat.S_ISSOCK, "is a socket, not a file", ""),
    (stat.S_ISFIFO, "is a named pipe, not a file", ""),
    (stat.S_ISBLK, "is a device, not a file", ""),
    (stat.S_ISCHR, "is a device, not a file", ""),
)


def reason_of(error: OSError) -> tuple[str, str]:
    """Why a path cannot be read, and what to do."""
    if isinstance(error, FileNotFoundError):
        return "is not there", "check the path"
    if isinstance(error, PermissionError):
        return "may not be read by this user", "change its permissions, then add it again"
    # errno.ELOOP: it was a file when the folder was listed and is a symbolic link now.
    return f"cannot be read ({error.strerror or error})", "try again or copy it from its origin anew"


def walk(paths: Iterable[Path], own: Own = Own()) -> Iterator[Found | Refused]:
    """Every file under `paths`, folder by folder, bytewise by name; what is no readable file is stated.

    Symbolic links are not followed, and the case's own folders are not entered.
    """
    for path in paths:
        # Its own name, also for `.` and `..`; not resolved, since a link keeps the name it was handed over by.
        found = Found(path, os.fsencode(Path(os.path.abspath(path)).name))  # noqa: PTH100
        if _in_store(path, own):
            yield _refused(found, "lies inside the case's own store", "hand over the original file")
        else:
            yield from _walk_one(found, own)


def own_folders(case: Path, store: Iterable[Path]) -> Own:
    """What `walk` must keep out of, for a case whose store folders exist."""
    return Own(frozenset({_identity(case)}), frozenset(map(_identity, store)))


def _identity(path: Path) -> Identity:
    found = path.stat()
    return found.st_dev, found.st_ino


def _in_store(path: Path, own: Own) -> bool:
    # os.path.isdir, because Path.is_dir raises for a folder that may not be entered.
    parents = (parent for parent in Path(os.path.realpath(path)).parents if os.path.isdir(parent))  # noqa: PTH112
    return any(_identity(parent) in own.store for parent in parents)


def _walk_one(start: Found, own: Own) -> Iterator[Found | Refused]:
    # A stack of what is still to come, not recursion: folders may lie deeper than Python's stack.
    remedy = [start]
    while remedy:
        found = remedy.pop()
        try:
            inside = _step(found, own)
        except OSError as error:
            inside = _refused(found, *reason_of(error))
        if isinstance(inside, list):
            remedy += reversed(inside)
        else:
            yield inside


def _step(found: Found, own: Own) -> list[Found] | Found | Refused:
    """What lies in a folder, or the file itself, or why neither."""
    met = found.path.lstat()
    if not stat.S_ISDIR(met.st_mode):
        return _file(found, met.st_mode)
    if (met.st_dev, met.st_ino) in own.case | own.store:
        return _refused(found, "is the case folder itself", "hand over the original files")
    return _inside(found) or _refused(found, "is an empty folder", "")


def _inside(folder: Found) -> list[Found]:
    names = sorted(os.listdir(os.fsencode(folder.path)))  # noqa: PTH208 (bytes, to sort them as such)
    start = folder.name + b"/" if folder.name else b""
    return [Found(folder.path / os.fsdecode(name), start + name) for name in names]


def _file(found: Found, mode: int) -> Found | Refused:
    for is_kind, reason, remedy in _KINDS:
        if is_kind(mode):
            return _refused(found, reason, remedy)
    return found


def _refused(found: Found, reason: str, remedy: str) -> Refused:
    return Refused(found.path, shown(found.name), reason, remedy)
