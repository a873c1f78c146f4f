"""The compiled part of the latent class model: sweeps of one chain. Imported only where the model is run.

Notation: `on` (cells, lists) 0/1, the observed histories; `sizes` (cells,) people of each; `weights` (classes,) shares
of the classes; `caught` (classes, lists) chance that a list names a person of a class. `rho` is the ratio of the
prior on N.
"""

from math import lgamma

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_TINY = 1e-300
_SPREAD = 4.0
_STEPS = np.array([0.06, 0.2, 0.6, 1.6])


@numba.njit(cache=True)
def _chances(on: Floats, weights: Floats, caught: Floats, joint: Floats) -> float:
    """Fill `joint` (cells + 1, classes) with the chance of a history and a class; give that of being on no list."""
    cells, lists = on.shape
    missed = 0.0
    for k in range(len(weights)):
        none = weights[k]
        for j in range(lists):
            none *= 1.0 - caught[k, j]
        joint[cells, k] = none
        missed += none
        for c in range(cells):
            chance = weights[k]
            for j in range(lists):
                chance *= caught[k, j] if on[c, j] > 0 else 1.0 - caught[k, j]
            joint[c, k] = chance
    return missed


@numba.njit(cache=True)
def _split(rng, count, chances):  # type: ignore[no-untyped-def]
    """Share `count` people out over the classes in proportion to `chances`: (classes,) people."""
    left, rest = count, 0.0
    for chance in chances:
        rest += chance
    shares = np.zeros(len(chances), dtype=np.int64)
    for k in range(len(chances) - 1):
        if left == 0:
            break
        if chances[k] > 0.0:
            share = min(1.0, chances[k] / max(rest, _TINY))
            shares[k] = rng.binomial(left, share) if share < 1.0 else left
        left -= shares[k]
        rest = max(rest - chances[k], 0.0)
    shares[len(chances) - 1] += left
    return shares


@numba.njit(cache=True)
def _log_sticks(weights: Floats, alpha: float) -> float:
    """Log density of stick-breaking weights on the simplex; what is left of the stick is added up from its end."""
    left, total = 0.0, (alpha - 1.0) * np.log(max(weights[-1], _TINY))
    for k in range(len(weights) - 1, -1, -1):
        left += weights[k]
        if k < len(weights) - 1:
            total -= np.log(max(left, _TINY))
    return float(total)


@numba.njit(cache=True)
def _log_people(joint: Floats, sizes: Floats, people: float, rho: float) -> float:
    """Log likelihood of the observed histories, the number of people summed out."""
    total, missed = 0.0, joint[len(sizes)].sum()
    for c in range(len(sizes)):
        total += sizes[c] * np.log(max(joint[c].sum(), _TINY))
    return float(total - people * np.log1p(-min(rho * missed, 1.0 - 1e-15)))


@numba.njit(cache=True)
def _missing(rng, people, missed, rho):  # type: ignore[no-untyped-def]
    """People on no list: negative binomial, as a Poisson number with a gamma mean."""
    none = min(rho * missed, 1.0 - 1e-15)
    return rng.poisson(rng.gamma(people, 1.0) * none / (1.0 - none))


@numba.njit(cache=True)
def _log_classes(members: NDArray[np.int64], alpha: float, shape: float, rate: float) -> float:
    """Log density of the logarithm of the concentration given everybody's class, the weights integrated out."""
    total, after = shape * np.log(alpha) - rate * alpha, members.sum()
    for k in range(len(members) - 1):
        if after == 0:
            break
        before = after
        after -= members[k]
        total += (
            np.log(alpha) + lgamma(1.0 + members[k]) + lgamma(alpha + after) - lgamma(1.0 + alpha + before)
        )
    return float(total)


@numba.njit(cache=True)
def _concentration(rng, members, alpha, shape, rate):  # type: ignore[no-untyped-def]
    """Move the concentration by near and far steps, without weights: such as are nearly zero would hold it there."""
    now = _log_classes(members, alpha, shape, rate)
    for far in (0.5, 1.5, 4.0):
        proposed = alpha * np.exp(far * rng.normal())
        if proposed < _TINY or proposed > 1e6:
            continue
        then = _log_classes(members, proposed, shape, rate)
        if np.log(1.0 - rng.random()) < then - now:
            alpha, now = proposed, then
    return alpha


