"""The manifest of a release: every file with its hash, signed; what proves the folder by itself."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sijil.errors import ReportError

MANIFEST, SIGNATURE, KEY, HOWTO = "manifest.json", "manifest.sig", "key.pub.pem", "HOWTO-VERIFY.txt"
OWN = (MANIFEST, SIGNATURE, KEY, HOWTO)
"""Files that are about the release and stand in no manifest."""
FORMAT = 1
_HOWTO = """\
How to check this release without Sijil. In this folder, with openssl and sha256sum (Linux, macOS with coreutils):

1. The manifest was signed with the key in key.pub.pem:

   openssl pkeyutl -verify -pubin -inkey key.pub.pem -rawin -in manifest.json -sigfile manifest.sig

2. The key is the one whose SHA-256 the publisher names elsewhere, on paper or on a page of theirs:

   openssl pkey -pubin -in key.pub.pem -outform DER | sha256sum

3. Every file is the one in the manifest:

   sed -n 's/^  *{"path": "\\([^"]*\\)", "sha256": "\\([0-9a-f]*\\)".*/\\2  \\1/p' manifest.json | sha256sum -c

كيف تتحققون من هذا الإصدار من دون سجل: الأوامر الثلاثة أعلاه. الأول يتحقق من التوقيع،
والثاني يعرض بصمة المفتاح لمقارنتها بما نشره صاحب الإصدار في مكان آخر، والثالث يتحقق من كل ملف.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a manifest says beside its files."""

    number: int
    title: str
    version: str
    entries: int
    head: str
    threshold: int
    approvals: int
    previous: str
    rule_versions: Mapping[str, str]


def digest_of(files: Mapping[str, bytes]) -> str:
    """The digest that people approve: of every file's name and content."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def signed(files: Mapping[str, bytes], told: Told, key: Ed25519PrivateKey) -> dict[str, bytes]:
    """The files with their manifest, its signature, the verifying key and how to check it by hand."""
    rows = [
        json.dumps(
            {"path": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}, ensure_ascii=False
        )
        for name, data in sorted(files.items())
    ]
    head = {
        "sijil_release": FORMAT,
        "number": told.number,
        "title": told.title,
        "version": told.version,
        "rule_versions": dict(told.rule_versions),
        "custody": {"entries": told.entries, "head": told.head},
        "threshold": told.threshold,
        "approvals": told.approvals,
        "digest": digest_of(files),
        "previous": told.previous,
    }
    # One file a line, so that sed and sha256sum are enough to check it.
    listed = ",\n".join(f"  {row}" for row in rows)
    manifest = (
        f'{json.dumps(head, ensure_ascii=False, indent=1)[:-2]},\n "files": [\n{listed}\n ]\n}}\n'.encode()
    )
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return {
        **files,
        MANIFEST: manifest,
        SIGNATURE: key.sign(manifest),
        KEY: pem,
        HOWTO: _HOWTO.encode(),
    }


def read_manifest(raw: bytes, where: str) -> dict[str, Any]:
    """The manifest of a release. Raises `ReportError`."""
    try:
        body = json.loads(raw)
        files = {str(row["path"]): str(row["sha256"]) for row in body["files"]}
        number, fmt = int(body["number"]), int(body["sijil_release"])
    except (ValueError, KeyError, TypeError) as error:
        raise ReportError("is no manifest of a release", where=where) from error
    if fmt > FORMAT:
        raise ReportError(
            f"was made by a newer version (format {fmt})", where=where, remedy="install that version"
        )
    return {**body, "paths": files, "number": number}


def is_signed_by(raw: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    """Whether a signature is that key's over those bytes."""
    try:
        key.verify(signature, raw)
    except InvalidSignature:
        return False
    return True
