"""From scored pairs to people: average linkage inside each connected part, never across what is held apart.

Bare connected components chain: at a million records they made one cluster of 37,243 (linkage.md, section 6.2). Here
two clusters join only while the mean score over all pairs between them is high enough, and never where one pair is
barred. The order of joining is kept, so that stricter and laxer views and draws are cuts of one tree, each inside
the other.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sijil.linkage.bars import NOTHING, Bars
from sijil.linkage.parts import FURTHEST, Part

CLIP = 8.0
"""Log odds beyond which more evidence in one pair counts no further: one pair never outvotes all others."""
UNKNOWN = -4.0
"""The score of a pair that was not compared, in parts too large to compare in full."""
JUDGED = float("inf")
_BARRED = float("-inf")


@dataclass(frozen=True, slots=True)
class Join:
    """Two clusters joined at a mean score, `JUDGED` where a reviewer joined them; `one` and `other` are the two rows,
    one of each, that speak most for it.
    """

    one: int
    other: int
    height: float


@dataclass(frozen=True, slots=True)
class Grouped:
    """Joins within each part by falling height, and pairs judged the same that other judgements hold apart."""

    joins: list[Join]
    contradictions: list[tuple[int, int]]


def group(parts: Sequence[Part], bars: Bars) -> Grouped:
    """Join what belongs together, part by part."""
    joins: list[Join] = []
    contradictions: list[tuple[int, int]] = []
    judged: dict[int, list[tuple[int, int]]] = {}
    for pair in bars.same:
        judged.setdefault(pair[0], []).append(pair)
    for part in parts:
        clusters = _Clusters(part, bars)
        for row in part.rows if judged else ():
            for one, other in judged.get(row, ()):
                if not clusters.settle(one, other):
                    contradictions.append((one, other))
        clusters.join_all()
        joins += clusters.joins
    return Grouped(joins, contradictions)


def cut(size: int, joins: Sequence[Join], lowest: float) -> npt.NDArray[np.int64]:
    """The smallest row of each row's cluster when only joins above `lowest` hold."""
    parent = list(range(size))
    for join in joins:
        if join.height > lowest:
            first, second = sorted((root(parent, join.one), root(parent, join.other)))
            parent[second] = first
    return np.array([root(parent, row) for row in range(size)], np.int64)


def root(parent: list[int], row: int) -> int:
    """The root of a row, its way shortened."""
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = parent[row]
    return row


class _Clusters:
    """The clusters of one part: for each two, the sum over their compared pairs of scores above `UNKNOWN`."""

    def __init__(self, part: Part, bars: Bars) -> None:
        self.bars = bars
        self.joins: list[Join] = []
        self.size = dict.fromkeys(part.rows, 1)
        self.version = dict.fromkeys(part.rows, 0)
        self.at = {row: row for row in part.rows}
        self.lists = {row: {bars.lists[row]} for row in part.rows if row in bars.lists}
        self.ids = {row: {bars.ids[row]} for row in part.rows if row in bars.ids}
        self.members = {row: [row] for row in part.rows}
        self.scores = {(one, other): score for one, other, score in part.pairs}
        self.sums: dict[int, dict[int, float]] = {row: {} for row in part.rows}
        for one, other, score in part.pairs:
            above = _BARRED if bars.between(one, other) else min(max(score, -CLIP), CLIP) - UNKNOWN
            self.sums[one][other] = self.sums[other][one] = above
        for row in part.rows if bars.apart else ():
            for other in bars.apart.get(row, ()):
                if other in self.sums:
                    self.sums[row][other] = self.sums[other][row] = _BARRED

    def settle(self, one: int, other: int) -> bool:
        """Join two rows that a reviewer judged the same, unless a judged difference stands between them."""
        first, second = self._at(one), self._at(other)
        if first == second:
            return True
        if self._judged_apart(first, second):
            return False
        self.joins.append(Join(one, other, JUDGED))
        self._merge(first, second)
        return True

    def join_all(self) -> None:
        """Join by falling mean score, as long as any view could want it."""
        waiting = [
            (-self._mean(one, other), one, other, self.version[one], self.version[other])
            for one, others in self.sums.items()
            for other in others
            if one < other
        ]
        waiting = [entry for entry in waiting if -entry[0] > FURTHEST]
        heapq.heapify(waiting)
        while waiting:
            negative, one, other, first, second = heapq.heappop(waiting)
            if self.version.get(one) != first or self.version.get(other) != second:
                continue
            if self._barred(one, other):
                continue
            self.joins.append(Join(*self._strongest(one, other), -negative))
            kept = self._merge(one, other)
            for near in self.sums[kept]:
                mean = self._mean(kept, near)
                if mean > FURTHEST:
                    low, high = sorted((kept, near))
                    heapq.heappush(waiting, (-mean, low, high, self.version[low], self.version[high]))

    def _at(self, row: int) -> int:
        while self.at[row] != row:
            row = self.at[row]
        return row

    def _mean(self, one: int, other: int) -> float:
        return self.sums[one][other] / (self.size[one] * self.size[other]) + UNKNOWN

    def _judged_apart(self, one: int, other: int) -> bool:
        others = set(self.members[other])
        return any(self.bars.apart.get(row, NOTHING) & others for row in self.members[one])

    def _strongest(self, one: int, other: int) -> tuple[int, int]:
        between = [
            (-score, pair)
            for left in self.members[one]
            for right in self.members[other]
            if (score := self.scores.get(pair := (min(left, right), max(left, right)))) is not None
        ]
        return min(between)[1]

    def _barred(self, one: int, other: int) -> bool:
        if self.lists.get(one, set()) & self.lists.get(other, set()):
            return True
        ids, others = self.ids.get(one), self.ids.get(other)
        return bool(ids and others and ids != others)

    def _merge(self, one: int, other: int) -> int:
        """The smaller row names the joined cluster."""
        kept, gone = sorted((one, other))
        self.size[kept] += self.size.pop(gone)
        self.version[kept] += 1
        del self.version[gone]
        self.at[gone] = kept
        self.members[kept] += self.members.pop(gone)
        for labels in (self.lists, self.ids):
            if gone in labels:
                labels.setdefault(kept, set()).update(labels.pop(gone))
        self.sums[kept].pop(gone, None)
        for near, total in self.sums.pop(gone).items():
            if near != kept:
                joined = self.sums[kept].get(near, 0.0) + total
                self.sums[kept][near] = self.sums[near][kept] = joined
                del self.sums[near][gone]
        return kept
