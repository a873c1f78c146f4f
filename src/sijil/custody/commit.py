"""A batch of whole files made part of the case: all of it, or nothing.

The order is the guarantee (reference on custody, section 1.4): the bytes are synced, renamed into place and
their folders synced; then the names, then the log lines are appended and synced. A crash leaves at worst a
blob nobody refers to; never a line without its blob, nor a line without its name.
"""

import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sijil.custody.chain import Author, Chain
from sijil.custody.copying import Copied
from sijil.custody.disk import append, trouble, truncate
from sijil.custody.layout import LOG, Layout
from sijil.custody.names import NameRecord, record_line, salted, shown
from sijil.custody.outcomes import Outcome, Received, Refused
from sijil.custody.sink import Sink
from sijil.custody.state import Key, State, key_of, likeness
from sijil.custody.syncing import Syncing

SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Terms:
    """Who takes items in, and which of them are not logged again.

    `skip_known`: those that ever were, under the same name (and out of the same container). `done`: those the
    interrupted add being continued has logged, each as often as it did; used up as they are met.
    """

    author: Author
    skip_known: bool = False
    done: dict[Key, list[int]] = field(default_factory=dict)


def is_kept(layout: Layout, state: State, digest: str, size: int) -> bool:
    """The item is logged, and its blob is there with the right size."""
    return digest in state.logged and _size(layout.blob(digest)) == size


def _size(blob: Path) -> int | None:
    try:
        found = blob.lstat()
    except FileNotFoundError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


@dataclass(slots=True)
class Commit:
    """One batch. `run` gives what became of each of its items, in their order."""

    layout: Layout
    state: State
    terms: Terms
    batch: Sequence[Copied | Refused]
    syncing: Syncing
    _chain: Chain = field(init=False)
    _log: list[bytes] = field(default_factory=list)
    _names: list[bytes] = field(default_factory=list)
    _placed: dict[str, Sink] = field(default_factory=dict)
    _seen: dict[Key, int] = field(default_factory=dict)
    _new: list[tuple[int, Key, Copied]] = field(default_factory=list)

    def run(self) -> list[Outcome]:
        """Take the batch in. Raises `DiskFull` or `CustodyError` after taking all of it back."""
        self._chain = replace(self.state.chain)
        stamp = self.terms.author.stamp()
        try:
            outcomes = [
                self._decide(item, stamp) if isinstance(item, Copied) else item for item in self.batch
            ]
            self._place()
            self._write()
        except OSError as error:
            self._take_back()
            size = sum(item.size for item in self.batch if isinstance(item, Copied))
            raise trouble(error, self.layout.root, LOG, size) from error
        finally:
            self._discard()
        self._remember()
        return outcomes

    def _decide(self, item: Copied, stamp: dict[str, object]) -> Outcome:
        """Compose the item's line, unless it is not to be logged, and say whether its bytes are to be placed."""
        key = key_of(item.job.container, item.job.name, item.sha256)
        known = item.sink is None or item.sha256 in self._placed
        if not known and item.sha256 in self.state.logged:
            size = _size(self.layout.blob(item.sha256))
            if size is not None and size != item.size:
                return _damaged(item)
            known = size is not None
        if not known and item.sink:
            self._placed[item.sha256] = item.sink
        earlier = self._earlier(key)
        # A blob that was missing and is put back is worth an entry in any case.
        if earlier is not None and known:
            return _received(item, earlier, True, False)
        return _received(item, self._line(item, key, stamp), known, True)

    def _line(self, item: Copied, key: Key, stamp: dict[str, object]) -> int:
        salt = secrets.token_bytes(SALT_BYTES)
        fields = stamp | {
            "act": "extracted" if item.job.container else "received",
            "sha256": item.sha256,
            "size": item.size,
            "name_hash": salted(salt, item.job.name),
        }
        if item.job.container:
            fields["container"] = item.job.container
        self._log.append(self._chain.add(fields))
        seq = self._chain.seq
        self._names.append(record_line(NameRecord(seq, item.job.name, salt, self._chain.head)))
        self._new.append((seq, key, item))
        self._seen.setdefault(key, seq)
        return seq

    def _earlier(self, key: Key) -> int | None:
        """The entry because of which this item is not logged again."""
        if self.terms.skip_known:
            return self.state.seen[key][0] if key in self.state.seen else self._seen.get(key)
        done = self.terms.done.get(key)
        return done.pop(0) if done else None

    def _place(self) -> None:
        if not self._placed:
            return
        self.syncing.files(list(self._placed.values()))
        folders = {self.layout.blobs}
        for digest, sink in self._placed.items():
            blob = self.layout.blob(digest)
            sink.place(blob)
            folders.add(blob.parent)
        self.syncing.folders(folders)

    def _write(self) -> None:
        if not self._log:
            return
        before = append(self.layout.names, _joined(self._names))
        try:
            append(self.layout.log, _joined(self._log))
        except OSError:
            truncate(self.layout.names, before)
            raise

    def _take_back(self) -> None:
        for digest in self._placed:
            if digest not in self.state.logged:
                self.layout.blob(digest).unlink(missing_ok=True)

    def _discard(self) -> None:
        for item in self.batch:
            if isinstance(item, Copied):
                item.discard()

    def _remember(self) -> None:
        self.state.chain = self._chain
        for seq, key, item in self._new:
            job = item.job
            self.state.remember(seq, key, item.sha256, likeness(job.container, job.name, item.size))


def _joined(added: Sequence[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in added)


def _received(item: Copied, seq: int, known: bool, logged: bool) -> Received:
    job = item.job
    return Received(
        seq, item.sha256, item.size, shown(job.name), job.path, known, item.head, logged, job.container
    )


def _damaged(item: Copied) -> Refused:
    return Refused(
        item.job.path,
        shown(item.job.name),
        f"has been received before, and the copy in custody is damaged ({item.sha256})",
        "run `sijil verify`, move the damaged copy away, then add this file again",
    )
