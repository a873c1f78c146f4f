"""Verbs that this version does not have: each says so, and what to use meanwhile."""

from pathlib import Path
from typing import NoReturn

from sijil.errors import NotBuilt

INSTEAD = {
    "release": "everything stays with the named team; `sijil report` makes the internal report",
}


def refuse(verb: str, case: Path | None = None) -> NoReturn:
    """Raise NotBuilt for a verb."""
    where = f"sijil {verb}" + (f" {case}" if case else "")
    raise NotBuilt("is not built in this version", where=where, remedy=INSTEAD[verb])
