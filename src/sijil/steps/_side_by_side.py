"""Two files are worked on side by side, each behind a fence of its own; what comes out keeps the order of the jobs."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from typing import TypeVar

from sijil.readers import Fence

AT_ONCE = min(2, os.cpu_count() or 1)
"""Files worked on at once: each may take the memory its limits allow, and a laptop has that twice, not eight times."""

_Job = TypeVar("_Job")
_Made = TypeVar("_Made")


class Fences:
    """Up to `AT_ONCE` fences and a thread for each. Made by `fences`."""

    def __init__(self, opened: list[Fence], pool: ThreadPoolExecutor) -> None:
        self._free: SimpleQueue[Fence] = SimpleQueue()
        for fence in opened:
            self._free.put(fence)
        self._pool, self._ahead = pool, len(opened)

    def each(
        self, work: Callable[[Fence, _Job], _Made], jobs: Iterable[_Job]
    ) -> Iterator[tuple[_Job, _Made]]:
        """Each job with what `work` made of it, in the order of the jobs; the next ones are begun meanwhile.

        Raises what `work` raises.
        """
        waiting: deque[tuple[_Job, Future[_Made]]] = deque()
        for job in jobs:
            waiting.append((job, self._pool.submit(self._done, work, job)))
            if len(waiting) > self._ahead:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())

    def _done(self, work: Callable[[Fence, _Job], _Made], job: _Job) -> _Made:
        fence = self._free.get()
        try:
            return work(fence, job)
        finally:
            self._free.put(fence)


def _result(one: tuple[_Job, Future[_Made]]) -> tuple[_Job, _Made]:
    return one[0], one[1].result()


@contextmanager
def fences(trust: str = "") -> Iterator[Fences]:
    """Fences that work side by side, ended on leaving; left by an error, what is being read is broken off.

    `trust` is as for `Fence`.
    """
    with ExitStack() as stack:
        opened = [stack.enter_context(Fence(trust)) for _ in range(AT_ONCE)]
        pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="fence")
        try:
            yield Fences(opened, pool)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for fence in opened:
                fence.abandon()
            pool.shutdown(wait=True)
