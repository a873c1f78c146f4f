"""Counts as they were said: "at least 973", "dozens", قتيلان.

`find_counts` takes a text and gives every number that may count people or things, with the bounds its
words leave open; ages, distances, percentages, dates, times, money and labels are passed over.
`read_number` reads one cell. `convention` gives the number a plural noun is coded as; `conventions` lists
every word that is coded as a number nobody said.

The law is rule 5 of the project's method reference (2.2): exact n = (n, n, n), "at least n" = (n, n, -),
"up to n" = (-, -, n), "nearly n" = best only, tens 10, dozens 12, hundreds 100. A range gives low and
high and no best. The words are data: `tables/count_rules.toml`, `tables/vague_words.toml`,
`tables/number_words.toml`.
"""

import re
from dataclasses import dataclass
from functools import cache

from sijil._numbers import rules
from sijil._numbers.atoms import atoms
from sijil._numbers.context import Bounds, bounds
from sijil._numbers.grammar import value
from sijil._spans import Covered
from sijil._tables import table
from sijil.dates import find_dates
from sijil.errors import CountError
from sijil.text import Folded, fold

__all__ = ["Convention", "Count", "convention", "conventions", "find_counts", "read_number"]


@dataclass(frozen=True, slots=True)
class Count:
    """A number as said: `text[start:end] == as_said`, offsets in code points.

    `low`, `best`, `high` are whole numbers or None for not stated (never zero for "none given").
    `basis` is "stated", or "convention" when a vague word or a bare plural was coded by the table; a
    bound from a convention never enters a minimum without that flag. `rule` names the words that read it.
    Raises `CountError` when the bounds are out of order.
    """

    as_said: str
    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    basis: str
    rule: str

    def __post_init__(self) -> None:
        stated = [bound for bound in (self.low, self.best, self.high) if bound is not None]
        if stated != sorted(stated):
            raise CountError(
                f"the bounds {self.low}, {self.best}, {self.high} are not in order",
                where=self.as_said,
                remedy="low may not exceed best, nor best high",
            )

    @property
    def convention(self) -> str | None:
        """The id of the convention that gave the number, None where it was said."""
        return self.rule.rpartition(": ")[2] if self.basis == "convention" else None


@dataclass(frozen=True, slots=True)
class Convention:
    """Words that count without a number: the whole `number` they are coded as, the words, whence the number is."""

    id: str
    number: int
    english: tuple[str, ...]
    arabic: tuple[str, ...]
    source: str


@cache
def conventions() -> tuple[Convention, ...]:
    """Every convention of `tables/vague_words.toml`, in its order."""
    entries = [*table("vague_words")["vague"], *table("vague_words")["plural"]]
    return tuple(
        Convention(one["id"], one["value"], tuple(one["english"]), tuple(one["arabic"]), one["source"])
        for one in entries
    )


def find_counts(text: str) -> list[Count]:
    """The counts of a text in order, not overlapping, each with the words that bound it.

    An ambiguous 1.034 (decimal or thousands) and 1 034 written with a plain blank are left out rather
    than guessed. A number from 1900 to 2099 without a separator is taken for a year unless it is
    qualified or followed by what it counts.
    """
    folded = fold(text)
    dated = [(mention.start, mention.end) for mention in find_dates(text)]
    taken = Covered([*dated, *_telephones(text)])
    return [_count(text, folded, bound) for bound in bounds(text, folded, atoms(text, folded), taken)]


_RUN_OF_FIGURES = re.compile(r"\+?\d+(?:[ -]\(?\d+\)?){2,}|\+\d[\d -]{6,}")


def _telephones(text: str) -> list[tuple[int, int]]:
    """Runs of three or more groups of figures with seven figures or more between them, or behind a plus."""
    return [match.span() for match in _RUN_OF_FIGURES.finditer(text) if len(re.sub(r"\D", "", match[0])) >= 7]


def _count(text: str, folded: Folded, bound: Bounds) -> Count:
    start, end = folded.span(bound.start, bound.end)
    basis = "convention" if bound.vague else "stated"
    return Count(text[start:end], start, end, bound.low, bound.best, bound.high, basis, bound.rule)


def read_number(text: str) -> int | None:
    """The whole number a cell states, in figures of three digit sets or in English or Arabic words.

    "34.0", as spreadsheets write a whole number, is 34. None when it is not one whole number: "dozens",
    "3.5", the ambiguous "1.034", "6-8".
    """
    bare = fold(text).text.strip(" .،,")
    return value(re.sub(r"^(\d+)\.0$", r"\1", bare))


def convention(noun_phrase: str) -> Count | None:
    """The number a plural noun without a number is coded as: "men" 2, "entire families" 4.

    The bounds are (n, n, none), as for the vague words; None for a phrase with no noun of the table and
    for one that states a number, which is then its own.
    """
    if find_counts(noun_phrase):
        return None
    folded = fold(noun_phrase)
    for rule, number, pattern in rules.plurals():
        match = pattern.search(folded.text)
        if match:
            start, end = folded.span(*match.span("said"))
            return Count(noun_phrase[start:end], start, end, number, number, None, "convention", rule)
    return None
