"""Text in the bytes of any file, whatever the file says it is: readable runs, packed streams, members of archives."""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

MOST_UNPACKED = 512 << 20
"""Bytes that one file is unpacked to; what would be more is said to be unseen."""
DEPTH = 5
_UTF8 = re.compile(rb"(?:[\x20-\x7e\t\r\n]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){5,}")
_LITTLE = re.compile(rb"(?:[\x20-\x7e\t\r\n\xa0-\xff]\x00|[\x00-\xff][\x01-\x06\x20\xfb-\xff]){4,}")
_BIG = re.compile(rb"(?:\x00[\x20-\x7e\t\r\n\xa0-\xff]|[\x01-\x06\x20\xfb-\xff][\x00-\xff]){4,}")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_PIECE = 1 << 20
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")


class TooMuch(Exception):
    """More is packed into a file than is unpacked here."""


def texts(data: bytes) -> Iterator[tuple[str, str]]:
    """Readable text in bytes, with the encoding it was read in; whole where all of it is text."""
    whole = _whole(data)
    if whole is not None:
        yield whole
        return
    # Outlines of a font read two bytes a letter are letters of every script, and sound like everybody.
    wide = () if data.startswith(_FONTS) else (("utf-16-le", _LITTLE), ("utf-16-be", _BIG))
    for encoding, pattern in (("utf-8", _UTF8), *wide):
        runs = (match.group().decode(encoding, "replace") for match in pattern.finditer(data))
        found = "\n\n".join(runs)
        if found:
            yield encoding, found


def _whole(data: bytes) -> tuple[str, str] | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", data.decode("utf-16", "replace")
    if b"\x00" in data:
        return None
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    strange = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in data[:4096])
    return ("windows-1256", data.decode("cp1256", "replace")) if not strange else None


def inside(data: bytes, name: str = "", depth: int = DEPTH) -> Iterator[tuple[str, bytes]]:
    """What is packed into bytes, each with where it was: members of ZIP files, gzip, streams of PDF and PNG.

    Raises `TooMuch` when it would be more than is unpacked, `zipfile.BadZipFile` and `zlib.error` never.
    """
    left = [MOST_UNPACKED]
    yield from _inside(data, name, depth, left)


def _inside(data: bytes, name: str, depth: int, left: list[int]) -> Iterator[tuple[str, bytes]]:
    if depth == 0:
        raise TooMuch
    for where, content in _unpacked(data, left):
        path = f"{name}/{where}" if name else where
        yield path, content
        yield from _inside(content, path, depth - 1, left)


def _unpacked(data: bytes, left: list[int]) -> Iterator[tuple[str, bytes]]:
    if data[:2] == b"PK":
        yield from _zip(data, left)
    elif data[:2] == b"\x1f\x8b":
        yield from _gzip(data, left)
    elif _is_stream_file(data):
        yield from _streams(data, left)


def _is_stream_file(data: bytes) -> bool:
    return data[:1024].find(b"%PDF") >= 0 or data[:4] in (
        b"\x89PNG",
        b"\xff\xd8\xff\xe0",
        b"\xff\xd8\xff\xe1",
    )


def _zip(data: bytes, left: list[int]) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.comment:
                yield "comment", archive.comment
            for member in archive.infolist():
                if member.flag_bits & 1:
                    raise TooMuch
                yield member.filename, member.filename.encode("utf-8", "replace")
                if not member.is_dir():
                    with archive.open(member) as file:
                        yield member.filename, _bounded(file, left)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
        return


def _gzip(data: bytes, left: list[int]) -> Iterator[tuple[str, bytes]]:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            yield "gzip", _bounded(file, left)
    except (OSError, zlib.error, EOFError):
        return


def _bounded(file: IO[bytes] | gzip.GzipFile, left: list[int]) -> bytes:
    parts = []
    while piece := file.read(_PIECE):
        left[0] -= len(piece)
        if left[0] < 0:
            raise TooMuch
        parts.append(piece)
    return b"".join(parts)


def _streams(data: bytes, left: list[int]) -> Iterator[tuple[str, bytes]]:
    for start, _, content in _packed(data, left):
        if len(content) > 4:
            yield f"stream at {start}", content


def _packed(data: bytes, left: list[int]) -> Iterator[tuple[int, int, bytes]]:
    """Streams that are packed by zlib: where each begins and ends, and what is in it."""
    end = 0
    for match in _ZLIB.finditer(data):
        if match.start() < end:
            continue
        packed = zlib.decompressobj()
        try:
            content = packed.decompress(data[match.start() :], left[0])
        except zlib.error:
            continue
        if packed.unconsumed_tail:
            raise TooMuch
        left[0] -= len(content)
        end = len(data) - len(packed.unused_data) if packed.eof else end
        yield match.start(), end if packed.eof else match.start(), content


def outside(data: bytes) -> bytes:
    """A file without the streams that are packed whole: their packed bytes are noise in which names are heard."""
    if not _is_stream_file(data):
        return data
    parts, at = [], 0
    for start, end, _ in _packed(data, [MOST_UNPACKED]):
        if end > start:
            parts.append(data[at:start])
            at = end
    return b"\n".join([*parts, data[at:]])
