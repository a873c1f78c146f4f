"""Taking a BagIt bag at its word, or not: everything is checked before anything is taken in.

Source: RFC 8493 (BagIt 1.0); bags of versions 0.93 to 0.97 are read by their own rules where those differ.
Nothing is fetched, no link is followed, and no path may leave the bag on any system.
"""

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

BAGIT = "bagit.txt"
_VERSIONS = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
_LENIENT = re.compile(
    r"BagIt-Version: ?(\d+\.\d+)[ \t]*\r?\n?Tag-File-Character-Encoding: ?([^\s]+)[ \t]*\r?\n?\s*\Z"
)
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)\Z")
_FETCH = re.compile(r"\S+[ \t]+\S+[ \t]+(.+)\Z")
_MANIFEST = re.compile(r"(tag)?manifest-([A-Za-z0-9-]+)\.txt\Z")
_ALGORITHMS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
_WEAK = ("md5", "sha1")
_ENCODINGS = (
    "utf-8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "iso-8859-1",
    "us-ascii",
    "windows-1252",
    "windows-1256",
)
_ABSOLUTE = re.compile(r"(?:[/\\~]|[A-Za-z]:|%[^%/\\]+%[/\\]|[A-Za-z][A-Za-z0-9+.-]*://|file:)")
_CHUNK = 1 << 20
_MOST_TAG_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class BagFile:
    """A payload file that is what its manifests say; `name` is its path below `data/`."""

    name: str
    path: Path
    size: int
    sha256: str


