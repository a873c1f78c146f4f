"""ProofMode bundles made on the spot with a key made for the test."""

import hashlib
import io
import shutil
import subprocess
import tempfile
import zipfile
from functools import cache
from pathlib import Path

HAVE_GPG = shutil.which("gpg") is not None


@cache
def _home() -> Path:
    home = Path(tempfile.mkdtemp(prefix="gpg-", dir="/tmp"))
    home.chmod(0o700)
    _gpg(home, "--quick-generate-key", "noone@example.invalid", "ed25519", "sign", "never")
    return home


def _gpg(home: Path, *words: str, data: bytes = b"") -> bytes:
    command = [
        "gpg",
        "--homedir",
        str(home),
        "--batch",
        "--yes",
        "--passphrase",
        "",
        "--pinentry-mode",
        "loopback",
    ]
    done = subprocess.run([*command, *words], input=data, capture_output=True, check=True)
    return done.stdout


def end() -> None:
    """End the agent that gpg started, and take its folder away."""
    if _home.cache_info().currsize:
        subprocess.run(["gpgconf", "--homedir", str(_home()), "--kill", "all"], check=True)
        shutil.rmtree(_home(), ignore_errors=True)
        _home.cache_clear()


def sign(data: bytes) -> bytes:
    """A detached, armoured signature."""
    return _gpg(_home(), "--armor", "--detach-sign", "--output", "-", data=data)


def public_key() -> bytes:
    """The key, armoured."""
    return _gpg(_home(), "--armor", "--export")


def parts(photo: bytes, stem: str = "") -> dict[str, bytes]:
    """The files ProofMode writes beside a photo, by name."""
    digest = hashlib.sha256(photo).hexdigest()
    stem = stem or digest
    table = f'"File Hash SHA256","Hardware"\n"{digest}","invented"\n'.encode()
    record = f'{{"File Hash SHA256": "{digest}", "Hardware": "invented"}}'.encode()
    return {
        f"{stem}.asc": sign(photo),
        f"{stem}.proof.csv": table,
        f"{stem}.proof.csv.asc": sign(table),
        f"{stem}.proof.json": record,
        f"{stem}.proof.json.asc": sign(record),
        "pubkey.asc": public_key(),
    }


def bundle(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()
