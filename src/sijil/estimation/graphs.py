"""Averaging over all decomposable graphs of dependence between three to six lists, exactly, on a grid
that widens by itself.

Source: D. Madigan, J. C. York, "Bayesian methods for estimation of the size of a closed population",
Biometrika 84 (1997);
A. P. Dawid, S. L. Lauritzen, "Hyper Markov laws", Annals of Statistics 21 (1993). Each graph has a
hyper-Dirichlet prior of
weight `delta` a cell; the number of people has the prior 1/N. The graph in which every list depends on every other says
nothing about those on no list and is left out, as in the published analyses.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from sijil.errors import EstimationError
from sijil.estimation.table import Histories, Ints

FEWEST, MOST = 3, 6
MOST_TIMES = 10_000_000  # times the people documented; reaching it means that the data bound nothing
_POINTS, _MOST_POINTS = 600, 5_000
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GraphSet:
    """Every decomposable graph but the complete one: `edges` (graphs,) bit masks over
    `pairs`; `terms` (graphs, subsets).
    """

    pairs: tuple[tuple[int, int], ...]
    edges: Ints
    terms: Floats


@dataclass(frozen=True, slots=True)
class GraphPosterior:
    """Missing people on a grid: `missing` (points,), `mass` (points,) adding to 1; weights of the graphs (graphs,).

    `allowed` is the largest number of missing people that was looked at before the grid was drawn close to the mass.
    """

    people: int
    missing: Floats
    mass: Floats
    graphs: GraphSet
    weights: Floats
    widened: bool
    exact: bool
    allowed: float

    def quantile(self, share: float) -> float:
        """The number of people in all below which that share of the posterior lies."""
        below = np.cumsum(self.mass)
        if self.exact:
            return float(self.people + self.missing[min(int(np.searchsorted(below, share)), len(below) - 1)])
        return float(self.people + np.interp(share, below - self.mass / 2, self.missing))

    def mean(self) -> float:
        """Expected number of people in all."""
        return float(self.people + self.mass @ self.missing)

    def draws(self, number: int, seed: int) -> Floats:
        """(number,) draws of the number of people in all; the same seed gives the same draws."""
        at = np.random.default_rng(seed).random(number)
        return np.rint(self.people + np.interp(at, np.cumsum(self.mass) - self.mass / 2, self.missing))

    def in_words(self, graph: int, lists: tuple[str, ...]) -> str:
        """Which lists depend on each other in a graph."""
        edges = int(self.graphs.edges[graph])
        said = [f"{lists[a]}-{lists[b]}" for n, (a, b) in enumerate(self.graphs.pairs) if edges >> n & 1]
        return ", ".join(said) or "none"


@cache
def decomposable_graphs(lists: int) -> GraphSet:
    """All chordal graphs on labelled lists, found by removing simplicial lists one after another.

    `terms` counts, for each non-empty subset of lists, how often its marginal table enters the likelihood: removing a
    list v with the neighbours S contributes the subset S and v once and takes S away once.
    """
    pairs = tuple(combinations(range(lists), 2))
    edges = np.arange(1 << len(pairs), dtype=np.int64)
    near = np.zeros((lists, len(edges)), dtype=np.int64)
    for number, (a, b) in enumerate(pairs):
        there = edges >> number & 1
        near[a] |= there << b
        near[b] |= there << a
    left = np.full(len(edges), (1 << lists) - 1, dtype=np.int64)
    terms = np.zeros((len(edges), 1 << lists))
    for _ in range(lists):
        for v in range(lists):
            _remove_simplicial(v, near, left, terms)
    chordal = (left == 0) & (edges != len(edges) - 1)
    return GraphSet(pairs, edges[chordal], terms[chordal, 1:])


def _remove_simplicial(v: int, near: Ints, left: Ints, terms: Floats) -> None:
    """Remove list v from every graph where it is still there and its neighbours all know each other."""
    around = near[v] & left
    simplicial = (left >> v & 1) == 1
    for u in range(len(near)):
        others = around & ~np.int64(1 << u)
        simplicial &= ((around >> u & 1) == 0) | ((others & ~near[u]) == 0)
    rows = np.flatnonzero(simplicial)
    np.add.at(terms, (rows, around[rows] | 1 << v), 1.0)
    np.add.at(terms, (rows, around[rows]), -1.0)
    left[rows] &= ~np.int64(1 << v)


def average(
    table: Histories, *, delta: float | None = None, most_missing: int | None = None
) -> GraphPosterior:
    """The posterior of the number of people, averaged over all decomposable graphs with equal prior weight.

    `delta` is the prior weight a cell (2^-lists unless given). With `most_missing` the posterior is
    taken on every whole
    number from 1 to it, as the published analyses do; without, the range grows until nothing of weight lies beyond.
    """
    if not FEWEST <= len(table.lists) <= MOST:
        raise EstimationError(
            f"graphs are averaged over {FEWEST} to {MOST} lists, not {len(table.lists)}", remedy="merge lists"
        )
    graphs = decomposable_graphs(len(table.lists))
    weight = delta if delta is not None else 2.0 ** -len(table.lists)
    if most_missing is not None:
        missing = np.arange(1.0, most_missing + 1)
        joint, shares = _posterior(table, graphs, weight, missing, np.ones(len(missing)))
        return GraphPosterior(table.people, missing, joint, graphs, shares, False, True, float(most_missing))
    return _adaptive(table, graphs, weight)


def given_graph(table: Histories, found: GraphPosterior, graph: int) -> GraphPosterior:
    """The posterior of the same table had one graph alone been allowed, on the grid that was found."""
    graphs = found.graphs
    alone = GraphSet(graphs.pairs, graphs.edges[[graph]], graphs.terms[[graph]])
    weight = 2.0 ** -len(table.lists)
    mass, shares = _posterior(table, alone, weight, found.missing, _widths(found.missing))
    return GraphPosterior(
        table.people, found.missing, mass, alone, shares, found.widened, found.exact, found.allowed
    )


def _adaptive(table: Histories, graphs: GraphSet, delta: float) -> GraphPosterior:
    """Widen until the upper end is empty, then put the points where the mass is, of the graphs that have any."""
    most, widened = 20.0 * table.people, False
    while True:
        missing, width = _grid(0.0, most, _POINTS)
        mass, weights = _posterior(table, graphs, delta, missing, width)
        if mass[missing > most / 2].sum() < 1e-7 or most >= MOST_TIMES * table.people:
            break
        most, widened = most * 8, True
    low, high = _held(missing, mass)
    kept = np.flatnonzero(weights > 1e-9 / len(weights))
    some = GraphSet(graphs.pairs, graphs.edges[kept], graphs.terms[kept])
    previous, points = None, _POINTS
    while True:
        missing, width = _grid(low, high, points)
        mass, shares = _posterior(table, some, delta, missing, width)
        weights = np.zeros(len(graphs.edges))
        weights[kept] = shares
        whole = len(missing) == high - low + 1
        found = GraphPosterior(table.people, missing, mass, graphs, weights, widened, whole, most)
        if whole or points > _MOST_POINTS or (previous is not None and _close(previous, found)):
            return found
        previous, points = found, points * 2


def _held(missing: Floats, mass: Floats) -> tuple[float, float]:
    """The part of the grid that holds all but 1e-9 of the mass at either end."""
    held = np.flatnonzero((np.cumsum(mass) > 1e-9) & (np.cumsum(mass[::-1])[::-1] > 1e-9))
    return float(missing[max(held[0] - 1, 0)]), float(missing[min(held[-1] + 1, len(missing) - 1)])


def _close(one: GraphPosterior, other: GraphPosterior) -> bool:
    return all(abs(one.quantile(q) / other.quantile(q) - 1) < 0.001 for q in (0.025, 0.5, 0.975))


def _grid(low: float, high: float, points: int) -> tuple[Floats, Floats]:
    """Whole numbers from low to high, dense below and evenly spaced in the logarithm
    above, and how many each stands for.
    """
    if high - low < points:
        missing = np.arange(low, high + 1)
        return missing, np.ones(len(missing))
    # The offset keeps steps near one at the lower end of a range that starts far from zero.
    offset = max(1.0, (high - low) / 1000) if low > 0 else 1.0
    missing = np.unique(np.rint(low - offset + np.geomspace(offset, high - low + offset, points)))
    return missing, _widths(missing)


def _widths(missing: Floats) -> Floats:
    """How many whole numbers each point of a grid stands for."""
    middles = (missing[1:] + missing[:-1]) / 2
    return np.diff(np.concatenate(([missing[0] - 0.5], middles, [missing[-1] + 0.5])))


def _posterior(
    table: Histories, graphs: GraphSet, delta: float, missing: Floats, width: Floats
) -> tuple[Floats, Floats]:
    """(mass on the grid, weights of the graphs)."""
    base = _common_terms(table, missing) + np.log(width)
    marginal = _subset_terms(table, delta, missing)
    mass, weights, peak = np.zeros(len(missing)), np.empty(len(graphs.edges)), -np.inf
    # In slices, so that six lists (18,153 graphs) need some megabytes and not hundreds.
    for start in range(0, len(graphs.edges), 2048):
        part = slice(start, start + 2048)
        log_joint = graphs.terms[part] @ marginal + base
        top = float(log_joint.max())
        if top > peak:
            mass, weights[:start] = mass * np.exp(peak - top), weights[:start] * np.exp(peak - top)
            peak = top
        joint = np.exp(log_joint - peak)
        mass += joint.sum(axis=0)
        weights[part] = joint.sum(axis=1)
    return mass / mass.sum(), weights / weights.sum()


def _common_terms(table: Histories, missing: Floats) -> Floats:
    people = table.people + missing
    counted = gammaln(people + 1) - gammaln(missing + 1) - gammaln(table.sizes + 1.0).sum()
    return np.asarray(counted - np.log(people), dtype=np.float64)


def _subset_terms(table: Histories, delta: float, missing: Floats) -> Floats:
    """(subsets, points) logarithm of the marginal likelihood of the table collapsed
    to each non-empty subset of lists.
    """
    lists = len(table.lists)
    full = table.full()
    rows = np.empty(((1 << lists) - 1, len(missing)))
    whole = delta * (1 << lists)
    total = gammaln(whole) - gammaln(table.people + missing + whole)
    everyone = np.arange(1 << lists)
    for subset in range(1, 1 << lists):
        cells = np.bincount(everyone & subset, weights=full, minlength=subset + 1)
        kept = np.unique(everyone & subset)
        prior = whole / len(kept)
        known = gammaln(cells[kept[1:]] + prior).sum() - len(kept) * gammaln(prior)
        rows[subset - 1] = total + known + gammaln(cells[0] + missing + prior)
    return rows
