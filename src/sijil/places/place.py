"""A place of a gazetteer, a candidate for a name, a name found in a text."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

LEVELS = ("country", "admin1", "admin2", "admin3", "locality", "neighbourhood")
"""From the widest to the narrowest; admin1 is a governorate, admin2 a district, admin3 a subdistrict."""

WIDE = ("country", "admin1", "admin2")
"""Levels whose names every reader knows: they need no support in a text, and no place named beside them."""

_EARTH_KM = 6371.0
_UCDP = {"locality": 1, "neighbourhood": 1, "admin3": 3, "admin2": 3, "admin1": 4, "country": 6}
_ACLED = {"locality": 1, "neighbourhood": 1, "admin3": 2, "admin2": 2, "admin1": 3, "country": 3}


@dataclass(frozen=True, slots=True)
class Place:
    """One row of a gazetteer. `lat` and `lon` are WGS84 degrees, None where the row has none.

    `current` is False for what its source marks as no longer there; such places are kept, since
    destroyed villages matter. `admin1` is empty where the gazetteer does not know the governorate.
    """

    place_id: str
    level: str
    name: str
    name_ar: str
    alternates: tuple[str, ...]
    lat: float | None
    lon: float | None
    admin1: str
    admin1_ar: str
    admin2: str
    current: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a name may mean, why, and a score from 0 to 1 that only orders the candidates."""

    place: Place
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A gazetteer name in a text: `text[start:end] == as_said`, offsets in code points."""

    as_said: str
    start: int
    end: int
    candidates: tuple[Candidate, ...]


def where_precision(level: str) -> int:
    """`where_prec` of UCDP GED for a level of `LEVELS`: 1 a place, 3 a district, 4 a governorate, 6 a country.

    Source: method.md 1.13. A subdistrict is coded 3, the next wider step UCDP has. A level not in the
    list is known to no more than the country: 6.
    """
    return _UCDP.get(level, 6)


def geo_precision(level: str) -> int:
    """`geo_precision` of ACLED for a level of `LEVELS`: 1 a town, 2 part of a region, 3 a larger region.

    Source: method.md 1.12. Districts and subdistricts are parts of a region; a governorate, the country
    and anything else are 3, ACLED's coarsest code.
    """
    return _ACLED.get(level, 3)


def kilometres(one: Place, other: Place) -> float | None:
    """Great-circle distance; None when either has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    south, north = radians(one.lat), radians(other.lat)
    half_lat, half_lon = (north - south) / 2, radians(other.lon - one.lon) / 2
    chord = sin(half_lat) ** 2 + cos(south) * cos(north) * sin(half_lon) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, chord)))
