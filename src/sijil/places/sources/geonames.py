"""GeoNames dumps: `SY.txt`, `allCountries.txt`, `cities500.txt`, or a zip that holds one of them.

Nineteen columns, tab-separated, no header. Source of columns and feature codes: the readme of GeoNames'
export folder and its list of feature codes. Licence CC BY 4.0.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sijil.errors import CaseSettings
from sijil.places.place import Place
from sijil.places.sources.converted import Converted, bare, is_arabic, others

COLUMNS = 19
CREDIT = "Contains data from GeoNames (CC BY 4.0)."
_LEVELS = {"ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin3", "PCLI": "country", "PPLX": "neighbourhood"}
_GONE = ("PPLQ", "PPLH", "PPLW", "PPLCH", "ADM1H", "ADM2H", "ADM3H")
"""Abandoned, historical, destroyed: kept, marked as no longer current."""


@dataclass(frozen=True, slots=True)
class _Area:
    name: str
    name_ar: str


def read(path: Path, countries: frozenset[str]) -> Converted:
    """The inhabited places and administrative areas of a dump. Raises `CaseSettings` naming the line."""
    found = Converted(credit=CREDIT)
    areas: dict[tuple[str, ...], _Area] = {}
    kept: list[list[str]] = []
    for cells in _rows(path):
        if countries and cells[8] not in countries:
            found.passed_over["another country"] += 1
        elif _level(cells) == "":
            found.passed_over["no inhabited place and no administrative area"] += 1
        else:
            kept.append(cells)
            if cells[7] in ("ADM1", "ADM2"):
                key = (cells[8], cells[10]) if cells[7] == "ADM1" else (cells[8], cells[10], cells[11])
                areas[key] = _Area(*_names(cells)[:2])
    found.places = [_place(cells, areas) for cells in kept]
    return found


def _level(cells: list[str]) -> str:
    code = cells[7].removesuffix("H") if cells[7].startswith("ADM") else cells[7]
    return _LEVELS.get(code) or ("locality" if cells[6] == "P" else "")


def _rows(path: Path) -> Iterator[list[str]]:
    with _text(path) as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) < COLUMNS - 1:
                raise CaseSettings(
                    f"a GeoNames line has {COLUMNS} cells, this one has {len(cells)}",
                    where=f"{path}, line {number}",
                    remedy="download the file again; it is cut or of another form",
                )
            yield cells


@contextmanager
def _text(path: Path) -> Iterator[io.TextIOBase]:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                name = _dump_in(path, archive)
                with archive.open(name) as member:
                    yield io.TextIOWrapper(member, encoding="utf-8", newline="\n")
        else:
            with path.open(encoding="utf-8-sig", newline="\n") as file:
                yield file
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise CaseSettings(
            f"the GeoNames file cannot be read: {error}", where=str(path), remedy="download it again"
        ) from error


def _dump_in(path: Path, archive: zipfile.ZipFile) -> str:
    names = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
    if len(names) != 1:
        raise CaseSettings(
            f"the zip holds {len(names)} text files, not one",
            where=str(path),
            remedy="unpack it and give the file with the places",
        )
    return names[0]


def _names(cells: list[str]) -> tuple[str, str, list[str]]:
    """The Latin name, the first Arabic one, and all others."""
    said = [cells[1], cells[2], *cells[3].split(",")]
    arabic = next((name.strip() for name in said if is_arabic(name)), "")
    name = cells[2].strip() or cells[1].strip()
    if cells[7].startswith("ADM"):
        return bare(name), bare(arabic), said
    return name, arabic, said


def _place(cells: list[str], areas: dict[tuple[str, ...], _Area]) -> Place:
    name, arabic, said = _names(cells)
    governorate = areas.get((cells[8], cells[10]), _Area("", ""))
    district = areas.get((cells[8], cells[10], cells[11]), _Area("", ""))
    return Place(
        place_id=f"geonames:{cells[0]}",
        level=_level(cells),
        name=name or arabic,
        name_ar=arabic,
        alternates=others((word.replace("|", " ") for word in said), name, arabic),
        lat=_degrees(cells[4]),
        lon=_degrees(cells[5]),
        admin1=governorate.name,
        admin1_ar=governorate.name_ar,
        admin2=district.name,
        current=cells[7] not in _GONE,
    )


def _degrees(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
