"""Pseudonyms of people who speak, made with a secret of the case: who has a list of names cannot try them.

The secret is made with the case and stands in one file of its folder, which no report, handover or release takes
along. Whoever keeps the file elsewhere loses nothing but that pseudonyms change when a new one is made.
"""

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from sijil.errors import CaseSettings

FILE = "pseudonyms.key"
_BYTES = 32
_FORM = re.compile(r"[0-9a-f]{64}\s*")


class _Open:
    """The folder whose secret is used, as the process has one open case, and the secret once it was asked for."""

    folder: Path | None = None
    secret: bytes = b""


def use(folder: Path, *, make: bool = True) -> None:
    """Take the secret of a case; one that has none (made by an earlier version) gets it now, unless `make` is False."""
    _Open.folder, _Open.secret = folder, b""
    if make and not (folder / FILE).exists():
        _write(folder / FILE)


def pseudonym(key: str) -> str:
    """What a person is called instead of by name: 6 hex digits, from the key of the source. Raises CaseSettings."""
    return keyed(key)[:6].upper()


def keyed(key: str) -> str:
    """A key that may be shown, 16 hex digits, for one that is made from a name. Raises CaseSettings."""
    return hmac.new(_secret(), key.encode(), hashlib.sha256).hexdigest()[:16]


def _secret() -> bytes:
    if not _Open.secret:
        _Open.secret = _read(_Open.folder)
    return _Open.secret


def _read(folder: Path | None) -> bytes:
    where = str((folder or Path()) / FILE)
    try:
        text = Path(where).read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseSettings(
            "the secret of the pseudonyms cannot be read",
            where=where,
            remedy="put the file back, or run `sijil run`: pseudonyms are then made anew",
        ) from error
    if not _FORM.fullmatch(text):
        raise CaseSettings(
            "is not a secret of 64 hexadecimal digits",
            where=where,
            remedy="put the right file back, or take it away and run `sijil run`: pseudonyms are then made anew",
        )
    return bytes.fromhex(text.strip())


def _write(path: Path) -> None:
    """Whole or not at all, readable by its owner alone; of two who make it at once the first one stays."""
    made = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_hex(_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        if not path.exists():
            made.replace(path)
    finally:
        made.unlink(missing_ok=True)
