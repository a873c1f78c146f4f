"""What goes wrong when others pass a number on: a digit slips, a part becomes the whole, one story tells it twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sijil.counting.notes.meanings import is_distinctive
from sijil.counting.notes.note import Note, pairs
from sijil.counting.reported import ReportedCount, series_of
from sijil.counting.scope import contrary

WRONG_DIGITS = 2
"""How many digits two spellings of one number may differ in."""
_NOT_MEANT = ("period", "as_of", "kind", "evidence")


def notes(counts: Sequence[ReportedCount]) -> Iterator[Note]:
    """Slips of the pen, two versions of one story, and parts passed on as wholes."""
    for one, other in _comparable(counts):
        if one.story and one.story == other.story and _alike(one, other):
            yield Note("two_versions", (one.key, other.key), (one.value or 0, other.value or 0))
        elif _slip(one, other) and not _both_parts(one, other, counts):
            right, wrong = sorted((one, other), key=lambda c: (-_support(c, counts), not c.own, c.key))
            yield Note("transcription", (right.key, wrong.key), (right.value or 0, wrong.value or 0))
    for whole in counts:
        yield from _part_for_whole(whole, counts)
    yield from _slips_in_parts(counts)


def _comparable(counts: Sequence[ReportedCount]) -> Iterator[tuple[ReportedCount, ReportedCount]]:
    """Counts with different numbers that are versions of one story, or whose numbers begin alike."""
    near: dict[object, list[ReportedCount]] = defaultdict(list)
    for count in counts:
        if count.value is not None:
            near[len(str(count.value)), str(count.value)[0]].append(count)
            if count.story:
                near[count.story].append(count)
    found = {(a.key, b.key): (a, b) for rows in near.values() for a, b in pairs(rows) if a.value != b.value}
    yield from (found[keys] for keys in sorted(found))


def _alike(one: ReportedCount, other: ReportedCount) -> bool:
    return not contrary(one.scope, other.scope, but=_NOT_MEANT)


def _slip(one: ReportedCount, other: ReportedCount) -> bool:
    """Whether two relays may have meant one number: of one date and scope, and nearly the same digits."""
    if one.own and other.own:
        return False
    dated = one.scope.as_of and other.scope.as_of
    same_day = not dated or one.scope.as_of == other.scope.as_of
    alike = _alike(one, other) and one.scope.kind == other.scope.kind
    return same_day and alike and one.page != other.page and near_digits(one.value or 0, other.value or 0)


def near_digits(one: int, other: int) -> bool:
    """Whether two numbers of as many digits, three or more, begin alike and differ in at most two digits."""
    a, b = str(one), str(other)
    if len(a) != len(b) or len(a) < 3 or a[0] != b[0]:
        return False
    return 0 < sum(x != y for x, y in zip(a, b, strict=True)) <= WRONG_DIGITS


def _support(count: ReportedCount, counts: Sequence[ReportedCount]) -> int:
    """How many relays give this number of the same things, whomever they say it counts."""
    unit = (count.value, count.scope.act, count.scope.unit)
    return len({c.relay or c.source for c in counts if (c.value, c.scope.act, c.scope.unit) == unit})


def _part_for_whole(whole: ReportedCount, counts: Sequence[ReportedCount]) -> Iterator[Note]:
    """A number that one relay gives for all, and that is one of the parts of the source's own whole."""
    labels = {part.best: part.label for part in whole.parts if part.best is not None}
    if not whole.parts_add_up:
        return
    for other in counts:
        value = other.value
        if other.page == whole.page or value not in labels or value is None or not is_distinctive(value):
            continue
        if not other.parts and series_of(other.scope) == series_of(whole.scope):
            yield Note(
                "part_for_whole", (whole.key, other.key), (whole.value or 0, value), words=(labels[value],)
            )


def _both_parts(one: ReportedCount, other: ReportedCount, counts: Sequence[ReportedCount]) -> bool:
    """Whether somebody gives both numbers as two parts of one whole: then neither is a slip of the other."""
    return any({one.value, other.value} <= {part.best for part in count.parts} for count in counts)


def _slips_in_parts(counts: Sequence[ReportedCount]) -> Iterator[Note]:
    """Two relays that agree on a number and not on a part of it."""
    by_value: dict[int | None, list[ReportedCount]] = defaultdict(list)
    for count in counts:
        if count.parts:
            by_value[count.value].append(count)
    for rows in by_value.values():
        for one, other in pairs(rows):
            if one.page != other.page and _alike(one, other):
                yield from _part_slips(one, other)


def _part_slips(one: ReportedCount, other: ReportedCount) -> Iterator[Note]:
    told = {part.label: part.best for part in other.parts}
    for part in one.parts:
        also = told.get(part.label)
        if part.best is not None and also is not None and near_digits(part.best, also):
            yield Note("transcription", (one.key, other.key), (part.best, also), words=(part.label,))
