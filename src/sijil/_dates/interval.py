"""A span of days as precise as it was said, with its codes at UCDP and ACLED."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from sijil.errors import SijilError

PRECISIONS = ("day", "days", "week", "month", "year", "vague", "open", "unknown")

_DAY = r"\d{4}-\d{2}-\d{2}"
_WRITTEN = re.compile(rf"(?P<one>{_DAY})|(?P<earliest>{_DAY})?\.\.(?P<latest>{_DAY})?")


class IntervalUnreadable(SijilError, ValueError):
    """A text or a pair of days that is no interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `earliest` to `latest`, both included; None is an end that was not stated.

    `precision` is one of `PRECISIONS`: what was said, not how long it is ("since 6 March" stays "open"
    even where the publication closes it). Raises `IntervalUnreadable` when the ends are the wrong way
    round or the precision is not in the list.
    """

    earliest: date | None
    latest: date | None
    precision: str

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise IntervalUnreadable(
                f"the interval ends on {self.latest}, before it begins on {self.earliest}",
                remedy="write the earlier day first",
            )
        if self.precision not in PRECISIONS:
            raise IntervalUnreadable(
                f"{self.precision!r} is no precision", remedy="use one of " + ", ".join(PRECISIONS)
            )

    def __str__(self) -> str:
        if self.earliest is not None and self.earliest == self.latest:
            return self.earliest.isoformat()
        ends = [end.isoformat() if end else "" for end in (self.earliest, self.latest)]
        return "..".join(ends)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the form that `str` writes: `2025-03-06`, `2025-03-06..2025-03-10`, `2025-03-06..`, `..2025-03-10`.

        The precision is that of the span (`shape`). Raises `IntervalUnreadable`.
        """
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise IntervalUnreadable(
                f"{text!r} is not a day or an interval of days",
                remedy="write 2025-03-06, 2025-03-06..2025-03-10, 2025-03-06.. or ..2025-03-10",
            )
        if match["one"]:
            day = _day(match["one"], text)
            return cls(day, day, "day")
        earliest = _day(match["earliest"], text) if match["earliest"] else None
        latest = _day(match["latest"], text) if match["latest"] else None
        if earliest and latest and earliest > latest:
            raise IntervalUnreadable(f"{text!r} ends before it begins", remedy="write the earlier day first")
        return cls(earliest, latest, shape(earliest, latest))


def _day(written: str, text: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise IntervalUnreadable(
            f"{written} in {text!r} is not a day of the calendar", remedy="correct the month or the day"
        ) from error


def shape(earliest: date | None, latest: date | None) -> str:
    """The precision of a plain span: day, days (2-6), week (7), a whole month, a whole year, else vague."""
    if earliest is None or latest is None:
        return "unknown" if earliest is latest else "open"
    days = (latest - earliest).days + 1
    if days < 8:
        return "day" if days == 1 else "days" if days < 7 else "week"
    if earliest.day == 1 and (latest + timedelta(days=1)).day == 1:
        if (earliest.year, earliest.month) == (latest.year, latest.month):
            return "month"
        if (earliest.month, latest.month) == (1, 12) and earliest.year == latest.year:
            return "year"
    return "vague"


def spanning(earliest: date | None, latest: date | None) -> Interval:
    """An interval with the precision of its span."""
    return Interval(earliest, latest, shape(earliest, latest))


def _length(interval: Interval) -> int | None:
    if interval.earliest is None or interval.latest is None:
        return None
    return (interval.latest - interval.earliest).days + 1


def ucdp_precision(interval: Interval) -> int:
    """`date_prec` of UCDP GED: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year.

    Source: method.md 1.13. By the length of the interval: a week is 7 days, or 8 when it is counted
    back from a day ("the past week"); up to 31 days is a month; anything longer, open or unknown is 5,
    UCDP's coarsest code.
    """
    days = _length(interval)
    if days is None:
        return 5
    steps = ((1, 1), (6, 2), (8, 3), (31, 4))
    return next((code for most, code in steps if days <= most), 5)


def acled_precision(interval: Interval) -> int:
    """`time_precision` of ACLED: 1 an exact date, 2 within a week, 3 a month.

    Source: method.md 1.12. ACLED has no coarser code: an interval longer than a month, or open, gets 3
    too, so never read a 3 as "known to the month".
    """
    days = _length(interval)
    if days is None or days > 8:
        return 3
    return 1 if days == 1 else 2
