"""What became of each file that was handed over: received or refused, never silence."""

from dataclasses import dataclass
from pathlib import Path

HEAD_BYTES = 4096
"""How many first bytes a `Received` carries, for telling the type of the file."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is in custody, its bytes and its log line safely on the disk.

    `seq` is its log entry, `size` in bytes. `name` starts with the name of the path that was handed over
    (`photos/2025/a.jpg` for a file found in the folder `photos`); bytes that are no UTF-8 appear as `\\xff`.
    `path` is where it was read, None for a member. `known`: the bytes were in custody before.
    `logged`: false when nothing was added to the log, since this file had its entry already.
    `head` is the first 4,096 bytes; `container` the hash of the archive a member was taken out of.
    """

    seq: int
    sha256: str
    size: int
    name: str
    path: Path | None
    known: bool
    head: bytes
    logged: bool = True
    container: str | None = None

    @property
    def empty(self) -> bool:
        """The file has no bytes: in custody like any other, but there is nothing to read."""
        return self.size == 0


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that was not taken in, why, and what can be done. Nothing of it is kept."""

    path: Path | None
    name: str
    reason: str
    remedy: str


Outcome = Received | Refused
