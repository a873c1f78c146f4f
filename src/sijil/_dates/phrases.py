"""Points with the words around them: early and late, since and until, from one to another."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from sijil._dates.calendars import first_after, whole_unit
from sijil._dates.interval import Interval, shape, spanning
from sijil._dates.readings import Anchor
from sijil._dates.rules import filled
from sijil._dates.scan import Point
from sijil._dates.slots import LETTER
from sijil._tables import table

_REACH = 80
"""How far from a date, in characters, its since and until are looked for."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A whole expression of time, `[start:end]` in the folded text, with what it means."""

    start: int
    end: int
    interval: Interval | None
    basis: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Opening:
    """Words that stand before a date, with the entry of the table they come from."""

    pattern: re.Pattern[str]
    entry: dict[str, Any]


@cache
def _openings(kind: str) -> tuple[_Opening, ...]:
    fillers = filled(table("date_parts")["fillers"]["pattern"])
    found = []
    for entry in table("date_parts")[kind]:
        if words := filled(entry.get("pattern") or entry.get("before") or ""):
            pattern = f"(?:^|[^{LETTER}])[وف]?(?P<words>{words}){fillers}[ -]$"
            found.append(_Opening(re.compile(pattern), entry))
    return tuple(found)


def _opening_before(kind: str, before: str) -> tuple[int, dict[str, Any]] | None:
    """The longest opening that `before` ends with: how far from its end that starts, and its entry."""
    hits = [
        (len(before) - match.start("words"), opening.entry)
        for opening in _openings(kind)
        if (match := opening.pattern.search(before))
    ]
    return max(hits, key=lambda hit: hit[0], default=None)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A point with its part, if "early" or "the first week of" stands before it."""

    point: Point
    start: int
    part: dict[str, Any] | None

    def read(self, anchor: Anchor) -> Interval | None:
        read = self.point.read(anchor)
        if self.part is None or read is None or read.earliest is None:
            return read
        # "This month" ends with the publication; "late this month" is a part of all of it.
        unit = self.point.unit
        whole = spanning(*whole_unit(read.earliest, unit)) if unit in ("month", "year") else read
        return part_of(whole, self.part)

    @property
    def rule(self) -> str:
        return self.point.rule.id if self.part is None else f"{self.part['id']} {self.point.rule.id}"


def part_of(whole: Interval, part: dict[str, Any]) -> Interval:
    """The part of a month or a year; anything else is left whole ("early on Friday")."""
    first, last = whole.earliest, whole.latest
    if first is None or last is None:
        return whole
    precision = "week" if "week" in part["id"] else "vague"
    if 28 <= (last - first).days + 1 <= 31 and "days" in part:
        start, end = part["days"]
        if start < 0:
            return Interval(last + timedelta(days=start + 1), last, precision)
        days = [first + timedelta(days=number - 1) for number in (start, end)]
        return Interval(days[0], min(days[1], last), precision)
    if shape(first, last) == "year" and "months" in part:
        start, end = part["months"]
        next_month = date(first.year + end // 12, end % 12 + 1, 1)
        return Interval(first.replace(month=start), next_month - timedelta(days=1), precision)
    return whole


def phrases(text: str, found: list[Point], published: Anchor, breaks: list[int]) -> list[Phrase]:
    """Read the points of a folded text with their surroundings; `breaks` are offsets of line breaks."""
    heard: list[Phrase] = []
    floor = index = 0
    while index < len(found):
        anchor = _lent_year(text, found, index, published)
        phrase, used = _phrase(text, found[index : index + 2], published, anchor, floor, breaks)
        heard.append(phrase)
        floor, index = phrase.end, index + used
    return heard


def _lent_year(text: str, found: list[Point], index: int, published: Anchor) -> Anchor:
    """What a date without its year is seen from: the last of its list where that has one, else the publication."""
    point = found[index]
    if not point.floats or point.said is None:
        return published
    for before, after in pairwise(found[index:]):
        if after.grain != point.grain or not _list_middle().fullmatch(text[before.end : after.start]):
            break
        if not after.floats:
            return _anchor_at(after.read(published))
    return published


@cache
def _list_middle() -> re.Pattern[str]:
    return re.compile(filled(table("date_parts")["list"]["middle"]))


def _phrase(
    text: str, pair: list[Point], published: Anchor, anchor: Anchor, floor: int, breaks: list[int]
) -> tuple[Phrase, int]:
    first = _dated(text, pair[0], floor)
    if len(pair) == 2:
        second = _dated(text, pair[1], pair[0].end)
        broken = bisect_left(breaks, pair[0].end) < bisect_left(breaks, pair[1].start)
        joined = None if broken else _offset(text, *pair) or _joined(text, first, second, published, floor)
        if joined:
            return joined, 2
    return _alone(text, first, published, anchor, floor), 1


def _before(text: str, start: int, floor: int) -> str:
    return text[max(floor, start - _REACH) : start]


def _dated(text: str, point: Point, floor: int) -> _Dated:
    hit = (
        _opening_before("part", _before(text, point.start, floor))
        if point.grain in ("month", "year") or point.rule.reading in ("unit", "decade")
        else None
    )
    if hit is None:
        return _Dated(point, point.start, None)
    return _Dated(point, point.start - hit[0], hit[1])


def _offset(text: str, first: Point, second: Point) -> Phrase | None:
    """ "Two days after 6 March" is another day than 6 March, and is left open."""
    if first.rule.basis != "anaphoric" or not second.is_date:
        return None
    if not re.fullmatch(" (?:من )?", text[first.end : second.start]):
        return None
    return Phrase(first.start, second.end, None, "anaphoric", first.rule.id)


def _joined(text: str, first: _Dated, second: _Dated, published: Anchor, floor: int) -> Phrase | None:
    """Two points as one period, when a joiner of the table stands around and between them."""
    if not (first.point.is_date and second.point.is_date):
        return None
    middle = text[first.point.end : second.start]
    for joiner in _joiners():
        if not joiner.middle.fullmatch(middle):
            continue
        before = _before(text, first.start, floor)
        opening = joiner.opening.search(before) if joiner.opening else None
        if joiner.opening and opening is None:
            continue
        interval = _between(first, second, published)
        if not joiner.opening and not _may_join(joiner.id, first, second, interval, published):
            return None
        start = first.start - (len(before) - opening.start("words") if opening else 0)
        return Phrase(
            start,
            second.point.end,
            interval,
            _basis(first, second),
            f"{joiner.id}: {first.rule}, {second.rule}",
        )
    return None


@dataclass(frozen=True, slots=True)
class _Joiner:
    id: str
    opening: re.Pattern[str] | None
    middle: re.Pattern[str]


@cache
def _joiners() -> tuple[_Joiner, ...]:
    openings = {opening.entry["id"]: opening.pattern for opening in _openings("joiner")}
    return tuple(
        _Joiner(entry["id"], openings.get(entry["id"]), re.compile(filled(entry["middle"])))
        for entry in table("date_parts")["joiner"]
    )


def _may_join(kind: str, first: _Dated, second: _Dated, interval: Interval | None, published: Anchor) -> bool:
    """Without "from" or "between" only like points join, and "and" only days that follow each other."""
    like = first.point.grain == second.point.grain != ""
    if not like or interval is None:
        return False
    if kind != "and":
        return True
    end = second.read(published)
    start = first.read(_anchor_at(end))
    if start is None or end is None or start.latest is None or end.earliest is None:
        return False
    return end.earliest - start.latest == timedelta(days=1)


def _between(first: _Dated, second: _Dated, published: Anchor) -> Interval | None:
    """From the start of one to the end of the other; each lends the other the year it lacks."""
    end = second.read(published)
    if second.point.floats and not first.point.floats:
        start = first.read(published)
        said = second.point.said
        if said is not None and start is not None and start.earliest is not None:
            end = first_after(said, start.earliest - timedelta(days=1))
    else:
        start = first.read(_anchor_at(end) if first.point.floats else published)
    if start is None or end is None or start.earliest is None or end.latest is None:
        return None
    if start.earliest > end.latest:
        return None
    plain = spanning(start.earliest, end.latest)
    return replace(plain, precision="vague") if "vague" in (start.precision, end.precision) else plain


def _anchor_at(end: Interval | None) -> Anchor:
    return None if end is None or end.latest is None else Interval(end.latest, end.latest, "day")


def _basis(*dated: _Dated) -> str:
    bases = {item.point.rule.basis for item in dated}
    return next((basis for basis in ("hijri", "relative") if basis in bases), "stated")


def _alone(text: str, dated: _Dated, published: Anchor, anchor: Anchor, floor: int) -> Phrase:
    point = dated.point
    interval = dated.read(anchor)
    rule = dated.rule + ("; weekday differs" if point.weekday_differs(interval) else "")
    hit = _wrapper(text, dated, floor) if point.rule.basis != "duration" else None
    if hit is None:
        return Phrase(dated.start, point.end, interval, point.rule.basis, rule)
    start, end, entry = hit
    wrapped = _wrapped(entry["means"], dated, interval, published)
    return Phrase(start, end, wrapped, point.rule.basis, f"{entry['id']}: {rule}")


def _wrapper(text: str, dated: _Dated, floor: int) -> tuple[int, int, dict[str, Any]] | None:
    before, after = _before(text, dated.start, floor), text[dated.point.end : dated.point.end + _REACH]
    hits = []
    for opening in _openings("wrapper"):
        match = opening.pattern.search(before)
        closing = (
            re.match(filled(opening.entry["after"]), after) if match and "after" in opening.entry else None
        )
        if match and (closing or "after" not in opening.entry):
            end = dated.point.end + (closing.end() if closing else 0)
            hits.append((dated.start - (len(before) - match.start("words")), end, opening.entry))
    return min(hits, key=lambda hit: hit[0], default=None)


def _wrapped(means: str, dated: _Dated, interval: Interval | None, published: Anchor) -> Interval | None:
    if interval is None:
        return None
    end_of_news = published.latest if published else None
    if means in ("since", "after"):
        first = interval.earliest if means == "since" else _next_day(interval.latest)
        last = end_of_news if first and end_of_news and first <= end_of_news else None
        return Interval(first, last, "open") if first else None
    if published and _may_lie_ahead(dated.point, interval, published):
        return None
    last = interval.latest if means == "until" else _day_before(interval.earliest)
    return Interval(None, last, "open") if last else None


def _next_day(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None


def _day_before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def _may_lie_ahead(point: Point, past: Interval, published: Interval) -> bool:
    """ "Until 6 April", written on 11 March, is nearer to the April that comes: then the year stays open."""
    if not point.floats or published.latest is None or past.latest is None:
        return False
    ahead = point.ahead(published)
    if ahead is None or ahead.earliest is None:
        return False
    return ahead.earliest - published.latest < published.latest - past.latest
