"""The worker: a process that imports the parsers once and forks one child per file.

It never parses a file itself. It talks to the parent over one Unix socket (frames of JSON, with the
open files beside them) and takes two requests: `read` forks a child, `kill` ends that child's group.
It ends when the parent closes the socket.

    python -s -P -m sijil.readers.worker SOCKET [FILE...]

The files may be read beside the libraries: a model that the user names.
"""

import gc
import mimetypes
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

from sijil.readers.bars import isolate_worker, own_size, plain_signals, raise_bars
from sijil.readers.child import answer
from sijil.readers.control import Channel
from sijil.readers.limits import Limits
from sijil.readers.registry import load

UNWANTED = ("numpy", "pandas", "PIL", "pandas.core")
"""Optional helpers of the parsers: large, threaded, and of no use for text."""


class Worker:
    """Serves one parent until it hangs up."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.children: dict[int, int] = {}
        self.warmed: set[str] = set()

    def serve(self, isolation: dict[str, Any]) -> None:
        """Say hello, then take requests and report ended children."""
        wake = _wake_on_child_end()
        self.channel.send({"ready": isolation})
        _fall_silent()
        with selectors.DefaultSelector() as selector:
            selector.register(self.channel.socket, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if wake in ready:
                    os.read(wake, 4096)
                    self._report_ended()
                if self.channel.socket in ready and not self._take_request():
                    return

    def _take_request(self) -> bool:
        received = self.channel.receive()
        if received is None:
            for pid in self.children:
                _kill(pid)
            return False
        request, files = received
        if request["do"] == "read":
            self._fork(request, files)
        else:
            for pid, job in self.children.items():
                if job == request["job"]:
                    _kill(pid)
        return True

    def _fork(self, job: dict[str, Any], files: list[int]) -> None:
        """Fork the child for one job; `files` are the file, the result pipe and perhaps the spool folder."""
        self._warm(job["reader"])
        own = own_size()
        pid = os.fork()
        if pid == 0:
            _be_the_child(self.channel, job, files, own)
        # Also done by the child itself: whoever is first, a kill finds the group.
        _own_group(pid)
        self.children[pid] = job["job"]
        for file in files:
            os.close(file)
        self.channel.send({"job": job["job"], "started": pid})

    def _warm(self, reader: str) -> None:
        if reader not in self.warmed:
            self.warmed.add(reader)
            # A library that cannot be imported fails again in the child, which states it.
            with suppress(ImportError, OSError):
                load(reader).warm()
            gc.collect()
            gc.freeze()

    def _report_ended(self) -> None:
        while self.children:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            job = self.children.pop(pid)
            self.channel.send({"job": job, "ended": status, "cpu": usage.ru_utime + usage.ru_stime})


def _be_the_child(channel: Channel, job: dict[str, Any], files: list[int], own: int) -> None:
    """Raise the bars, answer, and leave without running any of the worker's own endings."""
    status = 1
    try:
        channel.socket.close()
        plain_signals()
        file, result, *folder = files
        spool = folder[0] if folder else None
        limits = Limits(**job["limits"])
        raise_bars(limits, own, spool)
        answer(job, file, result, limits, spool=spool is not None)
        status = 0
    finally:
        os._exit(status)


def _own_group(pid: int) -> None:
    try:
        os.setpgid(pid, pid)
    except (PermissionError, ProcessLookupError):
        # It has already made its own group, or has already ended.
        return


def _kill(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (PermissionError, ProcessLookupError):
        return


def _fall_silent() -> None:
    """What libraries say from now on goes nowhere; up to here it told why the worker did not start."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _wake_on_child_end() -> int:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return reading


def main(arguments: list[str]) -> None:
    """Run the worker on the inherited socket number in `arguments`; what follows it may be read."""
    for name in UNWANTED:
        sys.modules[name] = None  # type: ignore[assignment]  # None makes the import fail, by the import system's rule
    # A machine's own list of media types may change no reading, and lies where the fence lets nobody read.
    mimetypes.knownfiles.clear()
    channel = Channel(socket.socket(fileno=int(arguments[0])))
    Worker(channel).serve(isolate_worker(arguments[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])
