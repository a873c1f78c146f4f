"""The bars around one child: limits of the kernel, and a guard over what Python code may do.

Raised in the child after the fork and before a byte of the file is parsed. None can be lowered again.
"""

import os
import re
import resource
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sijil.readers import kernel
from sijil.readers.limits import Limits
from sijil.readers.spool import SPOOL_NAME
from sijil.readers.tessdata import TESSDATA

FORBIDDEN = re.compile(
    r"socket\.|subprocess\.|os\.(?:exec|system|posix_spawn|spawn|fork|forkpty|startfile|kill|killpg)$"
    r"|pty\.|urllib\.|ftplib\.|smtplib\.|http\.|webbrowser\.|signal\.pthread_kill$|ctypes\.dlopen$"
)
"""Audit events of connecting, starting programs and loading libraries."""
CHANGES_FILES = re.compile(
    r"os\.(?:remove|rename|link|symlink|chmod|chown|mkdir|rmdir|truncate|utime|setxattr|removexattr|chflags)$"
    r"|shutil\.|tempfile\."
)
_AFTER_THE_PARENT = 5
"""Seconds by which the child's own clock is behind the parent's."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class FenceBreach(PermissionError):
    """Code inside the fence tried to do what is barred there."""


def isolate_worker(readable: Sequence[str] = ()) -> dict[str, object]:
    """Bars around the worker, which every child inherits: no network, no privileges, only libraries to read.

    `readable` are files that may be read besides. Returns what the system granted, for `fence_report`.
    """
    network = kernel.cut_network()
    no_new_privileges = kernel.no_new_privileges()
    capabilities = kernel.drop_capabilities()
    _offer_to_out_of_memory_killer()
    landlock = kernel.only_read_beneath([*readable_folders(), *readable])
    return {
        "network": network,
        "no_new_privileges": no_new_privileges,
        "capabilities_dropped": capabilities,
        "landlock": landlock,
    }


def raise_bars(limits: Limits, own: int, spool: int | None) -> None:
    """Bars around one child. `own` is the worker's size; `spool` the open folder it may write into, if any.

    The spool becomes the working folder.
    """
    os.setpgid(0, 0)
    kernel.die_with_parent()
    if spool is None:
        os.chdir("/")
    else:
        os.fchdir(spool)
    _limit(limits, own)
    # Should the parent be gone, and with it its clock, this one still ends the child.
    signal.alarm(limits.wall_seconds + _AFTER_THE_PARENT)
    kernel.only_write_into(spool)
    sys.addaudithook(_guard)


def readable_folders() -> list[str]:
    """Where the interpreter, its libraries and ours lie, and nothing of the user's."""
    packages = [entry for entry in sys.path if entry]
    system = ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/usr/share/zoneinfo", *TESSDATA]
    return [sys.prefix, sys.base_prefix, *packages, *system, "/dev/null", "/dev/urandom", "/proc/self/statm"]


def _limit(limits: Limits, own: int) -> None:
    memory = own + limits.memory if own else resource.RLIM_INFINITY
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, limits.open_files, limits.open_files),
        (resource.RLIMIT_FSIZE, limits.spool, limits.spool),
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1),
        (resource.RLIMIT_NPROC, 0, 0),
        (resource.RLIMIT_AS, memory, memory),
    ):
        # Some systems lack a limit or cannot lower it; `fence_report` says which are in force.
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (soft, hard))


def own_size() -> int:
    """The address space of this process in bytes; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def _offer_to_out_of_memory_killer() -> None:
    """When memory runs out, the reading goes first and not the user's other programs."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        _guard_open(*arguments[:3])
    elif FORBIDDEN.match(event) or (CHANGES_FILES.match(event) and not _in_spool(arguments[0])):
        raise FenceBreach(f"tried {event}")


def _guard_open(path: object = None, _mode: object = None, flags: object = 0) -> None:
    if isinstance(path, int) or not isinstance(flags, int) or not flags & _WRITING:
        return
    if not _in_spool(path):
        raise FenceBreach("tried to write a file outside its folder")


def _in_spool(path: object) -> bool:
    """The working folder is the spool, and only bare running names are made there."""
    return isinstance(path, str | bytes | os.PathLike) and bool(SPOOL_NAME.fullmatch(os.fsdecode(path)))


def plain_signals() -> None:
    """Take back the worker's signal handling; the terminal's interrupt is the parent's business."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
