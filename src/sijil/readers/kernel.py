"""What the Linux kernel can be asked for through libc: namespaces, Landlock, no new privileges.

Every function says whether it was granted and never raises: on another system, or an older kernel,
nothing is granted and the fence reports the weaker guarantee.
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_NEW_USER, _NEW_NET = 0x1000_0000, 0x4000_0000
_DEATH_SIGNAL, _GET_DEATH_SIGNAL, _NO_NEW_PRIVILEGES = 1, 2, 38
_SIGKILL = 9
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH = 1

# Landlock's access rights, linux/landlock.h: bits 0-12 since version 1, then one more each.
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_FILE, _MAKE_REGULAR, _TRUNCATE = 1 << 5, 1 << 8, 1 << 14
_READING = _READ_FILE | _READ_DIR
_FILE_RIGHTS_SINCE = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP_RIGHTS, _SCOPES = 0b11, 0b11

_LINUX = sys.platform == "linux"
_libc = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def cut_network() -> str:
    """Move this process into an empty network of its own. Returns how, or the empty string.

    With a user namespace no privilege is needed, and a privileged process loses its own.
    """
    if not _LINUX:
        return ""
    if _libc.unshare(_NEW_USER | _NEW_NET) == 0:
        return "new user and network namespaces"
    if _libc.unshare(_NEW_NET) == 0:
        return "new network namespace"
    return ""


def drop_capabilities() -> bool:
    """Give up every capability, also those inside a new user namespace."""
    if not _LINUX:
        return False
    header = (ctypes.c_uint32 * 2)(0x2008_0522, 0)
    return bool(_libc.capset(header, (ctypes.c_uint32 * 6)()) == 0)


def no_new_privileges() -> bool:
    """No program started from here can gain rights, set-user-id or not."""
    return _LINUX and _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0


def die_with_parent() -> bool:
    """The kernel ends this process when the one that forked it ends."""
    return _LINUX and _libc.prctl(_DEATH_SIGNAL, _SIGKILL, 0, 0, 0) == 0


def dies_with_parent() -> bool:
    """Whether `die_with_parent` is in force."""
    signal = ctypes.c_int(0)
    if not _LINUX or _libc.prctl(_GET_DEATH_SIGNAL, ctypes.byref(signal), 0, 0, 0) != 0:
        return False
    return signal.value > 0


def landlock_version() -> int:
    """The version of Landlock that this kernel offers; 0 when it has none."""
    if not _LINUX:
        return 0
    return max(0, int(_libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)))


def only_read_beneath(folders: Iterable[str]) -> int:
    """From now on, files can be read only beneath `folders`; nothing can be executed, no TCP, no signals outward.

    Needs `no_new_privileges` first. Returns the Landlock version in force, or 0.
    """
    version = landlock_version()
    attributes = _Ruleset(
        _EXECUTE | _READING, _TCP_RIGHTS if version >= 4 else 0, _SCOPES if version >= 6 else 0
    )
    ruleset = _ruleset(attributes, version)
    if ruleset < 0:
        return 0
    for path in folders:
        _allow_path(ruleset, path)
    return version if _restrict(ruleset) else 0


def only_write_into(folder: int | None) -> int:
    """From now on, files can be made and changed only in the open `folder`, or nowhere (but `/dev/null`).

    Needs `no_new_privileges` first. Returns the Landlock version in force, or 0.
    """
    version = landlock_version()
    handled = max([0, *(rights for since, rights in _FILE_RIGHTS_SINCE.items() if since <= version)])
    handled &= ~(_EXECUTE | _READING)
    ruleset = _ruleset(_Ruleset(handled, 0, 0), version)
    if ruleset < 0:
        return 0
    if folder is not None:
        _allow(ruleset, folder, handled & (_WRITE_FILE | _MAKE_REGULAR | _REMOVE_FILE | _TRUNCATE))
    # tesseract sends its remarks there, and crashes where it may not.
    nowhere = os.open(os.devnull, os.O_PATH | os.O_CLOEXEC)
    _allow(ruleset, nowhere, handled & (_WRITE_FILE | _TRUNCATE))
    os.close(nowhere)
    return version if _restrict(ruleset) else 0


def _ruleset(attributes: "_Ruleset", version: int) -> int:
    if not version:
        return -1
    # The structure grew with the versions; an older kernel refuses what it does not know.
    size = 8 if version < 4 else 16 if version < 6 else 24
    return int(_libc.syscall(_CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), 0))


def _restrict(ruleset: int) -> bool:
    granted = int(_libc.syscall(_RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)
    return granted == 0


def _allow_path(ruleset: int, path: str) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        # A folder that is not there needs no rule.
        return
    # A rule about a plain file may not name rights of folders.
    _allow(ruleset, opened, _READING if Path(path).is_dir() else _READ_FILE)
    os.close(opened)


def _allow(ruleset: int, folder: int, rights: int) -> None:
    rule = _Beneath(rights, folder)
    _libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
