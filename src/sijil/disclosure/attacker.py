"""What somebody who knows every published number can still find out: the narrowest interval of each count.

The finest counts that all tables share are the unknowns of a linear programme; each published number binds the sum of
some of them. The least and the greatest value that a count can take under all of them are what the attacker knows. The
programme lets counts be fractions; the ends are rounded inwards to whole numbers. People of an earlier release are
taken to be in the later ones, too, which tells the attacker most; only where the numbers contradict that may some
have left (HiGHS through SciPy; method.md, 4.3).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_matrix, vstack

from sijil.disclosure.tables import ALL, Key, PublishedTable
from sijil.errors import DisclosureError

MOST_UNKNOWNS = 200_000
_SLACK = 1e-6
_INFEASIBLE, _UNBOUNDED = 2, 3


@dataclass(frozen=True, slots=True)
class Question:
    """A count an attacker asks for: a category or `ALL` of some dimensions.

    `since` 0 asks for everybody of the last release, n for those of them who came after the nth.
    """

    dimensions: tuple[str, ...]
    key: Key
    since: int = 0


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the attacker knows of a count: it lies between `low` and `high`, whole numbers, `high` perhaps endless."""

    question: Question
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far the attacker is from knowing."""
        return self.high - self.low


class Attacker:
    """All published numbers as one system. `releases` are in order, the last is the one that is to leave.

    Raises `DisclosureError` where the numbers contradict each other, or cross to too many cells.
    """

    def __init__(self, releases: Sequence[Sequence[PublishedTable]]) -> None:
        self._set(releases, only_added=True)
        if len(releases) > 1 and not self._possible():
            self._set(releases, only_added=False)

    def _set(self, releases: Sequence[Sequence[PublishedTable]], only_added: bool) -> None:
        tables = [table for release in releases for table in release]
        self.dimensions = tuple(dict.fromkeys(d for table in tables for d in table.dimensions))
        self._values = {d: self._finest(d, tables) for d in self.dimensions}
        last = len(releases)
        ends = [last] if only_added else list(range(1, last + 1))
        # Who came with one release and left after another.
        self._stays = [(came, left) for came in range(1, last + 1) for left in ends if came <= left]
        size = math.prod(len(values) for values in self._values.values()) * len(self._stays)
        if size > MOST_UNKNOWNS:
            raise DisclosureError(
                f"the tables cross to {size:,} cells, more than are looked through ({MOST_UNKNOWNS:,})",
                remedy="publish tables of fewer dimensions or coarser categories",
            )
        shape = [len(values) for values in self._values.values()]
        self._numbers = np.arange(size).reshape([*shape, len(self._stays)])
        self._at = {d: {value: n for n, value in enumerate(values)} for d, values in self._values.items()}
        self._bind(releases)

    def _finest(self, dimension: str, tables: Iterable[PublishedTable]) -> list[str]:
        """Categories that no table parts further."""
        found: set[str] = set()
        coarse: set[str] = set()
        for table in tables:
            if dimension in table.dimensions:
                found |= set(table.categories(dimension))
                merged = table.merged.get(dimension, {})
                found |= set(merged)
                coarse |= set(merged.values()) - set(merged)
        return sorted(found - coarse) or [ALL]

    def _bind(self, releases: Sequence[Sequence[PublishedTable]]) -> None:
        rows, lows, highs = [], [], []
        for number, release in enumerate(releases, 1):
            there = [n for n, (came, left) in enumerate(self._stays) if came <= number <= left]
            for table in release:
                for key, shown in table.cells.items():
                    if not shown.hidden:
                        rows.append(self._sum(table.dimensions, key, table.merged, there))
                        lows.append(shown.low)
                        highs.append(shown.high)
        columns = np.concatenate(rows) if rows else np.zeros(0, np.int64)
        places = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        self._matrix = csr_matrix((np.ones(len(columns)), (places, columns)), (len(rows), self._numbers.size))
        self._lows, self._highs = np.array(lows, float), np.array(highs, float)

    def _sum(
        self, dimensions: tuple[str, ...], key: Key, merged: Any, stays: list[int]
    ) -> npt.NDArray[np.int64]:
        """The numbers of the unknowns that a cell is the sum of."""
        index: list[Any] = []
        for d in self.dimensions:
            part = key[dimensions.index(d)] if d in dimensions else ALL
            index.append(self._places(d, part, merged.get(d, {})))
        found = self._numbers[np.ix_(*index, stays)]
        return np.asarray(found, np.int64).ravel()

    def _places(self, dimension: str, part: str, merged: dict[str, str]) -> list[int]:
        at = self._at[dimension]
        if part == ALL:
            return list(at.values())
        return [at[part]] if part in at else [at[fine] for fine, wide in merged.items() if wide == part]

    def knows(self, question: Question) -> Narrowed:
        """The narrowest interval of a count."""
        last = max(left for _, left in self._stays)
        stays = [n for n, (came, left) in enumerate(self._stays) if came > question.since and left == last]
        asked = self._sum(question.dimensions, question.key, {}, stays)
        goal = np.zeros(self._numbers.size)
        goal[asked] = 1
        low = self._least(goal)
        high = -self._least(-goal)
        return Narrowed(
            question, math.ceil(low - _SLACK), math.inf if math.isinf(high) else math.floor(high + _SLACK)
        )

    def _possible(self) -> bool:
        return bool(self._solved(np.zeros(self._numbers.size)).status != _INFEASIBLE)

    def _least(self, goal: npt.NDArray[np.float64]) -> float:
        found = self._solved(goal)
        if found.status == _UNBOUNDED:
            return -math.inf
        if found.status != 0 or found.fun is None:
            raise DisclosureError(
                "the published numbers contradict each other",
                remedy="check the tables of the earlier releases",
            )
        return float(found.fun)

    def _solved(self, goal: npt.NDArray[np.float64]) -> OptimizeResult:
        bounded = np.isfinite(self._highs)
        exact = self._lows == self._highs
        loose = self._matrix[~exact]
        return linprog(
            goal,
            A_ub=vstack([loose[bounded[~exact]], -loose]).tocsr(),
            b_ub=np.concatenate([self._highs[~exact & bounded], -self._lows[~exact]]),
            A_eq=self._matrix[exact] if exact.any() else None,
            b_eq=self._lows[exact] if exact.any() else None,
            bounds=(0, None),
            method="highs",
        )


def narrowed(releases: Sequence[Sequence[PublishedTable]], questions: Iterable[Question]) -> list[Narrowed]:
    """What an attacker who knows all releases knows of each count that is asked for."""
    attacker = Attacker(releases)
    return [attacker.knows(question) for question in questions]
