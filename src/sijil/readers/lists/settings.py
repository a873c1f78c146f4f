"""What case.toml may say of one list, under `[lists."file name"]`."""

from collections.abc import Mapping
from typing import TypedDict

from sijil.errors import CaseSettings

FIELDS = (
    "name",
    "name_other",
    "given",
    "father",
    "grandfather",
    "family",
    "mother",
    "sex",
    "age",
    "birth_date",
    "birth_place",
    "date",
    "place",
    "village",
    "subdistrict",
    "district",
    "governorate",
    "origin",
    "status",
    "cause",
    "source",
    "notes",
    "official_id",
    "number",
)
"""What a column of a list of people can hold."""

_REMEDY = "correct it in case.toml"


class ListSettings(TypedDict, total=False):
    """`columns`: field to header or column number (from 1), one or several. `event_type`: what the list records,
    where no column says. `header_row`: its row number, 0 for none. `sheet`: the only sheet that is the list.
    `skip`: headers or numbers of columns to leave. `not_a_list`: the file holds no list of people.
    """

    columns: dict[str, str | int | list[str | int]]
    event_type: str
    header_row: int
    sheet: str
    skip: list[str | int]
    not_a_list: bool


_KINDS: dict[str, tuple[type, str]] = {
    "columns": (dict, "a table"),
    "event_type": (str, "a text"),
    "header_row": (int, "a row number"),
    "sheet": (str, "the name of a sheet"),
    "skip": (list, "a list of columns"),
    "not_a_list": (bool, "true or false"),
}


def check_settings(raw: Mapping[str, object], where: str) -> ListSettings:
    """Check one table of case.toml. Raises `CaseSettings` that names the key and what it may be."""
    settings = ListSettings()
    for key, value in raw.items():
        if key not in _KINDS:
            raise CaseSettings(
                f"`{key}` is no setting of a list", where=where, remedy=f"use {', '.join(_KINDS)}"
            )
        kind, called = _KINDS[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise CaseSettings(f"`{key}` must be {called}", where=where, remedy=_REMEDY)
        settings[key] = value  # type: ignore[literal-required]  # checked against _KINDS just above
    for field in settings.get("columns", {}):
        if field not in FIELDS:
            raise CaseSettings(
                f"`{field}` is nothing a column can hold", where=where, remedy=f"use {', '.join(FIELDS)}"
            )
    return settings
