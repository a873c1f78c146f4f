"""RFC 3161 time-stamps over whole `.note` files: asking for one, and checking what is kept.

Nothing here reaches out: the request's bytes go out, and the answer's bytes come in, through whoever calls.
Source: RFC 3161 section 2.4; checked by `rfc3161-client`, and by `openssl ts` where that library cannot read
what an authority really sends (its DER is strict; DigiCert's set order is not).
"""

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, VerifierBuilder, decode_timestamp_response
from rfc3161_client.errors import VerificationError
from rfc3161_client.tsp import TimeStampResponse

from sijil.errors import TimestampError

_HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_OPENSSL_TIME = re.compile(r"Time stamp: (\w{3} +\d+ \d\d:\d\d:\d\d(?:\.\d+)? \d{4}) GMT")
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a token says: `time` (UTC) no later than which the note existed, who signed, and by what it was checked.

    `trusted` is True when the signer's chain ends in a certificate given as trusted.
    """

    time: datetime
    signer: str
    trusted: bool
    by: str


def request(note: bytes) -> bytes:
    """The `.tsq`: a request with a nonce, asking for the certificates, over the SHA-256 of the note."""
    builder = TimestampRequestBuilder(note, HashAlgorithm.SHA256)
    made: bytes = builder.build().as_bytes()
    return made


def check(note: bytes, answer: bytes, roots: bytes, query: bytes = b"") -> Stamp:
    """Check a full `.tsr` over a note, and against the `.tsq` it answers; `roots` are certificates as PEM.

    Without `roots` nothing vouches for the signer, and the stamp says so.

    Raises `TimestampError` saying what does not fit.
    """
    try:
        response = decode_timestamp_response(answer)
    except ValueError as error:
        return _by_openssl(note, answer, roots, query, str(error))
    try:
        return _by_library(response, note, roots, nonce_of(query))
    except VerificationError as error:
        raise TimestampError(_said(str(error)), remedy="ask the authority again: sijil seal") from error


def nonce_of(query: bytes) -> int | None:
    """The nonce of a `.tsq`, read from its last integer; None when there is none."""
    # TimeStampReq ::= SEQUENCE { version, messageImprint, reqPolicy?, nonce INTEGER?, certReq BOOLEAN? }
    body = query[2:] if len(query) > 2 and query[1] < 0x80 else query[3:]
    found = None
    while len(body) > 2:
        tag, length = body[0], body[1]
        if length >= 0x80:
            return None
        if tag == 0x02:
            found = int.from_bytes(body[2 : 2 + length], "big")
        body = body[2 + length :]
    return found if found is not None and found > 1 else None


def certificates(answer: bytes) -> bytes:
    """The certificates inside an answer, as PEM. Raises `TimestampError` when it cannot be read here."""
    try:
        inside = decode_timestamp_response(answer).signed_data.certificates
    except ValueError as error:
        with _openssl(str(error)) as (run, folder):
            (folder / "tsr").write_bytes(answer)
            inside_pem = _inside(run)
        if b"BEGIN" not in inside_pem:
            raise TimestampError("the answer cannot be read as a time-stamp") from error
        found = x509.load_pem_x509_certificates(inside_pem)
    else:
        found = [x509.load_der_x509_certificate(der) for der in inside]
    return b"".join(sorted(cert.public_bytes(Encoding.PEM) for cert in found))


def _by_library(response: TimeStampResponse, note: bytes, roots: bytes, nonce: int | None) -> Stamp:
    if response.status not in (0, 1):
        said = "; ".join(str(line) for line in response.status_string)
        raise TimestampError(f"the authority refused (status {response.status}) {said}".strip())
    info = response.tst_info
    name = _HASHES.get(info.message_imprint.hash_algorithm.dotted_string)
    if name is None:
        raise TimestampError("the token uses a hash that is not accepted")
    if info.message_imprint.message != hashlib.new(name, note).digest():
        raise TimestampError("the token is for another note", remedy="put back the note or its token")
    if nonce is not None and info.nonce != nonce:
        raise TimestampError("the token answers another request (its nonce differs)")
    inside = [x509.load_der_x509_certificate(der) for der in response.signed_data.certificates]
    trusted = x509.load_pem_x509_certificates(roots) if roots.strip() else []
    builder = VerifierBuilder()
    for certificate in trusted or inside:
        builder = builder.add_root_certificate(certificate)
    for certificate in inside if trusted else []:
        if certificate not in trusted:
            builder = builder.add_intermediate_certificate(certificate)
    if not trusted and not inside:
        raise TimestampError("the token has no certificate and none was given to check it with")
    builder.build().verify_message(response, note)
    return Stamp(info.gen_time.astimezone(UTC), _signer(inside), bool(trusted), "rfc3161-client")


def _signer(inside: list[x509.Certificate]) -> str:
    issuers = {certificate.issuer for certificate in inside}
    leaves = [certificate for certificate in inside if certificate.subject not in issuers] or inside
    names = leaves[0].subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME) if leaves else []
    return str(names[0].value) if names else "unnamed authority"


def _said(what: str) -> str:
    if "certificate" in what.lower() or "pkcs7" in what.lower():
        return f"the token's signature does not hold for the certificates given ({what})"
    return f"the token does not hold ({what})"


def _by_openssl(note: bytes, answer: bytes, roots: bytes, query: bytes, trouble: str) -> Stamp:
    with _openssl(trouble) as (run, folder):
        for file, content in (("note", note), ("tsr", answer), ("roots.pem", roots), ("tsq", query)):
            (folder / file).write_bytes(content)
        kind = _kind(run)
        said = run("ts", "-reply", "-in", "tsr", *kind, "-text")
        when = _OPENSSL_TIME.search(said.stdout)
        if said.returncode or when is None:
            raise TimestampError(f"the answer cannot be read as a time-stamp ({trouble})")
        for over in (["-data", "note"], *([["-queryfile", "tsq"]] if query else [])):
            checked = run("ts", "-verify", *over, "-in", "tsr", *kind, "-CAfile", "roots.pem")
            _accepted(checked, trusted=bool(roots.strip()))
        inside = _inside(run)
        signer = _signer(x509.load_pem_x509_certificates(inside) if b"BEGIN" in inside else [])
    text = re.sub(r"\.\d+", "", re.sub(" +", " ", when[1]))
    time = datetime.strptime(text, "%b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    return Stamp(time, signer, bool(roots.strip()), "openssl")


def _accepted(checked: subprocess.CompletedProcess[str], *, trusted: bool) -> None:
    if "imprint mismatch" in checked.stderr:
        raise TimestampError("the token is for another note", remedy="put back the note or its token")
    if "nonce mismatch" in checked.stderr:
        raise TimestampError("the token answers another request (its nonce differs)")
    if trusted and checked.returncode:
        raise TimestampError(f"openssl does not accept the token ({_last(checked.stderr)})")


_Run = Callable[..., subprocess.CompletedProcess[str]]


def _kind(run: _Run) -> list[str]:
    """How to read `tsr`: some tools keep the bare token and not the whole answer."""
    return [] if run("ts", "-reply", "-in", "tsr", "-text").returncode == 0 else ["-token_in"]


def _inside(run: _Run) -> bytes:
    """The certificates inside the answer `tsr`, as PEM."""
    run("ts", "-reply", "-in", "tsr", *_kind(run), "-token_out", "-out", "token")
    return run("pkcs7", "-inform", "DER", "-in", "token", "-print_certs").stdout.encode()


@contextmanager
def _openssl(trouble: str) -> Iterator[tuple[_Run, Path]]:
    """A way to run openssl in a folder of its own. Raises `TimestampError` when it is not installed."""
    program = shutil.which("openssl")
    if program is None:
        raise TimestampError(
            f"the answer cannot be read as a time-stamp ({trouble})",
            remedy="install openssl for a second opinion",
        )
    with tempfile.TemporaryDirectory(prefix="sijil-ts-") as name:
        yield lambda *arguments: _run(program, Path(name), *arguments), Path(name)


def _run(program: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # a fixed program, files of our own names, no shell
        [program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_SECONDS,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    )


def _last(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]