@numba.njit(cache=True)
def _reorder(rng, members, named, alpha, shape, rate):  # type: ignore[no-untyped-def]
    """Exchange any two classes together with a concentration that may be far off, the weights integrated out.

    A large class at the end of the stick needs a large concentration and one at its beginning a small one: neither
    can change without the other, and the former has next to no mass. Without this move chains begun there stay.
    """
    now = _log_classes(members, alpha, shape, rate)
    for _ in range(len(members)):
        k, other = rng.integers(0, len(members)), rng.integers(0, len(members))
        proposed = np.exp(_SPREAD * rng.normal())
        members[k], members[other] = members[other], members[k]
        then = _log_classes(members, proposed, shape, rate)
        drawn = (np.log(proposed) ** 2 - np.log(alpha) ** 2) / (2 * _SPREAD**2)
        if np.log(1.0 - rng.random()) < then - now + drawn:
            alpha, now = proposed, then
            kept = named[k].copy()
            named[k] = named[other]
            named[other] = kept
        else:
            members[k], members[other] = members[other], members[k]
    return alpha


@numba.njit(cache=True)
def _gibbs(rng, on, sizes, weights, caught, alpha, shape, rate, rho, joint):  # type: ignore[no-untyped-def]
    """Draw people on no list, everybody's class, then concentration, chances and weights; returns the first."""
    cells, lists = on.shape
    classes = len(weights)
    missed = _chances(on, weights, caught, joint)
    members = _split(rng, _missing(rng, sizes.sum(), missed, rho), joint[cells])
    named = np.zeros((classes, lists))
    for c in range(cells):
        shares = _split(rng, np.int64(sizes[c]), joint[c])
        members += shares
        for j in range(lists):
            if on[c, j] > 0:
                named[:, j] += shares
    alpha = _reorder(rng, members, named, alpha, shape, rate)
    alpha = _concentration(rng, members, alpha, shape, rate)
    left, after = 1.0, members.sum()
    for k in range(classes):
        for j in range(lists):
            caught[k, j] = rng.beta(1.0 + named[k, j], 1.0 + members[k] - named[k, j])
        after -= members[k]
        if k < classes - 1:
            # Two gamma draws keep what is left of the stick from becoming zero by rounding.
            taken, kept = rng.gamma(1.0 + members[k], 1.0), rng.gamma(alpha + after, 1.0)
            whole = max(taken + kept, _TINY)
            weights[k] = left * taken / whole
            left = max(left * kept / whole, _TINY)
    weights[-1] = left
    return alpha


@numba.njit(cache=True)
def _ridge(rng, on, sizes, weights, caught, alpha, rho, joint, k):  # type: ignore[no-untyped-def]
    """Make a class larger and harder to find by the same factor, or the reverse; people and classes summed out."""
    step = rng.normal() * _STEPS[rng.integers(0, len(_STEPS))]
    _chances(on, weights, caught, joint)
    before = _log_people(joint, sizes, sizes.sum(), rho) + _log_sticks(weights, alpha)
    new_weights, new_caught = weights.copy(), caught.copy()
    new_weights[k] *= np.exp(step)
    whole = new_weights.sum()
    new_weights /= whole
    stretch = step - len(weights) * np.log(whole)
    for j in range(on.shape[1]):
        odds = caught[k, j] * np.exp(-step)
        new_caught[k, j] = odds / (odds + 1.0 - caught[k, j])
        stretch += np.log(max(new_caught[k, j] * (1.0 - new_caught[k, j]), _TINY))
        stretch -= np.log(max(caught[k, j] * (1.0 - caught[k, j]), _TINY))
    _chances(on, new_weights, new_caught, joint)
    after = _log_people(joint, sizes, sizes.sum(), rho) + _log_sticks(new_weights, alpha)
    if np.log(1.0 - rng.random()) < after - before + stretch:
        weights[:] = new_weights
        caught[:] = new_caught


@numba.njit(cache=True)
def _swap(rng, weights, caught, alpha, k):  # type: ignore[no-untyped-def]
    """Exchange two neighbouring classes: only the prior of the weights changes."""
    before = _log_sticks(weights, alpha)
    weights[k], weights[k + 1] = weights[k + 1], weights[k]
    if np.log(1.0 - rng.random()) < _log_sticks(weights, alpha) - before:
        kept = caught[k].copy()
        caught[k] = caught[k + 1]
        caught[k + 1] = kept
    else:
        weights[k], weights[k + 1] = weights[k + 1], weights[k]


@numba.njit(cache=True)
def run(rng, on, sizes, weights, caught, alpha, shape, rate, rho, sweeps):  # type: ignore[no-untyped-def]
    """Sweep a chain on, its state changed in place; returns ((sweeps,) people in all, concentration)."""
    joint = np.empty((len(sizes) + 1, len(weights)))
    people = np.empty(sweeps)
    for sweep in range(sweeps):
        alpha = _gibbs(rng, on, sizes, weights, caught, alpha, shape, rate, rho, joint)
        for k in range(len(weights)):
            _ridge(rng, on, sizes, weights, caught, alpha, rho, joint, k)
            if k < len(weights) - 1:
                _swap(rng, weights, caught, alpha, k)
        missed = _chances(on, weights, caught, joint)
        people[sweep] = sizes.sum() + _missing(rng, sizes.sum(), missed, rho)
    return people, alpha
