"""Exports of KoboToolbox and ODK forms: which sheets belong together, and which columns are the tool's own.

A repeat group ("for each victim") is a sheet of its own, whose rows name the submission they belong to.
Source: kobotoolbox/formpack `reporting/export.py`; reference on custody and reading, 5.7.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sijil.readers.lists.headers import known_label
from sijil.readers.reading import Row, Table

_OWN = re.compile(
    r"start|end|today|deviceid|username|phonenumber|subscriberid|simserial|audit|instanceid|instancename|formhub.?uuid"
    r"|_id|_uuid|_submission.*|_validation_status|_notes|_status|_submitted_by|_tags|_index|_parent_.*|__version__"
    r"|_geolocation|_attachments|_xform_id_string|_bamboo_dataset_id|meta.*|.*_(?:latitude|longitude|altitude|precision)"
    r"|(?:enumerator|interviewer|collector|respondent|surveyor|data_collector)(?:_?(?:name|id|phone|code))?",
    re.IGNORECASE,
)
"""Columns of the tool, and those of whoever asked and answered: never read as somebody on the list."""
INHERITED = ("date", "village", "place", "subdistrict", "district", "governorate", "cause")
"""What a row of a repeat group takes from the submission it belongs to, where it does not say it itself."""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet of such an export. Column numbers count from 0; None for a column it does not have."""

    table: Table
    labels: tuple[str, ...]
    uuid: int | None
    index: int | None
    parent_sheet: int | None
    parent_index: int | None
    parent_uuid: int | None

    @property
    def is_repeat(self) -> bool:
        """Whether its rows belong to rows of another sheet."""
        return self.parent_sheet is not None or self.parent_uuid is not None

    def own_columns(self) -> list[int]:
        """The tool's own columns, as numbers from 1: not to be taken for anything."""
        return [n + 1 for n, label in enumerate(self.labels) if _OWN.fullmatch(last_of(label))]

    def fields(self) -> dict[str, tuple[int, ...]]:
        """What its columns say by their headers alone, whether or not it lists people."""
        own: set[int] = set(self.own_columns())
        found: dict[str, tuple[int, ...]] = {}
        for number, label in enumerate(self.labels):
            known = known_label(last_of(label)) if number + 1 not in own else None
            if known is not None and known.field in INHERITED:
                found.setdefault(known.field, (number,))
        return found


def last_of(label: str) -> str:
    """The name of a question without its groups: `visit/location` and `visit:location` are `location`."""
    return re.split(r"[/:]", label.strip())[-1].strip()


def form_sheet(table: Table, text: str) -> FormSheet | None:
    """A table as a sheet of a form's export; None for any other table."""
    labels = tuple(text[cell.start : cell.end].strip() for cell in table.header)
    where = {label.lower(): number for number, label in reversed(list(enumerate(labels)))}
    sheet = FormSheet(
        table,
        labels,
        where.get("_uuid"),
        where.get("_index"),
        where.get("_parent_table_name"),
        where.get("_parent_index"),
        where.get("_submission__uuid"),
    )
    known = (
        sheet.is_repeat or (sheet.uuid is not None and "_submission_time" in where) or sheet.index is not None
    )
    return sheet if known else None


def lacks_repeats(sheet: FormSheet, others: Sequence[FormSheet]) -> bool:
    """Whether repeat groups that the form may have are not here: whoever they list is then missing.

    The file cannot say whether there are any: KoboToolbox writes `_index` always (kpi, `import_export_task.py`,
    `force_index`), formpack by itself only where a form has repeats.
    """
    return sheet.index is not None and not sheet.is_repeat and not any(other.is_repeat for other in others)


class Parents:
    """Finds the rows above a row of a repeat group, by submission where one is named, else within the export."""

    def __init__(self, sheets: Mapping[str, tuple[FormSheet, str]]) -> None:
        self._sheets = sheets
        self._by: dict[tuple[str, int], dict[str, Row]] = {}

    def above(self, sheet: FormSheet, row: Row, text: str) -> list[tuple[FormSheet, Row, str]]:
        """The parent, its parent and so on, each with its sheet and text; the nearest first."""
        found: list[tuple[FormSheet, Row, str]] = []
        here, here_text, here_row = sheet, text, row
        for _ in range(8):
            step = self._parent(here, here_row, here_text)
            if step is None or any(step[1] is seen[1] for seen in found):
                break
            found.append(step)
            here, here_row, here_text = step
        return found

    def _parent(self, sheet: FormSheet, row: Row, text: str) -> tuple[FormSheet, Row, str] | None:
        name = _cell(row, sheet.parent_sheet, text)
        other = self._sheets.get(name) or self._main()
        if other is None or not sheet.is_repeat:
            return None
        parent, parent_text = other
        uuid = _cell(row, sheet.parent_uuid, text)
        if uuid and parent.uuid is not None:
            hit = self._lookup(parent, parent.uuid, parent_text).get(uuid)
        elif parent.index is not None:
            hit = self._lookup(parent, parent.index, parent_text).get(_cell(row, sheet.parent_index, text))
        else:
            hit = None
        return None if hit is None else (parent, hit, parent_text)

    def _main(self) -> tuple[FormSheet, str] | None:
        mains = [pair for pair in self._sheets.values() if not pair[0].is_repeat]
        return mains[0] if len(mains) == 1 else None

    def _lookup(self, sheet: FormSheet, column: int, text: str) -> dict[str, Row]:
        key = (sheet.table.sheet, column)
        if key not in self._by:
            self._by[key] = {_cell(row, column, text): row for row in reversed(sheet.table.rows)}
        return self._by[key]


def _cell(row: Row, column: int | None, text: str) -> str:
    cells = row.cells
    if column is None or column >= len(cells):
        return ""
    return text[cells[column].start : cells[column].end].strip().removesuffix(".0").removeprefix("uuid:")
