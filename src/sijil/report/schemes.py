"""Tables in the schemes of other houses, derived from our incidents and cells, with the mapping beside them."""

from collections.abc import Iterable
from typing import Any

from sijil.counting import schemes
from sijil.counting.scope import Span
from sijil.dates import Interval
from sijil.report.tables import csv_text
from sijil.store.shown import IncidentRow

UCDP = (
    "id", "date_start", "date_end", "date_prec", "where_prec", "where_description", "adm_1", "side_b",
    "number_of_sources", "best", "high", "low",
)  # fmt: skip
ACLED = (
    "event_id",
    "event_date",
    "time_precision",
    "geo_precision",
    "location",
    "admin1",
    "actor",
    "fatalities",
)
AIRWARS = (
    "id", "date", "location", "grade", "strike_status", "killed_min", "killed_max", "injured_min", "injured_max",
)  # fmt: skip
HURIDOCS = (
    "event", "initial_date", "final_date", "place", "violation_status_41", "declaration_28", "involvement", "party",
)  # fmt: skip
IBC = ("incident", "date_min", "date_max", "place", "deaths_min", "deaths_max", "provisional")
MAPPINGS = ("scheme", "title", "ours", "theirs")


def scheme_files(
    incidents: Iterable[IncidentRow], figures: Iterable[dict[str, Any]], sdg: list[dict[str, Any]]
) -> dict[str, str]:
    """File name → CSV of each scheme. Incidents of deaths only; a cell that our data cannot give is empty."""
    deaths = {f["value"]: f for f in figures if f["dimension"] == "incident" and f["event_type"] == "killing"}
    hurt = {f["value"]: f for f in figures if f["dimension"] == "incident" and f["event_type"] == "injury"}
    rows = [row for row in incidents if row.key in deaths and deaths[row.key]["best"]]
    return {
        "scheme_ucdp.csv": csv_text(UCDP, [_ucdp(row, deaths[row.key]) for row in rows]),
        "scheme_acled.csv": csv_text(ACLED, [_acled(row, deaths[row.key]) for row in rows]),
        "scheme_airwars.csv": csv_text(AIRWARS, [_airwars(r, deaths[r.key], hurt.get(r.key)) for r in rows]),
        "scheme_huridocs.csv": csv_text(HURIDOCS, [_huridocs(row) for row in rows]),
        "scheme_ibc.csv": csv_text(IBC, [_ibc(row, deaths[row.key]) for row in rows]),
        "scheme_sdg_16_1_2.csv": csv_text(schemes.SDG_COLUMNS, sdg),
        "scheme_mappings.csv": csv_text(MAPPINGS, [dict(row) for row in schemes.mapping_rows()]),
    }


def _days(row: IncidentRow) -> Interval:
    return Interval(row.earliest, row.latest, "unknown")


def _ucdp(row: IncidentRow, deaths: dict[str, Any]) -> dict[str, Any]:
    date_prec, _ = schemes.date_codes(_days(row))
    where_prec, _ = schemes.place_codes(row.level, row.admin1)
    return {
        "id": row.key,
        "date_start": row.earliest,
        "date_end": row.latest,
        "date_prec": date_prec,
        "where_prec": where_prec,
        "where_description": row.place,
        "adm_1": row.admin1,
        "side_b": row.axes.party,
        "number_of_sources": row.sources,
        "best": deaths["best"],
        "high": deaths["high"],
        "low": deaths["low"],
    }


def _acled(row: IncidentRow, deaths: dict[str, Any]) -> dict[str, Any]:
    """ACLED takes the most conservative number when reports differ: our low, or best where nothing is corroborated."""
    _, time_precision = schemes.date_codes(_days(row))
    _, geo_precision = schemes.place_codes(row.level, row.admin1)
    return {
        "event_id": row.key,
        "event_date": row.earliest,
        "time_precision": time_precision,
        "geo_precision": geo_precision,
        "location": row.place,
        "admin1": row.admin1,
        "actor": row.axes.party,
        "fatalities": deaths["low"] or deaths["best"],
    }


def _airwars(row: IncidentRow, deaths: dict[str, Any], hurt: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "id": row.key,
        "date": Span(row.earliest, row.latest),
        "location": row.place,
        "grade": schemes.airwars_grade(row.axes),
        "strike_status": schemes.airwars_strike(row.axes),
        "killed_min": deaths["low"],
        "killed_max": deaths["high"],
        "injured_min": hurt["low"] if hurt else None,
        "injured_max": hurt["high"] if hurt else None,
    }


def _huridocs(row: IncidentRow) -> dict[str, Any]:
    return {
        "event": row.key,
        "initial_date": row.earliest,
        "final_date": row.latest,
        "place": row.place,
        "violation_status_41": schemes.mapped("huridocs_41", row.axes.occurrence),
        "declaration_28": schemes.mapped("huridocs_28", row.axes.position),
        "involvement": "" if row.axes.attribution == "none" else "0106",
        "party": row.axes.party,
    }


def _ibc(row: IncidentRow, deaths: dict[str, Any]) -> dict[str, Any]:
    return {
        "incident": row.key,
        "date_min": row.earliest,
        "date_max": row.latest,
        "place": row.place,
        "deaths_min": deaths["low"],
        "deaths_max": deaths["high"],
        "provisional": "Provisional" if schemes.ibc_provisional(row.axes) else "",
    }
