"""Whom a reported number counts: the kinds of people arithmetic must tell apart, out of the words of a source."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from sijil.text import norm


@cache
def _rows() -> list[dict[str, Any]]:
    text = resources.files(__package__).joinpath("populations.toml").read_text("utf-8")
    return list(tomllib.loads(text)["population"])


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(row["kind"], _words(row["words"])) for row in _rows()]


def _words(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(norm(word)) for word in words)})(?!\w)")


def kinds() -> tuple[str, ...]:
    """Every kind there is."""
    return tuple(row["kind"] for row in _rows())


def kind_of(words: str) -> str:
    """The kind of people that words name; nothing where they name none."""
    folded = norm(words)
    return next((kind for kind, pattern in _patterns() if pattern.search(folded)), "")


def within(kind: str, wider: str) -> bool:
    """Whether everybody of a kind is certainly of the wider one. What is not known is within nothing."""
    parent = {row["kind"]: row["within"] for row in _rows()}
    while kind:
        if kind == wider:
            return True
        kind = parent.get(kind, "")
    return False
