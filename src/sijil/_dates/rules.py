"""The rules of `tables/date_rules.toml`, compiled."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from sijil._dates.slots import LETTER, patterns
from sijil._tables import pattern_of, table

_LEFT = rf"(?<![{LETTER}\d])(?<!\d[.,:/])(?:[وفبلك]|لل)??"
_RIGHT = rf"(?![{LETTER}\d])(?![.:/]\d)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of a date: where it may stand, and the name of the function that reads it."""

    id: str
    pattern: re.Pattern[str]
    reading: str
    basis: str
    days: int
    cell: bool
    before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    not_before_unless: str


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """The rules of one language (`en`, `ar`), or with `""` those for forms that either may write."""
    entries = table("date_rules")["rule"]
    return tuple(_rule(entry) for entry in entries if _language(entry["id"]) == language)


def _language(rule_id: str) -> str:
    head = rule_id.split(".")[0]
    return head if head in ("en", "ar") else ""


def _rule(entry: dict[str, Any]) -> Rule:
    return Rule(
        id=entry["id"],
        pattern=re.compile(f"{_LEFT}(?P<said>{filled(entry['pattern'])}){_RIGHT}"),
        reading=entry["reading"],
        basis=entry.get("basis") or _basis(entry["reading"]),
        days=entry.get("days", 0),
        cell=entry.get("cell", False),
        before=_context(entry, "before", "(?:{})$"),
        not_before=_context(entry, "not_before", "(?:{})$"),
        not_after=_context(entry, "not_after", "{}"),
        not_before_unless=entry.get("not_before_unless", ""),
    )


def _basis(reading: str) -> str:
    return (
        "stated"
        if reading in ("calendar", "figures", "years", "decade", "season", "season_over", "unresolved")
        else "relative"
    )


def _context(entry: dict[str, Any], key: str, form: str) -> re.Pattern[str] | None:
    return re.compile(form.format(filled(entry[key]))) if key in entry else None


def filled(pattern: str) -> str:
    """A pattern of the tables with its slots filled in and its Arabic folded."""
    slots = patterns()
    while "«" in pattern:
        pattern = re.sub("«(.+?)»", lambda slot: slots[slot[1]], pattern)
    return pattern_of(pattern)
