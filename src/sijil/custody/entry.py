"""One line of the custody log: its keys, its canonical bytes, and reading it back.

A line holds hashes and pseudonyms only; no file name, no path, nothing about a person.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from sijil.custody.layout import LOG, SHA256
from sijil.errors import CustodyError

GENESIS = "0" * 64
"""`prev` of the first line."""

ACTS: dict[str, frozenset[str]] = {
    "created": frozenset({"log"}),
    "received": frozenset({"sha256", "size", "name_hash"}),
    "extracted": frozenset({"sha256", "size", "name_hash", "container"}),
    "recovered": frozenset({"sha256", "size", "file"}),
    "anchored": frozenset({"sha256", "size", "name_hash"}),
    "removed": frozenset({"sha256", "size", "name_hash", "reason"}),
    "transferred": frozenset({"sha256", "size", "name_hash"}),
}
"""Each act with the keys its line has beside those every line has.

`created`: `log` is a random number, so that no two logs begin alike; `anchored`: a checkpoint (`sha256` of its
note) was given to somebody outside; `removed`: a blob was deleted for `reason`; `transferred`: an item was handed
over. Who, and why in words, stands beside the names, salted.
"""

REASONS = ("court_order", "harm", "withdrawn_consent")
"""Why a blob may be removed."""

WITH_BLOB = frozenset({"received", "extracted"})
"""The acts whose `sha256` is that of a blob in the store."""

_ALWAYS = frozenset({"seq", "prev", "time", "clock", "actor", "act", "tool"})
_HASHES = ("prev", "sha256", "container", "name_hash", "log")
_NUMBERS = {"seq": 1, "size": 0}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log; `line` counts from 1, `size` is in bytes, `time` is UTC to the second.

    `line_sha256` is the hash of the line's bytes without its line break: the next line's `prev`.
    """

    line: int
    line_sha256: str
    seq: int
    prev: str
    time: str
    clock: str
    actor: str
    act: str
    tool: str
    sha256: str | None = None
    size: int | None = None
    container: str | None = None
    name_hash: str | None = None
    file: str | None = None
    reason: str | None = None
    log: str | None = None


_KEYS = tuple(key for key in Entry.__slots__ if not key.startswith("line"))
_KINDS: dict[str, type] = {key: int if key in _NUMBERS else str for key in _KEYS}


def canonical(fields: Mapping[str, object]) -> bytes:
    """The one way to write these fields: sorted keys, no blanks, UTF-8, no line break."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read_entry(raw: bytes, line: int) -> Entry:
    """Read a line (without its line break). Raises `CustodyError` naming the line when it is no entry."""
    try:
        fields = json.loads(raw.decode())
        entry = Entry(line=line, line_sha256=sha256(raw).hexdigest(), **fields)
    except (ValueError, TypeError, RecursionError) as error:
        raise _broken("cannot be read as a custody entry", line) from error
    for key, value in fields.items():
        if type(value) is not _KINDS[key]:
            raise _broken(f"has a {key} of the wrong kind", line)
    return entry


def examine(raw: bytes, line: int) -> tuple[Entry | None, str]:
    """Read a line and say what is wrong with it by itself: no entry if unreadable, no fault if sound."""
    try:
        entry = read_entry(raw, line)
    except CustodyError as error:
        return None, error.what
    fields = {key: value for key in _KEYS if (value := getattr(entry, key)) is not None}
    if entry.act not in ACTS:
        return entry, f"has an act this version does not know ({entry.act})"
    if fields.keys() != _ALWAYS | ACTS[entry.act]:
        return entry, f"does not have the keys of the act {entry.act}"
    if canonical(fields) != raw:
        return entry, "is not in canonical form"
    return entry, _fault_of_values(fields)


def _fault_of_values(fields: Mapping[str, object]) -> str:
    for key in _HASHES:
        if key in fields and not SHA256.match(str(fields[key])):
            return f"has a {key} that is not a SHA-256"
    for key, least in _NUMBERS.items():
        if key in fields and int(str(fields[key])) < least:
            return f"has a {key} below {least}"
    if fields.get("reason", REASONS[0]) not in REASONS:
        return "has a reason this version does not know"
    if not _TIME.match(str(fields["time"])):
        return "has a time that is not UTC to the second"
    return ""


def _broken(what: str, line: int) -> CustodyError:
    return CustodyError(what, where=f"{LOG}:{line}", remedy="run `sijil verify`")
