"""Capture histories in, estimates or refusals out: how many more there are than the lists document.

In: a table of which people are on which lists (`read_histories`, `histories`). Out: an `Estimate` with every model, its
interval and assumption, the gates R1 to R9 with their numbers, and one figure only where no gate
forbids it. Nothing here
reads a clock or a case; the same table, seed and version give the same digits on one machine.
"""

from sijil.estimation.estimate import MODELS, VERSION, Estimate, ModelResult, estimate
from sijil.estimation.gates import Gate
from sijil.estimation.strata import Part, Total, total
from sijil.estimation.table import Histories, histories, read_histories
from sijil.estimation.words import assumes, reason

__all__ = [
    "MODELS",
    "VERSION",
    "Estimate",
    "Gate",
    "Histories",
    "ModelResult",
    "Part",
    "Total",
    "assumes",
    "estimate",
    "histories",
    "read_histories",
    "reason",
    "total",
]
