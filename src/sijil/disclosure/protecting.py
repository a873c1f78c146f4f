"""Tables made fit to be published: merged, rounded or with cells left out, and then attacked until they hold.

Of small counts the living are protected: injured, displaced, detained, witnesses. The dead are not hidden as such; who
publishes them gives a threshold of 0 for their tables. Merging categories is tried first, then rounding, then leaving
out; what holds nowhere is not published at all.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sijil.disclosure.attacker import Attacker, Narrowed, Question
from sijil.disclosure.tables import ALL, HIDDEN, Key, PublishedTable, Shown, Table

THRESHOLD = 5
"""Counts from 1 to one less are small; an attacker's interval of one must be at least so wide."""
METHODS = ("as it is", "coarsen", "round", "drop cells", "drop the table")
_ROUNDS = 200

Releases = Sequence[Sequence[PublishedTable]]


@dataclass(frozen=True, slots=True)
class Protected:
    """A table fit to be published, or None, how it was made so, and the narrowest interval of a small count in it."""

    table: PublishedTable | None
    method: str
    narrowest: float


def protect(
    tables: Sequence[Table],
    *,
    threshold: int = THRESHOLD,
    earlier: Releases = (),
    before: Sequence[Table] = (),
    methods: Sequence[str] = METHODS[1:],
) -> list[Protected]:
    """Make tables fit one after another, each attacked together with those before it and with earlier releases.

    A threshold of 0 publishes as it is. The order is the order of importance: what comes first stays finest. `before`
    are the true counts at the last of the `earlier` releases: few who came since are protected as a small count is.
    """
    then = {table.name: table for table in before}
    done: list[Protected] = []
    kept: list[tuple[list[Question], PublishedTable]] = []
    for table in tables:
        asked = _small(table, threshold, then.get(table.name), len(earlier))
        found = _made_fit(table, asked, kept, threshold, earlier, methods)
        done.append(found)
        if found.table is not None:
            kept.append((asked, found.table))
    return done


def _made_fit(
    table: Table,
    asked: Sequence[Question],
    kept: Sequence[tuple[Sequence[Question], PublishedTable]],
    threshold: int,
    earlier: Releases,
    methods: Sequence[str],
) -> Protected:
    questions = [*asked, *(question for some, _ in kept for question in some)]
    others = [published for _, published in kept]
    for method, published in _tries(table, threshold, methods):
        narrowest = _narrowest(earlier, [*others, published], questions, threshold)
        if method == "drop cells" and narrowest < threshold:
            published, narrowest = _more_dropped(table, published, others, questions, threshold, earlier)
        if narrowest >= threshold:
            return Protected(published, method, narrowest)
    return Protected(None, "drop the table", _narrowest(earlier, others, questions, threshold))


def _tries(table: Table, threshold: int, methods: Sequence[str]) -> Iterator[tuple[str, PublishedTable]]:
    yield "as it is", as_it_is(table)
    if "coarsen" in methods:
        for dimension, steps in table.steps.items():
            for step in steps:
                yield "coarsen", coarsened(table, dimension, step)
    if "round" in methods:
        for base in (threshold + 1, 2 * threshold, 4 * threshold):
            yield "round", rounded(table, base, threshold)
    if "drop cells" in methods:
        yield "drop cells", _without(table, {question.key for question in _small(table, threshold)})


def as_it_is(table: Table) -> PublishedTable:
    """Every count as it is."""
    cells = {key: Shown(n, n) for key, n in table.counts().items()}
    return PublishedTable(table.name, table.dimensions, cells)


def coarsened(table: Table, dimension: str, step: Mapping[str, str]) -> PublishedTable:
    """Counts of coarser categories of one dimension."""
    published = as_it_is(table.merged(dimension, step))
    return replace(published, merged={dimension: dict(step)})


def rounded(table: Table, base: int, threshold: int) -> PublishedTable:
    """Every count rounded to a multiple of `base`, halves up, and those up to the threshold as one class with 0.

    Each cell by itself, so that totals may not add up.
    """
    half = base // 2
    cells = {}
    for key, n in table.counts().items():
        to = (n + half) // base * base
        about = Shown(max(0, to - half), to + base - 1 - half)
        cells[key] = Shown(0, max(threshold, base - 1 - half)) if n <= threshold or not to else about
    return PublishedTable(table.name, table.dimensions, cells)


def _without(table: Table, hidden: set[Key]) -> PublishedTable:
    cells = {key: HIDDEN if key in hidden else Shown(n, n) for key, n in table.counts().items()}
    return PublishedTable(table.name, table.dimensions, cells)


def _small(table: Table, threshold: int, then: Table | None = None, releases: int = 0) -> list[Question]:
    """Small counts of a table, and small numbers of those who came since an earlier release."""
    counts = sorted(table.counts().items())
    found = [Question(table.dimensions, key) for key, n in counts if 0 < n < threshold]
    if then is not None:
        was = then.counts()
        came = [(key, n - was.get(key, 0)) for key, n in counts]
        found += [Question(table.dimensions, key, releases) for key, n in came if 0 < n < threshold]
    return found


def _narrowest(
    earlier: Releases, tables: Sequence[PublishedTable], questions: Sequence[Question], threshold: int
) -> float:
    """The narrowest interval of a count that is asked for; the first that is too narrow ends the search."""
    narrowest = math.inf
    if not tables or not questions:
        return narrowest
    attacker = Attacker([*earlier, tables])
    for question in questions:
        narrowest = min(narrowest, attacker.knows(question).width)
        if narrowest < threshold:
            break
    return narrowest


def _more_dropped(
    table: Table,
    published: PublishedTable,
    others: Sequence[PublishedTable],
    questions: Sequence[Question],
    threshold: int,
    earlier: Releases,
) -> tuple[PublishedTable, float]:
    """Leave out further cells, the smallest that share a line with one that is narrowed too far, until all hold."""
    counts = table.counts()
    hidden = {key for key, shown in published.cells.items() if shown.hidden}
    for _ in range(_ROUNDS):
        attacker = Attacker([*earlier, [*others, published]])
        known = next((k for k in map(attacker.knows, questions) if k.width < threshold), None)
        if known is None:
            return published, threshold
        partners = _partners(known, table, hidden, counts)
        if not partners:
            return published, known.width
        hidden.add(partners[0])
        published = _without(table, hidden)
    return published, 0


def _partners(known: Narrowed, table: Table, hidden: set[Key], counts: Mapping[Key, int]) -> list[Key]:
    """Cells not left out yet that are near one: differing in few categories first, then inner ones, then small ones."""
    about = known.question
    key = tuple(
        about.key[about.dimensions.index(d)] if d in about.dimensions else ALL for d in table.dimensions
    )
    return sorted(
        (other for other in counts if other not in hidden and counts[other]),
        key=lambda other: (
            sum(a != b for a, b in zip(key, other, strict=True)),
            other.count(ALL),
            counts[other],
            other,
        ),
    )
