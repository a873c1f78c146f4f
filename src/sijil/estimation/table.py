"""Capture histories: which people are on which lists, counted. The input of every estimator.

A table has one column a list, holding 0 or 1, and a last column `count` with the number of people who
share the history.
Without `count` each row is one person. Nobody can be on no list at all: that row is what is to be estimated.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sijil.errors import HistoriesRefused

MOST_LISTS = 12
COUNT = "count"
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Histories:
    """Lists by name, and how many people share each observed history (bit `j` of the key: on list `j`)."""

    lists: tuple[str, ...]
    counts: tuple[tuple[int, int], ...]

    @property
    def people(self) -> int:
        """How many people are documented."""
        return sum(count for _, count in self.counts)

    @property
    def masks(self) -> Ints:
        """(histories,) bit masks, ascending."""
        return np.array([mask for mask, _ in self.counts], dtype=np.int64)

    @property
    def sizes(self) -> Ints:
        """(histories,) people of each history."""
        return np.array([count for _, count in self.counts], dtype=np.int64)

    def full(self) -> Ints:
        """(2^lists,) people of each history, observed or not; entry 0, the people on no list, is 0."""
        table = np.zeros(1 << len(self.lists), dtype=np.int64)
        table[self.masks] = self.sizes
        return table

    def on_list(self, number: int) -> int:
        """How many people are on one list."""
        return sum(count for mask, count in self.counts if mask >> number & 1)

    def overlap(self, one: int, other: int) -> int:
        """How many people are on both lists."""
        both = 1 << one | 1 << other
        return sum(count for mask, count in self.counts if mask & both == both)

    def on_exactly(self, lists: int) -> int:
        """How many people are on exactly so many lists."""
        return sum(count for mask, count in self.counts if mask.bit_count() == lists)

    def key(self) -> str:
        """SHA-256 of the table; the same for the same lists and counts in any order of rows."""
        text = "\t".join(self.lists) + "\n" + "".join(f"{mask}\t{count}\n" for mask, count in self.counts)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


def histories(lists: Sequence[str], rows: Iterable[tuple[Sequence[int], int]]) -> Histories:
    """Put rows of 0/1 with their counts together; equal histories are added, those of nobody are left out."""
    found: Counter[int] = Counter()
    for marks, count in rows:
        found[sum(mark << number for number, mark in enumerate(marks))] += count
    return Histories(tuple(lists), tuple(sorted((mask, count) for mask, count in found.items() if count)))


def without_list(table: Histories, number: int) -> Histories:
    """The table as it would be had one list not been there; people on that list alone are gone."""
    kept = [place for place in range(len(table.lists)) if place != number]
    return _regrouped(table, [(place,) for place in kept], [table.lists[place] for place in kept])


def inside_list(table: Histories, number: int) -> Histories:
    """The other lists among the people of one list, whose size is known; those on it alone are gone."""
    kept = [place for place in range(len(table.lists)) if place != number]
    some = Histories(table.lists, tuple((mask, size) for mask, size in table.counts if mask >> number & 1))
    return _regrouped(some, [(place,) for place in kept], [table.lists[place] for place in kept])


def merged(table: Histories, groups: Sequence[Sequence[int]]) -> Histories:
    """The table with each group of lists read as one list: on it is who is on any of them."""
    names = [" + ".join(table.lists[place] for place in group) for group in groups]
    return _regrouped(table, groups, names)


def with_at_most(table: Histories, lists: int) -> Histories:
    """The smallest lists merged into one until at most so many are left."""
    places = sorted(range(len(table.lists)), key=lambda place: (-table.on_list(place), place))
    if len(places) <= lists:
        return table
    return merged(table, [*((place,) for place in sorted(places[: lists - 1])), sorted(places[lists - 1 :])])


def _regrouped(table: Histories, groups: Sequence[Sequence[int]], names: Sequence[str]) -> Histories:
    bits = [sum(1 << place for place in group) for group in groups]
    rows = [([int(mask & bit != 0) for bit in bits], count) for mask, count in table.counts]
    return histories(names, [(marks, count) for marks, count in rows if any(marks)])


def read_histories(path: Path) -> Histories:
    """Read a CSV of capture histories. Raises HistoriesRefused with line and column where it cannot be used."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = [
                (number, row) for number, row in enumerate(csv.reader(file), 1) if any(map(str.strip, row))
            ]
    except UnicodeDecodeError as error:
        raise HistoriesRefused(
            "is no text in UTF-8", where=str(path), remedy="save it as CSV in UTF-8"
        ) from error
    if not lines:
        raise HistoriesRefused("is empty", where=str(path), remedy="give one column a list and `count`")
    header = [cell.strip() for cell in lines[0][1]]
    lists, place = _columns(header, path)
    table = histories(lists, _rows(lines[1:], header, place, path))
    if not table.counts:
        raise HistoriesRefused(
            "names nobody", where=str(path), remedy="give at least one history with a count"
        )
    return table


def _columns(header: list[str], path: Path) -> tuple[list[str], int | None]:
    """Names of the lists, and where `count` stands, if it is there."""
    where = str(path)
    repeated = [name for name, times in Counter(header).items() if times > 1]
    if repeated or "" in header:
        what = (
            f"has two columns {repeated[0]!r}" if repeated and repeated[0] else "has a column without a name"
        )
        raise HistoriesRefused(what, where=where, remedy="give every list a name of its own")
    counted = [place for place, name in enumerate(header) if name.casefold() == COUNT]
    lists = [name for place, name in enumerate(header) if place not in counted]
    if len(lists) < 2:
        raise HistoriesRefused(
            f"has {len(lists)} list(s)", where=where, remedy="give one column a list, each holding 0 or 1"
        )
    if len(lists) > MOST_LISTS:
        raise HistoriesRefused(
            f"has {len(lists)} lists, more than the {MOST_LISTS} that can be told apart",
            where=where,
            remedy="merge lists that copy each other or are of one kind",
        )
    return lists, counted[0] if counted else None


def _rows(
    lines: list[tuple[int, list[str]]], header: list[str], place: int | None, path: Path
) -> Iterator[tuple[list[int], int]]:
    for number, row in lines:
        where = f"{path}, line {number}"
        if len(row) != len(header):
            raise HistoriesRefused(
                f"has {len(row)} cells, the header {len(header)}", where=where, remedy="complete the line"
            )
        count = 1 if place is None else _count(row[place], where)
        marks = [_mark(cell, header[n], where) for n, cell in enumerate(row) if n != place]
        if not any(marks):
            raise HistoriesRefused(
                "is a history of zeros, people on no list",
                where=where,
                remedy="remove the line: it is what is estimated",
            )
        yield marks, count


def _mark(cell: str, name: str, where: str) -> int:
    if cell.strip() not in ("0", "1"):
        raise HistoriesRefused(
            f"column {name!r} holds {cell.strip()!r}, which is neither 0 nor 1",
            where=where,
            remedy="write 1 for on the list, 0 for not, and leave columns out that are no list",
        )
    return int(cell)


def _count(cell: str, where: str) -> int:
    text = cell.strip()
    if not (text.isascii() and text.isdecimal()):
        raise HistoriesRefused(
            f"the count {text!r} is no whole number of people",
            where=where,
            remedy="write a number such as 0 or 12",
        )
    return int(text)
