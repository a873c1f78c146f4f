"""One writer at a time: the lock, the state of the log, and clearing up after a killed one."""

import dataclasses
import fcntl
import os
import secrets
import signal
import threading
from collections.abc import Callable, Sequence
from typing import IO, TypeVar

from sijil.custody.chain import Author
from sijil.custody.commit import SALT_BYTES, Commit, Terms
from sijil.custody.copying import Copied
from sijil.custody.disk import append, replace, telling, truncate
from sijil.custody.layout import LOCK, LOG, Layout
from sijil.custody.names import NameRecord, record_line, salted
from sijil.custody.outcomes import Outcome, Refused
from sijil.custody.state import State, load, mark, recover
from sijil.custody.syncing import Syncing
from sijil.errors import CustodyError

T = TypeVar("T")


def shielded(work: Callable[[], T]) -> T:
    """Do `work` to its end, even when the user interrupts it: the interruption comes afterwards."""
    before = signal.getsignal(signal.SIGINT)
    # Only the main thread is ever interrupted; and a handler that is not Python's own cannot be put back.
    if threading.current_thread() is not threading.main_thread() or before is None:
        return work()
    held: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    try:
        return work()
    finally:
        signal.signal(signal.SIGINT, before)
        if held:
            signal.raise_signal(signal.SIGINT)


class Session:
    """Held while a case is written to; uses within one another share it."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.state = State()
        self.mutex = threading.Lock()
        self._users = self._uses = 0
        self._sound = True
        self._lock: IO[bytes] | None = None
        self._syncing: Syncing | None = None
        self._mark: tuple[int, ...] = ()

    def enter(self, author: Author) -> None:
        """Open it. Raises `CustodyError` when another process writes to this case, or the log is broken."""
        if not self._users:
            with telling(self.layout.root, str(self.layout.root)):
                self._lock = take_lock(self.layout)
                try:
                    self._prepare(author)
                except BaseException:
                    self._release()
                    raise
        self._users += 1

    def leave(self) -> None:
        """Close it; does nothing when it is not open."""
        if self._users:
            self._users -= 1
            if not self._users:
                # After a commit that failed, what the files hold is read anew.
                self._mark = mark(self.layout) if self._sound else ()
                self._release()

    def commit(self, batch: Sequence[Copied | Refused], terms: Terms) -> list[Outcome]:
        """Take a batch in, after whatever another use is taking in at this moment."""
        with self.mutex:
            assert self._syncing, "only while the session is open"
            self._sound = False
            outcomes = Commit(self.layout, self.state, terms, batch, self._syncing).run()
            self._sound = True
        return outcomes

    def append(self, author: Author, fields: dict[str, object], beside: bytes) -> int:
        """Add one line that is about no file being taken in; gives its number.

        `beside` is kept next to the names, bound to the line by a salted hash, and can be deleted like a name.
        """
        with self.mutex:
            self._sound = False
            chain, salt = dataclasses.replace(self.state.chain), secrets.token_bytes(SALT_BYTES)
            line = chain.add(author.stamp() | fields | {"name_hash": salted(salt, beside)})
            record = record_line(NameRecord(chain.seq, beside, salt, chain.head))
            with telling(self.layout.root, LOG):
                before = append(self.layout.names, record + b"\n")
                try:
                    append(self.layout.log, line + b"\n")
                except OSError:
                    truncate(self.layout.names, before)
                    raise
            self.state.chain = chain
            self._sound = True
        return chain.seq

    def rewrite_names(self, kept: Sequence[NameRecord]) -> None:
        """Write the names anew with only these records."""
        self._sound = False
        content = b"".join(record_line(record) + b"\n" for record in kept)
        replace(self.layout.names, content)
        self.state = load(self.layout)
        self._sound = True

    def prefix(self) -> str:
        """A beginning for temporary files' names that no other use has."""
        self._uses += 1
        return f"{self._uses}-"

    def sweep(self, prefix: str = "") -> None:
        """Remove temporary files, of one use or all."""
        for path in self.layout.temporary.iterdir():
            if path.name.startswith(prefix):
                path.unlink()

    def _prepare(self, author: Author) -> None:
        for folder in self.layout.folders():
            # A copy of a case may have lost its empty folders.
            folder.mkdir(exist_ok=True, mode=0o700)
        self.sweep()
        self._syncing = Syncing(self.layout.temporary)
        if not self.layout.names.exists():
            replace(self.layout.names, b"")
        if self._mark != mark(self.layout):
            self.state = load(self.layout)
        recover(self.layout, self.state, author, self.layout.unfinished.exists())

    def _release(self) -> None:
        if self._syncing:
            self._syncing.close()
            self._syncing = None
        if self._lock:
            # Unlocked by name, not only closed: a child process may have inherited the file.
            fcntl.flock(self._lock, fcntl.LOCK_UN)
            self._lock.close()
            self._lock = None


def take_lock(layout: Layout) -> IO[bytes]:
    """Lock the case for writing, until the file is closed."""
    file = open(layout.lock, "ab", buffering=0, opener=lambda path, flags: os.open(path, flags, 0o600))  # noqa: SIM115
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise CustodyError(
            "another sijil is adding to this case",
            where=LOCK,
            remedy="wait until it has finished, then run this again",
        ) from error
    return file
