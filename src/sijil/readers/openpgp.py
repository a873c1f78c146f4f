"""Detached OpenPGP signatures (RFC 9580), checked by `gpgv` where that program is installed.

`gpgv` gets the key it is given and no other, runs without network where bubblewrap works, sees only these
three files and the system's libraries, and has a time limit. Nothing of the user's own keys is read.
"""

import base64
import binascii
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sijil.readers.start import bwrap_command

Verdict = Literal["holds", "does_not_hold", "not_checked"]
LARGEST = 1 << 20
"""Keys and signatures larger than this are not looked at, in bytes."""
_SECONDS_AT_LEAST, _BYTES_PER_SECOND = 30, 16 << 20
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache")


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a signature: its verdict, why where it was not checked, and the key's fingerprint."""

    verdict: Verdict
    why: str = ""
    fingerprint: str = ""


def check_detached(signature: Path, signed: Path, keys: Sequence[Path]) -> Checked:
    """Check that `signature` is one of the bytes of `signed` by one of `keys` (armoured or not)."""
    program = shutil.which("gpgv", path=_ENVIRONMENT["PATH"])
    if program is None:
        return Checked("not_checked", "gpgv is not installed")
    ring = b"".join(dearmoured(key.read_bytes()) for key in keys if key.stat().st_size <= LARGEST)
    if not ring:
        return Checked("not_checked", "no public key beside it")
    if signature.stat().st_size > LARGEST:
        return Checked("not_checked", "the signature is too large to be one")
    with tempfile.NamedTemporaryFile(suffix=".gpg") as opened:
        opened.write(ring)
        opened.flush()
        return _run(program, Path(opened.name), signature.resolve(), signed.resolve())


def _run(program: str, ring: Path, signature: Path, signed: Path) -> Checked:
    files = {"/in/keys": ring, "/in/signature": signature, "/in/signed": signed}
    around = _around(files)
    names = list(files) if around else [str(path) for path in files.values()]
    command = [*around, program, "--homedir", "/nonexistent", "--status-fd", "1", "--keyring", *names]
    seconds = _SECONDS_AT_LEAST + signed.stat().st_size // _BYTES_PER_SECOND
    try:
        done = subprocess.run(  # a fixed command and our own file names, no shell
            command, capture_output=True, timeout=seconds, check=False, env=_ENVIRONMENT, cwd="/"
        )
    except subprocess.TimeoutExpired:
        return Checked("not_checked", f"took more than {seconds} s")
    return verdict(done.stdout.decode("utf-8", "replace"))


def _around(files: dict[str, Path]) -> list[str]:
    """bubblewrap with nothing in view but these files and the system's programs; empty where it does not work."""
    working = bwrap_command()
    if not working:
        return []
    command = [working[0], "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    for folder in _SYSTEM:
        command += ["--ro-bind-try", folder, folder]
    for inside, path in files.items():
        command += ["--ro-bind", str(path), inside]
    return [*command, "--proc", "/proc", "--dev", "/dev"]


def verdict(said: str) -> Checked:
    """The verdict in the status lines of GnuPG (its doc/DETAILS, "GOODSIG" and following)."""
    lines = [line.split()[1:] for line in said.splitlines() if line.startswith("[GNUPG:] ")]
    told = {words[0]: words[1:] for words in lines if words}
    if "BADSIG" in told:
        return Checked("does_not_hold")
    if "VALIDSIG" in told and "ERRSIG" not in told:
        return Checked("holds", fingerprint=(told["VALIDSIG"] or [""])[0])
    if "NO_PUBKEY" in told:
        return Checked("not_checked", "the public key beside it is another one")
    return Checked("not_checked", "it is no signature that gpgv can read")


def dearmoured(data: bytes) -> bytes:
    """The packets of an armoured key (RFC 9580, section 6.2), or the bytes themselves; nothing when damaged."""
    if not data.lstrip().startswith(b"-----BEGIN PGP"):
        return data
    lines = [line.strip() for line in data.lstrip().splitlines()[1:]]
    if b"" not in lines:
        return b""
    body: list[bytes] = []
    for line in lines[lines.index(b"") + 1 :]:
        if line.startswith((b"=", b"-----")):
            break
        body.append(line)
    try:
        return base64.b64decode(b"".join(body), validate=True)
    except binascii.Error:
        return b""
