"""What the words of `tables/calendar.toml` stand for, looked up by their folded form."""

from functools import cache
from typing import Any

from sijil._numbers.grammar import value
from sijil._tables import comparable, table, without_ha


@cache
def months() -> dict[str, tuple[str, int]]:
    """Month name to its calendar and number, of all calendars and languages."""
    found: dict[str, tuple[str, int]] = {}
    for month in table("calendar")["month"]:
        calendar, number = month["id"].split(".")
        for names in month.values():
            if isinstance(names, list):
                found |= {without_ha(name): (calendar, int(number)) for name in names}
    return found


def month_names(calendar: str, *groups: str) -> list[str]:
    """All names of the months of a calendar in the given groups (`english`, `levantine`, …)."""
    entries = table("calendar")["month"]
    return [
        name
        for month in entries
        if month["id"].startswith(calendar)
        for group in groups
        for name in month.get(group, [])
    ]


@cache
def weekdays() -> dict[str, int]:
    """Weekday name to its number, Monday 0."""
    return {
        without_ha(name): day["number"]
        for day in table("calendar")["weekday"].values()
        for group in ("english", "short", "arabic")
        for name in day[group]
    }


@cache
def units() -> dict[str, str]:
    """Name of a unit of time, dual forms included, to the unit."""
    return _by_word(table("calendar")["unit"], "english", "arabic", "dual")


@cache
def which() -> dict[str, str]:
    """`last`, `this` or `next` for each word that says so."""
    return _by_word(table("calendar")["which"], "english", "arabic")


@cache
def seasons() -> dict[str, str]:
    """Name of a season to its entry in the table."""
    return _by_word(table("calendar")["season"], "english", "arabic")


def _by_word(entries: dict[str, Any], *groups: str) -> dict[str, str]:
    return {
        without_ha(word): key
        for key, entry in entries.items()
        for group in groups
        for word in entry.get(group, [])
    }


@cache
def ordinals() -> dict[str, int]:
    """Ordinal words of both languages to the day of the month."""
    words = table("calendar")["ordinal"]
    found = {comparable(word): day for day, word in enumerate(words["english"], 1)}
    return found | {comparable(word): day for word, day in arabic_ordinals().items()}


@cache
def arabic_ordinals() -> dict[str, int]:
    """الأول to الحادي والثلاثين, in both cases."""
    words = table("calendar")["ordinal"]
    units = words["arabic_units"]
    firsts = [words["arabic_first_of_compound"], *units[1:9]]
    found = {word: day for day, word in enumerate(units, 1)} | {words["arabic_first"]: 1}
    found |= {f"{first} {ten}": day for ten in words["arabic_teen"] for day, first in enumerate(firsts, 11)}
    for start, tens in ((20, words["arabic_twenty"]), (30, words["arabic_thirty"])):
        found |= dict.fromkeys(tens, start)
        found |= {f"{first} و{ten}": start + n for ten in tens for n, first in enumerate(firsts, 1)}
    return {word: day for word, day in found.items() if day <= 31}


def count(written: str | None) -> int | None:
    """The number of a span of time: figures, a word, or the article ("a week ago")."""
    if written is None:
        return None
    return 1 if written in ("a", "an") else value(written)
