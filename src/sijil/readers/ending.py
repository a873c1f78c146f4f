"""Waiting for one child: its answer through the pipe, its end through the worker, within its limits."""

import os
import selectors
import signal
import tempfile
import time
from dataclasses import dataclass
from io import FileIO
from typing import IO, Any

from sijil.readers.limits import Limits
from sijil.readers.start import Worker

_GRACE_SECONDS = 5.0
"""How long the worker may take to report the end of a child that was killed."""
_START_SECONDS = 60.0
"""How long the worker may take to import the parsers of a family and to fork."""
_CHUNK = 1 << 20
_IN_MEMORY = 32 << 20
"""An answer larger than this is kept on the disk."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended: `cause` is `wall`, `output`, `lost`, or empty when it ended by itself."""

    cause: str
    status: int = 0
    cpu: float = 0.0


def collect(worker: Worker, job: int, pipe: Any, limits: Limits) -> tuple[IO[bytes], Ending]:
    """Read the child's answer until it has ended or has been stopped: in memory, or on the disk if it is large.

    Raises `OSError` if the worker breaks.
    """
    return _Wait(worker, job, pipe, limits).until_ended()


class _Wait:
    def __init__(self, worker: Worker, job: int, pipe: FileIO, limits: Limits) -> None:
        self.worker, self.job, self.pipe, self.limits = worker, job, pipe, limits
        self.answer: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # its reader closes it
        self.size = 0
        self.cause = ""
        self.pid = 0
        # The clock of the limit starts with the child; before that the worker may have to import parsers.
        self.deadline = time.monotonic() + limits.wall_seconds + _START_SECONDS

    def until_ended(self) -> tuple[IO[bytes], Ending]:
        ended: dict[str, Any] | None = None
        with selectors.DefaultSelector() as selector:
            selector.register(self.pipe, selectors.EVENT_READ)
            selector.register(self.worker.channel.socket, selectors.EVENT_READ)
            while ended is None or selector.get_map().get(self.pipe.fileno()):
                ready = {
                    key.fileobj for key, _ in selector.select(max(0.0, self.deadline - time.monotonic()))
                }
                if not ready and not self._stop_late():
                    return self.answer, Ending("lost")
                if self.pipe in ready and not self._take_part():
                    selector.unregister(self.pipe)
                if self.worker.channel.socket in ready:
                    ended = self._hear() or ended
                    if self.cause == "lost":
                        return self.answer, Ending("lost")
        return self.answer, Ending(self.cause, ended["ended"], ended["cpu"])

    def _take_part(self) -> bool:
        part = self.pipe.read(_CHUNK)
        if not part:
            return False
        self.size += len(part)
        if self.size > self.limits.output:
            self.answer.truncate(0)
            self._kill(self.cause or "output")
        elif not self.cause:
            self.answer.write(part)
        return True

    def _hear(self) -> dict[str, Any] | None:
        """One message of the worker: the end of our child, or something that does not end it."""
        received = self.worker.channel.receive()
        if received is None:
            self.cause = "lost"
            return None
        message, _ = received
        if message.get("job") != self.job:
            return None
        if "started" in message:
            self.pid = message["started"]
            self.deadline = time.monotonic() + self.limits.wall_seconds
            return None
        return message

    def _stop_late(self) -> bool:
        """The deadline is over: kill the child; False when even that brought nothing within the grace."""
        if self.cause:
            return False
        self._kill("wall")
        return True

    def _kill(self, cause: str) -> None:
        if not self.cause:
            self.cause = cause
            self.deadline = time.monotonic() + _GRACE_SECONDS
            self.worker.channel.send({"do": "kill", "job": self.job})
            self._kill_group()

    def _kill_group(self) -> None:
        """Also straight away, where the child's number means the same out here."""
        if self.pid and not self.worker.bwrap:
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except (PermissionError, ProcessLookupError):
                return
