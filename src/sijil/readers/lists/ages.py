"""Ages as lists write them: `34`, `٣٤ سنة`, `30-35`, `6 أشهر`, `رضيع`, `40s`."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sijil.readers.tables import rows_of
from sijil.text import norm

OLDEST = 120
_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_ONE = re.compile(rf"({_NUMBER})\s*(\D*)")
_RANGE = re.compile(
    rf"(?:between |from |بين |من )?({_NUMBER})\s*(?:-|–|/|to|and|و|الي|حتي)\s*({_NUMBER})\s*(\D*)"
)
_UNDER = re.compile(rf"(?:under|below|<|less than|اقل من|دون|تحت)\s*({_NUMBER})\s*(\D*)")
_UNITS = ("unit_years", "unit_months", "unit_weeks", "unit_days")
_PER_YEAR = {"unit_months": 12, "unit_weeks": 52, "unit_days": 365}
_MONTHS = {"unit_months": 1.0, "unit_weeks": 12 / 52, "unit_days": 12 / 365}


@dataclass(frozen=True, slots=True)
class Age:
    """Completed years, from `low` to `high`; `months` where the list counts in months, weeks or days.

    `approximate` when it says "about". `convention` when a word such as `child` gave the range.
    """

    low: int
    high: int
    months: int | None = None
    approximate: bool = False
    convention: bool = False


@lru_cache(maxsize=8192)
def parse_age(text: str) -> Age | None:
    """The age a cell states; None when it states none that can be."""
    said = norm(text).strip(" .")
    plain = _without(said, "about")
    age = _word_age(plain) or _number_age(plain)
    if age is None or age.low > age.high or age.high > OLDEST:
        return None
    approximate = age.approximate or plain != said
    return Age(age.low, age.high, age.months, approximate, age.convention)


@cache
def _rows(kind: str) -> dict[str, tuple[str, str]]:
    return {
        norm(row["word"]): (row["low"], row["high"])
        for row in rows_of("list_age_words")
        if row["kind"] == kind
    }


def _without(said: str, kind: str) -> str:
    for word in sorted(_rows(kind), key=len, reverse=True):
        if said.startswith(word) and (not word[-1].isalpha() or said[len(word) :][:1] in (" ", "")):
            return said[len(word) :].strip()
        if said.endswith(f" {word}"):
            return said[: -len(word)].strip()
    return said


def _word_age(said: str) -> Age | None:
    years = _rows("years").get(said)
    if years:
        low, high = map(int, years)
        return Age(low, high, convention=high - low > 1)
    months = _rows("months").get(said)
    return Age(0, 0, months=int(months[0])) if months else None


def _number_age(said: str) -> Age | None:
    span = _RANGE.fullmatch(said)
    if span and _unit(span[3]):
        low, high = _in_years(span[1], _unit(span[3])), _in_years(span[2], _unit(span[3]))
        return Age(low.low, high.high)
    under = _UNDER.fullmatch(said)
    if under and _unit(under[2]):
        return Age(0, max(0, _in_years(under[1], _unit(under[2])).high - 1))
    one = _ONE.fullmatch(said)
    return _in_years(one[1], _unit(one[2])) if one and _unit(one[2]) else None


def _unit(word: str) -> str:
    """The unit a word names; years when there is none; nothing for any other word."""
    bare = word.strip(" .()")
    if not bare:
        return "unit_years"
    return next((unit for unit in _UNITS if bare in _rows(unit)), "")


def _in_years(number: str, unit: str) -> Age:
    value = float(number.replace(",", "."))
    if unit == "unit_years":
        return Age(int(value), int(value))
    return Age(int(value / _PER_YEAR[unit]), int(value / _PER_YEAR[unit]), months=int(value * _MONTHS[unit]))
