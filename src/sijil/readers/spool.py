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
        self._number += 1
        path = Path(f"member-{self._number:06d}")
        size = 0
        whole = False
        try:
            with path.open("xb") as file:
                for chunk in chunks:
                    size += len(chunk)
                    if self.used + size > self.limit:
                        raise TooMuch("all members together take up more than the limit")
                    _write(file, chunk)
            whole = True
        finally:
            if not whole:
                path.unlink(missing_ok=True)
        self.used += size
        return path.name, size


def _write(file: IO[bytes], chunk: bytes) -> None:
    try:
        file.write(chunk)
        file.flush()
    except OSError as error:
        raise TooMuch(f"it cannot be written to the disk ({error.strerror})") from error
