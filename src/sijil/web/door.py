"""The door of the workbench: a one-time address, then a session cookie; without either every path is denied.

It stands before Django, so that no page can be forgotten. Sessions live in memory and end with the server.
"""

import hmac
import secrets
from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from threading import Lock
from typing import Any
from urllib.parse import parse_qs

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

HEADERS = [
    (
        "Content-Security-Policy",
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
]
LARGEST_BODY = 256 * 1024
"""Bytes of a form; no page takes more."""
TAKES_FILES = "/evidence/add"
"""Where files are handed over: read piece by piece, they may be of any size."""

_CLOSED = (
    "This address has been used, or is not the one that was printed. "
    "End `sijil serve` with Ctrl-C, start it again, and open the address it prints.\n"
    "استُعمل هذا العنوان من قبل أو ليس العنوان المطبوع. أوقف sijil serve ثم شغّله من جديد وافتح العنوان الذي يطبعه.\n"
)


class Door:
    """A WSGI application around another: lets in whoever opens the one-time address first."""

    def __init__(self, inside: Application, hosts: frozenset[str], cookie: str) -> None:
        self._inside, self._hosts, self._cookie = inside, hosts, cookie
        self._key, self._session = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._used, self._lock = False, Lock()

    @property
    def key(self) -> str:
        """The secret part of the one-time address."""
        return self._key

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request."""
        if environ.get("HTTP_HOST", "") not in self._hosts:
            return _say(start, "400 Bad Request", "This server answers on its own address only.\n")
        if self._inside_already(environ):
            return self._let_through(environ, start)
        if self._turn(parse_qs(str(environ.get("QUERY_STRING", ""))).get("key", [""])[0]):
            cookie = f"{self._cookie}={self._session}; Path=/; HttpOnly; SameSite=Strict"
            return _say(start, "303 See Other", "", [("Location", "/"), ("Set-Cookie", cookie)])
        return _say(start, "403 Forbidden", _CLOSED)

    def _let_through(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        length = str(environ.get("CONTENT_LENGTH") or "0")
        largest = float("inf") if environ.get("PATH_INFO") == TAKES_FILES else LARGEST_BODY
        if not length.isascii() or not length.isdigit() or int(length) > largest:
            return _say(start, "413 Content Too Large", "This is more than any form here takes.\n")

        def with_headers(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start(status, [*headers, *HEADERS], *rest)

        return self._inside(environ, with_headers)

    def _inside_already(self, environ: dict[str, Any]) -> bool:
        try:
            morsel = SimpleCookie(str(environ.get("HTTP_COOKIE", ""))).get(self._cookie)
        except CookieError:
            return False
        return morsel is not None and _equal(morsel.value, self._session)

    def _turn(self, key: str) -> bool:
        with self._lock:
            fits = not self._used and _equal(key, self._key)
            self._used = self._used or fits
        return fits


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def _say(start: Start, status: str, text: str, more: list[tuple[str, str]] | None = None) -> Iterable[bytes]:
    body = text.encode()
    kind = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start(status, [*kind, *HEADERS, *(more or [])])
    return [body]
