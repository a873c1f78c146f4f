"""Codes of SDG 16.1.2 out of the words of a source: cause of death and status of the victim. Unknown is the default."""

import re
import tomllib
from functools import cache
from importlib import resources

from sijil.counting.mentions import UNKNOWN
from sijil.text import norm

INDIRECT = "denial_of_essentials"
"""The cause by which a death is indirect: the loss of what people need to live. Counted apart from direct deaths."""


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = tomllib.loads(resources.files(__package__).joinpath(f"{table}.toml").read_text("utf-8"))
    listed = next(iter(rows.values()))
    return tuple((row["key"], _any_of(row["words"])) for row in listed)


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:ال|و|ب)?(?:{'|'.join(re.escape(norm(word)) for word in words)})(?!\w)")


def causes() -> tuple[str, ...]:
    """Every cause of the list, in its order, and unknown last."""
    return (*(key for key, _ in _patterns("causes")), UNKNOWN)


def statuses() -> tuple[str, ...]:
    """Every status, and unknown last."""
    return (*(key for key, _ in _patterns("statuses")), UNKNOWN)


def cause_of(words: str) -> str:
    """The one cause that words name; unknown where they name none or several."""
    return _only("causes", words)


def status_of(words: str) -> str:
    """The one status that words name; unknown where they name none or several ("civilians and soldiers")."""
    return _only("statuses", words)


@cache
def _only(table: str, words: str) -> str:
    folded = norm(words)
    found = [key for key, pattern in _patterns(table) if pattern.search(folded)]
    return found[0] if len(found) == 1 else UNKNOWN
