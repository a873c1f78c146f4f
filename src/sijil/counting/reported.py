"""Numbers that others report: each with its scope, its source and who relays it; series, and which of them stand.

In: reported counts. Out: sums and differences of like scope only, and for each source and scope the history of what
it said, the latest as-of standing and every earlier one kept (method, rule 7 and section 3.1).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sijil.counting.scope import CLOSED, CUMULATIVE, NEW, OVER_TIME, PARTS, Scope, Span, require_alike
from sijil.errors import CountError, UnlikeScopes


@dataclass(frozen=True, slots=True)
class Part:
    """A number that is said to be in another: its words, its bounds, whom it counts, the claim that says it."""

    label: str
    best: int | None
    low: int | None = None
    high: int | None = None
    population: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReportedCount:
    """A number somebody reports. None bounds are not stated; for `high` that is: no upper bound.

    `source` is whose number it is, as an independence group; `relay` is who passes it on (the source itself where it
    speaks in its own document); `page` is the document it stands in, and `story` what several documents are versions
    of. `parts_add_up` says that the parts are all of it, so that their sum must be the number; without it they are
    among it.
    """

    key: str
    source: str
    scope: Scope
    low: int | None = None
    best: int | None = None
    high: int | None = None
    relay: str = ""
    page: str = ""
    story: str = ""
    parts: tuple[Part, ...] = field(default=())
    parts_add_up: bool = False
    withdrawn: bool = False

    @property
    def value(self) -> int | None:
        """The number as it is printed: best, or the one bound that is given ("at least 973" prints 973)."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), None)

    @property
    def own(self) -> bool:
        """Whether the source itself says it."""
        return self.relay in ("", self.source)

    @property
    def as_of(self) -> date | None:
        """The last day up to which the source may have known."""
        return self.scope.as_of.latest or self.scope.as_of.earliest


Bounds = tuple[int | None, int | None, int | None]


def total(counts: Sequence[ReportedCount], *, along: str) -> Bounds:
    """Low, best and high of counts that together make one: alike in every part of their scope but `along`.

    Raises UnlikeScopes naming the part that differs; CountError where two of them are of the same `along`, or of days
    that overlap, since then somebody would be counted twice. A bound that one count leaves open is open in the sum.
    """
    if along not in PARTS:
        raise CountError(f"{along!r} is no part of a scope", remedy=f"one of {', '.join(PARTS)}")
    scopes = [count.scope for count in counts]
    require_alike(scopes, doing="add", but=(along,), open_is_like=_one_source(counts))
    _require_apart(scopes, along)
    return _sum([c.low for c in counts]), _sum([c.best for c in counts]), _sum([c.high for c in counts])


def _require_apart(scopes: Sequence[Scope], along: str) -> None:
    values = [getattr(scope, along) for scope in scopes]
    if not all(values):
        raise UnlikeScopes(
            f"cannot add counts one of which leaves the {along.replace('_', '-')} open", remedy="state it"
        )
    for position, one in enumerate(values):
        for other in values[position + 1 :]:
            if one == other or (along in OVER_TIME and one.meets(other)):
                raise CountError(
                    f"the {along.replace('_', '-')} of two counts is one: “{one}” and “{other}”",
                    remedy="adding them would count people twice",
                )


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [n for n in numbers if n is not None]
    return sum(known) if len(known) == len(numbers) else None


def difference(one: ReportedCount, other: ReportedCount) -> Bounds:
    """By how much `other` exceeds `one`. Raises UnlikeScopes, unless the two are alike.

    Within one source's series the as-of and the period may differ: that is how far its number moved.
    """
    series = _one_source((one, other))
    but = OVER_TIME if series else ()
    require_alike((one.scope, other.scope), doing="compare", but=but, open_is_like=series)
    return _minus(other.low, one.low), _minus(other.best, one.best), _minus(other.high, one.high)


def _minus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


def _one_source(counts: Sequence[ReportedCount]) -> bool:
    return len({count.source for count in counts}) == 1


@dataclass(frozen=True, slots=True)
class History:
    """What one source said of one scope over time: `counts` by as-of, earliest first, the undated at the front.

    `standing` are those of the latest as-of that were not withdrawn: one, or several that differ, which nobody settles
    here. What is not standing is superseded or withdrawn, and kept.
    """

    source: str
    scope: Scope
    counts: tuple[ReportedCount, ...]
    standing: tuple[ReportedCount, ...]

    @property
    def agreed(self) -> bool:
        """Whether all that stands is one number."""
        return len({(c.low, c.best, c.high) for c in self.standing}) < 2


def histories(counts: Iterable[ReportedCount]) -> list[History]:
    """The histories of running totals, by source and scope; counts of what is new have none.

    A count that leaves its kind open is taken for a running total, which supersedes; nothing is ever added up.
    """
    series: dict[tuple[str, Scope], list[ReportedCount]] = defaultdict(list)
    for count in sorted(counts, key=lambda c: c.key):
        if count.scope.kind != NEW:
            series[count.source, series_of(count.scope)].append(count)
    found = [_history(source, scope, rows) for (source, scope), rows in series.items()]
    return sorted(found, key=lambda h: (h.source, *(str(getattr(h.scope, part)) for part in PARTS)))


def series_of(scope: Scope) -> Scope:
    """The scope without what moves within a series: the as-of and, of a running total, the period."""
    kind = scope.kind or CUMULATIVE
    return replace(scope, kind=kind, as_of=Span(), period=scope.period if kind == CLOSED else Span())


def _history(source: str, scope: Scope, rows: list[ReportedCount]) -> History:
    ordered = sorted(rows, key=_by_time)
    valid = [c for c in ordered if not c.withdrawn]
    last = max((c.as_of or date.min for c in valid), default=None)
    standing = tuple(c for c in valid if (c.as_of or date.min) == last)
    return History(source, scope, tuple(ordered), standing)


def _by_time(count: ReportedCount) -> tuple[date, date, int, str]:
    """Earliest first; within one day the number that may have been true earlier, then the smaller one."""
    as_of = count.scope.as_of
    return (count.as_of or date.min, as_of.earliest or date.min, count.value or 0, count.key)
