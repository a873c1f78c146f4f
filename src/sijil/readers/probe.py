"""A reader of nothing: it tries what the fence forbids and tells what happened.

`fence_report` and the tests run it. The attempts go past Python, straight to the C library, where
only the kernel can stop them, and once more through Python, where the guard must.
"""

import ctypes
import errno
import os
import resource
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

from sijil.readers import kernel
from sijil.readers.draft import Draft, Source
from sijil.readers.reading import Reading

VERSION = "1"
_LOOPBACK = (127, 0, 0, 1)
_CLOSED_PORT = 9
_libc = ctypes.CDLL(None, use_errno=True)


class _Address(ctypes.Structure):
    _fields_ = (
        ("family", ctypes.c_ushort),
        ("port", ctypes.c_ushort),
        ("address", ctypes.c_ubyte * 4),
        ("rest", ctypes.c_ubyte * 8),
    )


def read(source: Source) -> Reading:
    """No text; in the metadata what became of each attempt: `stopped`, `possible` or the limit in force."""
    draft = Draft("probe", VERSION, source.media_type)
    for name, attempt in (
        ("kernel_network", _kernel_connects),
        ("kernel_write", _kernel_writes),
        ("kernel_read", _kernel_reads),
        ("python_connect", lambda: _python(lambda: socket.create_connection(("127.0.0.1", _CLOSED_PORT), 1))),
        ("python_lookup", lambda: _python(lambda: socket.getaddrinfo("localhost", 80))),
        ("python_program", lambda: _python(lambda: subprocess.run(["true"], check=False))),  # must fail
        ("python_shell", lambda: _python(lambda: os.system("true"))),  # must fail
        ("python_fork", lambda: _python(os.fork)),
        ("python_write", lambda: _python(lambda: Path("/tmp/sijil-probe").write_text("x"))),  # must fail
        ("python_remove", lambda: _python(lambda: Path(__file__).unlink())),
    ):
        draft.say(name, attempt())
    for name, limit in (
        ("memory", resource.RLIMIT_AS),
        ("cpu_seconds", resource.RLIMIT_CPU),
        ("open_files", resource.RLIMIT_NOFILE),
        ("file_size", resource.RLIMIT_FSIZE),
        ("core", resource.RLIMIT_CORE),
    ):
        soft, _ = resource.getrlimit(limit)
        draft.say(name, "none" if soft == resource.RLIM_INFINITY else soft)
    draft.say("dies_with_parent", "yes" if kernel.dies_with_parent() else "no")
    draft.say("own_group", "yes" if os.getpgid(0) == os.getpid() else "no")
    return draft.done()


def _kernel_connects() -> str:
    """Connecting to a closed port of this machine is refused by it, unless there is no network to it."""
    handle = _libc.socket(int(socket.AF_INET), int(socket.SOCK_STREAM), 0)
    if handle < 0:
        return "stopped"
    address = _Address(int(socket.AF_INET), socket.htons(_CLOSED_PORT), (ctypes.c_ubyte * 4)(*_LOOPBACK))
    result = _libc.connect(handle, ctypes.byref(address), ctypes.sizeof(address))
    number = ctypes.get_errno()
    _libc.close(handle)
    return (
        "stopped" if result != 0 and number in (errno.ENETUNREACH, errno.EACCES, errno.EPERM) else "possible"
    )


def _kernel_writes() -> str:
    path = f"/tmp/sijil-probe-{os.getpid()}".encode()  # making it must fail
    handle = _libc.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    if handle < 0:
        return "stopped"
    _libc.close(handle)
    _libc.unlink(path)
    return "possible"


def _kernel_reads() -> str:
    """A file that everybody may read, and that no parser needs."""
    handle = _libc.open(b"/etc/passwd", os.O_RDONLY)
    if handle < 0:
        return "stopped"
    _libc.close(handle)
    return "possible"


def _python(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except PermissionError as error:
        return f"stopped ({error})"
    except OSError as error:
        return f"possible ({error})"
    return "possible"


def warm() -> None:
    """Nothing to import."""
