"""Whether the averaged graphs could have made the table: replicates of every history beside what was counted.

Source: A. P. Dawid, S. L. Lauritzen, "Hyper Markov laws", Annals of Statistics 21 (1993): under the hyper-Dirichlet law
of a decomposable graph, the chance of being on a list given its neighbours among the lists that stay is Beta, apart for
each of their patterns, so that a whole table of chances is drawn one list after another.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sijil.estimation.graphs import GraphPosterior, given_graph
from sijil.estimation.table import Histories

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
REPLICATES = 1000


@dataclass(frozen=True, slots=True)
class Replicated:
    """One history (bit `j`: on list `j`): people counted, and the span that 95 % of the replicates lie in."""

    history: int
    counted: int
    low: int
    middle: int
    high: int

    @property
    def surprising(self) -> bool:
        """Whether the counted people lie outside what the model makes."""
        return not self.low <= self.counted <= self.high


def replicate(table: Histories, found: GraphPosterior, seed: int) -> tuple[Replicated, ...]:
    """Draw graphs, people and chances from the posterior, and a table from them; each observable history once."""
    chance = np.random.default_rng(seed)
    lists = len(table.lists)
    graphs = chance.choice(len(found.weights), size=REPLICATES, p=found.weights / found.weights.sum())
    made = np.empty((REPLICATES, 1 << lists), dtype=np.int64)
    for graph in np.unique(graphs):
        order = _elimination(int(found.graphs.edges[graph]), found.graphs.pairs, lists)
        rows = np.flatnonzero(graphs == graph)
        people = given_graph(table, found, int(graph)).draws(len(rows), seed + int(graph))
        for row, missing in zip(rows, (people - table.people).astype(np.int64), strict=True):
            full = table.full()
            full[0] = missing
            made[row] = chance.multinomial(int(full.sum()), _chances(full, order, lists, chance))
    low, middle, high = np.quantile(made, [0.025, 0.5, 0.975], axis=0, method="nearest")
    full = table.full()
    return tuple(
        Replicated(one, int(full[one]), int(low[one]), int(middle[one]), int(high[one]))
        for one in range(1, 1 << lists)
    )


def _elimination(edges: int, pairs: tuple[tuple[int, int], ...], lists: int) -> list[tuple[int, int]]:
    """Each list with the mask of its neighbours that stay, in an order in which these all know each other."""
    near = [0] * lists
    for number, (a, b) in enumerate(pairs):
        if edges >> number & 1:
            near[a] |= 1 << b
            near[b] |= 1 << a
    left, order = set(range(lists)), []
    while left:
        mask = sum(1 << v for v in left)
        v = next(v for v in sorted(left) if _clique(near[v] & mask, near))
        order.append((v, near[v] & mask))
        left.remove(v)
    return order


def _clique(some: int, near: list[int]) -> bool:
    members = [v for v in range(len(near)) if some >> v & 1]
    return all(some & ~(near[v] | 1 << v) == 0 for v in members)


def _chances(full: Ints, order: list[tuple[int, int]], lists: int, chance: np.random.Generator) -> Floats:
    """(2^lists,) one draw of the chance of every history, the empty one included."""
    cells = np.arange(1 << lists)
    chances = np.ones(1 << lists)
    for v, around in order:
        inside = cells & around
        on = cells >> v & 1
        weights = np.zeros((1 << lists, 2))
        np.add.at(weights, (inside, on), full)
        kept = np.unique(inside)
        prior = 1.0 / (2 * len(kept))
        share = np.zeros(1 << lists)
        share[kept] = chance.beta(weights[kept, 1] + prior, weights[kept, 0] + prior)
        chances *= np.where(on == 1, share[inside], 1 - share[inside])
    return np.asarray(chances / chances.sum(), dtype=np.float64)
