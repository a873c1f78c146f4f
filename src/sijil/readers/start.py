"""Starting the worker: a clean environment, and bubblewrap around it where that works."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from sijil.errors import ReadingError
from sijil.readers.control import Channel

_HELLO_SECONDS = 30.0
_PACKAGES = Path(__file__).resolve().parents[2]
"""The folder that holds the package `sijil`, wherever it is installed from."""

_BWRAP = (
    *("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
    *("--ro-bind", "/", "/", "--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev"),
)


@dataclass(frozen=True, slots=True)
class Worker:
    """A running worker, how to talk to it, and what isolation it was granted."""

    process: subprocess.Popen[bytes]
    channel: Channel
    isolation: dict[str, Any]
    bwrap: bool

    def stop(self) -> None:
        """End it and with it every child."""
        self.channel.socket.close()
        self.process.kill()
        self.process.wait()


def start_worker(readable: tuple[str, ...] = ()) -> Worker:
    """Start a worker, which may read the files `readable` beside the libraries, and wait for its hello.

    Raises `ReadingError` when it does not come up.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with theirs, tempfile.TemporaryFile() as errors:
        around = bwrap_command()
        if around:
            # What lies in /tmp is hidden otherwise.
            around += tuple(word for path in readable for word in ("--ro-bind", path, path))
        process = subprocess.Popen(  # our own interpreter and module, no shell
            [*around, *_command(theirs.fileno()), *readable],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
            env=_environment(),
            cwd="/",
        )
        theirs.close()
        channel = Channel(ours)
        return Worker(process, channel, _hello(channel, process, errors), bool(around))


def _command(end: int) -> list[str]:
    # -s and -P with the environment below isolate as -I does, but let PYTHONHASHSEED be heard.
    return [sys.executable, "-s", "-P", "-B", "-m", "sijil.readers.worker", str(end)]


def _environment() -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": "/nonexistent",
        "PYTHONPATH": str(_PACKAGES),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        # One thread a child: more are refused inside the fence, and another file is being read beside this one.
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
        # Neither may a crash start a debugger, nor a library look for a newer model.
        "GGML_NO_BACKTRACE": "1",
        "HF_HUB_OFFLINE": "1",
        "PYTHONNOUSERSITE": "1",
    }


def _hello(channel: Channel, process: subprocess.Popen[bytes], errors: IO[bytes]) -> dict[str, Any]:
    channel.socket.settimeout(_HELLO_SECONDS)
    try:
        received = channel.receive()
    except TimeoutError:
        received = None
    channel.socket.settimeout(None)
    if received is None:
        process.kill()
        process.wait()
        channel.socket.close()
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip().splitlines() or ["it said nothing"]
        raise ReadingError(
            f"the process that reads files did not start: {said[-1]}", remedy="run `sijil doctor`"
        )
    isolation: dict[str, Any] = received[0]["ready"]
    return isolation


@cache
def bwrap_command() -> tuple[str, ...]:
    """The bubblewrap command to start the worker with; empty when it is not there or a trial run fails."""
    program = shutil.which("bwrap")
    if program is None:
        return ()
    command = (program, *_BWRAP)
    try:
        trial = subprocess.run(  # a fixed command, no shell
            [*command, sys.executable, "-c", "pass"],
            capture_output=True,
            timeout=20,
            check=False,
            env=_environment(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if trial.returncode == 0 else ()


def open_folder(path: Path) -> int:
    """An open folder to hand to a child. Raises `OSError`."""
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
