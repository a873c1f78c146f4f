"""Who's On First: a folder of its GeoJSON records, or one of its SQLite distributions.

Source of the properties: the project's list (wof:placetype, name:ara_x_preferred, edtf:cessation …).
Licence: CC0 for its own work; records derived from GeoNames CC BY 4.0.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sijil.errors import CaseSettings
from sijil.places.place import Place
from sijil.places.sources.converted import Converted, bare, is_arabic, others

CREDIT = "Contains data from Who's On First (CC0 and CC BY 4.0, whosonfirst.org/docs/licenses)."
_LEVELS = {
    "country": "country",
    "region": "admin1",
    "macrocounty": "admin2",
    "county": "admin2",
    "localadmin": "admin3",
    "locality": "locality",
    "borough": "neighbourhood",
    "macrohood": "neighbourhood",
    "neighbourhood": "neighbourhood",
    "microhood": "neighbourhood",
}
_OPEN = ("", "uuuu", "..", "open", "unknown")


def read(path: Path, countries: frozenset[str]) -> Converted:
    """The places of a folder or database, in the order of their identifiers. Raises `CaseSettings`."""
    found = Converted(credit=CREDIT)
    records: dict[int, dict[str, Any]] = {}
    for record in _records(path):
        properties = record.get("properties", {})
        level = _LEVELS.get(str(properties.get("wof:placetype", "")), "")
        if countries and str(properties.get("wof:country", "")).upper() not in countries:
            found.passed_over["another country"] += 1
        elif not level:
            found.passed_over["no inhabited place and no administrative area"] += 1
        elif properties.get("wof:superseded_by"):
            found.passed_over["superseded by another record"] += 1
        else:
            records[int(properties["wof:id"])] = properties
    found.places = [_place(records[key], records) for key in sorted(records)]
    return found


def _records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        if path.is_file() and path.suffix in (".db", ".sqlite"):
            yield from _database(path)
            return
        files = [path] if path.is_file() else sorted(path.rglob("*.geojson"))
        for file in files:
            if "-alt-" not in file.name:
                yield json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, sqlite3.Error) as error:
        raise CaseSettings(
            f"the Who's On First data cannot be read: {error}", where=str(path), remedy="download it again"
        ) from error


def _database(path: Path) -> Iterator[dict[str, Any]]:
    connection = sqlite3.connect(path.absolute().as_uri() + "?mode=ro&immutable=1", uri=True)
    try:
        query = "SELECT body FROM geojson WHERE COALESCE(is_alt, 0) = 0 ORDER BY id"
        for (body,) in connection.execute(query):
            yield json.loads(body)
    finally:
        connection.close()


def _names(properties: dict[str, Any], language: str) -> list[str]:
    kinds = ("x_preferred", "x_variant", "x_colloquial")
    return [name for kind in kinds for name in properties.get(f"name:{language}_{kind}", [])]


def _called(properties: dict[str, Any] | None) -> tuple[str, str]:
    if properties is None:
        return "", ""
    arabic = next((name for name in _names(properties, "ara") if is_arabic(name)), "")
    english = next(iter(_names(properties, "eng")), "") or str(properties.get("wof:name") or "")
    return english or arabic, arabic


def _place(properties: dict[str, Any], records: dict[int, dict[str, Any]]) -> Place:
    name, arabic = _called(properties)
    level = _LEVELS[properties["wof:placetype"]]
    if level in ("admin1", "admin2", "admin3"):
        name, arabic = bare(name), bare(arabic)
    governorate = _called(_area(properties, records, "region_id"))
    district = _called(_area(properties, records, "county_id"))
    said = [
        word
        for key in sorted(properties)
        if key.startswith("name:") and isinstance(properties[key], list)
        for word in properties[key]
    ]
    wanted = [word for word in said if word.isascii() or is_arabic(word) or _is_latin(word)]
    return Place(
        place_id=f"whosonfirst:{properties['wof:id']}",
        level=level,
        name=name or arabic or str(properties["wof:id"]),
        name_ar=arabic,
        alternates=others(
            (word.replace("|", " ") for word in [str(properties.get("wof:name") or ""), *wanted]),
            name,
            arabic,
        ),
        lat=_degrees(properties.get("lbl:latitude") or properties.get("geom:latitude")),
        lon=_degrees(properties.get("lbl:longitude") or properties.get("geom:longitude")),
        admin1=bare(governorate[0]) if governorate[0] else "",
        admin1_ar=bare(governorate[1]) if governorate[1] else "",
        admin2=bare(district[0]) if district[0] else "",
        current=_is_current(properties),
    )


def _is_latin(word: str) -> bool:
    return all(ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 for char in word)


def _area(properties: dict[str, Any], records: dict[int, dict[str, Any]], key: str) -> dict[str, Any] | None:
    for branch in properties.get("wof:hierarchy") or []:
        found = records.get(int(branch.get(key) or -1))
        if found is not None:
            return found
    return None


def _is_current(properties: dict[str, Any]) -> bool:
    if properties.get("mz:is_current") == 0:
        return False
    ended = (str(properties.get(key) or "") for key in ("edtf:cessation", "edtf:deprecated"))
    return all(value in _OPEN for value in ended)


def _degrees(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
