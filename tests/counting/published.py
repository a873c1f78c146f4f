"""The published totals of one event as reported counts: `published_counts.toml`, read for the tests."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from sijil.counting import Part, Population, ReportedCount, Scope, Span

TABLE = Path(__file__).with_name("published_counts.toml")


def published() -> list[ReportedCount]:
    """Every number of the table, and every part that is a number of its own page."""
    return [count for row in rows() for count in _counts(row)]


def rows() -> list[dict[str, Any]]:
    """The table's rows."""
    return list(tomllib.loads(TABLE.read_text("utf-8"))["count"])


def span(said: str) -> Span:
    """An interval of days as the table writes it."""
    ends = [date.fromisoformat(day) for day in said.split("..") if day]
    return Span(ends[0], ends[-1]) if ends else Span()


def _counts(row: dict[str, Any]) -> list[ReportedCount]:
    key = row.get("key", row["r"].lower())
    parts = [_part(part) for part in row.get("parts", [])]
    number = row.get("number")
    whole = ReportedCount(
        key,
        row["source"],
        _scope(row, row.get("population", ""), row.get("words", "")),
        low=row.get("low", number),
        best=row.get("best", row.get("low", number)),
        high=number,
        relay=row.get("relay", "a paper"),
        page=row["page"],
        story=row.get("story", ""),
        parts=tuple(parts),
        parts_add_up=row.get("adds_up", False),
    )
    own = [p for p in [*row.get("parts", []), *row.get("beside", [])] if p.get("population")]
    return [whole, *(_beside(whole, row, part) for part in own)]


def _part(part: dict[str, Any]) -> Part:
    return Part(part["label"], part["best"], population=part.get("population", ""))


def _beside(whole: ReportedCount, row: dict[str, Any], part: dict[str, Any]) -> ReportedCount:
    n = part["best"]
    scope = _scope(row, part["population"], "")
    return ReportedCount(
        f"{whole.key}/{part['label']}", whole.source, scope, n, n, n, relay=whole.relay, page=whole.page,
        story=whole.story,
    )  # fmt: skip


def _scope(row: dict[str, Any], population: str, words: str) -> Scope:
    unit = row.get("unit", "people")
    return Scope(
        act="killing" if unit in ("people", "massacres") else "official_action",
        unit=unit,
        population=Population(population, words),
        period=span(row.get("period", "")),
        area=row["area"],
        evidence=row.get("evidence", ""),
        kind=row.get("kind", "cumulative"),
        as_of=span(row.get("as_of", "")),
    )
