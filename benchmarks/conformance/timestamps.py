"""Our check of RFC 3161 tokens on the fixtures of rfc3161-client and on real authorities' tokens of auto-archiver.

python benchmarks/conformance/timestamps.py      (SIJIL_SUITES names the folder with both checkouts)
"""

from pathlib import Path

from suite import Tally, folder

from sijil.custody.timestamps import certificates, check
from sijil.errors import TimestampError

HELLO = b"hello"
FIXTURES = [
    ("test_tsa/response.tsr", "test_tsa/ts_chain.pem", "test_tsa/request.der", HELLO, True),
    ("test_tsa/response.tsr", "test_tsa/ts_chain.pem", "test_tsa/other_request.der", HELLO, False),
    ("test_tsa/response.tsr", "sigstage/ts_chain.pem", "", HELLO, False),
    ("test_tsa/response.tsr", "test_tsa/ts_chain.pem", "", b"hallo", False),
    ("test_tsa/response-injected-certs.tsr", "test_tsa/ts_chain.pem", "", HELLO, True),
    ("sigstage/response-sha256.tsr", "sigstage/ts_chain.pem", "", HELLO, True),
    ("sigstage/response-sha384.tsr", "sigstage/ts_chain.pem", "", HELLO, True),
    ("sigstage/response-sha512.tsr", "sigstage/ts_chain.pem", "", HELLO, True),
    ("sigstage/response-invalid-signature.tsr", "sigstage/ts_chain.pem", "", HELLO, False),
    ("sigstore.mock/response-expired.tsr", "sigstore.mock/ts_chain.pem", "", None, False),
]


def verdict(note: bytes, answer: bytes, roots: bytes, query: bytes = b"") -> str:
    """Why a token is not accepted; empty when it is."""
    try:
        check(note, answer, roots, query)
    except TimestampError as error:
        return error.what
    return ""


def fixtures(home: Path) -> None:
    """Tokens made for testing, good and bad."""
    tally = Tally("rfc3161-client")
    for token, chain, query, note, good in FIXTURES:
        asked = (home / query).read_bytes() if query else b""
        content = (home / "sigstore.mock/payload").read_bytes() if note is None else note
        why = verdict(content, (home / token).read_bytes(), (home / chain).read_bytes(), asked)
        tally.note(f"{token} with {chain} {query}".strip(), (why == "") is good, why or "was accepted")
    tally.show()


def real(home: Path) -> None:
    """Tokens of real authorities: each is read, by the library or by openssl, and says its time."""
    tally = Tally("auto-archiver's real tokens are read")
    for path in sorted(home.glob("*")):
        answer = path.read_bytes()
        try:
            found = certificates(answer).count(b"BEGIN CERTIFICATE")
            tally.note(path.name, True)
            print(f"  {path.name}: {found} certificates inside")
        except TimestampError as error:
            tally.note(path.name, False, error.what)
    tally.show()


def main() -> None:
    """Both suites."""
    fixtures(folder("rfc3161-client", "github.com/trailofbits/rfc3161-client") / "test" / "fixtures")
    real(folder("auto-archiver", "github.com/bellingcat/auto-archiver") / "tests" / "data" / "timestamping")


if __name__ == "__main__":
    main()
