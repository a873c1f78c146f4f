"""Archives made in code: tar in every packing, 7z, and RAR in both formats (stored, since nothing free packs it)."""

import io
import struct
import tarfile
import zlib

from sijil.readers import libarchive_version

WANTED = "needs libarchive (on Debian: apt install libarchive13)"
HAS_LIBRARY = bool(libarchive_version())


def tar(members: dict[str, bytes], packing: str = "") -> bytes:
    """A tar archive; `packing` as Python's own library names it (`gz`, `bz2`, `xz`)."""
    return tar_of([(plain(name, len(content)), content) for name, content in members.items()], packing)


def plain(name: str, size: int) -> tarfile.TarInfo:
    """The header of a plain file."""
    info = tarfile.TarInfo(name)
    info.size = size
    return info


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    """The header of a link, or with another kind of a device or a pipe."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def tar_of(entries: list[tuple[tarfile.TarInfo, bytes]], packing: str = "") -> bytes:
    """A tar archive of headers as they are given."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{packing}") as made:  # type: ignore[call-overload]
        for info, content in entries:
            made.addfile(info, io.BytesIO(content))
    return out.getvalue()


def written(members: dict[str, bytes], form: str, packing: str | None = None) -> bytes:
    """An archive written by libarchive itself, in a form or a packing that Python's library lacks."""
    import libarchive

    found: list[bytes] = []
    with libarchive.custom_writer(lambda data: found.append(bytes(data)) or len(data), form, packing) as made:
        for name, content in members.items():
            made.add_file_from_memory(name, len(content), content)
    return b"".join(found)


def _rar4_block(kind: int, flags: int, body: bytes) -> bytes:
    rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest


def rar4(members: dict[str, bytes], *, locked: bool = False) -> bytes:
    """A RAR archive of the older format."""
    out = b"Rar!\x1a\x07\x00" + _rar4_block(0x73, 0, bytes(6))
    for name, content in members.items():
        label = name.encode()
        crc = zlib.crc32(content)
        fields = (len(content), len(content), 3, crc, 0x5B7A_0000, 29, 0x30, len(label), 0o100644)
        head = struct.pack("<IIBIIBBHI", *fields) + label
        out += _rar4_block(0x74, 0x8004 if locked else 0x8000, head) + content
    return out + _rar4_block(0x7B, 0x4000, b"")


def _number(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def _rar5_block(body: bytes) -> bytes:
    sized = _number(len(body)) + body
    return struct.pack("<I", zlib.crc32(sized)) + sized


def rar5(members: dict[str, bytes]) -> bytes:
    """A RAR archive of the present format."""
    out = b"Rar!\x1a\x07\x01\x00" + _rar5_block(b"\x01\x00\x00")
    for name, content in members.items():
        label = name.encode()
        size = _number(len(content))
        body = b"\x02\x02" + size + b"\x04" + size + _number(0o100644)
        body += struct.pack("<I", zlib.crc32(content)) + b"\x00\x01" + _number(len(label)) + label
        out += _rar5_block(body) + content
    return out + _rar5_block(b"\x05\x00\x00")
