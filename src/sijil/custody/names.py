"""File names, kept apart from the log and bound to it by a salted hash.

Deleting a name together with its salt leaves the log provable and the name unguessable
(reference on custody, section 1.3). A record also carries the hash of the whole log line it belongs to:
the last line has no successor whose `prev` would betray an edit.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sijil.custody.entry import canonical
from sijil.custody.layout import NAMES
from sijil.custody.log import lines
from sijil.errors import CustodyError


@dataclass(frozen=True, slots=True)
class NameRecord:
    """The name of entry `seq`: raw bytes as the file system or the archive gave them, and the salt.

    `entry` is the hexadecimal SHA-256 of the log line; `line` and `offset` say where the record stands.
    """

    seq: int
    raw: bytes
    salt: bytes
    entry: str
    line: int = 0
    offset: int = 0

    @property
    def name_hash(self) -> str:
        """What the log line must carry."""
        return salted(self.salt, self.raw)


def salted(salt: bytes, raw: bytes) -> str:
    """The salted hash of a name, in hexadecimal: SHA-256 over the salt's bytes, then the name's."""
    return sha256(salt + raw).hexdigest()


def raw_name(name: str | bytes) -> bytes:
    """The bytes of a name, also of one that is no valid Unicode."""
    if isinstance(name, bytes):
        return name
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")


def shown(raw: bytes) -> str:
    """A name as text that can be printed and stored; bytes that are no UTF-8 appear as `\\xff`."""
    return raw.decode("utf-8", "backslashreplace")


def record_line(record: NameRecord) -> bytes:
    """The line for `names.jsonl`, without its line break."""
    fields: dict[str, object] = {"entry": record.entry, "salt": record.salt.hex(), "seq": record.seq}
    try:
        fields["name"] = record.raw.decode("utf-8")
    except UnicodeDecodeError:
        fields["name_hex"] = record.raw.hex()
    return canonical(fields)


def read_record(raw: bytes, line: int, offset: int) -> NameRecord:
    """Read a line of `names.jsonl`. Raises `CustodyError` naming the line when it is no record."""
    try:
        fields = json.loads(raw.decode())
        name = fields["name"].encode() if "name" in fields else bytes.fromhex(fields["name_hex"])
        record = NameRecord(
            int(fields["seq"]), name, bytes.fromhex(fields["salt"]), str(fields["entry"]), line, offset
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CustodyError(
            "cannot be read as a name record", where=f"{NAMES}:{line}", remedy="run `sijil verify`"
        ) from error
    return record


def records(names: Path) -> Iterator[NameRecord]:
    """The records in order; none when the file is gone; a torn last line is left out."""
    if not names.exists():
        return
    for line in lines(names):
        if line.whole:
            yield read_record(line.raw, line.number, line.offset)
