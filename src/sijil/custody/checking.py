"""Verification of a case's custody, levels 1 and 2 (reference on custody, section 1.7)."""

from collections.abc import Iterator
from pathlib import Path

from sijil.custody.blob_check import check_blobs, check_foreign, check_missing, stored
from sijil.custody.entry import GENESIS
from sijil.custody.layout import Layout
from sijil.custody.log_check import Sizes, read_log, report_edits
from sijil.custody.name_check import check_names
from sijil.custody.problem import Problem
from sijil.custody.progress import Progress
from sijil.errors import CustodyError


class Verification:
    """One check of a case. `problems` finds them; then the counts hold what was read.

    `entries` and `blobs` count, `size` is in bytes, `head` is the hash of the log's last line. Raises
    `CustodyError` when the folder is no case.

    Without an anchor outside the case nobody can tell (reference on custody, section 2):

    - that the log was rewritten from some line to its end, names with it (row 4);
    - that the log was cut back to an earlier end, names with it (row 6); without the names it is found;
    - that the very last line was edited, if its name has been removed, or it has none;
    - that a file was never taken in, or was forged before (row 8).
    """

    def __init__(self, case_folder: Path | str, workers: int = 2) -> None:
        self._layout, self._workers = Layout(Path(case_folder)), workers
        self.entries = self.blobs = self.size = 0
        self.head = GENESIS
        if not self._layout.log.exists() and not self._layout.blobs.exists():
            raise CustodyError(
                "is no case: it has neither evidence nor a custody log", where=str(case_folder)
            )

    def problems(self, progress: Progress | None = None) -> Iterator[Problem]:
        """Check everything, and give problems and notes as they are found: log, names, then blobs."""
        self.entries = self.blobs = self.size = 0
        log = read_log(self._layout)
        names, contradicted = check_names(self._layout, log)
        report_edits(log, contradicted)
        sizes = log.sizes()
        self.entries, self.head = len(log.reads), log.head
        yield from (found for _, found in sorted(log.found, key=lambda pair: pair[0]))
        yield from names
        yield from check_missing(self._layout, sizes)
        yield from self._blobs(sizes, progress)
        yield from check_foreign(self._layout)

    def summary(self) -> str:
        """What was checked, in one line."""
        return (
            f"{_many(self.entries, 'entry', 'entries')}, {_many(self.blobs, 'blob', 'blobs')}, "
            f"{self.size:,} bytes checked, chain head {self.head[:16]}…"
        )

    def _blobs(self, sizes: Sizes, progress: Progress | None) -> Iterator[Problem]:
        digests = list(stored(self._layout))
        for checked in check_blobs(self._layout, digests, sizes, self._workers):
            self.blobs += 1
            self.size += checked.size
            if progress:
                progress(self.blobs, len(digests), checked.digest)
            yield from checked.problems


def verify(
    case_folder: Path | str, *, workers: int = 2, progress: Progress | None = None
) -> Iterator[Problem]:
    """Check that every blob's bytes hash to its name, and that the log and its names are as written.

    Reads everything and changes nothing. Notes are no failure: an unreferenced blob (an interruption may leave
    one), a removed name, a wrong mode, a foreign file. Everything else is a problem. What cannot be found out
    is said at `Verification`, which also counts what was read.
    """
    return Verification(case_folder, workers).problems(progress)


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"
