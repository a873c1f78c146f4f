"""The folder that members are unpacked into, seen from inside the fence.

The child's working folder is the spool folder. Files get running numbers as names; a name from an
archive or a mail is never a path.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO

SPOOL_NAME = re.compile(r"member-\d{6}")


class TooMuch(Exception):
    """A member does not fit: over the limit, or no room on the disk; the message says which."""


class Spool:
    """Writes members one after another and counts what they take up."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.used = 0
        self._number = 0

    def keep(self, chunks: Iterable[bytes]) -> tuple[str, int]:
        """Write one member; returns its file name and size. Whatever fails, no part of it stays.

        Raises `TooMuch` when the folder's limit or the disk's is reached, and whatever `chunks` raises.
        """
        keeping = self.begin()
        try:
            for chunk in chunks:
                keeping.put(chunk)
            return keeping.done()
        finally:
            keeping.drop()

    def begin(self) -> "Keeping":
        """A member to be written piece by piece."""
        self._number += 1
        return Keeping(self, Path(f"member-{self._number:06d}"))


class Keeping:
    """A member being written. `drop` it in the end: what is done stays."""

    def __init__(self, spool: Spool, path: Path) -> None:
        self._spool, self._path = spool, path
        self._size = 0
        self._file: IO[bytes] | None = path.open("xb")

    def put(self, chunk: bytes) -> None:
        """Write more of it. Raises `TooMuch`."""
        assert self._file is not None
        self._size += len(chunk)
        if self._spool.used + self._size > self._spool.limit:
            raise TooMuch("all members together take up more than the limit")
        _write(self._file, chunk)

    def done(self) -> tuple[str, int]:
        """It is whole: its file name and size."""
        assert self._file is not None
        self._file.close()
        self._file = None
        self._spool.used += self._size
        return self._path.name, self._size

    def drop(self) -> None:
        """Take away what is written, unless it is done."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self._path.unlink(missing_ok=True)

    def undo(self) -> None:
        """Take away what was done after all."""
        self._path.unlink(missing_ok=True)
        self._spool.used -= self._size


def _write(file: IO[bytes], chunk: bytes) -> None:
    try:
        file.write(chunk)
        file.flush()
    except OSError as error:
        raise TooMuch(f"it cannot be written to the disk ({error.strerror})") from error
