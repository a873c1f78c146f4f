"""Sums over strata from draws: what can be estimated, and beside it what can only be counted.

The sum of medians is not the median of a sum, so each stratum's draws are added draw by draw; strata in which a figure
is refused are never in the sum and never silently left out: they stand beside it with the people they document.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Part:
    """One stratum: the people it documents, and draws of the people in all; none where a figure is refused."""

    name: str
    documented: int
    draws: ArrayLike = ()


@dataclass(frozen=True, slots=True)
class Total:
    """People in all over the strata that could be estimated, and who is documented where nothing could.

    `low` and `high` hold 95 % of the draws. All three are None where no stratum could be estimated.
    """

    people: float | None
    low: float | None
    high: float | None
    documented: int
    estimated: tuple[str, ...]
    documented_only: tuple[tuple[str, int], ...]

    def as_json(self) -> dict[str, Any]:
        """Plain data; `documented` counts the strata that were estimated, `documented_only` the others."""
        shown = None
        if self.people is not None and self.low is not None and self.high is not None:
            shown = {
                "people": round(self.people),
                "low": round(self.low),
                "high": round(self.high),
                "undocumented": round(self.people) - self.documented,
            }
        return {
            "estimate": shown,
            "documented": self.documented,
            "strata": list(self.estimated),
            "documented_only": [{"stratum": name, "people": people} for name, people in self.documented_only],
        }


def total(parts: Sequence[Part]) -> Total:
    """Add what was estimated, draw by draw; every estimated part has as many draws as the others."""
    draws = [np.asarray(part.draws, dtype=np.float64) for part in parts]
    sound = [(part, some) for part, some in zip(parts, draws, strict=True) if some.size]
    left = tuple(
        (part.name, part.documented) for part, some in zip(parts, draws, strict=True) if not some.size
    )
    if not sound:
        return Total(None, None, None, 0, (), left)
    low, middle, high = np.quantile(np.sum([some for _, some in sound], axis=0), [0.025, 0.5, 0.975])
    documented = sum(part.documented for part, _ in sound)
    return Total(
        float(middle), float(low), float(high), documented, tuple(part.name for part, _ in sound), left
    )
