"""Proofs that travel: that the lines of the log about an item are in the log that a checkpoint binds.

A proof document is JSON: the checkpoint's note, and for each line its text, its place and its path to the root.
Whoever has it, and the key's fingerprint from elsewhere, needs neither the log nor the case.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from sijil.custody.checkpoint import Checkpoint, fingerprint, read_note
from sijil.custody.entry import WITH_BLOB
from sijil.custody.merkle import Tree, leaf_hash, proves_inclusion
from sijil.errors import CheckpointError

FORMAT = "sijil-proofs-1"


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof document shows: which items (SHA-256) its lines are about, and what is wrong with it."""

    items: frozenset[str]
    origin: str
    fingerprint: str
    size: int
    trouble: str


def write_proofs(
    checkpoint: Checkpoint, tree: Tree, lines: Sequence[tuple[int, bytes]], key_pem: bytes
) -> bytes:
    """Prove lines, each with its number from 1, against a checkpoint that covers them all."""
    proofs = [
        {
            "line": raw.decode(),
            "index": number - 1,
            "proof": [
                base64.b64encode(step).decode() for step in tree.inclusion(number - 1, checkpoint.size)
            ],
        }
        for number, raw in lines
    ]
    document = {
        "format": FORMAT,
        "checkpoint": checkpoint.raw.decode(),
        "key": key_pem.decode(),
        "lines": proofs,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def check_proofs(raw: bytes) -> Proven:
    """Check a proof document: the signature of its note by its key, and each line's path to the note's root."""
    try:
        document = json.loads(raw)
        if document["format"] != FORMAT:
            return _nothing("is of a form this version does not know")
        checkpoint = read_note(document["checkpoint"].encode(), "checkpoint")
        key = load_pem_public_key(document["key"].encode())
        if not isinstance(key, Ed25519PublicKey):
            return _nothing("its key is no Ed25519 key")
        found = [(one["line"].encode(), int(one["index"]), _steps(one["proof"])) for one in document["lines"]]
    except (ValueError, KeyError, TypeError, AttributeError, CheckpointError) as error:
        return _nothing(f"cannot be read ({error})")
    items: set[str] = set()
    trouble = "" if checkpoint.holds(key) else "its checkpoint is not signed by its key"
    for line, index, steps in found:
        if proves_inclusion(leaf_hash(line), index, checkpoint.size, steps, checkpoint.root):
            items |= _item(line)
        else:
            trouble = trouble or f"line {index + 1} is not in the log that the checkpoint binds"
    return Proven(
        frozenset(() if trouble else items), checkpoint.origin, fingerprint(key), checkpoint.size, trouble
    )


def _item(line: bytes) -> set[str]:
    fields = json.loads(line)
    return {fields["sha256"]} if fields.get("act") in WITH_BLOB else set()


def _steps(proof: list[str]) -> list[bytes]:
    return [base64.b64decode(step, validate=True) for step in proof]


def _nothing(trouble: str) -> Proven:
    return Proven(frozenset(), "", "", 0, trouble)


def read_proofs(path: Path) -> Proven | None:
    """The proofs in a bag; None when it has none."""
    return check_proofs(path.read_bytes()) if path.is_file() else None
