"""Which form a gazetteer has, and the function that reads it."""

import csv
import zipfile
from collections.abc import Collection
from pathlib import Path

from sijil.errors import CaseSettings
from sijil.places.reading import REQUIRED, read_places
from sijil.places.sources import geonames, pcodes, whosonfirst, world
from sijil.places.sources.converted import Converted

FORMS = ("sijil", "geonames", "pcodes", "whosonfirst", "world")


def form_of(path: Path) -> str:
    """The form of a file or folder, by what it holds. Raises `CaseSettings` where it cannot be told."""
    if path.is_dir() or path.suffix in (".db", ".sqlite", ".geojson"):
        return "whosonfirst"
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return "pcodes"
    if path.suffix.lower() == ".zip" and zipfile.is_zipfile(path):
        return "geonames"
    first = _first_line(path)
    if first.count("\t") >= geonames.COLUMNS - 1:
        return "geonames"
    header = next(csv.reader([first]), [])
    if set(REQUIRED) <= {name.strip() for name in header}:
        return "sijil"
    if pcodes.is_header(header):
        return "pcodes"
    raise CaseSettings(
        "the gazetteer is in no form that Sijil knows",
        where=str(path),
        remedy="name its form with --form: " + ", ".join(FORMS),
    )


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.readline(65536).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseSettings(
            f"the gazetteer cannot be read: {error}", where=str(path), remedy="give a text file in UTF-8"
        ) from error


def convert(path: Path | None, form: str, countries: Collection[str] = ()) -> Converted:
    """Read a gazetteer of a given form; `countries` are two-letter codes, none means all.

    Raises `CaseSettings` when the file is not of that form or holds no place at all.
    """
    wanted = frozenset(country.upper() for country in countries)
    if form == "world":
        found = world.read(wanted)
    elif path is None:
        raise CaseSettings(f"the form {form} needs a file", where="--form", remedy="name the file")
    elif form == "geonames":
        found = geonames.read(path, wanted)
    elif form == "pcodes":
        found = pcodes.read(path)
    elif form == "whosonfirst":
        found = whosonfirst.read(path, wanted)
    else:
        found = Converted([place for place, _ in read_places(path)])
    if not found.places:
        raise CaseSettings(
            "the gazetteer has no place that could be taken over"
            + (f" for {', '.join(sorted(wanted))}" if wanted else ""),
            where=str(path or form),
            remedy="check the file and the country codes",
        )
    return found
