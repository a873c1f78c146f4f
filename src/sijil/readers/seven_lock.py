"""Locked 7z archives, by py7zr (the extra `sevenzip`): libarchive knows that they are locked and cannot open them.

The key is made of the password by 2^19 rounds of SHA-256, which takes a moment for each password tried.
"""

import lzma
import resource
import struct
import sys
import zlib
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from sijil.readers.draft import Draft, Source
from sijil.readers.limits import GIB, in_words
from sijil.readers.member_name import Names
from sijil.readers.spool import Keeping, Spool, TooMuch
from sijil.readers.unlock import REMEDY as _PASSWORD_REMEDY
from sijil.readers.unlock import no_password_fits
from sijil.readers.unpacking import BY_HAND, Swelling, Swollen

_INSTALL = "install the extra `sevenzip` and give its password with --password-file, or unpack it by hand"
_MOST_PASSED_OVER = GIB
_ROOT = "/"
"""Where py7zr is told that names begin. Nothing is written there, and it need not ask where it is, which it may not."""
_GARBAGE = (
    *(lzma.LZMAError, zlib.error, struct.error, EOFError, ValueError, TypeError, LookupError),
    *(ArithmeticError, AttributeError, AssertionError),
)
"""What py7zr raises over a table of contents unlocked with a wrong password: noise, in which anything can stand."""
_LINK = "a link to another file: links are not followed"


class _Enough(Exception):
    """More would have to be unpacked in vain than is worth while."""


def load_library() -> None:
    """Import py7zr. Raises `ImportError` where the extra is not installed."""
    import py7zr  # noqa: F401


def library() -> ModuleType | None:
    """py7zr, or None where the extra is not installed."""
    return sys.modules.get("py7zr")


def remedy() -> str:
    """What can be done about a locked 7z archive."""
    return _PASSWORD_REMEDY if library() else _INSTALL


def reason(source: Source) -> str:
    """Why a locked 7z archive stays closed."""
    return no_password_fits(len(source.passwords) if library() else 0)


def unlocked(source: Source, draft: Draft, spool: Spool) -> bool:
    """Take the members with the first password that opens the archive; False, and nothing taken, when none does."""
    functions = library()
    _say_how_much_memory()
    for password in source.passwords if functions else ():
        assert functions is not None
        taking = _Taking(source, draft, spool, Swelling(source.limits, source.size))
        if taking.all_members(functions, password):
            return True
    return False


def _say_how_much_memory() -> None:
    """py7zr looks here first, and else where the fence lets nobody look: the machine's own memory."""
    memory, _ = resource.getrlimit(resource.RLIMIT_AS)
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, most))


@dataclass(slots=True)
class _Taking:
    source: Source
    draft: Draft
    spool: Spool
    swelling: Swelling
    writers: list["_Writer"] = field(default_factory=list)
    links: frozenset[str] = frozenset()
    passed_over: int = 0

    def all_members(self, functions: Any, password: str) -> bool:
        """Unpack with one password. Whether it opened the archive."""
        wrong = (
            functions.exceptions.ArchiveError,
            functions.exceptions.PasswordRequired,
            functions.exceptions.AbsolutePathError,
            *_GARBAGE,
        )
        broken = ""
        self.source.file.seek(0)
        try:
            with functions.SevenZipFile(self.source.file, password=password) as archive:
                entries = archive.list()
                self.links = frozenset(entry.filename for entry in entries if entry.is_symlink)
                archive.extractall(_ROOT, factory=_factory(functions, self))
        except _Enough:
            broken = f"more than {in_words(_MOST_PASSED_OVER)} would have to be unpacked in vain"
        except wrong as error:
            broken = f"damaged: {error or type(error).__name__}"
            self._drop_last()
        if broken and not any(writer.settled for writer in self.writers):
            self._drop_all()
            return False
        self.draft.version += f" and py7zr {functions.__version__}"
        self._hand_over(broken)
        return True

    def begin(self, name: str) -> "_Writer":
        """A writer for the next member; what is written into a link goes nowhere."""
        writer = _Writer(self, name)
        if name in self.links:
            writer.reason = _LINK
        elif sum(not one.reason for one in self.writers) >= self.source.limits.members:
            writer.reason = f"only the first {self.source.limits.members:,} members are taken"
        else:
            writer.keeping = self.spool.begin()
        self.writers.append(writer)
        return writer

    def pass_over(self, size: int) -> None:
        """Count bytes unpacked in vain. Raises `_Enough`."""
        self.passed_over += size
        if self.passed_over > _MOST_PASSED_OVER:
            raise _Enough

    def _drop_last(self) -> None:
        """The last member did not come out right, even if all its bytes came."""
        if self.writers:
            self.writers[-1].undo()

    def _drop_all(self) -> None:
        for writer in self.writers:
            writer.undo()

    def _hand_over(self, broken: str) -> None:
        names = Names()
        for writer in self.writers:
            name = names.of_bytes(writer.name.encode("utf-8", "replace"))
            if writer.settled:
                self.draft.take(name.text, *writer.settled, note=name.note)
            else:
                writer.undo()
                self.draft.leave(name.text, writer.size, writer.reason or broken, note=name.note)
        if broken:
            self.draft.miss(f"not all of it could be unpacked: {broken}", BY_HAND)


@dataclass(slots=True)
class _Writer:
    """Takes the bytes of one member as they come."""

    taking: _Taking
    name: str
    keeping: Keeping | None = None
    size: int = 0
    reason: str = ""
    settled: tuple[str, int] | None = None

    def put(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.keeping is None or self.reason:
            self.taking.pass_over(len(chunk))
            return
        try:
            self.taking.swelling.check(self.size, self.taking.source.size)
            self.keeping.put(chunk)
        except (Swollen, TooMuch) as error:
            self.reason = f"hostile or too large: {error}"
            self.keeping.drop()

    def close(self) -> None:
        """All its bytes have come; whether they are right is checked afterwards."""
        if self.keeping is not None and not self.reason and self.settled is None:
            self.settled = self.keeping.done()
            self.taking.swelling.total += self.size

    def undo(self) -> None:
        if self.keeping is not None:
            if self.settled is not None:
                self.keeping.undo()
            self.keeping.drop()
        self.settled = None


def _factory(functions: Any, taking: _Taking) -> Any:
    """A factory of py7zr's kind; its classes exist only where py7zr is installed."""

    class Written(functions.io.Py7zIO):  # type: ignore[misc]
        def __init__(self, writer: _Writer) -> None:
            self.writer = writer

        def write(self, data: bytes) -> int:
            self.writer.put(bytes(data))
            return len(data)

        def read(self, size: int | None = None) -> bytes:
            return b""

        def seek(self, offset: int, whence: int = 0) -> int:
            return 0

        def flush(self) -> None:
            pass

        def size(self) -> int:
            return self.writer.size

        def close(self) -> None:
            self.writer.close()

    class Factory(functions.io.WriterFactory):  # type: ignore[misc]
        def create(self, name: str) -> Written:
            return Written(taking.begin(name.removeprefix(_ROOT)))

    return Factory()
