"""The invented area: its places, and the texts and tables the other makers read."""

import csv
import io
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SEED = "qasr marjan 2025-04"
TEXTS = Path(__file__).parent / "texts"
GAZETTEER_COLUMNS = [
    "gazid",
    "level",
    "name_en",
    "name_ar",
    "alternates",
    "lat",
    "lon",
    "admin1",
    "admin1_ar",
    "admin2",
    "admin3",
    "status",
    "source",
]


@dataclass(frozen=True)
class Place:
    """One place; `admin1` and `admin2` are ids of places, empty above the place's own level."""

    id: str
    level: str
    en: str
    ar: str
    alternates: tuple[str, ...]
    lat: float
    lon: float
    admin1: str
    admin2: str

    def names(self) -> tuple[str, ...]:
        """Every spelling, in both scripts."""
        return (self.en, self.ar, *self.alternates)

    def latin(self) -> tuple[str, ...]:
        """The spellings in Latin letters, the careful one first."""
        return (self.en, *(name for name in self.alternates if name.isascii()))


@cache
def table(name: str) -> dict[str, Any]:
    """The table `texts/NAME.toml`."""
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def places() -> dict[str, Place]:
    """All places by id."""
    found = {}
    for row in table("places")["rows"]:
        ident, level, en, ar, alternates, lat, lon, admin1, admin2 = row
        found[ident] = Place(ident, level, en, ar, tuple(alternates.split("|")), lat, lon, admin1, admin2)
    return found


def admin1(place: str) -> Place:
    """The governorate a place lies in."""
    return places()[places()[place].admin1]


def admin2(place: str) -> Place:
    """The district a place lies in."""
    return places()[places()[place].admin2]


def gazetteer() -> bytes:
    """The gazetteer as CSV, UTF-8."""
    out = io.StringIO()
    writer = csv.DictWriter(out, GAZETTEER_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_gazetteer_row(place) for place in places().values())
    return out.getvalue().encode("utf-8")


def _gazetteer_row(place: Place) -> dict[str, str]:
    return {
        "gazid": f"example:{place.id}",
        "level": place.level,
        "name_en": place.en,
        "name_ar": place.ar,
        "alternates": "|".join(place.alternates),
        "lat": f"{place.lat:.3f}",
        "lon": f"{place.lon:.3f}",
        "admin1": admin1(place.id).en,
        "admin1_ar": admin1(place.id).ar,
        "admin2": admin2(place.id).en if place.admin2 else "",
        "source": "invented",
    }
