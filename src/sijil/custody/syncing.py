"""Putting what was written onto the disk: file by file, or the whole file system at once."""

import ctypes
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sijil.custody.disk import await_writing, sync_folder
from sijil.custody.sink import Sink

TOGETHER = frozenset({0xEF53, 0x58465342, 0x9123683E, 0xF2F52010, 0x01021994})
"""The file systems, by their number in `statfs`, on which `syncfs` does as much as syncing every file:
ext2 to ext4, XFS, Btrfs, F2FS, and the one in memory. Not those that keep bytes in another program (FUSE) or on
another machine, which `syncfs` need not reach."""

_REPORTS_ERRORS = (5, 8)
"""From this version on, Linux tells by `syncfs` when something could not be written since the handle was opened."""

_STATFS_BYTES = 512
_THREADS = 8
"""Disks merge what several threads ask them at the same time to make permanent."""


class Syncing:
    """Used while a case is written to.

    Where it is as safe, everything is synced at once (`syncfs`): each sync waits until the disk has emptied its
    own memory, and one wait for a batch of small files instead of two for each file halves the time of taking
    them in (`benchmarks/ingest.py`). Its price is to wait for what other programs wrote to the same disk.
    """

    def __init__(self, folder: Path) -> None:
        # Opened before anything is written and kept: errors are told of since then.
        self._handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        self._pool = ThreadPoolExecutor(_THREADS, "sijil-sync")
        self._together = _can_together(self._handle)

    def files(self, sinks: Sequence[Sink]) -> None:
        """Make the bytes of these files permanent. Raises `OSError`."""
        if self._together:
            # First the bytes the disk is busy with already: while everything is synced, no file can be made.
            for sink in sinks:
                await_writing(sink.handle)
            self._all()
            return
        for _ in self._pool.map(Sink.sync, sinks):
            pass

    def folders(self, folders: Iterable[Path]) -> None:
        """Make the names in these folders permanent. Raises `OSError`."""
        if self._together:
            self._all()
            return
        for _ in self._pool.map(sync_folder, sorted(folders)):
            pass

    def close(self) -> None:
        """Nothing more is to be synced."""
        self._pool.shutdown(wait=True)
        os.close(self._handle)

    def _all(self) -> None:
        if ctypes.CDLL(None, use_errno=True).syncfs(self._handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))


def _can_together(handle: int) -> bool:
    system = os.uname()
    version = tuple(int(part) for part in system.release.split(".")[:2] if part.isdigit())
    if system.sysname != "Linux" or version < _REPORTS_ERRORS:
        return False
    answer = ctypes.create_string_buffer(_STATFS_BYTES)
    if ctypes.CDLL(None).fstatfs(handle, answer):
        return False
    # The first field of the struct, of the machine's word size, is the number of the file system.
    return ctypes.c_long.from_buffer(answer).value & 0xFFFFFFFF in TOGETHER
