"""Log-linear models with dependence between pairs of lists: which exist, which one steps choose, how
unsure the choice is.

Source: L. Chan, B. W. Silverman, K. Vincent, "Multiple systems estimation for sparse capture data", JASA 116 (2021);
S. E. Fienberg, A. Rinaldo, "Maximum likelihood estimation in log-linear models", Annals of Statistics
40 (2012). A pair of
lists with nobody on both has the parameter minus infinity: its cells leave the table. People on no
list are the exponential
of the constant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.special import pdtr, pdtrc

from sijil.estimation.table import Histories, histories

Floats = NDArray[np.float64]
Pair = tuple[int, int]
THRESHOLD = 0.02  # the published default below which a pair is let in
_ROUNDS, _FAR = 60, 25.0


@dataclass(frozen=True, slots=True)
class LogLinear:
    """A fitted model: its pairs, people in all, and the deviance."""

    pairs: tuple[Pair, ...]
    people: float
    deviance: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a model's estimate exists (no parameter runs away) and is determined (full rank)."""

    pairs: tuple[Pair, ...]
    exists: bool
    determined: bool

    @property
    def sound(self) -> bool:
        """Exists and is determined."""
        return self.exists and self.determined


def all_pairs(table: Histories) -> tuple[Pair, ...]:
    """Every pair of lists."""
    return tuple(combinations(range(len(table.lists)), 2))


def standing(table: Histories, pairs: Sequence[Pair]) -> Standing:
    """Check a model before trusting a number from it: a linear program for existence, a rank for being determined."""
    cells, design, counts, _ = _problem(table, pairs)
    rank = int(np.linalg.matrix_rank(design)) if len(cells) else 0
    determined = rank == design.shape[1]
    return Standing(tuple(pairs), _exists(design, counts), determined)


def _problem(
    table: Histories, pairs: Sequence[Pair]
) -> tuple[NDArray[np.int64], Floats, Floats, tuple[Pair, ...]]:
    """(cells left, design, counts, pairs with a finite parameter)."""
    full = table.full()
    cells = np.arange(1, len(full))
    finite = []
    for a, b in pairs:
        if table.overlap(a, b):
            finite.append((a, b))
        else:
            cells = cells[(cells >> a & 1 & cells >> b) == 0]
    return cells, _design(cells, len(table.lists), finite), full[cells].astype(np.float64), tuple(finite)


def _design(cells: NDArray[np.int64], lists: int, pairs: Sequence[Pair]) -> Floats:
    on = (cells[:, None] >> np.arange(lists) & 1).astype(np.float64)
    columns = [np.ones(len(cells)), *on.T, *(on[:, a] * on[:, b] for a, b in pairs)]
    return np.stack(columns, axis=1)


def _exists(design: Floats, counts: Floats) -> bool:
    """Whether some table with no zero has the same sufficient statistics: then no parameter runs to infinity."""
    cells = len(counts)
    # Variables: the table z and the smallest cell s; z_c >= s, s at most 1; make s large.
    goal = np.zeros(cells + 1)
    goal[-1] = -1.0
    equal = np.hstack((design.T, np.zeros((design.shape[1], 1))))
    above = np.hstack((-np.eye(cells), np.ones((cells, 1))))
    found = linprog(
        goal, A_ub=above, b_ub=np.zeros(cells), A_eq=equal, b_eq=design.T @ counts,
        bounds=[(0, None)] * cells + [(None, 1.0)], method="highs",
    )  # fmt: skip
    return bool(found.status == 0 and found.x is not None and found.x[-1] > 1e-7)


def fit(table: Histories, pairs: Sequence[Pair]) -> LogLinear:
    """Maximum likelihood for one model. Check its standing first: a model that does
    not exist also gives some number.
    """
    return _fit(table, pairs)[0]


def _fit(table: Histories, pairs: Sequence[Pair]) -> tuple[LogLinear, Floats]:
    """(model, people expected in each of the 2^lists cells; the first is those on no list)."""
    cells, design, counts, _ = _problem(table, pairs)
    found, deviance = _newton(design, counts, _start(design, counts))
    missing = float(np.exp(min(found[0], _FAR)))
    expected = np.zeros(1 << len(table.lists))
    expected[cells], expected[0] = np.exp(np.minimum(design @ found, _FAR)), missing
    return LogLinear(tuple(pairs), table.people + missing, deviance), expected


