"""The signing keys: a user's own, outside every case, and the verifying keys inside it.

One Ed25519 key a user. The private key stays in the user's settings folder (mode 0600); a case holds the
public keys: `custody/key.pub.pem` of whoever sealed first, `custody/keys/ACTOR.pub.pem` of every other.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from sijil.custody.disk import replace
from sijil.custody.layout import KEY, KEYS, Layout
from sijil.errors import CustodyError


def own_key(path: Path) -> Ed25519PrivateKey:
    """The user's key, made when it is first needed. Raises `CustodyError` when it cannot be read or kept."""
    try:
        if not path.exists():
            _make(path)
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise CustodyError(
            f"your signing key cannot be used ({error})",
            where=str(path),
            remedy="make that folder writable, or name another file in SIJIL_KEY",
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise CustodyError("is no Ed25519 key", where=str(path), remedy="name another file in SIJIL_KEY")
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)


def case_keys(layout: Layout) -> Iterator[tuple[str, Ed25519PublicKey | None]]:
    """The verifying keys of a case with their files, the first user's first; None for one that is unreadable."""
    paths = [layout.key] if layout.key.exists() else []
    paths += sorted(layout.keys.glob("*.pub.pem")) if layout.keys.is_dir() else []
    for path in paths:
        yield str(path.relative_to(layout.root)), read_public(path)


def read_public(path: Path) -> Ed25519PublicKey | None:
    """A verifying key; None when the file holds none."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None


def lay_public(layout: Layout, actor: str, key: Ed25519PublicKey) -> str:
    """Put a user's verifying key into the case, once; gives its file.

    Raises `CustodyError` when another key stands there under the same pseudonym.
    """
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    if not layout.key.exists():
        replace(layout.key, pem)
    if layout.key.read_bytes() == pem:
        return KEY
    path = layout.keys / f"{actor}.pub.pem"
    if not path.exists():
        path.parent.mkdir(exist_ok=True, mode=0o700)
        replace(path, pem)
    if path.read_bytes() != pem:
        raise CustodyError(
            f"another key stands here for {actor}; nothing is signed under two keys with one pseudonym",
            where=f"{KEYS}/{actor}.pub.pem",
            remedy="use your earlier key, or another pseudonym (SIJIL_ACTOR)",
        )
    return f"{KEYS}/{actor}.pub.pem"
