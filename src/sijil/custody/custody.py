"""The custody of one case: taking files in, and asking what was taken in."""

import dataclasses
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sijil.custody.chain import Author, Chain
from sijil.custody.clock import Clock, utc_now
from sijil.custody.commit import Terms
from sijil.custody.copying import Job
from sijil.custody.disk import replace, sync_folder, telling
from sijil.custody.entry import GENESIS, REASONS, WITH_BLOB, Entry, canonical, read_entry
from sijil.custody.intake import Intake
from sijil.custody.layout import CHECKPOINTS, LOG, NAMES, UNFINISHED, Layout, blob_name
from sijil.custody.log import entries, lines
from sijil.custody.merkle import Tree
from sijil.custody.names import raw_name, records, shown
from sijil.custody.outcomes import HEAD_BYTES, Outcome, Received, Refused
from sijil.custody.progress import Count, Progress
from sijil.custody.sealing import Sealed, read_tree, seal
from sijil.custody.session import Session, shielded, take_lock
from sijil.custody.state import Key
from sijil.custody.unfinished import Unfinished, absolute, read_unfinished, remove_unfinished
from sijil.custody.walking import Found, own_folders, walk
from sijil.errors import CustodyError, EvidenceError


class Custody:
    """The evidence store and the custody log of the case in `case_folder`.

    Raises `CustodyError` when that folder has no custody log. Reading needs no lock; writing takes it while
    it lasts. A second writer, in this process or another, is refused with `CustodyError`; members may be
    taken in between the files of a `take_in` that is under way on the same object.
    """

    def __init__(self, case_folder: Path | str) -> None:
        self._layout = Layout(Path(case_folder))
        if not self._layout.log.is_file():
            raise CustodyError(
                "there is no custody log here", where=str(case_folder), remedy="make a case with `sijil new`"
            )
        self._session = Session(self._layout)
        self._adding = False
        self._offsets: dict[str, list[tuple[int, int]]] = {}
        self._indexed = self._names_read = -1
        self._names: dict[int, bytes] = {}

    @classmethod
    def create(cls, case_folder: Path | str, actor: str, clock: Clock = utc_now) -> "Custody":
        """Make the folders and the log with its first line. Raises `CustodyError` when there is one already.

        The folders are closed to other users of the machine (mode 0700).
        """
        layout, author = Layout(Path(case_folder)), Author(actor, clock)
        with telling(layout.root, str(layout.root)):
            shielded(lambda: _create(layout, author))
        return cls(case_folder)

    def take_in(
        self,
        paths: Iterable[Path | str],
        *,
        actor: str,
        clock: Clock = utc_now,
        skip_known: bool = False,
        progress: Progress | None = None,
    ) -> Iterator[Outcome]:
        """Take files, and all files in folders, into custody; say of each what became of it, in order.

        A file yielded as `Received` is whole and logged, on the disk. The same file twice is one blob and two
        log entries; with `skip_known` one that was received before under the same name gets no new entry.
        An add that was interrupted goes on where it stopped when it is called with the same paths.
        Raises `DiskFull` when there is no room: what was whole by then is kept.
        """
        handed_over = [Path(path) for path in paths]
        with self._writing(Author(actor, clock)), self._alone():
            own = own_folders(self._layout.root, self._layout.folders())
            terms = Terms(Author(actor, clock), skip_known, self._begin(absolute(handed_over)))
            jobs = (_job(found) for found in walk(handed_over, own))
            count = Count(progress, sum(1 for _ in walk(handed_over, own)) if progress else 0)
            yield from count.over(Intake(self._session, terms, jobs, count.tell).outcomes())
            self._unmark()

    def take_members(
        self,
        members: Iterable[tuple[bytes | Path, str | bytes]],
        *,
        container_sha256: str,
        actor: str,
        clock: Clock = utc_now,
        skip_known: bool = True,
    ) -> list[Outcome]:
        """Take the members of a container in, batch by batch: of each its bytes or a file of them, and its name.

        By default a member that was taken out of the same container before, under the same name, is not
        logged again. The outcomes carry no `head`: there may be many. Raises `CustodyError` when the
        container is not in custody itself, `DiskFull` when there is no room.
        """
        author = Author(actor, clock)
        with self._writing(author):
            self._check_container(container_sha256)
            # Inside an add, or after one that was interrupted, its own note stands.
            before = read_unfinished(self._layout.unfinished)
            marked = before is None or not before.paths
            if marked:
                self._mark(Unfinished((), self._session.state.chain.seq + 1))
            jobs = (Job(content, raw_name(name), container_sha256) for content, name in members)
            intake = Intake(self._session, Terms(author, skip_known), jobs)
            outcomes = [_headless(outcome) for outcome in intake.outcomes()]
            if marked:
                self._unmark()
        return outcomes

    def take_member(
        self,
        content: bytes | Path,
        *,
        name: str | bytes,
        container_sha256: str,
        actor: str,
        clock: Clock = utc_now,
        skip_known: bool = True,
    ) -> Received:
        """Take one member in. Raises `EvidenceError` when it cannot be read. For many: `take_members`."""
        outcome = self.take_members(
            [(content, name)],
            container_sha256=container_sha256,
            actor=actor,
            clock=clock,
            skip_known=skip_known,
        )[0]
        if isinstance(outcome, Refused):
            raise EvidenceError(outcome.reason, where=outcome.name, remedy=outcome.remedy)
        return dataclasses.replace(outcome, head=_head(self.path_of(outcome.sha256)))

    def seal(self, *, actor: str, key: Ed25519PrivateKey, clock: Clock = utc_now) -> Sealed:
        """Sign a checkpoint of the log as it stands (`sealing.seal`). Raises `CheckpointError`."""
        with self._writing(Author(actor, clock)), telling(self._layout.root, CHECKPOINTS):
            return shielded(lambda: seal(self._layout, actor, key))

    def anchored(self, note: bytes, *, to: str, actor: str, clock: Clock = utc_now) -> int:
        """Record that a checkpoint's `note` was given to somebody outside; gives the number of the entry.

        Their name stands beside the log, salted and deletable like the name of a file.
        """
        fields: dict[str, object] = {"act": "anchored", "sha256": sha256(note).hexdigest(), "size": len(note)}
        return self._note(fields, {"to": to}, Author(actor, clock))

    def remove(
        self, digest: str, *, reason: str, authorised_by: str, actor: str, clock: Clock = utc_now
    ) -> int:
        """Delete a blob for good and record it; gives the number of the entry.

        The line comes first: an interruption leaves a blob that the log says is gone, and removing it again
        finishes the work. Raises `CustodyError` for a digest that is not in custody or a reason not in `REASONS`.
        """
        if reason not in REASONS:
            raise CustodyError(
                f"{reason!r} is no reason to remove evidence", remedy="use one of " + ", ".join(REASONS)
            )
        entries = [entry for entry in self.entries_of(digest) if entry.act in (*WITH_BLOB, "removed")]
        if not entries:
            raise CustodyError("is not in custody", where=blob_name(digest), remedy="check the SHA-256")
        seq = entries[-1].seq
        if entries[-1].act != "removed":
            size = next(entry.size for entry in reversed(entries) if entry.size is not None)
            fields: dict[str, object] = {"act": "removed", "sha256": digest, "size": size, "reason": reason}
            seq = self._note(fields, {"authorised_by": authorised_by}, Author(actor, clock))
        path = self.path_of(digest)
        with telling(self._layout.root, blob_name(digest)):
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync_folder(path.parent)
        return seq

    def forget_names(self, digest: str, *, actor: str) -> int:
        """Delete the names under which an item was received, with their salts; gives how many there were.

        What stands beside other acts (who authorised a removal, to whom it was given) is kept.
        """
        seqs = {entry.seq for entry in self.entries_of(digest) if entry.act in WITH_BLOB}
        with self._writing(Author(actor, utc_now)), telling(self._layout.root, NAMES):
            found = list(records(self._layout.names))
            kept = [record for record in found if record.seq not in seqs]
            if len(kept) < len(found):
                shielded(lambda: self._session.rewrite_names(kept))
        return len(found) - len(kept)

    def transferred(
        self, digests: Iterable[str], *, words: dict[str, str], actor: str, clock: Clock = utc_now
    ) -> list[int]:
        """Record that items were handed over; `words` (to whom, what for) stand beside the log, deletable."""
        author, found = Author(actor, clock), []
        for digest in digests:
            size = next(entry.size for entry in self.entries_of(digest) if entry.act in WITH_BLOB)
            fields: dict[str, object] = {"act": "transferred", "sha256": digest, "size": size}
            found.append(self._note(fields, words, author))
        return found

    def _note(self, fields: dict[str, object], words: dict[str, str], author: Author) -> int:
        with self._writing(author):
            return shielded(lambda: self._session.append(author, fields, canonical(words)))

    def tree(self) -> tuple[str, Tree]:
        """The log's own name and the Merkle tree of its lines, for proofs. Raises `CustodyError`."""
        return read_tree(self._layout)

    def head(self) -> str:
        """The hash of the log's last whole line, in hexadecimal: the chain's head."""
        head = GENESIS
        for line in lines(self._layout.log):
            head = sha256(line.raw).hexdigest() if line.whole else head
        return head

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The entries of the log in order, from the one after entry `after`; a torn last line is left to `verify`.

        Raises `CustodyError` naming a line that cannot be read.
        """
        return entries(self._layout.log, after)

    def entries_of(self, digest: str) -> list[Entry]:
        """The entries about these bytes, in order."""
        self._index()
        with self._layout.log.open("rb") as file:
            return [_entry_at(file, offset, line) for offset, line in self._offsets.get(digest, [])]

    def is_removed(self, digest: str) -> bool:
        """Whether the item was removed on record, and not received again since."""
        about = [entry for entry in self.entries_of(digest) if entry.act in (*WITH_BLOB, "removed")]
        return bool(about) and about[-1].act == "removed"

    def name_of(self, seq: int) -> str:
        """The name of the file of entry `seq`; empty when it has none, or the name was deleted."""
        size = self._layout.names.stat().st_size if self._layout.names.exists() else 0
        if self._names_read != size:
            self._names = {record.seq: record.raw for record in records(self._layout.names)}
            self._names_read = size
        return shown(self._names.get(seq, b""))

    def path_of(self, digest: str) -> Path:
        """Where the bytes with this hash are kept, or would be."""
        return self._layout.blob(digest)

    def open_blob(self, digest: str) -> BinaryIO:
        """The original bytes, to read. Raises `CustodyError` when they are not there."""
        try:
            return self.path_of(digest).open("rb")
        except OSError as error:
            raise CustodyError(
                f"the original bytes cannot be opened ({error.strerror or error})",
                where=blob_name(digest),
                remedy="run `sijil verify` and put the file back from a copy of the case",
            ) from error

    def received(self) -> Iterator[Received]:
        """Every distinct item in the order of its first entry, as `take_in` gave it; members among them.

        To rebuild a database from the log alone. `path` is None, since the log knows no paths; `name` is
        empty when it was deleted; `head` is empty when the blob is missing.
        """
        known: set[str] = set()
        for entry in self.entries():
            if entry.act in WITH_BLOB and entry.sha256 and entry.sha256 not in known:
                known.add(entry.sha256)
                yield self._again(entry, entry.sha256)

    def _again(self, entry: Entry, digest: str) -> Received:
        return Received(
            seq=entry.seq,
            sha256=digest,
            size=entry.size or 0,
            name=self.name_of(entry.seq),
            path=None,
            known=False,
            head=_head(self.path_of(digest)),
            container=entry.container,
        )

    def _index(self) -> None:
        size = self._layout.log.stat().st_size
        if size == self._indexed:
            return
        self._offsets = {}
        for line in lines(self._layout.log):
            if line.whole and (digest := read_entry(line.raw, line.number).sha256):
                self._offsets.setdefault(digest, []).append((line.offset, line.number))
        self._indexed = size

    @contextmanager
    def _writing(self, author: Author) -> Iterator[None]:
        try:
            shielded(lambda: self._session.enter(author))
            yield
        finally:
            self._session.leave()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._adding:
            raise CustodyError("an add to this case is under way", remedy="finish it before the next")
        self._adding = True
        try:
            yield
        finally:
            self._adding = False

    def _begin(self, paths: tuple[str, ...]) -> dict[Key, list[int]]:
        """Note what is being added. Gives what an interrupted add of the same paths has logged already."""
        state = self._session.state
        before = read_unfinished(self._layout.unfinished)
        if before is None or before.paths != paths:
            self._mark(Unfinished(paths, state.chain.seq + 1))
            return {}
        since = {key: [seq for seq in seqs if seq >= before.first] for key, seqs in state.seen.items()}
        return {key: seqs for key, seqs in since.items() if seqs}

    def _mark(self, unfinished: Unfinished) -> None:
        with telling(self._layout.root, UNFINISHED):
            shielded(lambda: unfinished.write(self._layout.unfinished))

    def _unmark(self) -> None:
        with telling(self._layout.root, UNFINISHED):
            shielded(lambda: remove_unfinished(self._layout.unfinished))

    def _check_container(self, digest: str) -> None:
        if digest not in self._session.state.logged:
            raise CustodyError(
                "a container's members cannot be taken in before it is in custody itself",
                where=blob_name(digest),
                remedy="take the container in first",
            )


def _create(layout: Layout, author: Author) -> None:
    for folder in (layout.root, *layout.folders()):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with take_lock(layout):
        if layout.log.exists() and next(entries(layout.log), None):
            raise CustodyError(
                "there is a custody log already", where=LOG, remedy="add to it, or choose another folder"
            )
        replace(layout.names, b"")
        replace(
            layout.log, Chain().add(author.stamp() | {"act": "created", "log": secrets.token_hex(32)}) + b"\n"
        )
        for folder in reversed((layout.root, *layout.folders())):
            sync_folder(folder)


def _job(found: Found | Refused) -> Job | Refused:
    return found if isinstance(found, Refused) else Job(found.path, found.name)


def _headless(outcome: Outcome) -> Outcome:
    return outcome if isinstance(outcome, Refused) else dataclasses.replace(outcome, head=b"")


def _entry_at(file: BinaryIO, offset: int, line: int) -> Entry:
    file.seek(offset)
    return read_entry(file.readline().rstrip(b"\n"), line)


def _head(blob: Path) -> bytes:
    try:
        with blob.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError:
        # Stated by `open_blob` and by `verify`; the list of items is whole all the same.
        return b""
