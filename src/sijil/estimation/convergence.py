"""Whether chains agree, and how many independent draws they are worth.

Source: A. Vehtari, A. Gelman, D. Simpson, B. Carpenter, P.-C. Bürkner, "Rank-normalization, folding, and localization:
an improved R-hat", Bayesian Analysis 16 (2021). `chains` is (chains, draws); each chain is split into halves.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import rankdata

Floats = NDArray[np.float64]


def r_hat(chains: Floats) -> float:
    """The larger of rank-normalised and folded split R-hat; 1 when chains agree."""
    folded = np.abs(chains - np.median(chains))
    return max(_plain_r_hat(_ranked(_halves(some))) for some in (chains, folded))


def bulk_size(chains: Floats) -> float:
    """Effective draws for the middle of the distribution."""
    return _effective(_ranked(_halves(chains)))


def tail_size(chains: Floats) -> float:
    """Effective draws for the 5 % and 95 % points, the smaller of both."""
    halves = _halves(chains)
    return min(_effective((halves <= np.quantile(chains, q)).astype(np.float64)) for q in (0.05, 0.95))


def _halves(chains: Floats) -> Floats:
    half = chains.shape[1] // 2
    return np.concatenate((chains[:, :half], chains[:, -half:]))


def _ranked(chains: Floats) -> Floats:
    ranks = rankdata(chains, method="average").reshape(chains.shape)
    return np.asarray(ndtri((ranks - 0.375) / (chains.size + 0.25)), dtype=np.float64)


def _variances(chains: Floats) -> tuple[float, float]:
    """(mean variance within a chain, the variance pooled with that between chains)."""
    draws = chains.shape[1]
    within = float(chains.var(axis=1, ddof=1).mean())
    return within, within * (draws - 1) / draws + float(chains.mean(axis=1).var(ddof=1))


def _plain_r_hat(chains: Floats) -> float:
    within, pooled = _variances(chains)
    return float(np.sqrt(pooled / within)) if within > 0 else float("inf")


def _effective(chains: Floats) -> float:
    """Draws divided by summed autocorrelations, cut where pairs of them turn negative (Geyer's monotone sequence)."""
    many, draws = chains.shape
    within, pooled = _variances(chains)
    if within <= 0:
        return 0.0
    centred = chains - chains.mean(axis=1, keepdims=True)
    turned = np.fft.rfft(centred, n=2 * draws, axis=1)
    covariance = np.fft.irfft(turned * turned.conj(), axis=1)[:, :draws].mean(axis=0) / draws
    kept = 1 - (within - covariance * draws / (draws - 1)) / pooled
    pairs = kept[: draws // 2 * 2].reshape(-1, 2).sum(axis=1)
    end = int(np.argmax(pairs <= 0)) if (pairs <= 0).any() else len(pairs)
    spread = -1 + 2 * float(np.minimum.accumulate(pairs[: max(end, 1)]).sum())
    return float(many * draws / max(spread, 1 / np.log10(many * draws)))
