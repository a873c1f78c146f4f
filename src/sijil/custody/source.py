"""Where the bytes of an item come from: a file read once, or bytes already in memory."""

import os
import stat
from pathlib import Path
from types import TracebackType

from sijil.custody.walking import reason_of
from sijil.errors import EvidenceError

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""Never through a link, and never waiting for a pipe put where a file was."""
_NO_ACCESS_TIME = getattr(os, "O_NOATIME", 0)
_CHANGED = "changed while it was being read"
_TRY_AGAIN = "wait until nothing writes to it, then add it again"


class FileSource:
    """A file, read from its beginning to the size it had when opened. Raises `EvidenceError` if it changes."""

    def __init__(self, path: Path) -> None:
        try:
            self._handle = _open(path)
        except OSError as error:
            raise EvidenceError(*reason_of(error)[:1], remedy=reason_of(error)[1]) from error
        self._before = os.fstat(self._handle)
        self.size = self._before.st_size

    def __enter__(self) -> "FileSource":
        if not stat.S_ISREG(self._before.st_mode):
            self.__exit__(None, None, None)
            raise EvidenceError("is no longer a file", remedy="check the path")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._handle)

    def fill(self, buffer: memoryview) -> int:
        """Fill the buffer as far as the file goes; the number of bytes, 0 at its end."""
        filled = 0
        try:
            while filled < len(buffer):
                count = os.readv(self._handle, [buffer[filled:]])
                if not count:
                    break
                filled += count
        except OSError as error:
            reason, remedy = reason_of(error)
            raise EvidenceError(reason, remedy=remedy) from error
        return filled

    def rewind(self) -> None:
        """Begin again."""
        os.lseek(self._handle, 0, os.SEEK_SET)

    def check(self, size: int) -> None:
        """Raise `EvidenceError` unless `size` bytes are the whole file and nobody wrote to it meanwhile."""
        now = os.fstat(self._handle)
        if (size, now.st_size, now.st_mtime_ns) != (self.size, self.size, self._before.st_mtime_ns):
            raise EvidenceError(_CHANGED, remedy=_TRY_AGAIN)


class BytesSource:
    """Bytes in memory, handed out like those of a file."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0
        self.size = len(content)

    def __enter__(self) -> "BytesSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to close."""

    def fill(self, buffer: memoryview) -> int:
        """Fill the buffer as far as the bytes go."""
        part = self._content[self._at : self._at + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def rewind(self) -> None:
        """Begin again."""
        self._at = 0

    def check(self, size: int) -> None:
        """Bytes in memory do not change."""


def open_source(content: Path | bytes) -> FileSource | BytesSource:
    """A source to use in a `with` statement."""
    return BytesSource(content) if isinstance(content, bytes) else FileSource(content)


def _open(path: Path) -> int:
    # Reading evidence should not alter its access time; only its owner, or root, may ask for that.
    try:
        return os.open(path, _FLAGS | _NO_ACCESS_TIME)
    except PermissionError:
        return os.open(path, _FLAGS)
