"""Allegations laid against the elements of a crime: a matrix of element, claims for, claims against, and the gap.

In: what reviewers laid under which element. Out: every element of the crime, those with nothing under them included.
The matrix proposes nothing by itself and adds nothing up: that an element has claims for it does not make it out.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Crime:
    """A crime with its article of the Rome Statute and its elements: key → language → words."""

    key: str
    article: str
    title: dict[str, str]
    elements: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Laid:
    """What one reviewer laid under one element: keys of claims for and against it, and what is missing, in words."""

    crime: str
    element: str
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...]
    gap: str
    by: str


@dataclass(frozen=True, slots=True)
class Row:
    """One element of the matrix."""

    element: str
    words: dict[str, str]
    laid: tuple[Laid, ...]

    @property
    def is_gap(self) -> bool:
        """Whether no claim speaks for this element."""
        return not any(one.claims_for for one in self.laid)


@cache
def crimes() -> dict[str, Crime]:
    """Every crime there is a list for, by key, in the order of the list."""
    data = tomllib.loads(resources.files(__package__).joinpath("crimes.toml").read_text("utf-8"))
    return {
        row["key"]: Crime(
            row["key"], row["article"], row["title"], {**row["elements"], **data["chapeau"][row["chapeau"]]}
        )
        for row in data["crime"]
    }


def matrix(crime: str, laid: Iterable[Laid]) -> list[Row]:
    """The matrix of a crime: one row an element, in the order of the list. Raises KeyError for no known crime."""
    rows = sorted((one for one in laid if one.crime == crime), key=lambda one: (one.element, one.by))
    return [
        Row(element, words, tuple(one for one in rows if one.element == element))
        for element, words in crimes()[crime].elements.items()
    ]
