"""One request to a model's server, with an end to everything: time, size, tries. Nothing is followed anywhere.

The standard library's HTTP client: it takes no proxy from the environment and follows no redirect.
"""

import http.client
import ssl
import time
from typing import Any

from sijil.errors import ModelRefused
from sijil.extraction.asked.address import Address

MOST_BYTES = 4 << 20
TRIES = 3
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_PAUSE = 0.5
_START_IT = "see that the model's server runs at the address in case.toml, then run it again"


def ask(to: Address, body: bytes, *, seconds: float, pause: float = _PAUSE) -> bytes:
    """What the server answers to a request for a completion, as it stands.

    `seconds` are allowed for one try, however the server spends them. A server that is busy is asked `TRIES` times.
    Raises `ModelRefused` with what went wrong.
    """
    said = ""
    for number in range(TRIES):
        if number:
            time.sleep(pause * number)
        status, answer = _once(to, body, seconds)
        if status == http.client.OK:
            return answer
        said = f"the server says {status}"
        if 300 <= status < 400:
            raise ModelRefused(
                f"{said}: it points elsewhere, which is not followed", remedy="name the model's own address"
            )
        if status not in _BUSY:
            break
    raise ModelRefused(said, remedy=_START_IT)


def _once(to: Address, body: bytes, seconds: float) -> tuple[int, bytes]:
    ends = time.monotonic() + seconds
    connection = _connection(to, seconds)
    try:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
        connection.request("POST", f"{to.path}/chat/completions", body, headers)
        response = connection.getresponse()
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise ModelRefused("the server answers packed, though that was not asked for", remedy=_START_IT)
        return response.status, _whole(response, connection, ends)
    except (OSError, http.client.HTTPException) as error:
        late = isinstance(error, TimeoutError) or time.monotonic() >= ends
        what = f"no answer within {seconds:g} s" if late else f"no usable answer ({_words(error)})"
        raise ModelRefused(what, remedy=_START_IT) from error
    finally:
        connection.close()


def _connection(to: Address, seconds: float) -> http.client.HTTPConnection:
    if to.secure:
        return http.client.HTTPSConnection(
            to.host, to.port, timeout=seconds, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(to.host, to.port, timeout=seconds)


def _whole(response: http.client.HTTPResponse, connection: http.client.HTTPConnection, ends: float) -> bytes:
    """The body within its time and size: a server that sends a byte a second is late, not patient."""
    parts: list[bytes] = []
    size = 0
    socket: Any = connection.sock
    while True:
        left = ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if socket is not None:
            socket.settimeout(left)
        part = response.read1(1 << 16)
        if not part:
            break
        size += len(part)
        if size > MOST_BYTES:
            raise ModelRefused(
                f"the answer is larger than {MOST_BYTES >> 20} MiB", remedy="name another model"
            )
        parts.append(part)
    stated = response.headers.get("Content-Length", "")
    if stated.isdigit() and size < int(stated):
        raise http.client.IncompleteRead(b"".join(parts), int(stated) - size)
    return b"".join(parts)


def _words(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or type(error).__name__)
