"""A temporary file in the store, written once and then renamed to its hash."""

import os
from contextlib import suppress
from pathlib import Path

from sijil.custody.disk import begin_writing, write_all

PIECE = 128 << 10
"""Bytes handed to the system at a time.

Larger pieces ask it for larger runs of memory, and may cost more than they save: in a virtual machine 1 GiB in
one file took 1.7 s in pieces of this size and 2.7 s in pieces of 1 MiB; in 1,000 files it made no difference.
"""

BEGIN_FROM = 256 << 10
"""From so many bytes on the disk is made to begin writing at once.

So it is busy while the next files are hashed: 1.5 s instead of 2.1 s for 1 GiB in 1,000 files (two cores). Small
files would only be slowed down.
"""


class Sink:
    """A new file of mode 0444. `path` is where it is, `handle` what to sync before it is renamed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o444)
        self._placed = False
        # The user's mask may have taken bits away. A disk without such permissions (FAT) refuses to set them:
        # the bytes are kept all the same, and `verify` notes the mode.
        with suppress(PermissionError):
            os.fchmod(self.handle, 0o444)

    def write(self, part: memoryview) -> None:
        """Add bytes to the end."""
        for start in range(0, len(part), PIECE):
            write_all(self.handle, part[start : start + PIECE])
        if len(part) >= BEGIN_FROM:
            begin_writing(self.handle)

    def sync(self) -> None:
        """Put the bytes on the disk."""
        os.fsync(self.handle)

    def place(self, blob: Path) -> None:
        """Rename it to what it shall be called, making the folder if need be."""
        try:
            os.rename(self.path, blob)  # noqa: PTH104 (one name for renaming in this room)
        except FileNotFoundError:
            blob.parent.mkdir()
            os.rename(self.path, blob)  # noqa: PTH104
        self._placed = True

    def close(self) -> None:
        """Let go of the file, wherever it is now. May be called again."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1

    def discard(self) -> None:
        """Remove the file, unless it has been placed."""
        self.close()
        if not self._placed:
            self.path.unlink(missing_ok=True)