def stepwise(table: Histories, threshold: float = THRESHOLD) -> LogLinear:
    """Let pairs of lists in one by one: always the overlap that the model so far explains worst, while
    that is unlikely.

    How unlikely is the Poisson tail of the overlap under the model so far, on the side where it lies;
    a pair with which no
    estimate would exist or be determined is passed over.
    """
    chosen: list[Pair] = []
    while True:
        model, expected = _fit(table, chosen)
        tails = sorted(
            (_tail(table.overlap(a, b), float(expected[_on_both(a, b, len(expected))].sum())), (a, b))
            for a, b in all_pairs(table)
            if (a, b) not in chosen
        )
        for tail, pair in tails:
            if tail >= threshold:
                return model
            if standing(table, [*chosen, pair]).sound:
                chosen.append(pair)
                break
        else:
            return model


def _tail(overlap: int, expected: float) -> float:
    above = pdtrc(overlap - 1, expected) if overlap else 1.0
    return float(min(pdtr(overlap, expected), above))


def _on_both(a: int, b: int, cells: int) -> NDArray[np.bool_]:
    everyone = np.arange(cells)
    return np.asarray((everyone >> a & everyone >> b & 1) == 1, dtype=np.bool_)


def _start(design: Floats, counts: Floats) -> Floats:
    """A first guess by weighted least squares on the logarithm of the counts."""
    weight = counts + 0.1
    normal = design.T @ (design * weight[:, None]) + 1e-6 * np.eye(design.shape[1])
    return np.asarray(np.linalg.solve(normal, design.T @ (weight * np.log(weight))), dtype=np.float64)


def _newton(design: Floats, counts: Floats, found: Floats) -> tuple[Floats, float]:
    """(parameters, deviance) of a Poisson model; a step is halved while it does not help."""
    deviance = _deviance(design, counts, found)
    for _ in range(_ROUNDS):
        expected = np.exp(np.clip(design @ found, -_FAR * 4, _FAR))
        bend = design.T @ (design * expected[:, None]) + 1e-9 * np.eye(len(found))
        step = np.linalg.solve(bend, design.T @ (counts - expected))
        for _ in range(30):
            then = _deviance(design, counts, found + step)
            if then <= deviance + 1e-10:
                break
            step /= 2
        found, before, deviance = found + step, deviance, min(then, deviance)
        if abs(before - deviance) < 1e-9 * (1 + abs(deviance)):
            break
    return found, deviance


def _deviance(design: Floats, counts: Floats, found: Floats) -> float:
    log_expected = np.clip(design @ found, -_FAR * 4, _FAR)
    fitted = np.where(counts > 0, counts * (np.log(np.maximum(counts, 1e-300)) - log_expected), 0.0)
    return float(2 * (fitted - counts + np.exp(log_expected)).sum())


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """People in all, chosen and fitted anew on each resampled table: `people`
    (times,); how often each pair was let in.
    """

    people: Floats
    chosen: tuple[tuple[Pair, float], ...]

    def quantile(self, share: float) -> float:
        """The number of people below which that share of the resampled tables gives."""
        return float(np.quantile(self.people, share))


def bootstrap(table: Histories, *, times: int, seed: int) -> Bootstrap:
    """Repeat the whole selection on tables resampled from the people documented."""
    rng = np.random.default_rng([seed, 7])
    sizes = table.sizes
    people, seen = [], dict.fromkeys(all_pairs(table), 0)
    for resampled in rng.multinomial(table.people, sizes / sizes.sum(), size=times):
        rows = [
            ([mask >> n & 1 for n in range(len(table.lists))], int(c))
            for mask, c in zip(table.masks.tolist(), resampled, strict=True)
        ]
        model = stepwise(histories(table.lists, rows))
        people.append(model.people)
        for pair in model.pairs:
            seen[pair] += 1
    return Bootstrap(np.array(people), tuple((pair, count / times) for pair, count in seen.items() if count))
