"""Writing a BagIt 1.0 bag (RFC 8493): evidence handed over so that anybody can check it.

In: files with the names they were received under, further payload as bytes, and words for bag-info.txt.
Out: a folder that is whole or not there. Names in a bag are fit for every system; what they were stands in
the receipt.
"""

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sijil.errors import CustodyError

_BAD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?\Z")
_MOST_BYTES = 200
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Payload:
    """A file to hand over: where its bytes are, their SHA-256, and the name it was received under."""

    source: Path
    sha256: str
    name: str


def names_in_bag(files: Sequence[Payload]) -> list[str]:
    """A name for each file that no system mistakes for another: portable, short enough, unique."""
    taken: set[str] = set()
    found = []
    for file in files:
        name = _portable(file.name) or file.sha256[:16]
        stem, dot, ending = name.rpartition(".")
        number = 1
        unique = name
        while _key(unique) in taken:
            number += 1
            unique = f"{stem} ({number}).{ending}" if dot else f"{name} ({number})"
        taken.add(_key(unique))
        found.append(unique)
    return found


def _portable(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = _BAD.sub("_", unicodedata.normalize("NFC", last)).strip(" .")
    plain = f"_{plain}" if _RESERVED.match(plain) else plain
    while len(plain.encode()) > _MOST_BYTES:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[:-1]}.{ending}" if dot and len(ending) < 12 and len(stem) > 1 else plain[:-1]
    return plain


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def write_bag(
    folder: Path,
    files: Sequence[Payload],
    more: Mapping[str, bytes],
    info: Sequence[tuple[str, str]],
) -> Path:
    """Write a bag into `folder`, which must not exist; `more` are further payload files by their path below data/.

    Each file is hashed as it is copied. Raises `CustodyError` when one is no longer what its SHA-256 says, and
    leaves nothing behind.
    """
    if folder.exists():
        raise CustodyError(
            "there is already something at this path", where=str(folder), remedy="choose another folder"
        )
    made = folder.with_name(folder.name + ".new")
    shutil.rmtree(made, ignore_errors=True)
    try:
        _fill(made, files, more, info)
        os.replace(made, folder)  # noqa: PTH105  (a folder is renamed in one step)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def _fill(
    made: Path, files: Sequence[Payload], more: Mapping[str, bytes], info: Sequence[tuple[str, str]]
) -> None:
    evidence = made / "data" / "evidence"
    evidence.mkdir(parents=True)
    manifest: dict[str, str] = {}
    total = 0
    for file, name in zip(files, names_in_bag(files), strict=True):
        size, digest = _copy(file.source, evidence / name)
        if digest != file.sha256:
            raise CustodyError(
                "its bytes are not what was received; nothing is handed over",
                where=f"evidence {file.sha256}",
                remedy="run `sijil verify`",
            )
        manifest[f"data/evidence/{name}"] = digest
        total += size
    for name, content in sorted(more.items()):
        path = made / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        manifest[f"data/{name}"] = hashlib.sha256(content).hexdigest()
        total += len(content)
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "manifest-sha256.txt": _lines(manifest),
        "bag-info.txt": _info([*info, ("Payload-Oxum", f"{total}.{len(manifest)}")]),
    }
    for name, content in tags.items():
        (made / name).write_bytes(content)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in tags.items()}
    (made / "tagmanifest-sha256.txt").write_bytes(_lines(hashes))


def _copy(source: Path, target: Path) -> tuple[int, str]:
    hashing, size = hashlib.sha256(), 0
    with source.open("rb") as file, target.open("wb") as copy:
        while chunk := file.read(_CHUNK):
            hashing.update(chunk)
            size += copy.write(chunk)
    return size, hashing.hexdigest()


def _lines(hashes: Mapping[str, str]) -> bytes:
    encoded = {name: name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D") for name in hashes}
    return "".join(f"{hashes[name]}  {encoded[name]}\n" for name in sorted(hashes)).encode()


def _info(pairs: Sequence[tuple[str, str]]) -> bytes:
    """One line each; line breaks inside a value become blanks."""
    return "".join(f"{key}: {' '.join(value.split())}\n" for key, value in pairs).encode()
