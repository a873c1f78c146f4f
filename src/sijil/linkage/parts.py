"""The connected parts of the scored pairs, each compared in full where it is small."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FURTHEST = -2.944
"""Log odds at 5 %: below it no view joins, so no pair connects."""
DENSE = 60
"""Records up to which a part is compared in full."""

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int32]
Compare = Callable[[Indices, Indices], Floats]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that pairs connect, and the scored pairs among them."""

    rows: list[int]
    pairs: list[tuple[int, int, float]]


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs of rows with the log odds that they are one person."""

    one: Indices
    other: Indices
    score: Floats

    def where(self, kept: npt.NDArray[np.bool_]) -> "Scored":
        """The pairs kept."""
        return Scored(self.one[kept], self.other[kept], self.score[kept])

    def joined(self, other: "Scored") -> "Scored":
        """These pairs and others."""
        return Scored(
            np.concatenate([self.one, other.one]),
            np.concatenate([self.other, other.other]),
            np.concatenate([self.score, other.score]),
        )


def parts(size: int, scored: Scored, judged: tuple[tuple[int, int], ...], compare: Compare) -> list[Part]:
    """The parts of more than one row, by their smallest; pairs that no block brought together go to `compare`."""
    near = scored.where(scored.score > FURTHEST)
    tied = np.array(judged, np.int64).reshape(-1, 2)
    labels = _labels(size, np.concatenate([near.one, tied[:, 0]]), np.concatenate([near.other, tied[:, 1]]))
    members = {label: rows for label, rows in _by_label(labels, np.arange(size)).items() if len(rows) > 1}
    inside = scored.where(labels[scored.one] == labels[scored.other])
    missing = _missing([rows for rows in members.values() if 2 < len(rows) <= DENSE], inside, size)
    if len(missing[0]):
        inside = inside.joined(Scored(*missing, compare(*missing)))
    pairs = _by_label(labels[inside.one], np.arange(len(inside.one)))
    one, other, score = inside.one.tolist(), inside.other.tolist(), inside.score.tolist()
    return [
        Part(rows, [(one[k], other[k], score[k]) for k in pairs.get(label, ())])
        for label, rows in sorted(members.items(), key=lambda item: item[1][0])
    ]


def _labels(size: int, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(left), np.int8), (left, right)), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1], np.int32)


def _by_label(labels: npt.NDArray[np.int32], values: npt.NDArray[np.int64]) -> dict[int, list[int]]:
    if not len(labels):
        return {}
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.r_[True, labels[order][1:] != labels[order][:-1]])
    pieces = np.split(values[order], starts[1:])
    return {int(labels[order[first]]): piece.tolist() for first, piece in zip(starts, pieces, strict=True)}


def _missing(groups: list[list[int]], known: Scored, size: int) -> tuple[Indices, Indices]:
    left, right = [], []
    for rows in groups:
        members = np.array(rows, np.int32)
        first, second = np.triu_indices(len(members), 1)
        left.append(members[first])
        right.append(members[second])
    if not left:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    one, other = np.concatenate(left), np.concatenate(right)
    codes = one.astype(np.int64) * size + other
    fresh = ~np.isin(codes, known.one.astype(np.int64) * size + known.other)
    return one[fresh], other[fresh]
