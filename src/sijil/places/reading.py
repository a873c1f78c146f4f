"""Gazetteer files: CSV in, rows out, and one clear line for what cannot be read."""

import csv
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

from sijil.errors import CaseSettings
from sijil.places.place import LEVELS, Place

REQUIRED = (
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
)
"""The columns a gazetteer must have; `status` is read where it is there ("not_current"), others are ignored."""


def read_places(path: Path) -> Iterator[tuple[Place, int]]:
    """The places of one CSV file (UTF-8, a header line) with their lines. Raises `CaseSettings` for the first fault."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            columns = _columns(path, next(lines, None))
            wanted, status = itemgetter(*(columns[name] for name in REQUIRED)), columns.get("status")
            width = max(columns[name] for name in REQUIRED)
            for row in lines:
                if len(row) > width:
                    ended = status is not None and len(row) > status and row[status].strip() == "not_current"
                    yield _place(wanted(row), not ended, path, lines.line_num), lines.line_num
                elif row:
                    raise _fault(
                        path, lines.line_num, f"the line has {len(row)} cells, too few", "complete the line"
                    )
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error), "check the path in case.toml") from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "the file is not UTF-8", "save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise _unreadable(path, f"the file is no CSV: {error}", "save it again as CSV") from error


def _fault(path: Path, line: int, what: str, remedy: str) -> CaseSettings:
    return CaseSettings(what, where=f"{path}, line {line}", remedy=remedy)


def _unreadable(path: Path, what: str, remedy: str) -> CaseSettings:
    return CaseSettings(f"the gazetteer cannot be read: {what}", where=str(path), remedy=remedy)


def _columns(path: Path, header: list[str] | None) -> dict[str, int]:
    columns = {name.strip(): index for index, name in enumerate(header or [])}
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise CaseSettings(
            f"the gazetteer lacks the column {', '.join(missing)}",
            where=f"{path}, line 1",
            remedy="the first line must name " + ", ".join(REQUIRED),
        )
    return columns


def _place(cells: tuple[str, ...], current: bool, path: Path, line: int) -> Place:
    gazid, level, name, name_ar, alternates, lat, lon, admin1, admin1_ar, admin2 = (
        cell.strip() for cell in cells
    )
    if not gazid:
        raise _fault(path, line, "the column gazid is empty", "give each place an identifier")
    if level not in LEVELS:
        raise _fault(path, line, f"the column level says {level!r}", "use one of " + ", ".join(LEVELS))
    if not name and not name_ar:
        raise _fault(path, line, "the columns name_en and name_ar are empty", "give one name at least")
    return Place(
        place_id=gazid,
        level=level,
        name=name or name_ar,
        name_ar=name_ar,
        alternates=tuple(other for part in alternates.split("|") if (other := part.strip())),
        lat=_degrees(lat, "lat", 90, path, line),
        lon=_degrees(lon, "lon", 180, path, line),
        admin1=admin1,
        admin1_ar=admin1_ar,
        admin2=admin2,
        current=current,
    )


def _degrees(cell: str, column: str, limit: int, path: Path, line: int) -> float | None:
    if not cell:
        return None
    try:
        degrees = float(cell)
    except ValueError:
        degrees = float("nan")
    if not -limit <= degrees <= limit:
        raise _fault(
            path, line, f"the column {column} says {cell!r}", f"give degrees from -{limit} to {limit}"
        )
    return degrees
