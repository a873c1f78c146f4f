"""ProofMode: the proof files beside a photo or film, and what they show about its bytes.

ProofMode leaves the medium as it is and writes files named after its SHA-256 beside it: `HASH.asc` signs the
medium, `HASH.proof.csv` and `HASH.proof.json` say when, where and on what it was made, each with its own
`.asc`, and `pubkey.asc` is the key. Older versions used the medium's own name in place of the hash.
Source: guardianproject/proofmode-android, `ProofMode.java` (2026-08-06).

A signature that holds says *unchanged since it was signed*, never who signed: the app makes its key by
itself, and its source has a known default passphrase.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sijil.readers.openpgp import Checked, check_detached

FACT = "proofmode"
PROOFS = (".proof.csv", ".proof.json")
SIGNATURE = ".asc"
KEY = "pubkey.asc"
HOLDS = "signature holds, unchanged since it was signed; says nothing of who signed"
DOES_NOT_HOLD = "altered since it was signed, or the signature is another file's"
UNSIGNED = "proof data without a signature"
NO_PROOF = "no proof beside it is for these bytes; altered, or the proof is another file's"
_HASH = re.compile(r"[0-9a-f]{64}")
_OTHER_PARTS = (SIGNATURE, *PROOFS, ".ots", ".gst", ".nostr", ".provider", ".txt", ".csv", ".json", ".pdf")


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the case: its name, SHA-256, where its bytes lie, and what it came with.

    `group` is the container it was taken out of when `contained`, else the folder in its name.
    """

    name: str
    sha256: str
    path: Path
    group: str
    contained: bool

    @property
    def last(self) -> str:
        """The name without its folders."""
        return self.name.replace("\\", "/").rpartition("/")[2]


@dataclass(slots=True)
class _Group:
    """The files that came together, with the parts of ProofMode among them by the name they are for."""

    media: list[Piece] = field(default_factory=list)
    parts: dict[str, dict[str, Piece]] = field(default_factory=lambda: defaultdict(dict))
    keys: list[Piece] = field(default_factory=list)

    def put(self, piece: Piece) -> None:
        if piece.last.endswith(KEY):
            self.keys.append(piece)
            return
        stem, part = _parted(piece.last)
        if part:
            self.parts[stem][part] = piece
        elif not piece.last.lower().endswith(_OTHER_PARTS):
            self.media.append(piece)

    def is_proofmode(self) -> bool:
        return any(proof in parts for parts in self.parts.values() for proof in PROOFS)


def _parted(name: str) -> tuple[str, str]:
    """`HASH.proof.csv.asc` is the part `.proof.csv.asc` of `HASH`; other names have no part."""
    for part in (*(proof + SIGNATURE for proof in PROOFS), *PROOFS, SIGNATURE):
        if name.lower().endswith(part) and len(name) > len(part):
            stem = name[: -len(part)]
            return (stem.lower() if _HASH.fullmatch(stem.lower()) else stem), part
    return name, ""


def facts(pieces: Iterable[Piece]) -> Iterator[tuple[str, dict[str, str]]]:
    """The SHA-256 of each medium that proof files of ProofMode are for, and the facts about it.

    A proof named after a hash finds its medium anywhere in the case, one named after a file only beside it.
    """
    groups: dict[str, _Group] = defaultdict(_Group)
    for piece in pieces:
        groups[piece.group].put(piece)
    by_hash = {medium.sha256: medium for group in groups.values() for medium in group.media}
    for group in groups.values():
        if group.is_proofmode():
            yield from _of_group(group, by_hash)


def _of_group(group: _Group, by_hash: dict[str, Piece]) -> Iterator[tuple[str, dict[str, str]]]:
    beside = {medium.last: medium for medium in group.media}
    found: set[str] = set()
    strays = False
    for stem, parts in group.parts.items():
        medium = by_hash.get(stem) or beside.get(stem)
        if medium is not None:
            found.add(medium.sha256)
            yield medium.sha256, _of(medium, parts, [key.path for key in group.keys])
        strays = strays or (medium is None and any(proof in parts for proof in PROOFS))
    for medium in group.media:
        if strays and medium.contained and medium.sha256 not in found:
            yield medium.sha256, {FACT: NO_PROOF}


def _of(medium: Piece, parts: dict[str, Piece], keys: list[Path]) -> dict[str, str]:
    if SIGNATURE not in parts:
        return {FACT: UNSIGNED}
    checked = check_detached(parts[SIGNATURE].path, medium.path, keys)
    said = {FACT: _said(checked), f"{FACT}_key": checked.fingerprint}
    bad = [proof for proof in PROOFS if _proof_fails(proof, parts, keys)]
    if bad:
        said[FACT] += f"; its proof data were altered ({', '.join(bad)})"
    return {name: value for name, value in said.items() if value}


def _proof_fails(proof: str, parts: dict[str, Piece], keys: list[Path]) -> bool:
    signature = parts.get(proof + SIGNATURE)
    if proof not in parts or signature is None:
        return False
    return check_detached(signature.path, parts[proof].path, keys).verdict == "does_not_hold"


def _said(checked: Checked) -> str:
    if checked.verdict == "holds":
        return HOLDS
    return DOES_NOT_HOLD if checked.verdict == "does_not_hold" else f"signature not checked ({checked.why})"
