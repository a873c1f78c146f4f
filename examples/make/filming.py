"""What a reviewer who looked at the films holds to be one moment, and what the same place on another day."""

from collections.abc import Iterator
from typing import Any

from sijil.store import footage

FIRST, LATER = "market_gate.mp4", "market_gate_again.mp4"
_WHY = {
    "same_footage": "the same people cross the gate in the same steps",
    "same_place": "other people, other light; posted three days later",
}


def pairs_of_films() -> Iterator[dict[str, Any]]:
    """The first post with each other form, and with the look-alike: that settles the rest."""
    names = {item.sha256: item.name.rsplit("/", 1)[-1] for item in footage.pictures()}
    for row in footage.awaiting():
        shown = {names[row.one], names[row.other]}
        if FIRST in shown:
            decision = "same_place" if LATER in shown else "same_footage"
            yield {
                "kind": "footage",
                "one": row.one,
                "other": row.other,
                "decision": decision,
                "reason": _WHY[decision],
            }
