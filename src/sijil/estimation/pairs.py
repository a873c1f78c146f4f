"""Averaging over every set of dependent pairs of lists: log-linear models with a weight each, not one that was chosen.

Source: J. C. York, D. Madigan, "Bayesian methods for estimating the size of a closed population", Technical Report 234,
University of Washington, 1992, for averaging; L. Tierney, J. B. Kadane, JASA 81 (1986) for the marginal likelihood by
Laplace's method. A pair that depends has a coefficient from the standard normal law; the lists and the people on no
list have no prior. Every set of pairs has the same weight beforehand. An interval after choosing one set holds
the truth too seldom (`benchmarks/calibration.py`); this one carries the doubt about the choice.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sijil.estimation.loglinear import Pair, all_pairs
from sijil.estimation.table import Histories

Floats = NDArray[np.float64]
MOST = 6
_AWAY = 1e9
"""Precision that holds the coefficient of a pair which is not in a model at zero."""
_ROUNDS, _FAR, _AT_ONCE = 40, 30.0, 2048


@dataclass(frozen=True, slots=True)
class PairsPosterior:
    """Each set of pairs with its weight, and the logarithm of the people on no list: mean and variance (sets,)."""

    people: int
    pairs: tuple[Pair, ...]
    sets: NDArray[np.int64]
    weights: Floats
    means: Floats
    variances: Floats

    def draws(self, number: int, seed: int) -> Floats:
        """(number,) draws of the number of people in all; the same seed gives the same draws."""
        chance = np.random.default_rng(seed)
        chosen = chance.choice(len(self.weights), number, p=self.weights)
        logs = chance.normal(self.means[chosen], np.sqrt(self.variances[chosen]))
        return np.asarray(self.people + chance.poisson(np.exp(np.minimum(logs, _FAR))), dtype=np.float64)

    def depends(self) -> dict[Pair, float]:
        """How much weight the sets have that hold each pair."""
        return {
            pair: float(self.weights[self.sets >> number & 1 == 1].sum())
            for number, pair in enumerate(self.pairs)
        }


def average_pairs(table: Histories) -> PairsPosterior:
    """Weigh every set of pairs of three to six lists."""
    pairs, lists = all_pairs(table), len(table.lists)
    cells = np.arange(1, 1 << lists)
    counts = table.full()[cells].astype(np.float64)
    on = (cells[:, None] >> np.arange(lists) & 1).astype(np.float64)
    design = np.stack([np.ones(len(cells)), *on.T, *(on[:, a] * on[:, b] for a, b in pairs)], axis=1)
    sets = np.arange(1 << len(pairs))
    parts = [
        _weighed(design, counts, sets[start : start + _AT_ONCE], lists, len(pairs))
        for start in range(0, len(sets), _AT_ONCE)
    ]
    scores, means, variances = (np.concatenate(column) for column in zip(*parts, strict=True))
    weights = np.exp(scores - scores.max())
    return PairsPosterior(table.people, pairs, sets, weights / weights.sum(), means, variances)


def _weighed(
    design: Floats, counts: Floats, sets: NDArray[np.int64], lists: int, pairs: int
) -> tuple[Floats, Floats, Floats]:
    """(logarithm of the marginal likelihood, mean, variance of the logarithm of those missing) of some sets."""
    inside = (sets[:, None] >> np.arange(pairs) & 1).astype(np.float64)
    precision = np.concatenate([np.zeros((len(sets), 1 + lists)), np.where(inside == 1, 1.0, _AWAY)], axis=1)
    found, bend = _modes(design, counts, precision)
    expected = np.minimum(found @ design.T, _FAR)
    fit = (counts * expected - np.exp(expected)).sum(axis=1) - (precision * found**2).sum(axis=1) / 2
    _, size = np.linalg.slogdet(bend)
    away = (pairs - inside.sum(axis=1)) * np.log(_AWAY)
    return (
        np.asarray(fit - (size - away) / 2),
        found[:, 0],
        np.asarray(np.linalg.inv(bend)[:, 0, 0], dtype=np.float64),
    )


def _modes(design: Floats, counts: Floats, precision: Floats) -> tuple[Floats, Floats]:
    """(modes, curvature there) of the penalised Poisson likelihoods, all models at once; steps are held short."""
    width = design.shape[1]
    weight = counts + 0.5
    ridge = np.eye(width) * 1e-8
    normal = (design * weight[:, None]).T @ design + ridge
    found = np.linalg.solve(
        normal[None] + np.einsum("mi,ij->mij", precision, np.eye(width)),
        np.broadcast_to((design.T @ (weight * np.log(weight)))[None, :, None], (len(precision), width, 1)),
    )[:, :, 0]
    for _ in range(_ROUNDS):
        expected = np.exp(np.minimum(found @ design.T, _FAR))
        bend = np.einsum("ci,mc,cj->mij", design, expected, design, optimize=True)
        bend += np.einsum("mi,ij->mij", precision, np.eye(width)) + ridge
        slope = (counts - expected) @ design - precision * found
        step = np.linalg.solve(bend, slope[:, :, None])[:, :, 0]
        longest = np.abs(step).max(axis=1, keepdims=True)
        found = found + step * np.minimum(1.0, 2.0 / np.maximum(longest, 1e-300))
        if float(longest.max()) < 1e-8:
            break
    return found, bend
