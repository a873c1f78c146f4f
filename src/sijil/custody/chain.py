"""Writing lines that follow from one another."""

import re
from dataclasses import dataclass
from hashlib import sha256

import sijil
from sijil.custody.clock import Clock, discipline, stamp
from sijil.custody.entry import GENESIS, canonical
from sijil.errors import CustodyError

_ACTOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and by which clock.

    `actor` is a pseudonym: up to 64 ASCII letters, digits and `._:+-`, so that no name or address fits in
    by accident. Raises `CustodyError` otherwise.
    """

    actor: str
    clock: Clock

    def __post_init__(self) -> None:
        if not _ACTOR.match(self.actor):
            raise CustodyError(
                f"{self.actor!r} cannot be an actor in the custody log",
                remedy="use a pseudonym of letters, digits and ._:+- without blanks",
            )

    def stamp(self) -> dict[str, object]:
        """The keys that say who wrote a line, when and with what."""
        return {
            "actor": self.actor,
            "time": stamp(self.clock),
            "clock": discipline(),
            "tool": f"sijil {sijil.__version__}",
        }


@dataclass(slots=True)
class Chain:
    """The end of the log: the last `seq`, and the hash of the last line's bytes without its line break."""

    seq: int = 0
    head: str = GENESIS

    def add(self, fields: dict[str, object]) -> bytes:
        """The next line, without its line break; the chain then ends with it."""
        raw = canonical(fields | {"seq": self.seq + 1, "prev": self.head})
        self.follow(raw)
        return raw

    def follow(self, raw: bytes) -> None:
        """Go on to a line that is in the log."""
        self.seq += 1
        self.head = sha256(raw).hexdigest()
