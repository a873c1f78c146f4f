"""Where custody keeps its files inside a case folder."""

import re
from pathlib import Path

from sijil.errors import CustodyError

SHA256 = re.compile(r"[0-9a-f]{64}\Z")
"""A SHA-256 as custody writes it: 64 lower-case hexadecimal digits."""

LOG = "custody/log.jsonl"
NAMES = "custody/names.jsonl"
UNFINISHED = "custody/unfinished.json"
LOCK = "custody/lock"
CHECKPOINTS = "custody/checkpoints"
KEY = "custody/key.pub.pem"
KEYS = "custody/keys"
HOWTO = "HOWTO-VERIFY.txt"
BLOBS = "evidence/sha256"
TEMPORARY = "evidence/tmp"


class Layout:
    """The paths of the case in the folder `root`.

    `log` is the hash-chained log; `names` holds file names with their salts, apart so that one can be deleted;
    `unfinished` says what the running or interrupted add was asked for; `lock` is locked by a writer; `blobs`
    is the folder of original bytes, `temporary` that of files not yet whole; `checkpoints` holds signed notes
    and their time-stamps, `key` and `keys` the verifying keys, `howto` what an outside expert runs.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log, self.names = root / LOG, root / NAMES
        self.unfinished, self.lock = root / UNFINISHED, root / LOCK
        self.blobs, self.temporary = root / BLOBS, root / TEMPORARY
        self.checkpoints, self.howto = root / CHECKPOINTS, root / HOWTO
        self.key, self.keys = root / KEY, root / KEYS

    def blob(self, sha256: str) -> Path:
        """Where the bytes with this hash are kept. Raises `CustodyError` when it is no SHA-256."""
        if not SHA256.match(sha256):
            raise CustodyError(f"{sha256!r} is not a SHA-256", remedy="give 64 lower-case hexadecimal digits")
        return self.blobs / sha256[:2] / sha256

    def folders(self) -> tuple[Path, ...]:
        """The folders to make, outermost first."""
        return (self.blobs.parent, self.blobs, self.temporary, self.log.parent)


def blob_name(sha256: str) -> str:
    """The path of a blob relative to the case folder, as messages print it."""
    return f"{BLOBS}/{sha256[:2]}/{sha256}"
