"""Locked members of ZIP archives: the old cipher (by the standard library) and AES.

AES as WinZip documents it ("AES Encryption Information", versions AE-1 and AE-2): a key from
PBKDF2-HMAC-SHA1 with 1,000 rounds, AES in counter mode counting little-endian from 1, and the first
ten bytes of an HMAC-SHA1 over the locked bytes.
"""

import hmac
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import pbkdf2_hmac
from typing import IO

AES_METHOD = 99
_AES_FIELD = 0x9901
_CHUNK = 1 << 18
_ROUNDS = 1000
_CHECK, _SEAL = 2, 10
_SALT = {1: 8, 2: 12, 3: 16}
_LOCAL_HEADER = 30
_STORED, _DEFLATED = 0, 8


class WrongPassword(Exception):
    """The password does not open the member."""


@dataclass(frozen=True, slots=True)
class _Aes:
    strength: int
    method: int
    version: int

    @property
    def key_size(self) -> int:
        return 8 + 8 * self.strength


def locked_chunks(
    archive: zipfile.ZipFile, file: IO[bytes], info: zipfile.ZipInfo, password: str
) -> Iterator[bytes]:
    """The unlocked, inflated bytes of a member.

    Raises `WrongPassword`, at the latest at the end: the old cipher lets one wrong password in 256
    pass at first and is found out by the checksum.
    """
    if info.compress_type == AES_METHOD:
        yield from _aes_chunks(file, info, password)
        return
    try:
        with archive.open(info, pwd=password.encode("utf-8")) as member:
            while chunk := member.read(_CHUNK):
                yield chunk
    except RuntimeError as error:
        raise WrongPassword from error
    except (zipfile.BadZipFile, zlib.error) as error:
        raise WrongPassword from error


def _aes_chunks(file: IO[bytes], info: zipfile.ZipInfo, password: str) -> Iterator[bytes]:
    aes = _aes_field(info.extra)
    start = _data_start(file, info)
    salt_size = _SALT[aes.strength]
    file.seek(start)
    salt, check = file.read(salt_size), file.read(_CHECK)
    derived = pbkdf2_hmac("sha1", password.encode("utf-8"), salt, _ROUNDS, 2 * aes.key_size + _CHECK)
    if not hmac.compare_digest(derived[-_CHECK:], check):
        raise WrongPassword
    begin = start + salt_size + _CHECK
    locked = info.compress_size - salt_size - _CHECK - _SEAL
    _check_seal(file, begin, locked, derived[aes.key_size : 2 * aes.key_size])
    yield from _inflated(_unlocked(file, begin, locked, derived[: aes.key_size]), aes.method)


def _aes_field(extra: bytes) -> _Aes:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _AES_FIELD and size >= 7:
            version, _, strength, method = struct.unpack_from("<H2sBH", extra, at + 4)
            if strength in _SALT and method in (_STORED, _DEFLATED):
                return _Aes(strength, method, version)
            raise NotImplementedError(f"AES of strength {strength} over method {method}")
        at += 4 + size
    raise zipfile.BadZipFile("locked with AES, but the field that says how is missing")


def _data_start(file: IO[bytes], info: zipfile.ZipInfo) -> int:
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("the member is not where the table of contents says")
    name, extra = struct.unpack_from("<HH", header, 26)
    return int(info.header_offset + _LOCAL_HEADER + name + extra)


def _pieces(file: IO[bytes], begin: int, size: int) -> Iterator[bytes]:
    file.seek(begin)
    while size > 0:
        piece = file.read(min(size, _CHUNK))
        if not piece:
            raise EOFError("the archive ends within the member")
        size -= len(piece)
        yield piece


def _check_seal(file: IO[bytes], begin: int, size: int, key: bytes) -> None:
    seal = hmac.new(key, digestmod="sha1")
    for piece in _pieces(file, begin, size):
        seal.update(piece)
    if not hmac.compare_digest(seal.digest()[:_SEAL], file.read(_SEAL)):
        raise WrongPassword


def _unlocked(file: IO[bytes], begin: int, size: int, key: bytes) -> Iterator[bytes]:
    """Counter mode by hand, since this one counts little-endian: the counters are enciphered in one go."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # only the counters pass through it
    counter = 1
    for piece in _pieces(file, begin, size):
        blocks = -(-len(piece) // 16)
        counters = b"".join(number.to_bytes(16, "little") for number in range(counter, counter + blocks))
        counter += blocks
        stream = cipher.update(counters)[: len(piece)]
        yield (int.from_bytes(piece, "little") ^ int.from_bytes(stream, "little")).to_bytes(
            len(piece), "little"
        )


def _inflated(pieces: Iterator[bytes], method: int) -> Iterator[bytes]:
    if method == _STORED:
        yield from pieces
        return
    inflater = zlib.decompressobj(-15)
    for piece in pieces:
        while piece:
            yield inflater.decompress(piece, _CHUNK)
            piece = inflater.unconsumed_tail
    yield inflater.flush()
