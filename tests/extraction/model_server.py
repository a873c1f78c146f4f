"""A real HTTP server on loopback that answers as a language model's server does, or misbehaves in a chosen way."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Way = Callable[["Handler", dict[str, Any]], None]


class Handler(BaseHTTPRequestHandler):
    """One request, answered in the server's way."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)  # type: ignore[attr-defined]
        try:
            self.server.way(self, asked)  # type: ignore[attr-defined]
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def give(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in (
            {"Content-Type": "application/json", "Content-Length": str(len(body))} | headers
        ).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(way: Way) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server with one way to answer: its address, and what it was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.way, server.asked = way, []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", server.asked  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def completion(content: object) -> bytes:
    """A chat completion with this content."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def saying(*claims: dict[str, Any], fence: bool = False) -> Way:
    """A server that always gives these claims."""
    text = json.dumps({"claims": claims}, ensure_ascii=False)
    return lambda handler, _: handler.give(completion(f"```json\n{text}\n```" if fence else text))


def raw(body: bytes, status: int = 200, **headers: str) -> Way:
    """A server that always gives these bytes."""
    return lambda handler, _: handler.give(body, status, **headers)


def dripping(handler: Handler, _: dict[str, Any]) -> None:
    """A byte at a time, for ever: each comes in time, the whole never."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def hanging(handler: Handler, _: dict[str, Any]) -> None:
    """No answer at all."""
    time.sleep(6)
    handler.close_connection = True


def closing(handler: Handler, _: dict[str, Any]) -> None:
    """The connection is closed before a word."""
    handler.close_connection = True


def cut(handler: Handler, _: dict[str, Any]) -> None:
    """Half of what was promised."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(completion("{}")[:20])
    handler.close_connection = True


def huge(handler: Handler, _: dict[str, Any]) -> None:
    """Five megabytes of nothing."""
    handler.give(completion("x" * (5 << 20)))


def packed(handler: Handler, _: dict[str, Any]) -> None:
    """Compressed, though nobody asked."""
    handler.give(gzip.compress(completion('{"claims": []}')), Content_Encoding="gzip")


def chunked(claims: list[dict[str, Any]]) -> Way:
    """In pieces, as streaming servers do."""

    def give(handler: Handler, _: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        body = completion(json.dumps({"claims": claims}))
        for at in range(0, len(body), 17):
            part = body[at : at + 17]
            handler.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        handler.wfile.write(b"0\r\n\r\n")

    return give


def busy_at_first(times: int, then: Way) -> Way:
    """Busy so many times, then as it should."""
    left = [times]

    def give(handler: Handler, asked: dict[str, Any]) -> None:
        if left[0]:
            left[0] -= 1
            handler.give(b"busy", 503)
        else:
            then(handler, asked)

    return give
