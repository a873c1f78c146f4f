"""Promises with a term: what an official action set itself to do, by when, and what was said of it later.

In: the words of the action and the days it may have been announced on. Out: the days it falls due. Whether it was
kept is a person's judgement on later claims; without one it is unknown, whatever the calendar says.
"""

import calendar
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from sijil.counting.scope import Span
from sijil.dates import find_dates
from sijil.numbers import read_number
from sijil.text import norm

STATES = ("kept", "late", "unknown")
_DUALS = {"يومين": 2, "أسبوعين": 2, "شهرين": 2, "سنتين": 2, "عامين": 2}


@dataclass(frozen=True, slots=True)
class Term:
    """A term as said: `text[start:end] == as_said`; a number of days, or of calendar months."""

    as_said: str
    start: int
    end: int
    days: int = 0
    months: int = 0


@cache
def _units() -> dict[str, tuple[int, int]]:
    text = resources.files(__package__).joinpath("terms.toml").read_text("utf-8")
    rows = tomllib.loads(text)["unit"]
    return {norm(word): (row.get("days", 0), row.get("months", 0)) for row in rows for word in row["words"]}


def terms(text: str) -> list[Term]:
    """The terms of a text in order: "within 45 days", خلال ثلاثين يوما. Ages and distances are no terms."""
    found = (_term(m.as_said, m.start, m.end) for m in find_dates(text) if m.basis == "duration")
    return [term for term in found if term]


def _term(said: str, start: int, end: int) -> Term | None:
    words = re.split(r"[\s-]+", said.strip())
    unit = _units().get(norm(words[-1]))
    if unit is None:
        return None
    number = {norm(k): v for k, v in _DUALS.items()}.get(norm(words[-1])) or read_number(" ".join(words[:-1]))
    return Term(said, start, end, number * unit[0], number * unit[1]) if number else None


def due(term: Term, announced: Span) -> Span:
    """The days a term ends on, as open as the day it began on."""
    return Span(_after(announced.earliest, term), _after(announced.latest, term))


def _after(day: date | None, term: Term) -> date | None:
    if day is None:
        return None
    months = day.month - 1 + term.months
    year, month = day.year + months // 12, months % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last)) + timedelta(days=term.days)
