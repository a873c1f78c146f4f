"""What a report shows, gathered from the protected rows and put in the order it is read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sijil.custody import Anchors
from sijil.media.statements import Conflict, Statement
from sijil.report.words import Words
from sijil.store import protection
from sijil.store.protection import View
from sijil.store.shown import (
    ClaimRow,
    Conclusions,
    FootageRow,
    IncidentRow,
    ItemRow,
    NoteRow,
    PlaceRow,
    RecordRow,
    SeriesRow,
    SourceRow,
)

EVENT_ORDER = (
    "killing", "indirect_death", "casualties", "injury", "torture_ill_treatment", "sexual_violence", "abduction",
    "detention", "missing", "displacement", "unknown", "arson", "property_destruction", "attack_on_religious_site",
    "clash", "threat_or_incitement", "official_action", "other",
)  # fmt: skip
DIMENSION_ORDER = (
    "total", "governorate", "place", "period", "sex", "age group", "status", "cause", "actor", "outside the mandate",
)  # fmt: skip
TIMELINE_ROWS = 400


@dataclass(frozen=True, slots=True)
class Facts:
    """What the report says about its case, apart from rows."""

    title: str
    subject: str
    period: str
    area: str
    low_rule: str
    version: str
    rule_versions: dict[str, str]
    conventions: dict[str, int]
    last_hash: str
    unsearched: dict[str, int]
    pairs_awaiting: int
    contradictions: tuple[str, ...] = ()
    binding: Anchors = field(default_factory=Anchors)


@dataclass(slots=True)
class Content:
    """Everything the page needs, in order."""

    facts: Facts
    items: list[ItemRow]
    sources: list[SourceRow]
    claims: list[ClaimRow]
    records: list[RecordRow]
    figures: list[dict[str, Any]]
    places: list[PlaceRow]
    arabic_names: dict[str, str]
    series: list[SeriesRow]
    notes: list[NoteRow]
    incidents: list[IncidentRow]
    footage: list[FootageRow]
    statements: dict[str, tuple[list[Statement], list[Conflict]]]
    conclusions: Conclusions
    remarks: dict[str, Any]
    estimates: dict[str, Any]
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)

    def total(self, event_type: str) -> dict[str, Any] | None:
        """The figure of an event type in all."""
        return self.by_id.get(f"{event_type}/total")


def gather(view: View, facts: Facts) -> Content:
    """Read every row the view allows."""
    figures = protection.figures(view)
    return Content(
        facts,
        protection.items(view),
        protection.sources(view),
        list(protection.claims(view)),
        list(protection.records(view)),
        figures,
        protection.places(view),
        protection.arabic_names(view),
        protection.series(view),
        protection.notes(view),
        protection.incidents(view),
        protection.footage(view),
        protection.file_statements(view),
        protection.conclusions(view),
        protection.count_remarks(view),
        protection.estimates(view),
        {figure["id"]: figure for figure in figures},
    )


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Figures of one event type, each with what it is called there."""

    title: str
    rows: list[tuple[str, dict[str, Any]]]


def figure_tables(content: Content, words: Words) -> list[tuple[str, list[FigureTable]]]:
    """Tables grouped by event type, in the order of gravity; rows in the order people look for them."""
    grouped: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for figure in content.figures:
        if figure["dimension"] in DIMENSION_ORDER:
            grouped[figure["event_type"]][figure["dimension"]].append(figure)
    return [
        (event_type, _tables(grouped[event_type], words))
        for event_type in EVENT_ORDER
        if event_type in grouped
    ]


def _tables(by_dimension: dict[str, list[dict[str, Any]]], words: Words) -> list[FigureTable]:
    """A table for each dimension; those of which no source says anything share the last."""
    tables, unsaid = [], []
    for dimension in (d for d in DIMENSION_ORDER if d in by_dimension):
        figures = by_dimension[dimension]
        if {figure["value"] for figure in figures} == {"unknown"}:
            unsaid.append((words.of("aspect", dimension), figures[0]))
            continue
        rows = [(_called(figure, words), figure) for figure in _ordered(dimension, figures)]
        tables.append(FigureTable(words.of("dimension", dimension), rows))
    return tables + ([FigureTable(words.text("not_said"), unsaid)] if unsaid else [])


def _called(figure: dict[str, Any], words: Words) -> str:
    return words.label("value", figure["value"]) if figure["value"] else words.text(figure["unit"])


def _ordered(dimension: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Dates in order of time, all else by size; what is unknown or contested last."""

    def place(figure: dict[str, Any]) -> tuple[bool, Any, str]:
        vague = figure["value"] in ("unknown", "sources differ")
        size = figure["value"] if dimension == "period" else -figure["best"]
        return vague, "" if vague else size, figure["value"]

    vague_last = [r for r in rows if r["value"] not in ("unknown", "sources differ")]
    vague = [r for r in rows if r["value"] in ("unknown", "sources differ")]
    return sorted(vague_last, key=place) + sorted(vague, key=lambda r: str(r["value"]))


def dated(claims: Sequence[ClaimRow]) -> tuple[list[ClaimRow], int]:
    """Claims with a date, in its order, and how many more there are than a page shows."""
    rows = sorted((c for c in claims if c.date and c.state != "rejected"), key=lambda c: (c.date, c.key))
    return rows[:TIMELINE_ROWS], max(0, len(rows) - TIMELINE_ROWS)
