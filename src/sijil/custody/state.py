"""What the log says, as a writer needs it, and cutting off what a power cut left half-written."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from sijil.custody.chain import Author, Chain
from sijil.custody.disk import truncate, write_all
from sijil.custody.entry import WITH_BLOB, read_entry
from sijil.custody.layout import LOG, NAMES, Layout
from sijil.custody.log import lines
from sijil.custody.names import NameRecord, read_record
from sijil.errors import CustodyError

Key = bytes
"""Stands for container, name and content of an entry."""


@dataclass(slots=True)
class State:
    """The log and the names, read once and kept up to date by the writer.

    `logged` holds the hashes of all items; `seen` gives the entries of a container, name and content; `likely`
    knows each container, name and size that is logged, to guess before a file is read;
    `log_end` and `names_end` are where the sound part of either file ends, and `torn` and `orphans` what
    stands after it: a line without its end, and names whose entry never got into the log.
    """

    chain: Chain = field(default_factory=Chain)
    logged: set[str] = field(default_factory=set)
    seen: dict[Key, list[int]] = field(default_factory=dict)
    likely: set[Key] = field(default_factory=set)
    log_end: int = 0
    names_end: int = 0
    torn: bytes = b""
    orphans: bytes = b""

    def remember(self, seq: int, key: Key, digest: str, likeness: Key) -> None:
        """Note an entry that is in the log."""
        self.logged.add(digest)
        self.likely.add(likeness)
        self.seen.setdefault(key, []).append(seq)


def key_of(container: str | None, name: bytes, digest: str) -> Key:
    """One short value for a container, a name and a content."""
    return sha256(f"{container or ''}/{digest}/".encode() + name).digest()


def likeness(container: str | None, name: bytes, size: int) -> Key:
    """One short value for a container, a name and a size."""
    return key_of(container, name, str(size))


def mark(layout: Layout) -> tuple[int, ...]:
    """Changes whenever somebody else wrote to the log or the names."""
    found = (path.stat() for path in (layout.log, layout.names) if path.exists())
    return tuple(number for one in found for number in (one.st_ino, one.st_size, one.st_mtime_ns))


def load(layout: Layout) -> State:
    """Read the log and the names. Raises `CustodyError` when a line does not follow from the one before."""
    state = State()
    items: dict[int, tuple[str | None, str, int]] = {}
    for line in lines(layout.log):
        if not line.whole:
            state.torn = line.raw
            break
        entry = read_entry(line.raw, line.number)
        if (entry.seq, entry.prev) != (state.chain.seq + 1, state.chain.head):
            raise CustodyError(
                "does not follow from the line before; nothing is added to a log that was changed",
                where=f"{LOG}:{line.number}",
                remedy="run `sijil verify` and put back the log from a copy of the case",
            )
        state.chain.follow(line.raw)
        state.log_end += len(line.raw) + 1
        if entry.act in WITH_BLOB and entry.sha256:
            state.logged.add(entry.sha256)
            items[entry.seq] = (entry.container, entry.sha256, entry.size or 0)
    for record in _sound_names(layout.names, state):
        if record.seq in items:
            container, digest, size = items[record.seq]
            key = key_of(container, record.raw, digest)
            state.remember(record.seq, key, digest, likeness(container, record.raw, size))
    return state


def recover(layout: Layout, state: State, author: Author, interrupted: bool) -> None:
    """Cut off what was half-written and log it (act `recovered`, with the hash and size of what was cut off).

    Raises `CustodyError` when names are left over although nothing was interrupted: then lines are missing
    from the log's end.
    """
    if state.orphans and not (interrupted or state.torn):
        raise CustodyError(
            "names.jsonl knows of entries after the last line: lines were cut off the log",
            where=f"{LOG}:{state.chain.seq}",
            remedy="run `sijil verify` and put back the log from a copy of the case",
        )
    added = [
        state.chain.add(
            author.stamp() | {"act": "recovered", "file": file, "sha256": _hash(cut), "size": len(cut)}
        )
        for file, cut in ((LOG, state.torn), (NAMES, state.orphans))
        if cut
    ]
    if not added:
        return
    if state.orphans:
        truncate(layout.names, state.names_end)
    # The new lines go over the torn one, so that it is never gone without a word in the log.
    state.log_end = _overwrite(layout.log, state.log_end, b"".join(line + b"\n" for line in added))
    state.torn = state.orphans = b""


def _sound_names(names: Path, state: State) -> Iterator[NameRecord]:
    """The records of entries that are in the log; the first other one ends what is sound."""
    if not names.exists():
        return
    for line in lines(names):
        record = read_record(line.raw, line.number, line.offset) if line.whole else None
        if record is None or record.seq > state.chain.seq:
            with names.open("rb") as file:
                file.seek(line.offset)
                state.orphans = file.read()
            return
        state.names_end = line.offset + len(line.raw) + 1
        yield record


def _overwrite(path: Path, offset: int, data: bytes) -> int:
    handle = os.open(path, os.O_WRONLY)
    try:
        os.lseek(handle, offset, os.SEEK_SET)
        write_all(handle, data)
        os.ftruncate(handle, offset + len(data))
        os.fsync(handle)
    finally:
        os.close(handle)
    return offset + len(data)


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
