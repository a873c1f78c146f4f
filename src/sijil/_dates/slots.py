"""The slots of the date rules: «month_en», «day», «number_ar» and their patterns, made from the word tables."""

from collections.abc import Iterable
from functools import cache

from sijil._dates import words
from sijil._numbers import grammar
from sijil._tables import ARABIC, alternation, table

LETTER = f"a-z{ARABIC}"

_SHORT_MONTHS = ("may", "june", "july")
"""Whole names as short as an abbreviation."""
_PRESS_DAYS = ("tuesday", "wednesday", "friday", "saturday")
"""Weekdays whose Arabic name is seldom a family name or another word, so that it may stand alone."""


@cache
def patterns() -> dict[str, str]:
    """Each slot's pattern; slots written out in `tables/date_rules.toml` may hold others."""
    made = _figures() | _months() | _weekdays() | _units() | _numbers() | _others()
    written: dict[str, str] = table("date_rules")["slots"]
    return {"letter": LETTER, **made, **written}


def _named(name: str, pattern: str) -> str:
    return f"(?P<{name}>{pattern})"


def _words(name: str, found: Iterable[str]) -> str:
    return _named(name, alternation(found))


def _figures() -> dict[str, str]:
    day, year = r"(?:3[01]|[12]\d|0?[1-9])", r"(?:1[5-9]\d\d|20\d\d)"
    shapes = {
        "day": day,
        "last_day": day,
        "year": year,
        "last_year": year,
        "hijri_year": r"(?:13[4-9]\d|14\d\d|1500)",
        "short_year": r"\d\d",
        "decade": r"(?:1[5-9]|20)\d0",
    }
    two = ("first", "second_number", "month_number", "day_number", "other_month_number", "other_day_number")
    return {name: _named(name, shape) for name, shape in {**shapes, **dict.fromkeys(two, r"\d{1,2}")}.items()}


def _months() -> dict[str, str]:
    names = words.month_names("gregorian", "english")
    english = alternation(names)
    arabic = alternation(words.month_names("gregorian", "levantine", "egyptian", "maghreb"))
    return {
        # The dot of "Mar. 7", but not the one that ends a sentence.
        "month_en": _named("month", english) + r"(?:\.(?=,? ?\d))?",
        "month_full_en": _words("month", (name for name in names if len(name) > 4 or name in _SHORT_MONTHS)),
        "month_ar": _named("month", arabic),
        "other_month_ar": _named("other_month", arabic),
        "month_names_en": english,
        "month_names_ar": arabic,
        "hijri_names_en": alternation(words.month_names("hijri", "english")),
        "hijri_en": _words("hijri_en", words.month_names("hijri", "english")),
        "hijri_ar": _words("hijri_ar", words.month_names("hijri", "arabic")),
    }


def _weekdays() -> dict[str, str]:
    days = table("calendar")["weekday"]
    english = [name for day in days.values() for name in day["english"]]
    short = [name for day in days.values() for name in day["short"]]
    arabic = [name for day in days.values() for name in day["arabic"]]
    return {
        "weekday_en": _words("weekday", english),
        "weekday_any_en": _words("weekday", english + short),
        "weekday_ar": _words("weekday", arabic),
        "first_weekday_ar": _words("first_weekday", arabic),
        "weekday_names_ar": alternation(arabic),
        "weekday_press_ar": _words("weekday", (name for key in _PRESS_DAYS for name in days[key]["arabic"])),
    }


def _units() -> dict[str, str]:
    units = table("calendar")["unit"]
    english = alternation(name for unit in units.values() for name in unit["english"])
    arabic = alternation(name for unit in units.values() for name in unit["arabic"])
    long = (
        name for key in ("week", "month", "year") for name in units[key]["arabic"] if name.startswith("ال")
    )
    return {
        "unit_en": _named("unit", english),
        "unit_ar": _named("unit", arabic),
        "other_unit_ar": _named("other_unit", arabic),
        "dual_ar": _words(
            "dual", (name for unit in units.values() for name in unit["dual"] if not name.isascii())
        ),
        "single_unit_ar": _words("single", (name for unit in units.values() for name in unit["single"])),
        "week_month_year_ar": _words("unit", long),
    }


def _numbers() -> dict[str, str]:
    english = rf"\d{{1,4}}|{grammar.english_below_100()}|an?"
    arabic = rf"\d{{1,4}}|{grammar.arabic_below_100()}"
    ordinals = words.arabic_ordinals()
    return {
        "number_en": _named("number", english),
        "number_ar": _named("number", arabic),
        "other_number_ar": _named("other_number", arabic),
        "ordinal_en": _words("ordinal", table("calendar")["ordinal"]["english"]),
        "ordinal_ar": _words("ordinal", ordinals),
        "last_ordinal_ar": _words("last_ordinal", ordinals),
    }


def _others() -> dict[str, str]:
    calendar = table("calendar")
    which, seasons = calendar["which"].values(), calendar["season"].values()
    return {
        "which_en": _words("which", (name for entry in which for name in entry["english"])),
        "which_ar": _words("which", (name for entry in which for name in entry["arabic"])),
        "season_en": _words("season", (name for entry in seasons for name in entry["english"])),
        "season_ar": _words("season", (name for entry in seasons for name in entry["arabic"])),
        "time_en": alternation(calendar["time_of_day"]["english"]),
        "time_ar": alternation(calendar["time_of_day"]["arabic"]),
    }
