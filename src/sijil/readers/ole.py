"""Old Office containers: an Office file locked with a password lies in one, or an old .doc or .xls itself."""

import io
from typing import IO

from sijil.readers.draft import Source, kept, refused
from sijil.readers.office import read_office
from sijil.readers.reading import Reading
from sijil.readers.registry import called
from sijil.readers.unlock import try_passwords

VERSION = "1"
_STREAMS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "__properties_version1.0": "application/vnd.ms-outlook",
}
_SAVE_AS = "open it in an Office program, save it as .docx or .xlsx, and add that beside it"


def read(source: Source) -> Reading:
    """Unlock a locked Office file with the passwords and read it; old formats are kept."""
    import olefile  # type: ignore[import-untyped]  # it ships no types

    try:
        container = olefile.OleFileIO(io.BytesIO(source.all_bytes()))
    except (OSError, ValueError, TypeError, IndexError) as error:
        raise refused(f"cut short or damaged: {error}", "ask for the file again") from error
    if container.exists("EncryptedPackage"):
        return read_office(_unlocked(source), source.limits)
    for stream, media_type in _STREAMS.items():
        if container.exists(stream):
            raise kept(f"no reader for {called(media_type)} yet", _SAVE_AS)
    raise kept("an old Office container of an unknown kind")


def _unlocked(source: Source) -> IO[bytes]:
    import msoffcrypto  # type: ignore[import-untyped]  # it ships no types
    from msoffcrypto import exceptions

    def attempt(password: str) -> IO[bytes] | None:
        source.file.seek(0)
        locked = msoffcrypto.OfficeFile(source.file)
        opened = io.BytesIO()
        try:
            locked.load_key(password=password, verify_password=True)
        except exceptions.InvalidKeyError:
            return None
        try:
            locked.decrypt(opened)
        except exceptions.InvalidKeyError as error:
            raise refused(
                "the password fits, but what it locks is damaged", "ask for the file again"
            ) from error
        opened.seek(0)
        return opened

    try:
        return try_passwords(source.passwords, attempt)
    except (exceptions.DecryptionError, exceptions.FileFormatError, exceptions.ParseError) as error:
        raise refused(f"locked in a way that cannot be opened: {error}", "save an unlocked copy") from error


def warm() -> None:
    """Import what reading needs before any child is forked."""
    import msoffcrypto  # noqa: F401
    import olefile  # noqa: F401
