"""Latent classes: people of a kind are found alike, and how many kinds there are is left to the data.

Source: D. Manrique-Vallier, "Bayesian population size estimation using Dirichlet process mixtures", Biometrics 72,
2016.
Within a class lists find people independently, each chance uniform; the weights break a stick whose concentration is
Gamma(1/4, 1/4). The number of people has the logarithmic-series prior rho^N / N with rho = 1 - 1/`scale`: it is
1/N as far as any population reaches, adds to one, and lets people and classes be summed out exactly. Beside the Gibbs
sweeps on counted histories, moves with both summed out carry chains from one region to another. N has no cap.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sijil.errors import EstimationError
from sijil.estimation.convergence import bulk_size, r_hat, tail_size
from sijil.estimation.gates import FEWEST_DRAWS, MOST_R_HAT
from sijil.estimation.table import Histories

CLASSES, CHAINS = 10, 4
SCALE = 1e9  # of the prior on N: far above any population lists are about
SHAPE, RATE = 0.25, 0.25
MOST_SWEEPS = 80_000
_BURN, _FIRST = 2_000, 10_000
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LatentPosterior:
    """Draws of the number of people, (chains, sweeps), and what they are worth."""

    chains: Floats
    r_hat: float
    bulk: float
    tail: float

    @property
    def converged(self) -> bool:
        """Whether dispersed chains agree and hold enough independent draws (gate R6)."""
        return self.r_hat < MOST_R_HAT and min(self.bulk, self.tail) >= FEWEST_DRAWS

    def quantile(self, share: float) -> float:
        """The number of people in all below which that share of the draws lies."""
        return float(np.quantile(self.chains, share))


@dataclass(slots=True)
class _Chain:
    rng: np.random.Generator
    weights: Floats
    caught: Floats
    alpha: float


def sample(
    table: Histories, *, seed: int, classes: int = CLASSES, scale: float = SCALE, most: int = MOST_SWEEPS
) -> LatentPosterior:
    """Run dispersed chains, doubled in length until they agree or `most` sweeps a chain are done."""
    if not table.counts:
        raise EstimationError("nobody is documented", remedy="give at least one history with a count")
    started = [_start(seed, number, classes, len(table.lists)) for number in range(CHAINS)]
    for chain in started:
        _sweep(chain, table, scale, _BURN)
    drawn, sweeps = np.empty((CHAINS, 0)), min(_FIRST, most)
    while True:
        more = [_sweep(chain, table, scale, sweeps) for chain in started]
        drawn = np.concatenate((drawn, np.stack(more)), axis=1)
        found = LatentPosterior(drawn, r_hat(drawn), bulk_size(drawn), tail_size(drawn))
        sweeps = min(drawn.shape[1], most - drawn.shape[1])
        if found.converged or sweeps <= 0:
            return found


def one_chain(table: Histories, *, seed: int, classes: int, scale: float, sweeps: int) -> Floats:
    """(sweeps,) draws of the number of people from one chain after an equal number left out; for calibration."""
    chain = _start(seed, 0, classes, len(table.lists))
    _sweep(chain, table, scale, sweeps)
    return _sweep(chain, table, scale, sweeps)


def _start(seed: int, number: int, classes: int, lists: int) -> _Chain:
    """A chain begun anywhere: lists that find nearly nobody or nearly everybody, classes of any weight."""
    rng = np.random.default_rng([seed, 11, number])
    level = rng.uniform(-5.0, 1.5, size=(classes, 1))
    caught = 1 / (1 + np.exp(-(level + rng.normal(size=(classes, lists)))))
    return _Chain(rng, rng.dirichlet(np.ones(classes)), caught, float(rng.uniform(0.1, 2.0)))


def _sweep(chain: _Chain, table: Histories, scale: float, sweeps: int) -> Floats:
    # Imported here: compiled code takes a second to load, and other models do not need it.
    from sijil.estimation.latent_kernel import run

    on = (table.masks[:, None] >> np.arange(len(table.lists)) & 1).astype(np.float64)
    people, chain.alpha = run(
        chain.rng, on, table.sizes.astype(np.float64), chain.weights, chain.caught, chain.alpha,
        SHAPE, RATE, 1 - 1 / scale, sweeps,
    )  # fmt: skip
    return np.asarray(people, dtype=np.float64)
