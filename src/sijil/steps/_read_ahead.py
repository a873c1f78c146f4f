"""Two files are read side by side, each behind a fence of its own; what comes out keeps the order of what went in."""

import os
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue

from sijil.readers import Fence, Reading
from sijil.store.models import Item

AT_ONCE = min(2, os.cpu_count() or 1)
"""Files read side by side: each may take the memory its limits allow, and a laptop has that twice, not eight times."""

Job = tuple[Item, Path, str]
"""The item, the path of its bytes, its original name."""
Done = tuple[Item, Reading, Path]
"""The item, its reading, and the folder that holds the members taken out of it."""


class ReadAhead:
    """Reads files behind up to `AT_ONCE` fences. Made by `reading_ahead`."""

    def __init__(self, fences: list[Fence], pool: ThreadPoolExecutor, spool: Path) -> None:
        self._free: SimpleQueue[Fence] = SimpleQueue()
        for fence in fences:
            self._free.put(fence)
        self._pool, self._spool, self._ahead = pool, spool, len(fences)

    def readings(self, jobs: Iterable[Job], passwords: tuple[str, ...]) -> Iterator[Done]:
        """Each job with its reading, in the order of the jobs; the next ones are begun meanwhile.

        The folder of members is the caller's to empty. Raises what `Fence.read` raises.
        """
        waiting: deque[tuple[Item, Path, Future[Reading]]] = deque()
        for item, path, name in jobs:
            folder = Path(tempfile.mkdtemp(prefix="file-", dir=self._spool))
            waiting.append((item, folder, self._pool.submit(self._read, path, name, passwords, folder)))
            if len(waiting) > self._ahead:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())

    def _read(self, path: Path, name: str, passwords: tuple[str, ...], folder: Path) -> Reading:
        fence = self._free.get()
        try:
            return fence.read(path, name=name, passwords=passwords, spool=folder)
        finally:
            self._free.put(fence)


def _done(one: tuple[Item, Path, Future[Reading]]) -> Done:
    item, folder, future = one
    return item, future.result(), folder


@contextmanager
def reading_ahead(spool: Path, trust: str) -> Iterator[ReadAhead]:
    """Fences that read side by side, ended on leaving; left by an error, what is being read is broken off.

    `spool` is an existing folder for what is taken out of containers; `trust` is as for `Fence`.
    """
    with ExitStack() as stack:
        fences = [stack.enter_context(Fence(trust)) for _ in range(AT_ONCE)]
        pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="fence")
        try:
            yield ReadAhead(fences, pool, spool)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for fence in fences:
                fence.abandon()
            pool.shutdown(wait=True)
