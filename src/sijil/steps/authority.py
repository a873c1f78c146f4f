"""Asking a time-stamp authority: the only thing a seal sends out, and only to the address in `case.toml`."""

import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO

from sijil.errors import TimestampError

_SECONDS = 30
_MOST_BYTES = 1_000_000
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


class _Stay(urllib.request.HTTPRedirectHandler):
    """An authority that sends us elsewhere is not the one that was named."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def ask(address: str, query: bytes) -> bytes:
    """Send a time-stamp request (RFC 3161 section 3.4) and give the answer's bytes. Raises `TimestampError`."""
    request = urllib.request.Request(  # the address is checked to be http(s) where case.toml is read
        address, data=query, headers={"Content-Type": _QUERY, "Accept": _REPLY, "User-Agent": "sijil"}
    )
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=_SECONDS) as answer:
            body: bytes = answer.read(_MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        raise _failed(address, f"it answered {error.code}") from error
    except (urllib.error.URLError, HTTPException, OSError) as error:
        raise _failed(address, str(getattr(error, "reason", error))) from error
    if len(body) > _MOST_BYTES:
        raise _failed(address, "its answer is far too large")
    if not body:
        raise _failed(address, "its answer is empty")
    return body


def _failed(address: str, why: str) -> TimestampError:
    return TimestampError(
        f"the time-stamp authority gave no time-stamp ({why}); the checkpoint is kept",
        where=address,
        remedy="run `sijil seal` again later, or give the checkpoint to a co-custodian",
    )
