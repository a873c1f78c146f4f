"""An archive opened through libarchive: its members in order, and the bytes of the present one.

Only the formats and the ways of packing named here are let in: of the rest some start programs.
Source: the manual pages archive_read(3), archive_entry(3) and archive_read_data(3) of libarchive.
"""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_int, c_longlong, c_size_t, c_void_p, string_at
from dataclasses import dataclass
from types import ModuleType
from typing import Any

FILTERS = ("gzip", "bzip2", "compress", "lzip", "lzma", "xz", "lz4", "zstd")
LIBRARY = "libarchive.so.13"
REMEDY = "install libarchive (on Debian: apt install libarchive13), then run the command again"
_BLOCK = 1 << 18
_END = 1


class Broken(Exception):
    """The library cannot go on with this member; `fatal` when it cannot go on at all. The message is its own."""

    def __init__(self, message: str, *, fatal: bool) -> None:
        self.fatal = fatal
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Entry:
    """One member as its header states it. `size` is -1 where none is stated; `link` is where a link leads."""

    name: bytes
    mode: int
    size: int
    link: bytes
    locked: bool

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, which holds no bytes of its own."""
        return stat.S_ISDIR(self.mode)


def library() -> ModuleType | None:
    """libarchive's functions, or None where it is not installed or was not loaded before the fence closed."""
    loaded = sys.modules.get("libarchive.ffi")
    return loaded if hasattr(loaded, "read_free") else None


def load_library() -> None:
    """Load libarchive. Raises `ImportError` or `OSError` where it is not installed."""
    if sys.platform == "linux":
        # Else it is searched for by starting programs, which the fence does not let happen.
        os.environ.setdefault("LIBARCHIVE", LIBRARY)
    from libarchive import ffi  # type: ignore[import-untyped]

    ffi.ffi("entry_is_encrypted", [c_void_p], c_int)
    ffi.ffi("read_has_encrypted_entries", [c_void_p], c_int)


def installed_version() -> str:
    """Which libarchive this machine has (`3.6.2`), or nothing."""
    try:
        load_library()
    except (ImportError, OSError):
        return ""
    return version()


def version() -> str:
    """Which libarchive is loaded, or nothing."""
    functions = library()
    if functions is None:
        return ""
    number = int(functions.version_number())
    return f"{number // 1_000_000}.{number // 1000 % 1000}.{number % 1000}"


@contextmanager
def opened(file: int, formats: tuple[str, ...]) -> Iterator["LibarchiveFile"]:
    """An open file as an archive of one of `formats`. Raises `Broken`."""
    functions = library()
    assert functions is not None
    pointer, entry = functions.read_new(), functions.entry_new()
    try:
        with _speaking():
            for name in FILTERS:
                functions.get_read_filter_function(name)(pointer)
            for name in formats:
                functions.get_read_format_function(name)(pointer)
            os.lseek(file, 0, os.SEEK_SET)
            functions.read_open_fd(pointer, file, _BLOCK)
        yield LibarchiveFile(functions, pointer, entry)
    finally:
        functions.entry_free(entry)
        functions.read_free(pointer)


class LibarchiveFile:
    """Goes through an archive once, from its beginning."""

    def __init__(self, functions: ModuleType, pointer: int, entry: int) -> None:
        self._functions: Any = functions
        self._pointer, self._entry = pointer, entry

    def next(self) -> Entry | None:
        """The next member; what was not read of the one before is passed over. None at the end. Raises `Broken`."""
        functions, entry = self._functions, self._entry
        with _speaking():
            if functions.read_next_header2(self._pointer, entry) == _END:
                return None
        return Entry(
            name=functions.entry_pathname(entry) or b"",
            mode=functions.entry_filetype(entry),
            size=functions.entry_size(entry) if functions.entry_size_is_set(entry) else -1,
            link=functions.entry_symlink(entry) or functions.entry_hardlink(entry) or b"",
            locked=functions.entry_is_encrypted(entry) == 1,
        )

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the present member; holes of a sparse file as zeros. Raises `Broken`."""
        block, size, at = c_void_p(), c_size_t(), c_longlong()
        here = 0
        while True:
            size.value = 0
            with _speaking():
                status = self._functions.read_data_block(self._pointer, byref(block), byref(size), byref(at))
            for hole in range(here, at.value, _BLOCK):
                yield bytes(min(_BLOCK, at.value - hole))
            if status == _END:
                return
            if size.value:
                assert block.value is not None
                yield string_at(block.value, size.value)
            here = max(here, at.value) + size.value

    @property
    def packed_bytes(self) -> int:
        """How many bytes of the file have been gone through by now."""
        return int(self._functions.filter_bytes(self._pointer, -1))

    @property
    def is_packed(self) -> bool:
        """Whether passing over a member costs unpacking it."""
        return self._functions.filter_count(self._pointer) > 1 or self.format in ("7-Zip", "RAR", "RAR5")

    @property
    def format(self) -> str:
        """The archive's format in libarchive's words, once the first member has been seen."""
        return (self._functions.format_name(self._pointer) or b"").decode("ascii", "replace")

    @property
    def is_locked(self) -> bool:
        """Whether it holds something locked, as far as is known by now."""
        return bool(self._functions.read_has_encrypted_entries(self._pointer) == 1)


@contextmanager
def _speaking() -> Iterator[None]:
    from libarchive.exception import ArchiveError  # type: ignore[import-untyped]

    try:
        yield
    except ArchiveError as error:
        words = error.msg.decode("utf-8", "replace") if isinstance(error.msg, bytes) else error.msg
        raise Broken(words or "damaged", fatal=error.retcode == -30) from error
