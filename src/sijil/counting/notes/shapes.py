"""What cannot be as it is said: a negative number, an as-of before its period, a number that its source withdrew."""

from collections.abc import Iterator, Sequence

from sijil.counting.notes.note import Note
from sijil.counting.reported import ReportedCount, histories


def notes(counts: Sequence[ReportedCount]) -> Iterator[Note]:
    """The notes on single counts, and on series whose latest numbers differ."""
    for count in counts:
        value = count.value or 0
        if any(n is not None and n < 0 for n in (count.low, count.best, count.high)):
            yield Note("negative", (count.key,), (value,))
        start, end = count.scope.period.earliest, count.as_of
        if start and end and end < start:
            yield Note("as_of_before_period", (count.key,), (value,), "as_of", (str(end), str(start)))
        if count.withdrawn:
            yield Note("withdrawn", (count.key,), (value,))
    for history in histories(counts):
        if not history.agreed:
            standing = history.standing
            values = tuple(sorted({c.value for c in standing if c.value is not None}))
            yield Note("two_standing", tuple(c.key for c in standing), values, "as_of", _as_of(standing[0]))


def _as_of(count: ReportedCount) -> tuple[str, ...]:
    return (str(count.as_of),) if count.as_of else ()