@dataclass(slots=True)
class BagCheck:
    """What was found. `problems` refuse the bag, each naming file and rule; `notes` are worth knowing."""

    version: str = ""
    files: list[BagFile] = field(default_factory=list)
    tags: list[BagFile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    info: list[tuple[str, str]] = field(default_factory=list)
    encoding: str = "utf-8"

    @property
    def strict(self) -> bool:
        """Whether the rules of 1.0 hold."""
        return self.version == "1.0"


def is_bag(folder: Path) -> bool:
    """Whether a folder says it is a bag."""
    return folder.is_dir() and (folder / BAGIT).is_file()


def check_bag(folder: Path) -> BagCheck:
    """Check a whole bag: its declaration, manifests, payload, tag files, and every path they name."""
    check = BagCheck()
    if not _declared(folder, check):
        return check
    manifests = _manifests(folder, check)
    payload = dict(_walk(folder / "data", "data", check)) if (folder / "data").is_dir() else {}
    if not (folder / "data").is_dir():
        check.problems.append("data: the bag has no payload folder")
    listed = {name: _listed(folder, name, check, tag=False) for name, tag, _ in manifests if not tag}
    _check_fetch(folder, check)
    _check_payload(payload, listed, check)
    _check_tags(folder, [name for name, tag, _ in manifests if tag], check)
    _check_oxum(folder, payload, check)
    if not check.problems:
        _hash_payload(payload, listed, check)
    return check


def _declared(folder: Path, check: BagCheck) -> bool:
    path = folder / BAGIT
    if not path.is_file() or path.is_symlink():
        check.problems.append(f"{BAGIT}: is missing")
        return False
    raw = path.read_bytes()[:4096]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        check.problems.append(f"{BAGIT}: is not UTF-8")
        return False
    if text.startswith("\ufeff"):
        check.problems.append(f"{BAGIT}: begins with a byte order mark, which the standard forbids")
        return False
    lenient = _LENIENT.match(text)
    if lenient is None or lenient[1] not in _VERSIONS:
        check.problems.append(
            f"{BAGIT}: does not declare a version of BagIt and an encoding as the standard says"
        )
        return False
    check.version, check.encoding = lenient[1], lenient[2].lower()
    if check.strict and not re.fullmatch(
        r"BagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: \S+\r?\n?", text
    ):
        check.problems.append(f"{BAGIT}: has white space that BagIt 1.0 does not allow")
        return False
    if check.encoding not in _ENCODINGS:
        check.problems.append(f"{BAGIT}: names the encoding {check.encoding!r}, which is not read here")
        return False
    return True


def _manifests(folder: Path, check: BagCheck) -> list[tuple[str, bool, str]]:
    found = []
    for path in sorted(folder.iterdir()):
        match = _MANIFEST.fullmatch(path.name)
        if match and path.is_file() and not path.is_symlink():
            algorithm = _algorithm(path.name)
            if algorithm in _ALGORITHMS:
                found.append((path.name, bool(match[1]), algorithm))
            else:
                check.notes.append(f"{path.name}: its algorithm is not known here; it was not used")
    algorithms = {algorithm for _, tag, algorithm in found if not tag}
    if not algorithms:
        check.problems.append("manifest: there is none with an algorithm that is known here")
    elif algorithms <= set(_WEAK):
        check.notes.append(
            f"its only checksums are {', '.join(sorted(algorithms))}: they show damage, not forgery"
        )
    return found


def _algorithm(manifest: str) -> str:
    return manifest.rpartition("manifest-")[2].removesuffix(".txt").lower().replace("-", "")


def _listed(folder: Path, name: str, check: BagCheck, *, tag: bool) -> dict[str, str]:
    """Path to checksum, as a manifest says."""
    algorithm = _algorithm(name)
    found: dict[str, str] = {}
    for number, line in enumerate(_lines(folder / name, check), 1):
        match = _LINE.fullmatch(line)
        where = f"{name} line {number}"
        if match is None or len(match[1]) != _ALGORITHMS[algorithm]:
            check.problems.append(f"{where}: is no checksum and path")
            continue
        path = _clean(_decoded(match[2], check))
        why = _unsafe(path) or ("" if tag or path.startswith("data/") else "lies outside data/")
        if why:
            check.problems.append(f"{where}: {path!r} {why}")
        elif path in found and (check.strict or found[path] != match[1].lower()):
            check.problems.append(f"{where}: {path!r} is listed twice")
        else:
            found[path] = match[1].lower()
    _alike(found, name, check)
    return found


def _lines(path: Path, check: BagCheck) -> list[str]:
    if path.stat().st_size > _MOST_TAG_BYTES:
        check.problems.append(f"{path.name}: is far too large")
        return []
    try:
        text = path.read_bytes().decode(check.encoding)
    except UnicodeError:
        check.problems.append(f"{path.name}: is not in the encoding that {BAGIT} names")
        return []
    return [line for line in re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")) if line]


def _decoded(path: str, check: BagCheck) -> str:
    """RFC 8493, 2.1.3: line feed, carriage return and percent are written %0A, %0D, %25."""
    pairs = {"%0A": "\n", "%0D": "\r", "%25": "%"} if check.strict else {"%0A": "\n", "%0D": "\r"}
    return re.sub("%(?:0A|0D|25)", lambda m: pairs.get(m[0].upper(), m[0]), path, flags=re.IGNORECASE)


def _clean(path: str) -> str:
    return path[2:] if path.startswith("./") else path


def _unsafe(path: str) -> str:
    """Why a path may not stand in a bag, on whatever system it is read."""
    if _ABSOLUTE.match(path):
        return "is an absolute path, or one that a system would expand"
    if ".." in re.split(r"[/\\]", path):
        return "leads out of the bag"
    if "\x00" in path:
        return "holds a NUL"
    return ""


def _alike(found: dict[str, str], name: str, check: BagCheck) -> None:
    seen: dict[str, str] = {}
    for path in found:
        key = unicodedata.normalize("NFC", path).casefold()
        if key in seen:
            check.notes.append(f"{name}: {path!r} and {seen[key]!r} are one name on some systems")
        seen[key] = path


def _check_fetch(folder: Path, check: BagCheck) -> None:
    path = folder / "fetch.txt"
    if not path.exists():
        return
    for number, line in enumerate(_lines(path, check), 1):
        match = _FETCH.fullmatch(line)
        target = _clean(_decoded(match[1], check)) if match else ""
        why = _unsafe(target) if match else "is no address, size and path"
        if why:
            check.problems.append(f"fetch.txt line {number}: {target!r} {why}")
    check.notes.append("fetch.txt: is ignored; nothing is ever fetched, and what it names must be in the bag")


def _walk(folder: Path, beginning: str, check: BagCheck) -> Iterator[tuple[str, Path]]:
    """Every plain file below a folder, with its path in the bag."""
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        name = f"{beginning}/{entry.name}"
        if entry.is_symlink():
            check.problems.append(f"{name}: is a link")
        elif entry.is_dir():
            yield from _walk(Path(entry.path), name, check)
        elif stat.S_ISREG(entry.stat().st_mode):
            yield name, Path(entry.path)
        else:
            check.problems.append(f"{name}: is no plain file")


def _check_payload(payload: dict[str, Path], listed: dict[str, dict[str, str]], check: BagCheck) -> None:
    for name, paths in listed.items():
        for path in paths:
            if path not in payload:
                check.problems.append(f"{path}: is listed in {name} and not in the bag")
    for path in payload:
        holders = [name for name, paths in listed.items() if path in paths]
        if not holders:
            check.problems.append(f"{path}: is in no manifest")
        elif check.strict and len(holders) < len(listed):
            missing = sorted(set(listed) - set(holders))
            check.problems.append(
                f"{path}: is not in {', '.join(missing)}; BagIt 1.0 wants it in every manifest"
            )


def _check_tags(folder: Path, names: list[str], check: BagCheck) -> None:
    for name in names:
        algorithm = _algorithm(name)
        for path, checksum in _listed(folder, name, check, tag=True).items():
            file = folder / path
            if not file.is_file() or file.is_symlink():
                check.problems.append(f"{path}: is listed in {name} and not in the bag")
            elif _digests(file, {algorithm})[algorithm] != checksum:
                check.problems.append(f"{path}: was altered: it does not have the {algorithm} of {name}")
    for beside in sorted(folder.iterdir()):
        if beside.is_symlink():
            check.problems.append(f"{beside.name}: is a link")
        elif beside.is_file():
            digest = _digests(beside, set())["sha256"]
            check.tags.append(BagFile(beside.name, beside, beside.stat().st_size, digest))


def _check_oxum(folder: Path, payload: dict[str, Path], check: BagCheck) -> None:
    path = folder / "bag-info.txt"
    if not path.is_file():
        return
    for line in _lines(path, check):
        key, colon, value = line.partition(":")
        if colon and not line[0].isspace():
            check.info.append((key.strip(), value.strip()))
    stated = next((value for key, value in check.info if key.lower() == "payload-oxum"), "")
    actual = f"{sum(file.stat().st_size for file in payload.values())}.{len(payload)}"
    if stated and stated != actual:
        check.problems.append(f"bag-info.txt: says Payload-Oxum {stated}, and the payload is {actual}")


def _hash_payload(payload: dict[str, Path], listed: dict[str, dict[str, str]], check: BagCheck) -> None:
    wanted = {name: _algorithm(name) for name in listed}
    for name, path in payload.items():
        before = path.stat()
        digests = _digests(path, {wanted[m] for m, paths in listed.items() if name in paths})
        after = path.stat()
        for manifest, paths in listed.items():
            if name in paths and digests[wanted[manifest]] != paths[name]:
                check.problems.append(f"{name}: was altered: it does not have the checksum of {manifest}")
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            check.problems.append(f"{name}: changed while it was being read")
        check.files.append(BagFile(name.removeprefix("data/"), path, after.st_size, digests["sha256"]))


def _digests(path: Path, algorithms: set[str]) -> dict[str, str]:
    """All checksums of a file in one reading, SHA-256 always."""
    hashing = {name: hashlib.new(name, usedforsecurity=False) for name in sorted(algorithms | {"sha256"})}
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            for one in hashing.values():
                one.update(chunk)
    return {name: one.hexdigest() for name, one in hashing.items()}
