"""Writing that is on the disk when it returns, or is taken back; and what a full disk says."""

import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sijil.errors import CustodyError, DiskFull, SijilError

_FULL = {
    errno.ENOSPC: "there is no room left on the disk",
    errno.EDQUOT: "this user's share of the disk is used up",
    errno.EFBIG: "a file may not grow so large on this disk, or under the limit set for this user",
}
_SYNC_FILE_RANGE = getattr(ctypes.CDLL(None), "sync_file_range", None)
_WAIT_BEFORE, _WRITE = 1, 2
_CLOSED = "make it writable for this user, then run the same command again"
_BROKEN = "check the disk, then run the same command again: it continues where it stopped"
_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")


def write_all(handle: int, data: bytes | memoryview) -> None:
    """Write everything, however often the system stops short."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def append(path: Path, data: bytes) -> int:
    """Add `data` to the end in one write and sync it. Gives the size before.

    Raises `OSError` after cutting off whatever part of it had been written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_APPEND)
    try:
        before = os.fstat(handle).st_size
        try:
            write_all(handle, data)
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, before)
            raise
    finally:
        os.close(handle)
    return before


def truncate(path: Path, size: int) -> None:
    """Cut a file to `size` bytes and sync it."""
    handle = os.open(path, os.O_WRONLY)
    try:
        os.ftruncate(handle, size)
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(path: Path, data: bytes) -> None:
    """Write a file that is either whole or as it was before, and sync it and its folder."""
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
    os.rename(beside, path)  # noqa: PTH104 (one name for renaming in this room: the kill tests count calls)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def begin_writing(handle: int) -> None:
    """Have the disk begin to write what was written so far, without waiting. Promises nothing: sync later."""
    _write_range(handle, _WRITE)


def await_writing(handle: int) -> None:
    """Wait until what the disk has begun to write is written. Promises nothing: sync later."""
    _write_range(handle, _WAIT_BEFORE)


def _write_range(handle: int, flags: int) -> None:
    # Linux alone has it, and where it fails the sync that follows does all the work, and tells.
    if _SYNC_FILE_RANGE is not None:
        _SYNC_FILE_RANGE(handle, ctypes.c_int64(0), ctypes.c_int64(0), flags)


@contextmanager
def telling(root: Path, where: str) -> Iterator[None]:
    """Turn what the system says of writing to the case folder `root` into an error of ours."""
    try:
        yield
    except OSError as error:
        raise trouble(error, root, where) from error


def trouble(error: OSError, root: Path, where: str, needed: int = 0) -> SijilError:
    """The error to raise when the case folder could not be written. `needed` is in bytes, 0 for little."""
    reason = _FULL.get(error.errno or 0)
    if reason is None:
        remedy = _CLOSED if isinstance(error, PermissionError) or error.errno == errno.EROFS else _BROKEN
        what = f"the case folder cannot be written ({error.strerror or error})"
        return CustodyError(what, where=where, remedy=remedy)
    free = f"{amount(shutil.disk_usage(root).free)} free"
    return DiskFull(
        f"{reason}: {amount(needed)} needed, {free}" if needed else f"{reason}: {free}",
        where=where,
        remedy="make room or move the case to a larger disk, then run the same command again: "
        "it continues where it stopped",
    )


def amount(size: int) -> str:
    """A number of bytes for a person to read: `512 bytes`, `1.5 GiB`."""
    value, unit = float(size), _UNITS[0]
    for unit in _UNITS:  # noqa: B007 (the last one reached is used)
        if value < 1024:
            break
        value /= 1024
    else:
        value *= 1024
    return f"{size} bytes" if unit == "bytes" else f"{value:.1f} {unit}"
