"""Points of time in a text: every rule tried everywhere, the longest match kept."""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from sijil._dates import calendars, words
from sijil._dates.calendars import Said
from sijil._dates.interval import Interval
from sijil._dates.readings import READINGS, Anchor, Heard, said_of
from sijil._dates.rules import Rule, rules
from sijil._spans import longest
from sijil._tables import ARABIC, comparable, table, without_ha
from sijil.text import Folded

_REACH = 60
"""How far back, in characters, a rule looks for the words that must stand before it."""


@dataclass(frozen=True, slots=True)
class Point:
    """One expression of time, `[start:end]` in the folded text, before the words around it are heard."""

    start: int
    end: int
    heard: Heard

    @property
    def rule(self) -> Rule:
        return self.heard.rule

    @property
    def said(self) -> Said | None:
        return said_of(self.heard)

    @property
    def is_date(self) -> bool:
        """Whether it can stand in a range or behind "since"."""
        return self.rule.basis not in ("anaphoric", "duration")

    @property
    def floats(self) -> bool:
        """Whether only its surroundings say which year or week it is in."""
        if self.heard.get("which", "year_word"):
            return False
        said = self.said
        return self.rule.reading == "weekday" or (said is not None and said.lacks_year)

    @property
    def grain(self) -> str:
        """`day`, `month`, `year`, or empty for what has no single size."""
        if self.rule.reading in ("weekday", "days"):
            return "day"
        said = self.said
        if said is None:
            return ""
        return "day" if said.day else "month" if said.month else "year"

    @property
    def unit(self) -> str:
        """`week`, `month` or `year` for "this week" and its like, else empty."""
        if self.rule.reading != "unit":
            return ""
        return words.units()[without_ha(self.heard.get("unit") or "")]

    def read(self, anchor: Anchor) -> Interval | None:
        """The interval it stands for, as seen from the anchor; None outside the calendar."""
        try:
            return READINGS[self.rule.reading](self.heard, anchor)
        except OverflowError:
            return None

    def ahead(self, anchor: Interval) -> Interval | None:
        """For a point that floats: its first occurrence after the anchor."""
        if anchor.latest is None:
            return None
        if self.rule.reading == "weekday":
            past = self.read(anchor)
            day = past.latest + timedelta(days=7) if past and past.latest else None
            return Interval(day, day, "day") if day else None
        said = self.said
        return calendars.first_after(said, anchor.latest) if said else None

    def weekday_differs(self, interval: Interval | None) -> bool:
        """Whether a weekday was said beside the date that is not the weekday of that date."""
        name = self.heard.get("weekday")
        if interval is None or name is None or interval.earliest != interval.latest or self.said is None:
            return False
        day = interval.earliest
        return day is not None and day.weekday() != words.weekdays()[without_ha(name)]


def points(text: str, folded: Folded, *, day_first: bool, cell: bool) -> list[Point]:
    """The points of a text in order, not overlapping, the longest of each; in a `cell` only what fills it.

    Of two rules that match the same words the earlier of its table is kept.
    """
    found = [
        Point(*match.span("said"), Heard(match, rule, day_first))
        for language in _languages(folded.text)
        for rule in rules(language)
        for match in _matches(rule, folded.text, cell)
        if _fits(rule, match, text, folded, cell)
    ]
    return longest(found, lambda point: (point.start, point.end))


def _languages(folded: str) -> list[str]:
    """Which groups of rules are worth trying."""
    scripts = (("", "."), ("en", "[a-z]"), ("ar", f"[{ARABIC}]"))
    return [language for language, letter in scripts if re.search(letter, folded)]


def _matches(rule: Rule, folded: str, cell: bool) -> list[re.Match[str]]:
    if not cell:
        return [] if rule.cell else list(rule.pattern.finditer(folded))
    match = rule.pattern.fullmatch(folded)
    return [match] if match else []


def _fits(rule: Rule, match: re.Match[str], text: str, folded: Folded, cell: bool) -> bool:
    if cell:
        return True
    start, end = match.span("said")
    before = folded.text[max(0, start - _REACH) : start]
    if rule.before and not rule.before.search(before):
        return False
    excused = rule.not_before_unless and match[rule.not_before_unless]
    if rule.not_before and not excused and rule.not_before.search(before):
        return False
    if rule.not_after and rule.not_after.match(folded.text[end : end + _REACH]):
        return False
    return _capital_where_needed(match, text, folded)


def _capital_where_needed(match: re.Match[str], text: str, folded: Folded) -> bool:
    """An English month or weekday that is also another word needs its capital, or a year beside it."""
    groups = match.groupdict()
    if groups.get("year"):
        return True
    names = [name for name in ("month", "weekday") if groups.get(name) in _ambiguous()]
    return all(text[folded.starts[match.start(name)]].isupper() for name in names)


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(comparable(word) for word in table("calendar")["ambiguous"]["english"])
