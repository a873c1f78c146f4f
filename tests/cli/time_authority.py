"""A real time-stamp authority for tests: `openssl ts` behind a server on loopback, and ways to misbehave."""

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIG = """
[tsa]
default_tsa = test
[test]
dir = .
serial = ./serial
crypto_device = builtin
signer_cert = ./tsa.pem
certs = ./ca.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ext]
extendedKeyUsage = critical,timeStamping
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
"""


def _run(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def make_authority(folder: Path) -> Path:
    """Keys and certificates of an authority; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ts.cnf").write_text(CONFIG, "utf-8")
    (folder / "serial").write_text("01\n", "utf-8")
    _run(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
         "-subj", "/CN=Example Root", "-days", "30", "-config", "ts.cnf", "-extensions", "ca")  # fmt: skip
    _run(folder, "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr",
         "-subj", "/CN=Example Authority", "-config", "ts.cnf")  # fmt: skip
    _run(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
         "-out", "tsa.pem", "-days", "30", "-extfile", "ts.cnf", "-extensions", "ext")  # fmt: skip
    return folder


def stamped(folder: Path, query: bytes) -> bytes:
    """The authority's answer to a request."""
    (folder / "query.tsq").write_bytes(query)
    _run(folder, "ts", "-reply", "-config", "ts.cnf", "-queryfile", "query.tsq", "-out", "answer.tsr")
    return (folder / "answer.tsr").read_bytes()


@contextmanager
def served(folder: Path, manner: str = "") -> Iterator[str]:
    """The authority on loopback while the block lasts; `manner` says how it misbehaves."""
    earlier: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            if manner == "error":
                self.send_error(500)
            elif manner == "elsewhere":
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.1:9/")
                self.end_headers()
            elif manner == "endless":
                self._send(b"\x30" * 3_000_000)
            elif manner == "garbage":
                self._send(b"<html>not a time-stamp</html>")
            elif manner == "empty":
                self._send(b"")
            elif manner == "hangs up":
                self.connection.close()
            elif manner == "stale":
                # Whatever is asked, the answer to the first request of all.
                earlier.append(stamped(folder, query)) if not earlier else None
                self._send(earlier[0])
            else:
                self._send(stamped(folder, query))

        def _send(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                time.sleep(0)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
