"""What a reviewer should judge next, and how the linkage's own doubt is handed on as draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sijil.linkage.clusters import Clusters
from sijil.linkage.pairs import Pair

Floats = npt.NDArray[np.float64]

if TYPE_CHECKING:
    from sijil.linkage.linking import Linked


def questions(pairs: Sequence[Pair]) -> list[Pair]:
    """The unsure pairs, those first whose answer may move the count of people most.

    An answer moves the count by one person or not at all; the chance that it does is that of the less likely answer.
    """
    unsure = [pair for pair in pairs if pair.decision == "unsure"]
    return sorted(unsure, key=lambda pair: (-_moves(pair), pair.one, pair.other))


def _moves(pair: Pair) -> float:
    likely = 0.5 if pair.probability is None else pair.probability
    return min(likely, 1.0 - likely)


def people(clusters: Clusters) -> tuple[int, int, int]:
    """How many people the mentions make: unsure pairs as one person, as judged and estimated, as two."""
    views = (clusters.low, clusters.best, clusters.high)
    low, best, high = (len(set(view.values())) for view in views)
    return low, best, high


def judgements_until(clusters: Clusters, within: int) -> int:
    """How many more judgements bring the highest and lowest count of people within so many of one another.

    Each answer to a question closes one person of the distance.
    """
    low, _, high = people(clusters)
    return max(0, high - low - within)


@dataclass(frozen=True, slots=True)
class Tree:
    """What draws are made of: the compared mentions, and joins (row, row, logarithm of the odds) in order."""

    keys: tuple[str, ...]
    joins: tuple[tuple[int, int, float], ...]


def tree(linked: "Linked") -> Tree | None:
    """The tree of a linking; none where names had to be equal, and nothing was estimated."""
    if linked.linkage is None:
        return None
    joins = tuple((int(join.one), int(join.other), float(join.height)) for join in linked.linkage.joins)
    return Tree(tuple(linked.linkage.columns.keys), joins)


def draws(found: Tree | None, count: int, seed: int) -> Iterator[dict[str, str]]:
    """So many clusterings from the posterior of the linkage: for each compared mention a label.

    Each join of the tree holds with its own probability, and a later one only together with those it takes up; so what
    reviewers judged and what may never be one person stands in every draw. The same seed gives the same draws.
    """
    if found is None:
        return
    keys, joins = found.keys, found.joins
    chance = np.random.default_rng(seed)
    likely = np.array([1.0 / (1.0 + np.exp(-height)) for _, _, height in joins])
    above = _above([(one, other) for one, other, _ in joins], len(keys))
    for _ in range(count):
        held = _held(likely, above, chance.random(len(joins)))
        parent = list(range(len(keys)))
        for (one, other, _), holds in zip(joins, held, strict=True):
            if holds:
                first, second = sorted((_root(parent, one), _root(parent, other)))
                parent[second] = first
        yield {key: keys[_root(parent, row)] for row, key in enumerate(keys)}


def _above(joins: Sequence[tuple[int, int]], size: int) -> list[int]:
    """For each join the next later one that takes up the cluster it made; -1 for the last."""
    parent = list(range(size))
    made: dict[int, int] = {}
    above = [-1] * len(joins)
    for number, (one, other) in enumerate(joins):
        first, second = sorted((_root(parent, one), _root(parent, other)))
        for cluster in (first, second):
            if cluster in made:
                above[made[cluster]] = number
        parent[second] = first
        made[first] = number
    return above


def _held(likely: Floats, above: list[int], thrown: Floats) -> list[bool]:
    held = [False] * len(above)
    for number in range(len(above) - 1, -1, -1):
        over = above[number]
        if over >= 0 and held[over]:
            held[number] = True
            continue
        already = likely[over] if over >= 0 else 0.0
        left = (likely[number] - already) / (1.0 - already) if already < 1.0 else 1.0
        held[number] = bool(thrown[number] < left)
    return held


def _root(parent: list[int], row: int) -> int:
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = parent[row]
    return row
