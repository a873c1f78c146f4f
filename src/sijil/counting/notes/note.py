"""One note: what kind of misfit, on which counts, with the numbers that do not fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sijil.counting.reported import ReportedCount

KINDS = (
    "parts_misfit",
    "part_over_total",
    "part_outside_population",
    "increment_misfit",
    "increment_from_nowhere",
    "two_meanings",
    "stale_mixture",
    "transcription",
    "two_versions",
    "part_for_whole",
    "two_standing",
    "negative",
    "as_of_before_period",
    "withdrawn",
)
"""Every kind of note, in the order in which a report lists them."""


@dataclass(frozen=True, slots=True)
class Note:
    """A misfit: `counts` are keys of the reported counts whose quotes stand side by side, `part` the part of the scope
    that differs, `numbers` what does not fit (as printed first, as it would have to be last), `words` what they are of.
    """

    kind: str
    counts: tuple[str, ...]
    numbers: tuple[int, ...]
    part: str = ""
    words: tuple[str, ...] = ()


def in_order(notes: Iterable[Note]) -> list[Note]:
    """Notes without repetition: by kind, then by the counts they are about."""
    return sorted(set(notes), key=lambda n: (KINDS.index(n.kind), n.counts, n.numbers, n.part, n.words))


def pairs(rows: Sequence[ReportedCount]) -> Iterable[tuple[ReportedCount, ReportedCount]]:
    """Every two counts once, in the order given."""
    for position, one in enumerate(rows):
        for other in rows[position + 1 :]:
            yield one, other
