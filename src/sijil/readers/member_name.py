"""Names of archive members: data, never paths. What was recorded, its best reading, and what is odd."""

import re
import struct
import zipfile
from dataclasses import dataclass, field

from sijil.readers.legacy import arabic_encoding

NAMELESS = "without a name"
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class MemberName:
    """`raw` is the recorded bytes in hexadecimal when they are not plain UTF-8."""

    text: str
    raw: str
    note: str


@dataclass(slots=True)
class Names:
    """Gives each member its name; the second and third of the same name get a number."""

    seen: dict[str, int] = field(default_factory=dict)

    def of(self, info: zipfile.ZipInfo) -> MemberName:
        """The name of one member of a ZIP archive."""
        return self._numbered(*_recorded(info))

    def of_bytes(self, name: bytes) -> MemberName:
        """The name of one member of another archive, from its recorded bytes."""
        return self._numbered(*best_reading(name))

    def _numbered(self, text: str, raw: str) -> MemberName:
        notes = []
        if not text.strip():
            notes.append("it is recorded without a name")
            text = NAMELESS
        if leads_outside(text):
            notes.append("its recorded name leads outside the archive; it is never used as a path")
        count = self.seen[text] = self.seen.get(text, 0) + 1
        if count > 1:
            notes.append(f"member number {count} recorded under the name {text}")
            text = f"{text} ({count})"
        return MemberName(text, raw, "; ".join(notes))


def leads_outside(name: str) -> bool:
    """Whether the name, used as a path on any system, would leave the folder: `../`, `/etc`, `C:\\`."""
    slashed = name.replace("\\", "/")
    return slashed.startswith("/") or bool(_DRIVE.match(slashed)) or ".." in slashed.split("/")


def _recorded(info: zipfile.ZipInfo) -> tuple[str, str]:
    # `orig_filename` is before zipfile cuts at a NUL and turns separators.
    name = info.orig_filename
    if info.flag_bits & _UTF8_FLAG:
        return name, ""
    raw = name.encode("cp437", "replace")
    if raw.isascii():
        return name, ""
    text = _unicode_path(info.extra)
    if text:
        return text, raw.hex()
    return best_reading(raw)


def best_reading(name: bytes) -> tuple[str, str]:
    """Recorded bytes as text, and the bytes in hexadecimal when they are not plain UTF-8."""
    try:
        return name.decode("utf-8"), ""
    except UnicodeDecodeError:
        return name.decode(arabic_encoding(name) or "cp437", "replace"), name.hex()


def _unicode_path(extra: bytes) -> str:
    """The name in UTF-8 that some programs put beside the other one (Info-ZIP, field 0x7075)."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return ""
