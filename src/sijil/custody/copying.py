"""One item copied into the store's temporary folder and hashed on the way: its source is read once."""

import mmap
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sijil.custody.outcomes import HEAD_BYTES
from sijil.custody.sink import Sink
from sijil.custody.source import BytesSource, FileSource, open_source
from sijil.errors import EvidenceError

BUFFER = 1 << 20
"""Bytes read and hashed at a time, in two buffers for each thread that copies."""

BEHIND_FROM = 64 << 20
"""Files of this many bytes and more are hashed in one thread while another writes."""

_own = threading.local()


@dataclass(frozen=True, slots=True)
class Job:
    """An item to take in: its content, its raw name, and the hash of its container if it has one."""

    content: Path | bytes
    name: bytes
    container: str | None = None

    @property
    def path(self) -> Path | None:
        """Where the user's file is; none for a member."""
        return None if self.container or isinstance(self.content, bytes) else self.content


@dataclass(frozen=True, slots=True)
class Copied:
    """An item whose bytes are hashed. `sink` holds them, or is None when they are in custody already."""

    job: Job
    sha256: str
    size: int
    head: bytes
    sink: Sink | None

    def discard(self) -> None:
        """Take back what is in the temporary folder."""
        if self.sink:
            self.sink.discard()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What copying asks of its caller: are bytes of this hash and size kept already; is this item, of this size,
    likely to be; is copying to stop?

    `writers` has a thread for each thread that copies.
    """

    is_kept: Callable[[str, int], bool]
    is_likely: Callable[[Job, int], bool]
    stop: threading.Event
    writers: Executor


class Behind:
    """Writes a buffer in another thread while its bytes are hashed and the next are read.

    For a large file, which would leave the second core idle: a quarter faster for 1 GiB in one file, and slower for
    files that two threads copy side by side anyway.
    """

    def __init__(self, writers: Executor) -> None:
        self._writers = writers
        self._running: Future[None] | None = None

    def start(self, sink: Sink, part: memoryview) -> None:
        """Write, after what is being written; the part must be left alone until the next call."""
        self.finish()
        self._running = self._writers.submit(sink.write, part)

    def finish(self) -> None:
        """Wait until all is written. Raises what the writing raised."""
        running, self._running = self._running, None
        if running:
            running.result()

    def settle(self) -> None:
        """Wait until nothing is being written, however it ended: only then may the file be closed."""
        if self._running:
            wait([self._running])


def copy(job: Job, temporary: Path, around: Surroundings) -> Copied:
    """Copy one item. Raises `EvidenceError` when the source fails, `OSError` when the store does.

    An item that is in custody already is not written at all, if it fits into one buffer or an item of its name
    and size is logged. Only one of the same name and size that turns out to be another is read twice.
    """
    with open_source(job.content) as source, ExitStack() as undo:
        if source.size > BUFFER and around.is_likely(job, source.size):
            known = _read_only(job, source, around)
            if known:
                return known
            source.rewind()
        copying = _Copying(source, temporary, around, undo)
        here, other = _buffers()
        count = source.fill(here)
        if count == source.size:
            copying.whole(here[:count])
        elif source.size < BEHIND_FROM:
            copying.parts(here, count)
        else:
            copying.parts_behind(here, other, count)
        source.check(copying.size)
        undo.pop_all()
    return Copied(job, copying.hashing.hexdigest(), copying.size, copying.head, copying.sink)


def _read_only(job: Job, source: FileSource | BytesSource, around: Surroundings) -> Copied | None:
    """Hash without writing: the item if it is in custody already."""
    hashing, head, size = sha256(), b"", 0
    buffer = _buffers()[0]
    while count := source.fill(buffer):
        _check(source, size + count, around)
        hashing.update(buffer[:count])
        head = head or bytes(buffer[: min(count, HEAD_BYTES)])
        size += count
    source.check(size)
    digest = hashing.hexdigest()
    return Copied(job, digest, size, head, None) if around.is_kept(digest, size) else None


def _check(source: FileSource | BytesSource, size: int, around: Surroundings) -> None:
    if around.stop.is_set():
        raise EvidenceError("was stopped")
    if size > source.size:
        # A file that something keeps writing to has no end to wait for.
        source.check(size)


class _Copying:
    """One copy under way. `undo` takes back what it leaves on the disk, if it does not come to its end."""

    def __init__(
        self, source: FileSource | BytesSource, temporary: Path, around: Surroundings, undo: ExitStack
    ) -> None:
        self.hashing, self.head, self.size = sha256(), b"", 0
        self.sink: Sink | None = None
        self._source, self._temporary, self._around, self._undo = source, temporary, around, undo

    def whole(self, part: memoryview) -> None:
        """An item that fits into the buffer."""
        self._add(part)
        if not self._around.is_kept(self.hashing.hexdigest(), self.size):
            self._open().write(part)

    def parts(self, buffer: memoryview, count: int) -> None:
        """A longer item, of which the first `count` bytes are read."""
        sink = self._open()
        while count:
            _check(self._source, self.size + count, self._around)
            self._add(buffer[:count])
            sink.write(buffer[:count])
            count = self._source.fill(buffer)

    def parts_behind(self, here: memoryview, other: memoryview, count: int) -> None:
        """A large item: two buffers take turns."""
        sink, behind = self._open(), Behind(self._around.writers)
        self._undo.callback(behind.settle)
        while count:
            _check(self._source, self.size + count, self._around)
            behind.start(sink, here[:count])
            self._add(here[:count])
            here, other = other, here
            count = self._source.fill(here)
        behind.finish()

    def _open(self) -> Sink:
        self.sink = Sink(self._temporary)
        self._undo.callback(self.sink.discard)
        return self.sink

    def _add(self, part: memoryview) -> None:
        self.hashing.update(part)
        self.head = self.head or bytes(part[:HEAD_BYTES])
        self.size += len(part)


def _buffers() -> tuple[memoryview, memoryview]:
    # Memory maps start at a page: copying to and from them takes the system a fraction of the time.
    if not hasattr(_own, "buffers"):
        _own.buffers = (memoryview(mmap.mmap(-1, BUFFER)), memoryview(mmap.mmap(-1, BUFFER)))
    buffers: tuple[memoryview, memoryview] = _own.buffers
    return buffers
