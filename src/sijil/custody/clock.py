"""The time written into the log, and whether this machine's clock is kept right."""

import ctypes
from collections.abc import Callable
from datetime import UTC, datetime

from sijil.errors import CustodyError

Clock = Callable[[], datetime]
"""Gives the time now, with its offset from UTC."""

_TIMEX_BYTES = 512
_TIME_ERROR = 5


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def stamp(clock: Clock) -> str:
    """The time as the log writes it: UTC, to the second. Raises `CustodyError` for a time without offset."""
    now = clock()
    if now.tzinfo is None:
        raise CustodyError("the clock gives a time without its offset from UTC")
    return now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def discipline() -> str:
    """`ntp` when the kernel says its clock is kept right from outside, else `unsynchronised`.

    Asks the kernel (`adjtimex`, read only), so that it holds for every time daemon.
    """
    adjtimex = getattr(ctypes.CDLL(None), "adjtimex", None)
    if adjtimex is None:
        return "unsynchronised"
    # A zeroed struct asks and sets nothing; the buffer is larger than the struct on any machine.
    answer = adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    return "ntp" if 0 <= answer < _TIME_ERROR else "unsynchronised"
