"""OCHA's sheets of places with P-codes: XLSX or CSV, one row a place, its areas beside it.

Column names differ by country and year (`ADM1_EN`, `admin1Name_en`, `adm1_name`; `ADM3_PCODE`, `admin3Pcode`);
they are told by pattern. Areas named only beside their places become places too, without a point.
Source of the names: the humanitarian data exchange's common operational datasets (COD-AB), CC BY 3.0 IGO.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sijil.errors import CaseSettings
from sijil.places.place import Place
from sijil.places.sources.converted import Converted, bare, is_arabic, others

CREDIT = "Contains data from UN OCHA (CC BY 3.0 IGO)."
LEVELS = ("country", "admin1", "admin2", "admin3", "locality", "neighbourhood")
_NAME = re.compile(
    r"adm(?:in)?_?(?P<level>[0-5])_?(?:name)?_?(?P<kind>ref|alt)?\d?_?(?P<language>en|ar|eng|ara)?\d?(?:_alt\d?)?"
)
_CODE = re.compile(r"adm(?:in)?_?(?P<level>[0-5])_?(?:p_?code)")
_LATITUDE = ("lat", "latitude", "centerlat", "latitudey", "pointy", "y", "ycoord")
_LONGITUDE = ("lon", "long", "lng", "longitude", "centerlon", "longitudex", "pointx", "x", "xcoord")


@dataclass(slots=True)
class _Columns:
    """Which column holds what: by level, the P-code's and those of the names; then the coordinates."""

    codes: dict[int, int]
    names: dict[int, list[int]]
    lat: int | None
    lon: int | None


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names P-code columns."""
    return any(_CODE.fullmatch(_plain(cell)) for cell in cells)


def _plain(cell: object) -> str:
    return re.sub(r"[\s\-]+", "_", str(cell or "").strip().casefold())


def _columns(header: Sequence[object]) -> _Columns:
    found = _Columns({}, {}, None, None)
    for index, cell in enumerate(header):
        plain = _plain(cell)
        squeezed = plain.replace("_", "")
        if match := _CODE.fullmatch(plain):
            found.codes.setdefault(int(match["level"]), index)
        elif match := _NAME.fullmatch(plain):
            found.names.setdefault(int(match["level"]), []).append(index)
        elif squeezed in _LATITUDE and found.lat is None:
            found.lat = index
        elif squeezed in _LONGITUDE and found.lon is None:
            found.lon = index
    return found


def read(path: Path) -> Converted:
    """All places of all sheets, each P-code once, the widest areas first. Raises `CaseSettings`."""
    found = Converted(credit=CREDIT)
    places: dict[str, Place] = {}
    sheets = 0
    for rows in _sheets(path):
        header = next((row for row in rows if is_header([str(cell or "") for cell in row])), None)
        if header is None:
            continue
        sheets += 1
        columns = _columns(header)
        for row in rows:
            _take(row, columns, places, found)
    if not sheets:
        raise CaseSettings(
            "no sheet has a column of P-codes (ADM1_PCODE, admin1Pcode)",
            where=str(path),
            remedy="give OCHA's table of places as it was downloaded",
        )
    found.places = sorted(places.values(), key=lambda place: LEVELS.index(place.level))
    return found


def _sheets(path: Path) -> Iterator[Iterator[Sequence[Any]]]:
    try:
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            from openpyxl import load_workbook

            book = load_workbook(path, read_only=True, data_only=True)
            for sheet in book.worksheets:
                yield (row for row in sheet.iter_rows(values_only=True))
            book.close()
        else:
            with path.open(encoding="utf-8-sig", newline="") as file:
                yield iter(csv.reader(file))
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise CaseSettings(
            f"the sheet of P-codes cannot be read: {error}", where=str(path), remedy="download it again"
        ) from error


def _take(row: Sequence[Any], columns: _Columns, places: dict[str, Place], found: Converted) -> None:
    """The row's own place and the areas it lies in."""
    levels = [level for level in sorted(columns.codes) if _cell(row, columns.codes[level])]
    if not levels:
        if any(str(cell or "").strip() for cell in row):
            found.passed_over["a row without a P-code"] += 1
        return
    for level in levels:
        code = _cell(row, columns.codes[level])
        own = level == levels[-1]
        known = places.get(code)
        if known is not None and not (own and known.lat is None):
            continue
        place = _place(row, columns, level, code, own)
        if place is None:
            found.passed_over["a P-code without a name"] += 1
        else:
            places[code] = place


def _place(row: Sequence[Any], columns: _Columns, level: int, code: str, own: bool) -> Place | None:
    said = [_cell(row, index) for index in columns.names.get(level, [])]
    english = next((name for name in said if name and not is_arabic(name)), "")
    arabic = next((name for name in said if is_arabic(name)), "")
    if not english and not arabic:
        return None
    governorate = _named(row, columns, 1) if level >= 1 else ("", "")
    district = _named(row, columns, 2)[0] if level >= 2 else ""
    return Place(
        place_id=f"pcode:{code}",
        level=LEVELS[level],
        name=english or arabic,
        name_ar=arabic,
        alternates=others(said, english, arabic),
        lat=_degrees(row, columns.lat) if own else None,
        lon=_degrees(row, columns.lon) if own else None,
        admin1=governorate[0],
        admin1_ar=governorate[1],
        admin2=district,
        current=True,
    )


def _named(row: Sequence[Any], columns: _Columns, level: int) -> tuple[str, str]:
    said = [_cell(row, index) for index in columns.names.get(level, [])]
    english = next((bare(name) for name in said if name and not is_arabic(name)), "")
    arabic = next((bare(name) for name in said if is_arabic(name)), "")
    return english or arabic, arabic


def _cell(row: Sequence[Any], index: int) -> str:
    value = row[index] if index < len(row) else None
    return "" if value is None else str(value).strip()


def _degrees(row: Sequence[Any], index: int | None) -> float | None:
    if index is None:
        return None
    try:
        return float(_cell(row, index).replace(",", "."))
    except ValueError:
        return None
