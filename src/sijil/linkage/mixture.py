"""What the levels of agreement weigh: a mixture of three kinds of pairs, fitted by expectation-maximisation.

Lists of victims are full of families: pairs of relatives agree in father, family name, place and day as one person
does, and differ in the given name and the age. A model of two kinds (the same person, or not) takes them for the same
or forgets what the names weigh. Here the kinds are: one person, two relatives, two strangers; within a kind the
comparisons are independent (Fellegi and Sunter 1969; latent classes after Winkler 1988). Everything is counted over
distinct patterns of levels, so the work does not grow with the number of pairs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sijil.linkage.comparing import COMPARISONS, Levels, pack, unpack

SAME, RELATED, STRANGERS = 0, 1, 2
ROUNDS = 60
SMALLEST = 1e-12
CHUNK = 4_000_000
"""Pairs scored together, so that what that takes in memory does not grow with them."""
RARITY = 0.4
"""How much of the rarity of agreeing names counts: parts of names go together in families, so less than all."""

_DISAGREEING = {
    "given": (2, 0.12),
    "family": (2, 0.20),
    "middle": (2, 0.20),
    "sex": (0, 0.03),
    "age": (2, 0.10),
    "date": (2, 0.25),
    "birth": (2, 0.10),
    "place": (0, 0.10),
}
"""Of one person's records at most such a share disagree (up to that level). Without it, lists that share few people
let the kind drift to pairs of strangers who have something else in common."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted mixture. `shares` of the three kinds; `tables[c][level + 1, kind]` how likely a level is in a kind;
    `odds` the logarithm of the odds for one person, by packed pattern.
    """

    shares: Floats
    tables: tuple[Floats, ...]
    odds: Mapping[int, float]

    def score(
        self, packed: npt.NDArray[np.int32], rarity: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.float32]:
        """Log odds that the two records of a pair are one person."""
        patterns = np.array(sorted(self.odds), np.int32)
        values = np.array([self.odds[int(pattern)] for pattern in patterns], np.float32)
        score = np.empty(len(packed), np.float32)
        for start in range(0, len(packed), CHUNK):
            rows = slice(start, start + CHUNK)
            score[rows] = self._odds(packed[rows], patterns, values) + np.float32(RARITY) * rarity[rows]
        return score

    def _odds(
        self, packed: npt.NDArray[np.int32], patterns: npt.NDArray[np.int32], values: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.float32]:
        at = np.searchsorted(patterns, packed)
        at = np.minimum(at, len(patterns) - 1)
        found = values[at]
        fresh = patterns[at] != packed
        if fresh.any():
            found[fresh] = odds_of(unpack(packed[fresh]), self.shares, self.tables)
        return found


def fit(levels: Levels, counts: Floats, start: Floats, fixed: npt.NDArray[np.bool_] | None = None) -> Weights:
    """Fit to distinct patterns (patterns x 9) seen `counts` times, from the probabilities of the kinds in `start`.

    Rows of `fixed` keep theirs: pairs that a reviewer has judged.
    """
    likely = start / start.sum(axis=1, keepdims=True)
    shares, tables = _count(levels, counts, likely)
    for _ in range(ROUNDS):
        logs = _logs(levels, shares, tables)
        logs -= logs.max(axis=1, keepdims=True)
        fresh = np.exp(logs)
        fresh /= fresh.sum(axis=1, keepdims=True)
        if fixed is not None:
            fresh[fixed] = start[fixed]
        likely = fresh
        shares, tables = _count(levels, counts, likely)
    odds = odds_of(levels, shares, tables)
    return Weights(shares, tables, {int(p): float(o) for p, o in zip(pack(levels), odds, strict=True)})


def odds_of(levels: Levels, shares: Floats, tables: tuple[Floats, ...]) -> Floats:
    """Log odds of one person against relatives and strangers together."""
    logs = _logs(levels, shares, tables)
    return np.asarray(logs[:, SAME] - np.logaddexp(logs[:, RELATED], logs[:, STRANGERS]))


def _count(levels: Levels, counts: Floats, likely: Floats) -> tuple[Floats, tuple[Floats, ...]]:
    weighted = counts[:, None] * likely
    shares = weighted.sum(axis=0) + 0.5
    tables = []
    for column in range(len(COMPARISONS)):
        table = np.zeros((8, 3))
        for level in np.unique(levels[:, column]):
            if level >= 0:
                table[level + 1] = weighted[levels[:, column] == level].sum(axis=0) + 0.5
        table /= np.maximum(table.sum(axis=0), SMALLEST)
        _bound(table, COMPARISONS[column])
        table[0] = 1.0
        tables.append(table)
    return shares / shares.sum(), tuple(tables)


def _bound(table: Floats, comparison: str) -> None:
    """Hold the disagreement of one person's records within its bound."""
    if comparison in _DISAGREEING:
        level, most = _DISAGREEING[comparison]
        _at_most(table[1 : level + 2, SAME], table[level + 2 :, SAME], most)


def _at_most(held: Floats, rest: Floats, most: float) -> None:
    if held.sum() > most and rest.sum() > 0:
        held *= most / held.sum()
        rest *= (1.0 - most) / rest.sum()


def _logs(levels: Levels, shares: Floats, tables: tuple[Floats, ...]) -> Floats:
    logs = np.tile(np.log(shares), (len(levels), 1))
    for column, table in enumerate(tables):
        logs += np.log(np.maximum(table[levels[:, column] + 1], SMALLEST))
    return np.asarray(logs)
