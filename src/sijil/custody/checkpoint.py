"""Checkpoints: how long the log is and what its root is, signed; three lines that bind whoever signed them.

Source: C2SP tlog-checkpoint and signed-note (github.com/C2SP/C2SP). A note is a text that ends with a line
break, a blank line, and lines `— NAME SIGNATURE`, where SIGNATURE is the base64 of a four-byte key
identifier and an Ed25519 signature (type 0x01) over the text.
"""

import base64
import re
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sijil.custody.merkle import HASH_BYTES
from sijil.errors import CheckpointError

ORIGIN = "sijil/log/"
_ED25519 = b"\x01"
_DASH = "\u2014"
_SIZE = re.compile(r"[1-9][0-9]{0,15}")
_NAME = re.compile(r"[^\s+]+")
_MOST_BYTES = 100_000


def origin_of(first_line: bytes) -> str:
    """The log's own name: from the hash of its first line, so that no two logs have the same."""
    return ORIGIN + sha256(first_line).hexdigest()[:32]


def key_name(origin: str, actor: str) -> str:
    """The name of a user's key in the notes of a log."""
    return f"{origin}/{actor.replace('+', '.')}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: whose it says it is, the four bytes that tell its key, and the signature."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's size (lines) and root, as signed. `body` is the signed text, `raw` the bytes of the whole note."""

    origin: str
    size: int
    root: bytes
    body: str
    signatures: tuple[Signature, ...]
    raw: bytes

    def signed_by(self, name_start: str = "") -> list[Signature]:
        """The signatures under names that begin so; a co-custodian's may stand below the log's own."""
        return [one for one in self.signatures if one.name.startswith(name_start or self.origin)]

    def holds(self, key: Ed25519PublicKey) -> bool:
        """Whether one of the log's own signatures is by this key, and good."""
        return any(
            one.key_id == key_id(one.name, key) and _verifies(key, one.signature, self.body)
            for one in self.signed_by()
        )


def _verifies(key: Ed25519PublicKey, signature: bytes, body: str) -> bool:
    try:
        key.verify(signature, body.encode())
    except InvalidSignature:
        return False
    return True


def key_id(name: str, key: Ed25519PublicKey) -> bytes:
    """The four bytes that stand before a signature (signed-note, "Signatures")."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return sha256(name.encode() + b"\n" + _ED25519 + raw).digest()[:4]


def fingerprint(key: Ed25519PublicKey) -> str:
    """The SHA-256 of a key's DER, in hexadecimal: what `openssl pkey -pubin -outform DER | sha256sum` prints."""
    return sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def write_note(origin: str, size: int, root: bytes, actor: str, key: Ed25519PrivateKey) -> bytes:
    """A checkpoint of three lines, signed. Raises `CheckpointError` for an empty log."""
    if size < 1 or len(root) != HASH_BYTES:
        raise CheckpointError("an empty log has no checkpoint")
    body = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    name = key_name(origin, actor)
    blob = key_id(name, key.public_key()) + key.sign(body.encode())
    return f"{body}\n{_DASH} {name} {base64.b64encode(blob).decode()}\n".encode()


def read_note(raw: bytes, where: str) -> Checkpoint:
    """Read a checkpoint. Raises `CheckpointError` saying what is wrong; signatures are not checked here."""
    text = _text(raw, where)
    body, gap, tail = text.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise _bad("is cut short: it has no signature below a blank line", where)
    body += "\n"
    lines = body.split("\n")
    if len(lines) < 4 or not lines[0].startswith(ORIGIN):
        raise _bad(f"is no checkpoint of a Sijil log: its first line is {lines[0][:60]!r}", where)
    if not _SIZE.fullmatch(lines[1]):
        raise _bad(f"states no size: its second line is {lines[1][:40]!r}", where)
    root = _base64(lines[2])
    if root is None or len(root) != HASH_BYTES:
        raise _bad("states no root: its third line is no SHA-256 in base64", where)
    signatures = tuple(_signature(line, where) for line in tail[:-1].split("\n"))
    return Checkpoint(lines[0], int(lines[1]), root, body, signatures, raw)


def _text(raw: bytes, where: str) -> str:
    if len(raw) > _MOST_BYTES:
        raise _bad("is far too large", where)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise _bad("is not UTF-8 text", where) from error


def _signature(line: str, where: str) -> Signature:
    parts = line.split(" ")
    blob = _base64(parts[2]) if len(parts) == 3 else None
    if len(parts) != 3 or parts[0] != _DASH or not _NAME.fullmatch(parts[1]) or not blob or len(blob) < 5:
        raise _bad(f"has a line that is no signature: {line[:60]!r}", where)
    return Signature(parts[1], blob[:4], blob[4:])


def _base64(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return None


def _bad(what: str, where: str) -> CheckpointError:
    return CheckpointError(what, where=where, remedy="ask for the file again, exactly as it was given")
