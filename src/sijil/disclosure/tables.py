"""True counts, and what of them is shown."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from sijil.errors import DisclosureError

ALL = "*"
"""In the place of a category: all of them together."""
Key = tuple[str, ...]
"""A category for each dimension of a table, or `ALL`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said of a count: it lies between `low` and `high`, both included. Equal: the count itself."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether the count itself is said."""
        return self.low == self.high

    @property
    def hidden(self) -> bool:
        """Whether nothing is said."""
        return self.low <= 0 and math.isinf(self.high)


HIDDEN = Shown(0, math.inf)


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of people by dimensions, without totals; a cell that is not there is 0. `steps`: coarser categories.

    `steps[dimension]` is a list of mappings, each from the categories of the table to coarser ones, finest first.
    """

    name: str
    dimensions: tuple[str, ...]
    cells: Mapping[Key, int]
    totals: bool = True
    steps: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, count in self.cells.items():
            if len(key) != len(self.dimensions) or ALL in key or count < 0:
                raise DisclosureError(
                    f"the cell {'/'.join(key)} has no category for each dimension, or a count below 0",
                    where=self.name,
                    remedy="give counts without totals",
                )

    def categories(self, dimension: str) -> list[str]:
        """Every category of a dimension, in order."""
        at = self.dimensions.index(dimension)
        return sorted({key[at] for key in self.cells})

    def keys(self) -> Iterator[Key]:
        """Every cell that is published: the inner ones and, with totals, each total."""
        choices = [self.categories(d) + ([ALL] if self.totals else []) for d in self.dimensions]
        yield from product(*choices)

    def count(self, key: Key) -> int:
        """The true count of a cell or a total."""
        return sum(n for cell, n in self.cells.items() if covers(key, cell))

    def counts(self) -> dict[Key, int]:
        """The true count of each published cell."""
        found = dict.fromkeys(self.keys(), 0)
        for cell, n in self.cells.items():
            for key in product(*((part, ALL) for part in cell)) if self.totals else [cell]:
                found[key] += n
        return found

    def merged(self, dimension: str, step: Mapping[str, str]) -> "Table":
        """The table with coarser categories of one dimension."""
        at = self.dimensions.index(dimension)
        cells: dict[Key, int] = {}
        for key, n in self.cells.items():
            wide = (*key[:at], step[key[at]], *key[at + 1 :])
            cells[wide] = cells.get(wide, 0) + n
        return Table(self.name, self.dimensions, cells, self.totals)


def covers(key: Key, cell: Key) -> bool:
    """Whether a cell is counted under a key."""
    return all(part in (ALL, one) for part, one in zip(key, cell, strict=True))


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """What is shown of a table. `merged` says for each dimension which categories a coarser one holds."""

    name: str
    dimensions: tuple[str, ...]
    cells: Mapping[Key, Shown]
    merged: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def categories(self, dimension: str) -> list[str]:
        """Every category shown, without `ALL`."""
        at = self.dimensions.index(dimension)
        return sorted({key[at] for key in self.cells} - {ALL})
