"""Calendar dates as they were said: which parts are there, and what days they are.

A part that was not said stays unsaid: a month is the whole month, a year the whole year, and a date
without its year gets one only from the publication or from the other end of its range.
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

from sijil._dates.interval import Interval, spanning

_YEARS_BACK = 9
"""29 February recurs within eight years, across 1900 or 2100 too seldom to matter."""


@dataclass(frozen=True, slots=True)
class Said:
    """The parts of a calendar date that were said; `year` may be two figures (`short_year`)."""

    calendar: str = "gregorian"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    short_year: bool = False

    @property
    def lacks_year(self) -> bool:
        return self.year is None or self.short_year


def days_of(said: Said) -> Interval | None:
    """The days a date with its year stands for; None when the calendar has no such day."""
    first = _first(said)
    last = _last(said)
    if first is None or last is None or first > last:
        return None
    return spanning(first, last)


def _first(said: Said) -> date | None:
    return _civil(said.calendar, said.year, said.month or 1, said.day or 1)


def _last(said: Said) -> date | None:
    if said.day is not None:
        return _civil(said.calendar, said.year, said.month or 1, said.last_day or said.day)
    if said.year is None:
        return None
    month = said.month or 12
    return _civil(said.calendar, said.year, month, _month_length(said.calendar, said.year, month))


def _civil(kind: str, year: int | None, month: int, day: int) -> date | None:
    """The Gregorian day; None for an impossible one and for Hijri years outside 1343-1500."""
    if year is None:
        return None
    try:
        if kind == "gregorian":
            return date(year, month, day)
        converted = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(converted.year, converted.month, converted.day)


def _month_length(kind: str, year: int, month: int) -> int:
    try:
        if kind == "gregorian":
            return calendar.monthrange(year, month)[1]
        return Hijri(year, month, 1).month_length()
    except (ValueError, OverflowError):
        return 0


def year_in(kind: str, day: date) -> int | None:
    """The year of a Gregorian day in the given calendar."""
    if kind == "gregorian":
        return day.year
    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().year
    except (ValueError, OverflowError):
        return None


def latest_not_after(said: Said, day: date) -> Interval | None:
    """The most recent occurrence that begins no later than `day`, for a date said without its year."""
    found = (days_of(dated) for dated in _years_down(said, day))
    return next((i for i in found if i and i.earliest and i.earliest <= day), None)


def latest_ending_before(said: Said, day: date) -> Interval | None:
    """The most recent occurrence that was over before `day`."""
    found = (days_of(dated) for dated in _years_down(said, day))
    return next((i for i in found if i and i.latest and i.latest < day), None)


def first_after(said: Said, day: date) -> Interval | None:
    """The first occurrence that begins after `day`."""
    year = year_in(said.calendar, day)
    if year is None:
        return None
    found = (days_of(replace(said, year=year + step)) for step in range(_YEARS_BACK))
    return next((i for i in found if i and i.earliest and i.earliest > day), None)


def _years_down(said: Said, day: date) -> list[Said]:
    top = year_in(said.calendar, day)
    if top is None:
        return []
    if said.short_year and said.year is not None:
        century = top - top % 100
        return [replace(said, year=base + said.year, short_year=False) for base in (century, century - 100)]
    return [replace(said, year=top - step) for step in range(_YEARS_BACK)]


def month_shifted(day: date, months: int) -> date:
    """The same day some months away, or the last day of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("the year is outside the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_unit(day: date, unit: str) -> tuple[date, date]:
    """First and last day of the week (Monday to Sunday), month or year that a day lies in."""
    if unit == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def shifted(day: date, unit: str, steps: int) -> date:
    """A day moved by so many days, weeks, months or years."""
    if unit in ("month", "year", "decade"):
        return month_shifted(day, steps * {"month": 1, "year": 12, "decade": 120}[unit])
    return day + timedelta(days=steps * (7 if unit == "week" else 1))
