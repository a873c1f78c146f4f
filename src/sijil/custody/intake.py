"""The flow of an add: files copied ahead in two threads, made part of the case batch by batch, in order.

While one batch is being synced and logged, the files of the next are being copied.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from sijil.custody.commit import Terms, is_kept
from sijil.custody.copying import Copied, Job, Surroundings, copy
from sijil.custody.disk import trouble
from sijil.custody.names import shown
from sijil.custody.outcomes import Outcome, Refused
from sijil.custody.session import Session, shielded
from sijil.custody.state import likeness
from sijil.errors import EvidenceError, SijilError

BATCH_ITEMS = 64
BATCH_BYTES = 64 << 20
BATCH_SECONDS = 0.5
"""A batch is closed when it reaches any of these; at most that much is done again after an interruption."""

WORKERS = 2
AHEAD_ITEMS = 128
AHEAD_BYTES = 64 << 20
"""How far copying may run ahead; the bytes are those of members handed over in memory."""

_TICK = 0.2

_Result = Copied | Refused | SijilError


class Intake:
    """One add under way. `outcomes` yields what became of each job, in order, once it is safely on the disk."""

    def __init__(
        self,
        session: Session,
        terms: Terms,
        jobs: Iterator[Job | Refused],
        waiting: Callable[[], None] = lambda: None,
    ) -> None:
        self._session, self._terms, self._jobs, self._waiting = session, terms, jobs, waiting
        self._copiers = ThreadPoolExecutor(WORKERS, "sijil-copy")
        self._committer = ThreadPoolExecutor(1, "sijil-commit")
        self._writers = ThreadPoolExecutor(WORKERS, "sijil-write")
        self._around = Surroundings(self._is_kept, self._is_likely, threading.Event(), self._writers)
        self._ahead: deque[tuple[Future[_Result], int]] = deque()
        self._batch: list[Copied | Refused] = []
        self._batch_bytes = self._in_memory = 0
        self._since = 0.0
        self._pending: Future[list[Outcome]] | None = None
        self._fatal: SijilError | None = None
        self._prefix, self._started = session.prefix(), 0
        self._news = threading.Event()

    def outcomes(self) -> Iterator[Outcome]:
        """What became of each job. Raises `DiskFull` or `CustodyError` when the case cannot be written.

        However it ends, the batch being committed is finished and everything else taken back.
        """
        try:
            self._fill()
            while self._ahead or self._batch or self._pending:
                # Cleared first: whatever ends from here on wakes the rest below.
                self._news.clear()
                yield from self._settle()
                self._collect()
                if not self._submit() and (self._ahead or self._pending):
                    self._rest()
            if self._fatal:
                raise self._fatal
        finally:
            shielded(self._close)

    def _fill(self) -> None:
        """Start copying ahead, as far as it may run."""
        while len(self._ahead) < AHEAD_ITEMS and self._in_memory < AHEAD_BYTES:
            job = next(self._jobs, None)
            if job is None:
                return
            started = self._start(job)
            self._ahead.append(started)
            self._in_memory += started[1]

    def _start(self, job: Job | Refused) -> tuple[Future[_Result], int]:
        if isinstance(job, Refused):
            ready: Future[_Result] = Future()
            ready.set_result(job)
            return ready, 0
        self._started += 1
        in_memory = len(job.content) if isinstance(job.content, bytes) else 0
        # Shielded, since an interruption inside would leave a thread that nobody waits for.
        future = shielded(lambda: self._copiers.submit(self._copy, job, self._started))
        future.add_done_callback(self._tell)
        return future, in_memory

    def _copy(self, job: Job, number: int) -> _Result:
        layout = self._session.layout
        try:
            return copy(job, layout.temporary / f"{self._prefix}{number}", self._around)
        except EvidenceError as error:
            return Refused(job.path, shown(job.name), error.what, error.remedy)
        except OSError as error:
            return trouble(error, layout.root, shown(job.name), _size(job))

    def _collect(self) -> None:
        """Move what is whole into the batch, in order."""
        while self._ahead and self._ahead[0][0].done() and not self._full():
            result = self._ahead[0][0].result()
            if isinstance(result, SijilError):
                self._halt(result)
                return
            if not self._batch:
                self._since = time.monotonic()
            self._batch.append(result)
            self._batch_bytes += result.size if isinstance(result, Copied) else 0
            self._in_memory -= self._ahead.popleft()[1]
            self._fill()

    def _halt(self, error: SijilError) -> None:
        """The case cannot take more: take back what is not whole, and let the batch be finished."""
        self._fatal = error
        self._around.stop.set()
        self._copiers.shutdown(wait=True, cancel_futures=True)
        self._drop_ahead()

    def _full(self) -> bool:
        return len(self._batch) >= BATCH_ITEMS or self._batch_bytes >= BATCH_BYTES

    def _due(self) -> bool:
        aged = time.monotonic() - self._since > BATCH_SECONDS
        return bool(self._batch) and (aged or self._full() or not self._ahead)

    def _submit(self) -> bool:
        """Hand the batch over to be committed, if it is due and the one before is done."""
        if self._pending or not self._due():
            return False
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        self._pending = shielded(lambda: self._committer.submit(self._session.commit, batch, self._terms))
        self._pending.add_done_callback(self._tell)
        return True

    def _settle(self) -> Iterator[Outcome]:
        if self._pending and self._pending.done():
            outcomes, self._pending = self._pending.result(), None
            yield from outcomes

    def _rest(self) -> None:
        """Wait until a file is whole or the commit done; call back now and then, for whoever shows progress."""
        self._news.wait(_TICK)
        self._waiting()

    def _tell(self, _: Future[_Result] | Future[list[Outcome]]) -> None:
        self._news.set()

    def _close(self) -> None:
        self._around.stop.set()
        self._copiers.shutdown(wait=True, cancel_futures=True)
        self._writers.shutdown(wait=True)
        self._committer.shutdown(wait=True)
        self._drop_ahead()
        for item in self._batch:
            if isinstance(item, Copied):
                item.discard()
        self._session.sweep(self._prefix)

    def _drop_ahead(self) -> None:
        for future, _ in self._ahead:
            if not future.cancelled() and not future.exception():
                result = future.result()
                if isinstance(result, Copied):
                    result.discard()
        self._ahead.clear()

    def _is_kept(self, digest: str, size: int) -> bool:
        return is_kept(self._session.layout, self._session.state, digest, size)

    def _is_likely(self, job: Job, size: int) -> bool:
        return likeness(job.container, job.name, size) in self._session.state.likely


def _size(job: Job) -> int:
    """For a message only: 0 when nobody can tell any more."""
    if isinstance(job.content, bytes):
        return len(job.content)
    try:
        return job.content.stat().st_size
    except OSError:
        return 0
