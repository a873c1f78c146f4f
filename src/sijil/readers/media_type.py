"""What kind of file this is, by its first bytes.

The name decides only between kinds that the bytes leave open: a CSV and a plain text look alike.
The signatures are a table (`tables/signatures.csv`: offset, bytes in hexadecimal with `.` for any).
"""

import re
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from sijil.readers.tables import rows_of
from sijil.readers.text_kinds import looks_like_text, text_kind

HEAD_BYTES = 16_384
"""How much of the beginning `sniff` wants to see."""

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ARCHIVE = "application/zip"
UNKNOWN = "application/octet-stream"

_OFFICE_FOLDERS = {"word/": WORD, "xl/": EXCEL, "ppt/": SLIDES}
_OFFICE_ENDINGS = {
    ".docx": WORD,
    ".docm": WORD,
    ".dotx": WORD,
    ".xlsx": EXCEL,
    ".xlsm": EXCEL,
    ".xltx": EXCEL,
    ".pptx": SLIDES,
}
_OFFICE_FIRST = ("[Content_Types].xml", "_rels/.rels", "docProps/")


@dataclass(frozen=True, slots=True)
class _Signature:
    media_type: str
    pattern: re.Pattern[bytes]


@cache
def _signatures() -> tuple[_Signature, ...]:
    return tuple(_signature(row) for row in rows_of("signatures"))


def _signature(row: dict[str, str]) -> _Signature:
    pairs = (row["bytes"][at : at + 2] for at in range(0, len(row["bytes"]), 2))
    body = b"".join(b"." if pair == ".." else re.escape(bytes.fromhex(pair)) for pair in pairs)
    skipped = b".{%d}" % int(row["offset"])
    return _Signature(row["media_type"], re.compile(skipped + body, re.DOTALL))


def sniff(head: bytes, name: str, size: int) -> str:
    """The media type of a file of `size` bytes called `name` that begins with `head`.

    `head` should be the first 16 KiB. An unknown kind is `application/octet-stream`.
    """
    if size == 0 or not head:
        return "application/x-empty"
    for signature in _signatures():
        if signature.pattern.match(head):
            return _refined(signature.media_type, head, name)
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if _is_old_tar(head):
        return "application/x-tar"
    if looks_like_text(head):
        return text_kind(head, name)
    return UNKNOWN


def _is_old_tar(head: bytes) -> bool:
    """A tar of before 1988 has no signature, but the sum of its header's bytes in octal digits at 148."""
    if len(head) < 512 or not head[0]:
        return False
    stated = head[148:156].strip(b"\0 ")
    counted = sum(head[:148]) + 8 * ord(" ") + sum(head[156:512])
    return stated.isdigit() and b"8" not in stated and b"9" not in stated and int(stated, 8) == counted


def _refined(media_type: str, head: bytes, name: str) -> str:
    if media_type == ARCHIVE:
        return _packed_kind(head, name)
    if media_type == "application/gzip" and _unpacked(head).startswith(b"WARC/"):
        return "application/warc"
    if media_type == "video/x-matroska" and b"webm" in head[:64]:
        return "video/webm"
    return media_type


def _unpacked(head: bytes) -> bytes:
    """The first bytes of what is packed with gzip; nothing where it is damaged."""
    try:
        return zlib.decompressobj(31).decompress(head, 16)
    except zlib.error:
        return b""


def _packed_kind(head: bytes, name: str) -> str:
    """An Office file is a ZIP too: told by the names of its first parts, as far as `head` shows them."""
    names = _first_names(head)
    for inner in names:
        for folder, media_type in _OFFICE_FOLDERS.items():
            if inner.startswith(folder):
                return media_type
    if names and names[0] == "mimetype":
        return _declared_kind(head)
    if any(inner.startswith(_OFFICE_FIRST) for inner in names):
        return _OFFICE_ENDINGS.get(PurePosixPath(name.lower()).suffix, ARCHIVE)
    return ARCHIVE


def _first_names(head: bytes) -> list[str]:
    """The names in the local headers that `head` holds, found by their mark."""
    names = []
    for found in re.finditer(rb"PK\x03\x04.{22}(..)..", head, re.DOTALL):
        length = int.from_bytes(found[1], "little")
        names.append(head[found.end() : found.end() + length].decode("utf-8", "replace"))
    return names


def _declared_kind(head: bytes) -> str:
    """OpenDocument and EPUB store their media type as the first member, unpacked."""
    found = re.match(rb"PK\x03\x04.{22}(..)(..)mimetype(application/[a-z0-9.+-]+)", head, re.DOTALL)
    return found[3].decode("ascii") if found else ARCHIVE
