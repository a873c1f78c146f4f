"""How each kind of rule turns its match into an interval.

A reading gets what was heard and the anchor (the publication, or the other end of a range) and gives
the interval, or None where the words do not settle one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sijil._dates import calendars, words
from sijil._dates.calendars import Said, days_of
from sijil._dates.interval import Interval, spanning
from sijil._dates.rules import Rule
from sijil._tables import table, without_ha

Anchor = Interval | None


@dataclass(frozen=True, slots=True)
class Heard:
    """One match of one rule; `day_first` says how 06/03 is read."""

    match: re.Match[str]
    rule: Rule
    day_first: bool

    def get(self, *names: str) -> str | None:
        """What the first of the named groups that took part has matched."""
        groups = self.match.groupdict()
        return next((groups[name] for name in names if groups.get(name)), None)


def said_of(heard: Heard) -> Said | None:
    """The calendar date of a match; None when its parts contradict each other or it is no calendar date."""
    if heard.rule.reading == "figures":
        return _figures(heard)
    if heard.rule.reading != "calendar":
        return None
    month = heard.get("month", "hijri_en", "hijri_ar")
    calendar, number = words.months()[without_ha(month)] if month else ("gregorian", None)
    other = heard.get("other_month")
    if other and words.months()[without_ha(other)] != (calendar, number):
        return None
    year = heard.get("year", "hijri_year", "short_year")
    said = Said(
        calendar="hijri" if heard.get("hijri_year") else calendar,
        year=int(year) if year else None,
        month=number,
        short_year=heard.get("short_year") is not None,
    )
    return _with_days(said, heard)


def _with_days(said: Said, heard: Heard) -> Said | None:
    first, last = _day(heard, "day", "ordinal"), _day(heard, "last_day", "last_ordinal")
    if first is None or last is None:
        return replace(said, day=first)
    separator = heard.get("list") or ""
    listed = [first, *(int(number) for number in re.findall(r"\d+", separator)), last]
    a_range = re.search(_RANGE, f"{heard.get('between') or ''} {separator}")
    consecutive = listed == list(range(first, last + 1))
    if first >= last or not (a_range or consecutive):
        return None
    return replace(said, day=first, last_day=last)


_RANGE = "-|to|until|through|between|بين|الي|حتي"
"""Words between two days that take in the days between them; "and" does so only for neighbours."""


def _day(heard: Heard, figures: str, ordinal: str) -> int | None:
    written, word = heard.get(figures), heard.get(ordinal)
    if written:
        return int(written)
    return words.ordinals()[word.replace(" و ", " و")] if word else None


def _figures(heard: Heard) -> Said | None:
    year = heard.get("year", "short_year")
    said = Said(year=int(year) if year else None, short_year=heard.get("short_year") is not None)
    if heard.get("month_number"):
        written = heard.get("day_number")
        return replace(said, month=int(heard.get("month_number") or 0), day=int(written) if written else None)
    first, second = int(heard.get("first") or 0), int(heard.get("second_number") or 0)
    day, month = (first, second) if heard.day_first else (second, first)
    if month > 12 >= day:
        # Only one of the two orders is a date at all.
        day, month = month, day
    return replace(said, month=month, day=day)


def calendar(heard: Heard, anchor: Anchor) -> Interval | None:
    """A calendar date; without its year, the most recent occurrence not after the publication."""
    said = said_of(heard)
    if said is None:
        return None
    year_word = heard.get("year_word")
    if year_word:
        return _in_year_named(said, year_word, anchor)
    if not said.lacks_year:
        return days_of(said)
    if anchor is None or anchor.latest is None:
        return None
    return _undated(said, heard, anchor.latest)


def _undated(said: Said, heard: Heard, day: date) -> Interval | None:
    which = _which(heard)
    if which == "next":
        return calendars.first_after(said, day)
    if which == "this":
        return days_of(replace(said, year=calendars.year_in(said.calendar, day)))
    if which == "last" and said.day is None:
        return calendars.latest_ending_before(said, day.replace(day=1))
    return calendars.latest_not_after(said, day)


def _which(heard: Heard) -> str:
    word = heard.get("which")
    return words.which()[without_ha(word)] if word else ""


def _in_year_named(said: Said, year_word: str, anchor: Anchor) -> Interval | None:
    """ "Of last year", "من هذا العام"; None for "of the same year", which another sentence settles."""
    steps = [word for word in year_word.split() if without_ha(word) in words.which()]
    if not steps or anchor is None or anchor.earliest is None or anchor.latest is None:
        return None
    if anchor.earliest.year != anchor.latest.year or year_word.startswith("the "):
        return None
    step = {"last": -1, "this": 0, "next": 1}[words.which()[without_ha(steps[0])]]
    return days_of(replace(said, year=anchor.latest.year + step))


def hijri_figures(heard: Heard, anchor: Anchor) -> Interval | None:
    """6/9/1446 or 1446/9/6: the year says which calendar."""
    year = heard.get("hijri_year", "year_first")
    month = heard.get("month_number", "other_month_number")
    day = heard.get("day_number", "other_day_number")
    return days_of(Said("hijri", int(year or 0), int(month or 0), int(day or 0)))


def years(heard: Heard, anchor: Anchor) -> Interval | None:
    """Two years as the ends of one period."""
    first, last = int(heard.get("year") or 0), int(heard.get("last_year") or 0)
    return spanning(date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def decade(heard: Heard, anchor: Anchor) -> Interval | None:
    """ "The 1980s": ten whole years."""
    first = int(heard.get("decade") or 0)
    return Interval(date(first, 1, 1), date(first + 9, 12, 31), "vague")


def season(heard: Heard, anchor: Anchor) -> Interval | None:
    """A season of a year in whole months; "winter 2012" keeps both winters that touch the year."""
    entry = _season(heard)
    first = calendars.month_shifted(date(int(heard.get("year") or 0), 1, 1), entry["first_month"] - 1)
    last = calendars.month_shifted(first, entry["months"]) - timedelta(days=1)
    return Interval(first, last, "vague")


def season_over(heard: Heard, anchor: Anchor) -> Interval | None:
    """ "Winter 2013-2014": the one winter that touches both years; another season, from the first to the last."""
    first, written = int(heard.get("year") or 0), heard.get("last_year", "short_year") or "0"
    last = int(written) if len(written) > 2 else first - first % 100 + int(written)
    entry = _season(heard)
    if last <= first:
        return None
    if entry["months"] > 3:
        return _months_from(date(first, 12, 1), 3) if last == first + 1 else None
    start, end = (_months_from(date(year, entry["first_month"], 1), 3) for year in (first, last))
    return Interval(start.earliest, end.latest, "vague")


def which_season(heard: Heard, anchor: Anchor) -> Interval | None:
    """ "Last spring": the most recent one that was over before the publication."""
    entry = _season(heard)
    first_month = 12 if entry["months"] > 3 else entry["first_month"]

    def over(day: date) -> tuple[date, date]:
        for year in (day.year, day.year - 1):
            season = _months_from(date(year, first_month, 1), 3)
            if season.earliest and season.latest and season.latest < day:
                return season.earliest, season.latest
        earlier = _months_from(date(day.year - 2, first_month, 1), 3)
        assert earlier.earliest and earlier.latest
        return earlier.earliest, earlier.latest

    moved = _moved(anchor, over) if _which(heard) == "last" else None
    return moved and replace(moved, precision="vague")


def _season(heard: Heard) -> dict[str, Any]:
    entry: dict[str, Any] = table("calendar")["season"][
        words.seasons()[without_ha(heard.get("season") or "")]
    ]
    return entry


def _months_from(first: date, months: int) -> Interval:
    return Interval(first, calendars.month_shifted(first, months) - timedelta(days=1), "vague")


def weekend(heard: Heard, anchor: Anchor) -> Interval | None:
    """The last Friday to Sunday begun by the publication: which days are free differs, so all three are kept."""

    def begun(day: date) -> tuple[date, date]:
        friday = day - timedelta(days=(day.weekday() - 4) % 7)
        return friday, min(friday + timedelta(days=2), day)

    return _moved(anchor, begun)


def days(heard: Heard, anchor: Anchor) -> Interval | None:
    """So many days from the publication, both of its ends moved."""
    return _moved(anchor, lambda day: (day + timedelta(days=heard.rule.days),) * 2)


def unit(heard: Heard, anchor: Anchor) -> Interval | None:
    """ "Last week", "this month": a whole unit of the calendar; "this" ends with the publication."""
    name = words.units()[without_ha(heard.get("unit") or "")]
    step = {"last": -1, "this": 0, "next": 1}["this" if heard.get("this") else _which(heard)]

    def whole(day: date) -> tuple[date, date]:
        first, last = calendars.whole_unit(calendars.shifted(day, name, step), name)
        return (first, day) if step == 0 else (first, last)

    return _moved(anchor, whole)


def day_of_month(heard: Heard, anchor: Anchor) -> Interval | None:
    """ "The 6th of this month"; None where the publication spans two months."""
    day = _day(heard, "day", "ordinal")
    step = {"last": -1, "this": 0, "next": 1, "": 0}[_which(heard)]
    if anchor is None or anchor.earliest is None or anchor.latest is None or day is None:
        return None
    if anchor.earliest.replace(day=1) != anchor.latest.replace(day=1):
        return None
    month = calendars.month_shifted(anchor.latest.replace(day=1), step)
    return days_of(Said(year=month.year, month=month.month, day=day))


def past(heard: Heard, anchor: Anchor) -> Interval | None:
    """ "The past N days": from N days before the publication to the publication."""
    number, name = _span(heard)
    if number is None or anchor is None or anchor.earliest is None:
        return None
    if name == "hour":
        number, name = -(-number // 24), "day"
    return spanning(calendars.shifted(anchor.earliest, name, -number), anchor.latest)


def _span(heard: Heard) -> tuple[int | None, str]:
    """A number and a unit of time, from whichever groups carry them."""
    dual, single = heard.get("dual"), heard.get("single")
    if dual or single:
        return (2 if dual else 1), words.units()[without_ha(dual or single or "")]
    name = words.units().get(without_ha(heard.get("unit", "other_unit") or ""), "decade")
    written = heard.get("number", "other_number")
    return (words.count(written) if written else 1), name


def ago(heard: Heard, anchor: Anchor) -> Interval | None:
    """ "N units ago": that day, or the whole week, month or year; hours touch the day they began on."""
    number, name = _span(heard)
    if number is None or name == "decade":
        return None

    def whole(day: date) -> tuple[date, date]:
        if name == "hour":
            return day - timedelta(days=-(-number // 24)), day - timedelta(days=number // 24)
        return calendars.whole_unit(calendars.shifted(day, name, -number), name)

    return _moved(anchor, whole)


def since_ago(heard: Heard, anchor: Anchor) -> Interval | None:
    """منذ ثلاثة أيام is both "three days ago" and "for three days": all of it is kept."""
    began = ago(heard, anchor)
    if began is None or anchor is None:
        return None
    return Interval(began.earliest, anchor.latest, "open")


def weekday(heard: Heard, anchor: Anchor) -> Interval | None:
    """The most recent such weekday not after the publication; "last" is strictly before it."""
    number, which = words.weekdays()[without_ha(heard.get("weekday") or "")], _which(heard)

    def nearest(day: date) -> tuple[date, date]:
        return (_weekday_near(day, number, which),) * 2

    return _moved(anchor, nearest)


def _weekday_near(day: date, number: int, which: str) -> date:
    back = (day.weekday() - number) % 7
    if which == "next":
        return day + timedelta(days=7 - back)
    if which == "this":
        return day + timedelta(days=number - day.weekday())
    return day - timedelta(days=7 if which == "last" and back == 0 else back)


def weekday_of_week(heard: Heard, anchor: Anchor) -> Interval | None:
    """ "Friday of last week"."""
    number = words.weekdays()[without_ha(heard.get("weekday") or "")]
    step = {"last": -7, "this": 0, "next": 7}[_which(heard)]

    def named(day: date) -> tuple[date, date]:
        return (day + timedelta(days=step + number - day.weekday()),) * 2

    return _moved(anchor, named)


def eve_of_weekday(heard: Heard, anchor: Anchor) -> Interval | None:
    """ليلة الجمعة may be the night before Friday or the night of Friday: both days are kept."""
    of_day = weekday(heard, anchor)
    if of_day is None or of_day.earliest is None:
        return None
    return spanning(of_day.earliest - timedelta(days=1), of_day.latest)


def unresolved(heard: Heard, anchor: Anchor) -> Interval | None:
    """Words of time that no calendar settles: anaphoric, durations, unnumbered periods, several years."""
    return None


def _moved(anchor: Anchor, move: Callable[[date], tuple[date, date]]) -> Interval | None:
    """Apply `move` to both ends of the anchor and keep what lies between the outermost days."""
    if anchor is None:
        return None
    ends = [anchor.earliest, anchor.latest]
    try:
        first = move(ends[0])[0] if ends[0] else None
        last = move(ends[1])[1] if ends[1] else None
    except OverflowError:
        return None
    if first is None and last is None:
        return None
    return spanning(first, last)


READINGS: dict[str, Callable[[Heard, Anchor], Interval | None]] = {
    "calendar": calendar,
    "figures": calendar,
    "hijri_figures": hijri_figures,
    "years": years,
    "decade": decade,
    "season": season,
    "season_over": season_over,
    "which_season": which_season,
    "weekend": weekend,
    "days": days,
    "unit": unit,
    "day_of_month": day_of_month,
    "past": past,
    "ago": ago,
    "since_ago": since_ago,
    "weekday": weekday,
    "weekday_of_week": weekday_of_week,
    "eve_of_weekday": eve_of_weekday,
    "unresolved": unresolved,
}
