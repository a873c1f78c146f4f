"""The scope of a reported number: without it a number is not comparable with any other (method, section 3).

Twenty published totals of one event mostly do not contradict each other: they differ in population, period, area,
perpetrator, evidence level or as-of date. So a number is stored with its scope, and nothing here adds or compares
numbers whose scopes are unlike; the error names the part that differs.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from sijil.errors import UnlikeScopes

PARTS = ("act", "unit", "population", "period", "area", "perpetrator", "evidence", "kind", "as_of")
"""The parts of a scope, in the order in which a difference is named."""
CUMULATIVE, NEW, CLOSED = "cumulative", "new", "closed"
"""The kinds of count: everything up to the as-of date; what came on top of the last count; a period that has ended."""
OVER_TIME = ("period", "as_of")
"""What two counts of one series differ in: a running total is of a longer period each time it is given."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `earliest` to `latest`, both in it; None is open."""

    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def day(cls, day: date) -> "Span":
        """One day."""
        return cls(day, day)

    def __bool__(self) -> bool:
        return self.earliest is not None or self.latest is not None

    def __str__(self) -> str:
        if self.earliest == self.latest:
            return str(self.earliest or "")
        return f"{self.earliest or ''}..{self.latest or ''}"

    def meets(self, other: "Span") -> bool:
        """Whether a day may lie in both; an open end may be any day."""
        starts_late = self.earliest and other.latest and other.latest < self.earliest
        ends_early = self.latest and other.earliest and self.latest < other.earliest
        return not (starts_late or ends_early)


@dataclass(frozen=True, slots=True)
class Population:
    """Whom a number counts: the kind that arithmetic knows, and the source's own words where they say more.

    `words` are compared as words and never interpreted: a community stands in quotes or nowhere (method rule 17).
    """

    kind: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.words)

    def __str__(self) -> str:
        return f"{self.kind} (“{self.words}”)" if self.words else self.kind


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reported number is of. An empty part was not said: it is open, and nobody fills it in.

    `act` is the event type, `unit` what is counted (people, incidents, places), `perpetrator` and `evidence` words of
    the source or of a reviewer, `kind` CUMULATIVE, NEW or CLOSED, `as_of` the day up to which the source knew.
    """

    act: str = ""
    unit: str = ""
    population: Population = field(default_factory=Population)
    period: Span = field(default_factory=Span)
    area: str = ""
    perpetrator: str = ""
    evidence: str = ""
    kind: str = ""
    as_of: Span = field(default_factory=Span)

    @property
    def open_parts(self) -> tuple[str, ...]:
        """The parts that were not said."""
        return tuple(part for part in PARTS if not getattr(self, part))


def differing(one: Scope, other: Scope, *, but: Collection[str] = ()) -> tuple[str, ...]:
    """The parts in which two scopes differ, one of them being open included; those named in `but` left out."""
    return tuple(p for p in PARTS if p not in but and getattr(one, p) != getattr(other, p))


def contrary(one: Scope, other: Scope, *, but: Collection[str] = ()) -> tuple[str, ...]:
    """The parts of which both scopes say something, and not the same."""
    return tuple(p for p in differing(one, other, but=but) if getattr(one, p) and getattr(other, p))


def require_alike(
    scopes: Iterable[Scope], *, doing: str, but: Collection[str] = (), open_is_like: bool
) -> None:
    """Raise UnlikeScopes unless all scopes are alike, naming the first part that differs and both its values.

    `open_is_like` says whether a part that all leave open is alike: within one source's own series it is, between two
    sources nobody knows what either leaves out.
    """
    first, *rest = list(scopes)
    for other in rest:
        for part in PARTS:
            if part not in but:
                _require_part(part, first, other, doing, open_is_like)


def _require_part(part: str, one: Scope, other: Scope, doing: str, open_is_like: bool) -> None:
    a, b = getattr(one, part), getattr(other, part)
    name = part.replace("_", "-")
    if a != b:
        raise UnlikeScopes(
            f"cannot {doing} counts whose {name} differs: {_shown(a)} and {_shown(b)}",
            remedy="show them side by side, each with its scope",
        )
    if not a and not open_is_like:
        raise UnlikeScopes(
            f"cannot {doing} counts of two sources that both leave the {name} open",
            remedy="state what each source counts, with the words that say so",
        )


def _shown(value: object) -> str:
    return f"“{value}”" if value else "not said"
