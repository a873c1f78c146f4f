"""Codes of other houses, derived and never typed: Airwars, HURIDOCS, UCDP, ACLED, SDG 16.1.2, Iraq Body Count.

In: our axes, precision and cells. Out: their codes, each table with the mapping it was made by, so that a reader can
follow it.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from sijil.counting import attributes
from sijil.counting.axes import Axes
from sijil.counting.mentions import CountedMention, Mandate
from sijil.dates import Interval, acled_precision, ucdp_precision
from sijil.places import LEVELS, geo_precision, where_precision

COMBATANTS = ("armed_forces", "direct_participant")
SDG_COLUMNS = ("sex", "age_group", "status", "cause", "deaths")


@cache
def mappings() -> dict[str, dict[str, str]]:
    """Every mapping table: scheme → our value → theirs; `title` says what it is."""
    text = resources.files(__package__).joinpath("schemes.toml").read_text("utf-8")
    return dict(tomllib.loads(text))


def mapped(scheme: str, value: str) -> str:
    """Their code for one of our values; KeyError where the table has none, so that no value is lost in silence."""
    return mappings()[scheme][value]


def airwars_grade(axes: Axes) -> str:
    """Airwars: confirmed, contested, discounted, fair or weak (method, 1.11). The order of the questions decides.

    Accepted responsibility comes first; then incidents in which all known victims were combatants, or which were
    refuted; then competing allegations; two credible sources; one source. Nothing told has no grade.
    """
    if axes.position == "accepts":
        return "confirmed"
    if axes.occurrence == "refuted" or (axes.statuses and all(s in COMBATANTS for s in axes.statuses)):
        return "discounted"
    if axes.attribution == "contested":
        return "contested"
    if axes.occurrence in ("corroborated", "established"):
        return "fair"
    return "weak" if axes.occurrence == "single_source" else ""


def airwars_strike(axes: Axes) -> str:
    """Airwars strike status: declared, contested, likely, or a single source's claim."""
    if axes.position == "accepts":
        return "Declared strike"
    if axes.attribution == "contested":
        return "Contested strike"
    return "Likely strike" if axes.occurrence in ("corroborated", "established") else "Single source claim"


def ibc_provisional(axes: Axes) -> bool:
    """Iraq Body Count: fewer than two independent sources is provisional."""
    return axes.occurrence in ("unsupported", "single_source", "refuted")


def place_codes(level: str, admin1: str) -> tuple[int, int]:
    """UCDP where_prec and ACLED geo_precision of a place: its gazetteer level, or no closer than its governorate."""
    known = level if level in LEVELS else "admin1" if admin1 else "country"
    return where_precision(known), geo_precision(known)


def date_codes(days: Interval) -> tuple[int, int]:
    """UCDP date_prec and ACLED time_precision."""
    return ucdp_precision(days), acled_precision(days)


def sdg_cells(mentions: Iterable[CountedMention], mandate: Mandate) -> list[tuple[str, str, str, str, int]]:
    """Documented direct deaths by sex, age group, status and cause; every cell that has any, Unknown included.

    People are clusters as judged (`best`); groups without names are not in it, since they have no cells.
    """
    people: dict[str, list[CountedMention]] = {}
    for mention in mentions:
        if mention.event_type == "killing" and mention.counted and not mention.is_group:
            people.setdefault(mention.people[1], []).append(mention)
    inside = [rows for rows in people.values() if _inside(rows, mandate)]
    cells = Counter(_cell(rows) for rows in inside)
    return [(*cell, cells[cell]) for cell in sorted(cells)]


def _inside(rows: Sequence[CountedMention], mandate: Mandate) -> bool:
    return any(not mandate.leaves_out(m.earliest, m.latest) for m in rows)


def _cell(rows: Sequence[CountedMention]) -> tuple[str, str, str, str]:
    return (
        mapped("sdg_sex", attributes.sex_of(rows)),
        mapped("sdg_age", attributes.age_group_of(rows)),
        mapped("sdg_status", attributes.status_of_victim(rows)),
        mapped("sdg_cause", attributes.cause_of_death(rows)),
    )


def mapping_rows() -> list[Mapping[str, str]]:
    """Every mapping as rows: scheme, what it is, our value, their code."""
    return [
        {"scheme": scheme, "title": table["title"], "ours": ours, "theirs": theirs}
        for scheme, table in mappings().items()
        for ours, theirs in table.items()
        if ours != "title"
    ]
