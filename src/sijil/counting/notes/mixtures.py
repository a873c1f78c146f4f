"""Numbers printed together that were never true together: one of today beside others of yesterday."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sijil.counting.notes.note import Note
from sijil.counting.reported import ReportedCount, series_of


def notes(counts: Sequence[ReportedCount]) -> Iterator[Note]:
    """On each page: a number that its source had replaced by the day another number of that page became true."""
    pages: dict[str, list[ReportedCount]] = defaultdict(list)
    for count in counts:
        if count.page:
            pages[count.page].append(count)
    for page in sorted(pages):
        for old in pages[page]:
            for recent in pages[page]:
                yield from _mixed(old, recent, counts)


def _mixed(old: ReportedCount, recent: ReportedCount, counts: Sequence[ReportedCount]) -> Iterator[Note]:
    if series_of(old.scope) == series_of(recent.scope):
        return
    said_first, became_true = _first(old, counts), _first(recent, counts)
    if said_first is None or became_true is None or said_first >= became_true:
        return
    successors = [
        c
        for c in _series(old, counts)
        if said_first < _since(c, counts) and (_day(c) or date.max) <= became_true and c.page != old.page
    ]
    if successors:
        right = max(successors, key=lambda c: (str(_day(c)), c.key))
        numbers = (recent.value or 0, old.value or 0, right.value or 0)
        dates = (str(said_first), str(became_true))
        yield Note("stale_mixture", (recent.key, old.key, right.key), numbers, "as_of", dates)


def _first(count: ReportedCount, counts: Sequence[ReportedCount]) -> date | None:
    """The first day for which another page gives the same number in the same series."""
    elsewhere = [c for c in _series(count, counts) if c.value == count.value and c.page != count.page]
    return min((day for c in elsewhere if (day := _day(c))), default=None)


def _since(count: ReportedCount, counts: Sequence[ReportedCount]) -> date:
    """The first day for which anybody gives this number in its series: a number repeated later is no newer."""
    days = [_day(c) for c in _series(count, counts) if c.value == count.value]
    return min((day for day in days if day), default=date.min)


def _day(count: ReportedCount) -> date | None:
    """The first day for which the number may have been true."""
    return count.scope.as_of.earliest or count.scope.as_of.latest


def _series(count: ReportedCount, counts: Sequence[ReportedCount]) -> list[ReportedCount]:
    scope = series_of(count.scope)
    return [c for c in counts if series_of(c.scope) == scope]
