"""Work that goes on behind the pages: what was handed over is taken in and all steps are run, one batch after another.

It needs no page to be open. What a killed server left undone is done by the next one; of two servers on one case one
works, the other waits.
"""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.db import DatabaseError, connections

from sijil.errors import SijilError
from sijil.steps.progress import Progress
from sijil.store import incoming
from sijil.store.case import Case

STAGES = {
    "taking into custody": "adding",
    "reading": "reading",
    "transcribing": "transcribing",
    "extracting": "extracting",
}
"""What the steps are called that tell how far they are."""
_LOCK = ".working"
_LATER = 2.0
"""Seconds until another server's work is looked at again."""
_PATIENCE = 10.0
"""Seconds that ending waits for the file in hand."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the work is: the step, how many of how many, and the name of what is in hand."""

    name: str
    done: int = 0
    total: int = 0
    label: str = ""


class Ended(Exception):
    """The server ends; what is in hand is broken off, and done by the next server."""


class Work:
    """The worker of one server. Its thread lives from the first file that waits until `end`."""

    def __init__(self, case: Case, actor: str) -> None:
        self._case, self._actor = case, actor
        self._news, self._over = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._stage: Stage | None = None

    @property
    def stage(self) -> Stage | None:
        """What is being done now; nothing when all is done."""
        return self._stage

    @property
    def is_broken(self) -> bool:
        """Whether the worker ended by a fault of its own, which the terminal shows."""
        return self._thread is not None and not self._thread.is_alive() and not self._over.is_set()

    def begin(self) -> None:
        """Go on with what an earlier server left."""
        if incoming.recover(self._case, actor=self._actor):
            self.wake()

    def wake(self) -> None:
        """There is something to do."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="sijil-work", daemon=True)
            self._thread.start()
        self._news.set()

    def end(self) -> None:
        """Break off and wait a little for the file in hand."""
        self._over.set()
        self._news.set()
        if self._thread:
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        try:
            while not self._over.is_set():
                self._news.wait()
                self._news.clear()
                self._all_waiting()
        except Ended:
            return
        finally:
            self._stage = None
            connections.close_all()

    def _all_waiting(self) -> None:
        with self._alone():
            while batch := [row for row in incoming.waiting(self._case) if not row.problem]:
                self._check()
                actor = batch[0].actor
                self._take_in([row for row in batch if row.actor == actor], actor)
                self._stage = None

    def _take_in(self, batch: list[incoming.Waiting], actor: str) -> None:
        from sijil.steps.run import run_all

        paths = [str(row.path) for row in batch]
        try:
            done = run_all(self._case, paths, actor=actor, passwords=(), progress=self._progress)
        except (SijilError, DatabaseError, OSError) as error:
            incoming.failed([row.key for row in batch], str(error))
            return
        refused = {str(one.path): f"{one.reason}; {one.remedy}" for one in done.added.refused}
        for row in batch:
            if why := refused.get(str(row.path)):
                incoming.failed([row.key], why)
        incoming.settled(self._case, [row.key for row in batch if str(row.path) not in refused])

    @contextmanager
    def _progress(self, label: str) -> Iterator[Progress]:
        name = STAGES.get(label, "counting")

        def tell(done: int, total: int, of: str) -> None:
            self._check()
            self._stage = Stage(name, done, total, of)

        tell(0, 0, "")
        yield tell
        self._stage = Stage("counting")

    def _check(self) -> None:
        if self._over.is_set():
            raise Ended

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the case's lock for work; the system lets go of it when the server is killed."""
        with (self._case.folder / incoming.FOLDER / _LOCK).open("wb") as lock:
            while not _held(lock):
                if self._over.wait(_LATER):
                    raise Ended
            yield


def _held(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
