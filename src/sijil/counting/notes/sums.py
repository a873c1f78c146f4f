"""Parts against their total, and what came new against the running totals before and after."""

from collections.abc import Iterator, Sequence

from sijil.counting.notes.note import Note
from sijil.counting.reported import Part, ReportedCount, series_of
from sijil.counting.scope import CLOSED, CUMULATIVE, NEW, Scope, differing


def notes(counts: Sequence[ReportedCount]) -> Iterator[Note]:
    """Totals that are not the sum of their parts, parts larger than their total, and increments that do not fit."""
    for count in counts:
        yield from _parts(count)
    increments = [c for c in counts if c.scope.kind == NEW]
    running = [c for c in counts if c.scope.kind in ("", CUMULATIVE)]
    for increment in increments:
        yield from _increment(increment, running)


def _parts(count: ReportedCount) -> Iterator[Note]:
    total = count.value
    if total is None:
        return
    bound = total if count.high is None else count.high
    for part in count.parts:
        if part.best is not None and part.best > bound:
            yield Note("part_over_total", _keys(count, [part]), (total, part.best), words=(part.label,))
    known = [part.best for part in count.parts if part.best is not None]
    if count.parts_add_up and len(known) == len(count.parts) > 1 and not _fits(count, sum(known)):
        labels = tuple(part.label for part in count.parts)
        yield Note("parts_misfit", _keys(count, count.parts), (total, *known, sum(known)), words=labels)


def _fits(count: ReportedCount, summed: int) -> bool:
    """Whether parts may add up to a number as it was said: "more than 1,300" holds 1,311."""
    if count.best is not None and count.low == count.best == count.high:
        return summed == count.best
    above = count.low is None or summed >= count.low
    below = count.high is None or summed <= count.high
    return above and below if count.low is not None or count.high is not None else summed == count.best


def _keys(count: ReportedCount, parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([count.key, *(part.key for part in parts if part.key)]))


def _increment(new: ReportedCount, running: Sequence[ReportedCount]) -> Iterator[Note]:
    """`new` brings a running total of the same scope to the one of its own as-of date."""
    alike = [c for c in running if _one_series(c.scope, new.scope) and c.as_of]
    after = {c.value: c for c in reversed(alike) if c.as_of == new.as_of}
    before = sorted((c for c in alike if new.as_of and c.as_of and c.as_of < new.as_of), key=_by_time)
    if not after or not before or new.value is None:
        return
    starts = {c.value for c in before}
    for total in after.values():
        base = (total.value or 0) - new.value
        if base in starts:
            continue
        last = before[-1]
        summed = (last.value or 0) + new.value
        kind = "increment_misfit" if _next_day(last, total) else "increment_from_nowhere"
        yield Note(
            kind, (last.key, new.key, total.key), (total.value or 0, last.value or 0, new.value, summed)
        )


def _one_series(scope: Scope, new: Scope) -> bool:
    return scope.kind != CLOSED and not differing(series_of(scope), series_of(new), but=("kind", "evidence"))


def _by_time(count: ReportedCount) -> tuple[str, int, str]:
    return str(count.as_of), count.value or 0, count.key


def _next_day(before: ReportedCount, after: ReportedCount) -> bool:
    """Whether the later total is of the day after, so that no other lies between the two."""
    if before.as_of is None or after.as_of is None:
        return False
    return (after.as_of - before.as_of).days <= 1
