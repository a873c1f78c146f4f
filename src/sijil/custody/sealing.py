"""Sealing: a signed checkpoint of the log as it stands, after showing that the last one still holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sijil.custody.checkpoint import Checkpoint, fingerprint, origin_of, read_note, write_note
from sijil.custody.disk import replace
from sijil.custody.keys import lay_public
from sijil.custody.layout import CHECKPOINTS, LOG, Layout
from sijil.custody.log import lines
from sijil.custody.merkle import Tree, proves_consistency
from sijil.errors import CheckpointError, CustodyError


@dataclass(frozen=True, slots=True)
class Sealed:
    """A checkpoint in the case: its file (relative to the case folder), what it says, and whether it is new."""

    file: str
    checkpoint: Checkpoint
    fingerprint: str
    key_file: str
    new: bool


def read_tree(layout: Layout) -> tuple[str, Tree]:
    """The log's own name and its tree. Raises `CustodyError` for a log that is empty or torn."""
    tree, origin = Tree(), ""
    for line in lines(layout.log):
        if not line.whole:
            raise CustodyError(
                "the last line is torn", where=f"{LOG}:{line.number}", remedy="run the interrupted add again"
            )
        origin = origin or origin_of(line.raw)
        tree.add(line.raw)
    if not tree.size:
        raise CustodyError("has no entry", where=LOG, remedy="run `sijil verify`")
    return origin, tree


def note_files(layout: Layout) -> list[Path]:
    """The checkpoints of a case, the oldest first."""
    return sorted(layout.checkpoints.glob("*.note")) if layout.checkpoints.is_dir() else []


def checkpoints(layout: Layout) -> Iterator[tuple[str, Checkpoint | CheckpointError]]:
    """Each checkpoint with its file; what cannot be read comes as its error."""
    for path in note_files(layout):
        where = f"{CHECKPOINTS}/{path.name}"
        try:
            yield where, read_note(path.read_bytes(), where)
        except CheckpointError as error:
            yield where, error


def misfit(checkpoint: Checkpoint, origin: str, tree: Tree) -> str:
    """Why a checkpoint is not one of this log as it stands; empty when it is a beginning of it."""
    if checkpoint.origin != origin:
        return f"is a checkpoint of another log ({checkpoint.origin}; this one is {origin})"
    if checkpoint.size > tree.size:
        return (
            f"is of {checkpoint.size:,} entries and the log has {tree.size:,}: entries were cut off its end"
        )
    old = tree.root(checkpoint.size)
    proof = tree.consistency(checkpoint.size)
    if old != checkpoint.root or not proves_consistency(
        checkpoint.size, tree.size, checkpoint.root, tree.root(), proof
    ):
        return f"does not agree with the log: something in its first {checkpoint.size:,} entries was changed"
    return ""


def seal(layout: Layout, actor: str, key: Ed25519PrivateKey) -> Sealed:
    """Sign the log as it stands. The caller holds the case's lock.

    Raises `CheckpointError` when an earlier checkpoint does not hold: two checkpoints that contradict each
    other are never signed. Sealing the same log again under the same key gives the checkpoint that is there.
    """
    origin, tree = read_tree(layout)
    for where, earlier in checkpoints(layout):
        what = earlier.what if isinstance(earlier, CheckpointError) else misfit(earlier, origin, tree)
        if what:
            raise CheckpointError(
                f"{what}; nothing is signed that contradicts it",
                where=where,
                remedy="run `sijil verify` and put back the log from a copy of the case",
            )
    key_file = lay_public(layout, actor, key.public_key())
    layout.checkpoints.mkdir(exist_ok=True, mode=0o700)
    for where, earlier in checkpoints(layout):
        if isinstance(earlier, Checkpoint) and earlier.size == tree.size and earlier.holds(key.public_key()):
            return Sealed(where, earlier, fingerprint(key.public_key()), key_file, False)
    raw = write_note(origin, tree.size, tree.root(), actor, key)
    where = _free_name(layout, tree.size)
    replace(layout.root / where, raw)
    return Sealed(where, read_note(raw, where), fingerprint(key.public_key()), key_file, True)


def _free_name(layout: Layout, size: int) -> str:
    stem, number = f"{size:08}", 1
    while (layout.checkpoints / f"{stem}.note").exists():
        number += 1
        stem = f"{size:08}-{number}"
    return f"{CHECKPOINTS}/{stem}.note"
