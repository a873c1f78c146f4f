"""Where custody keeps its files inside a case folder."""

import re
from dataclasses import dataclass
from pathlib import Path

from sijil.errors import CustodyError

SHA256 = re.compile(r"[0-9a-f]{64}\Z")
"""A SHA-256 as custody writes it: 64 lower-case hexadecimal digits."""

LOG = "custody/log.jsonl"
NAMES = "custody/names.jsonl"
UNFINISHED = "custody/unfinished.json"
LOCK = "custody/lock"
BLOBS = "evidence/sha256"
TEMPORARY = "evidence/tmp"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one case. `root` is the case folder."""

    root: Path

    @property
    def log(self) -> Path:
        """The hash-chained log."""
        return self.root / LOG

    @property
    def names(self) -> Path:
        """File names with their salts, apart from the log so that one can be deleted."""
        return self.root / NAMES

    @property
    def unfinished(self) -> Path:
        """What the running, or interrupted, add was asked for."""
        return self.root / UNFINISHED

    @property
    def lock(self) -> Path:
        """The file a writer locks."""
        return self.root / LOCK

    @property
    def blobs(self) -> Path:
        """The folder of original bytes."""
        return self.root / BLOBS

    @property
    def temporary(self) -> Path:
        """The folder of files not yet whole."""
        return self.root / TEMPORARY

    def blob(self, sha256: str) -> Path:
        """Where the bytes with this hash are kept. Raises `CustodyError` when it is no SHA-256."""
        if not SHA256.match(sha256):
            raise CustodyError(f"{sha256!r} is not a SHA-256", todo="give 64 lower-case hexadecimal digits")
        return self.blobs / sha256[:2] / sha256

    def folders(self) -> tuple[Path, ...]:
        """The folders to make, outermost first."""
        return (self.root / "evidence", self.blobs, self.temporary, self.root / "custody")


def blob_name(sha256: str) -> str:
    """The path of a blob relative to the case folder, as messages print it."""
    return f"{BLOBS}/{sha256[:2]}/{sha256}"
