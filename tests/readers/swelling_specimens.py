"""Files that swell to gigabytes, made in moments: one packed block is repeated, so that nothing large is packed."""

import struct
import zlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Swelling:
    """What something swells to: `block` again and again, between `before` and `after`."""

    block: bytes
    times: int = 1
    before: bytes = b""
    after: bytes = b""

    @property
    def size(self) -> int:
        """Bytes it swells to."""
        return len(self.before) + len(self.block) * self.times + len(self.after)

    @cached_property
    def deflated(self) -> bytes:
        """It as a raw deflate stream."""
        return _flushed(self.before) + _flushed(self.block) * self.times + _flushed(self.after) + b"\x03\x00"

    @cached_property
    def sums(self) -> tuple[int, int]:
        """CRC-32 and Adler-32 of what it swells to."""
        crc, adler = zlib.crc32(self.before), zlib.adler32(self.before)
        for _ in range(self.times):
            crc, adler = zlib.crc32(self.block, crc), zlib.adler32(self.block, adler)
        return zlib.crc32(self.after, crc), zlib.adler32(self.after, adler)


def _flushed(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


def zeros(mebibytes: int) -> Swelling:
    """That many mebibytes of zeros."""
    return Swelling(bytes(1 << 20), mebibytes)


def zipped(members: dict[str, Swelling], entries: int = 1) -> bytes:
    """A ZIP archive; its table of contents names the same packed bytes `entries` times."""
    out, table = b"", b""
    for name, content in members.items():
        body, (crc, _) = content.deflated, content.sums
        rest = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x5B7A, crc, len(body), content.size, len(name), 0)
        entry = b"PK\x01\x02" + struct.pack("<H", 20) + rest + struct.pack("<HHHII", 0, 0, 0, 0, len(out))
        table += (entry + name.encode()) * entries
        out += b"PK\x03\x04" + rest + name.encode() + body
    number = len(members) * entries
    return (
        out + table + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, number, number, len(table), len(out), 0)
    )


def zlib_stream(content: Swelling) -> bytes:
    """A zlib stream, as PDF and PNG hold it."""
    return b"\x78\xda" + content.deflated + struct.pack(">I", content.sums[1])


def gzipped(content: Swelling) -> bytes:
    """A gzip file."""
    end = struct.pack("<II", content.sums[0], content.size & 0xFFFFFFFF)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + content.deflated + end


def picture(side: int) -> bytes:
    """A PNG of `side` by `side` pixels, one bit each."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    pixels = zlib_stream(Swelling(bytes(1 + side // 8), side))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
