"""Verification of a case's custody, levels 1 to 6 (reference on custody, section 1.7)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sijil.custody.anchors import Anchors, check_against, check_anchors
from sijil.custody.blob_check import check_blobs, check_foreign, check_missing, stored
from sijil.custody.entry import GENESIS
from sijil.custody.layout import Layout
from sijil.custody.log_check import LogCheck, Sizes, read_log, report_edits
from sijil.custody.name_check import check_names
from sijil.custody.problem import Problem, problem
from sijil.custody.progress import Progress
from sijil.errors import CustodyError


class Verification:
    """One check of a case. `problems` finds them; then the counts and `anchors` hold what was read.

    Levels: 1 bytes match names; 2 the chain of the log and its names; 3 the root of each checkpoint; 4 its
    signature; 5 its time-stamp; 6 (`against`, a checkpoint kept outside) nothing before it was changed.
    `entries` and `blobs` count, `size` is in bytes, `head` is the hash of the log's last line. Raises
    `CustodyError` when the folder is no case.

    Without an anchor outside the case nobody can tell (reference on custody, section 2):

    - that the log was rewritten from some line to its end, names with it (row 4);
    - that the log was cut back to an earlier end, names with it (row 6); without the names it is found;
    - that the very last line was edited, if its name has been removed, or it has none;
    - that a file was never taken in, or was forged before (row 8).
    """

    def __init__(self, case_folder: Path | str, workers: int = 2, against: Path | None = None) -> None:
        self._layout, self._workers, self._against = Layout(Path(case_folder)), workers, against
        self.anchors = Anchors()
        self.entries = self.blobs = self.size = 0
        self.head = GENESIS
        if not self._layout.log.exists() and not self._layout.blobs.exists():
            raise CustodyError(
                "is no case: it has neither evidence nor a custody log", where=str(case_folder)
            )

    def problems(self, progress: Progress | None = None) -> Iterator[Problem]:
        """Check everything, and give problems and notes as they are found: log, names, then blobs."""
        self.entries = self.blobs = self.size = 0
        self.anchors = Anchors()
        log = read_log(self._layout)
        names, contradicted = check_names(self._layout, log)
        report_edits(log, contradicted)
        sizes = log.sizes()
        self.entries, self.head = len(log.reads), log.head
        yield from _at(2, (found for _, found in sorted(log.found, key=lambda pair: pair[0])))
        yield from _at(2, names)
        yield from check_anchors(self._layout, log, self.anchors)
        if self._against is not None:
            yield from self._level_6(log)
        yield from _at(1, check_missing(self._layout, sizes, log.removed()))
        yield from _at(1, self._blobs(sizes, progress))
        yield from _at(1, check_foreign(self._layout))

    def _level_6(self, log: LogCheck) -> Iterator[Problem]:
        assert self._against is not None
        try:
            raw = self._against.read_bytes()
        except OSError as error:
            what = f"cannot be read ({error.strerror or error})"
            yield problem(str(self._against), what, "check the path", level=6)
            return
        yield from check_against(self._layout, raw, str(self._against), log, self.anchors)

    def summary(self) -> str:
        """What was checked, in one line."""
        return (
            f"{_many(self.entries, 'entry', 'entries')}, {_many(self.blobs, 'blob', 'blobs')}, "
            f"{self.size:,} bytes checked, chain head {self.head[:16]}…, "
            f"{_many(self.anchors.checkpoints, 'checkpoint', 'checkpoints')}, "
            f"{_many(self.anchors.tokens, 'time-stamp', 'time-stamps')}"
        )

    def _blobs(self, sizes: Sizes, progress: Progress | None) -> Iterator[Problem]:
        digests = list(stored(self._layout))
        for checked in check_blobs(self._layout, digests, sizes, self._workers):
            self.blobs += 1
            self.size += checked.size
            if progress:
                progress(self.blobs, len(digests), checked.digest)
            yield from checked.problems


def _at(level: int, found: Iterable[Problem]) -> Iterator[Problem]:
    return (replace(one, level=level) for one in found)


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
