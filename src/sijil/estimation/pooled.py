"""One figure over many linkages: draws of the estimate from tables that each are one draw of who is one person.

Source of the pooling: under a proper posterior of the linkage, equal numbers of draws from each table are draws from
the whole; means and variances between and within tables are a check beside it (D. B. Rubin, Multiple Imputation, 1987).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sijil.estimation import graphs
from sijil.estimation.table import Histories, with_at_most

Floats = NDArray[np.float64]
DRAWS = 4000
"""Draws of the number of people in all that stand for one posterior."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """Draws of the number of people in all over `tables` linkages, and how far the tables lie apart.

    `between` is the variance of the tables' means, `within` the mean of their variances, both in people squared.
    """

    tables: int
    between: float
    within: float
    draws: Floats = field(repr=False, compare=False)

    def quantile(self, share: float) -> float:
        """The number of people in all below which that share of the draws lies."""
        return float(np.quantile(self.draws, share))

    @property
    def share_between(self) -> float:
        """The part of the whole variance that comes from not knowing who is one person."""
        whole = self.between + self.within
        return self.between / whole if whole else 0.0


def pool(tables: Sequence[Histories], seed: int) -> Pooled:
    """Average over graphs in each table, equal numbers of draws from each. Equal tables are averaged once."""
    known: dict[str, graphs.GraphPosterior] = {}
    parts, means, variances = [], [], []
    for number, table in enumerate(tables):
        found = known.setdefault(table.key(), graphs.average(with_at_most(table, graphs.MOST)))
        share = DRAWS * (number + 1) // len(tables) - DRAWS * number // len(tables)
        drawn = found.draws(share, seed_of(table, seed, number))
        parts.append(drawn)
        means.append(found.mean())
        variances.append(float(found.mass @ (found.people + found.missing - found.mean()) ** 2))
    between = float(np.var(means, ddof=1)) if len(means) > 1 else 0.0
    together = np.concatenate(parts)
    # Draws come table by table; strata are added draw by draw and must not meet in that order.
    np.random.default_rng(seed_of(tables[0], seed, len(tables))).shuffle(together)
    return Pooled(len(tables), between, float(np.mean(variances)), together)


def seed_of(table: Histories, seed: int, number: int = 0) -> int:
    """A seed of its own for each table and draw, so that strata are drawn apart from each other."""
    return int(np.random.SeedSequence([seed, number, int(table.key()[:15], 16)]).generate_state(1)[0])
