"""One number with two meanings, and parts that hold people whom their total leaves out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sijil.counting.notes.note import Note
from sijil.counting.populations import within
from sijil.counting.reported import ReportedCount

DISTINCTIVE = 100
"""Numbers below it, and whole hundreds, meet by chance too often to say anything."""
_MEANING = ("population", "area", "act", "perpetrator")


def notes(counts: Sequence[ReportedCount]) -> Iterator[Note]:
    """The same number of one source under two scopes; totals whose parts are not of their population."""
    by_value: dict[tuple[int, str], list[ReportedCount]] = defaultdict(list)
    for count in counts:
        if count.value and is_distinctive(count.value):
            by_value[count.value, count.scope.unit].append(count)
    for (value, _), rows in sorted(by_value.items()):
        for part in _MEANING:
            yield from _two_meanings(value, part, rows)
    for count in counts:
        yield from _outside(count, counts)


def _two_meanings(value: int, part: str, rows: Sequence[ReportedCount]) -> Iterator[Note]:
    """One note a part: the first count of each meaning."""
    told: dict[str, str] = {}
    for count in rows:
        if meaning := getattr(count.scope, part):
            told.setdefault(str(meaning), count.key)
    if len(told) > 1:
        yield Note("two_meanings", tuple(told.values()), (value,), part, tuple(told))


def is_distinctive(value: int) -> bool:
    """Whether a number is unlikely to come up twice by chance."""
    return value >= DISTINCTIVE and value % 100 != 0


def _outside(total: ReportedCount, counts: Sequence[ReportedCount]) -> Iterator[Note]:
    """A part, as it is told of elsewhere, of people who are not of the total's kind: soldiers among "civilians"."""
    whole = total.scope.population.kind
    for part in total.parts:
        kinds: dict[str, str] = {part.population: part.key or total.key}
        for count in counts:
            if part.best is not None and count.value == part.best and is_distinctive(part.best):
                kinds.setdefault(count.scope.population.kind, count.key)
        for kind, key in kinds.items():
            if whole and kind and not within(kind, whole):
                keys = tuple(dict.fromkeys((total.key, key)))
                numbers = (total.value or 0, part.best or 0)
                yield Note("part_outside_population", keys, numbers, "population", (whole, kind))
