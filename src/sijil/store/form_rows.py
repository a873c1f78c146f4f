"""A form's export as the case has it: the sheets of one file, and what a row takes from its submission."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sijil.readers import Table
from sijil.readers.lists import Value
from sijil.readers.lists.forms import INHERITED, FormSheet, Parents, form_sheet, lacks_repeats
from sijil.readers.reading import Row
from sijil.store.models import Rendition

MISSING = (
    "no sheet of a repeat group is in this file: if the form has any, whoever is listed there is missing here;"
    " export again as XLSX with all sheets"
)


@dataclass(frozen=True, slots=True)
class Inherited:
    """Values of the rows above, by field, each with the position of the rendition it stands in."""

    values: dict[str, tuple[int, tuple[Value, ...]]]


class Form:
    """All sheets of a form's export, seen from one of them."""

    def __init__(
        self, rendition: Rendition, sheet: FormSheet, settings: Mapping[str, Any], tables: "TableOf"
    ) -> None:
        self.sheet, self.text = sheet, rendition.text
        self._settings = settings
        self._positions: dict[int, int] = {id(sheet): rendition.position}
        self._sheets: dict[str, tuple[FormSheet, str]] = {sheet.table.sheet: (sheet, rendition.text)}
        self._columns: dict[int, dict[str, tuple[int, ...]]] = {}
        beside = rendition.item.renditions.filter(table__isnull=False).exclude(id=rendition.id)
        for other in beside.order_by("position"):
            found = form_sheet(tables(other), other.text)
            if found is not None:
                self._positions[id(found)] = other.position
                self._sheets.setdefault(found.table.sheet, (found, other.text))
        self._parents = Parents(self._sheets)

    @property
    def others(self) -> list[FormSheet]:
        """The other sheets of the export."""
        return [sheet for sheet, _ in self._sheets.values() if sheet is not self.sheet]

    @property
    def is_above(self) -> bool:
        """Whether other sheets list what belongs to this one's rows: then it is no list of people itself."""
        return not self.sheet.is_repeat and any(other.is_repeat for other in self.others)

    @property
    def lacks_repeats(self) -> bool:
        """Whether people listed in repeat groups, if the form has any, are not in this file."""
        return lacks_repeats(self.sheet, self.others)

    def inherited(self, row: Row) -> Inherited:
        """What the rows above say, the nearest first."""
        values: dict[str, tuple[int, tuple[Value, ...]]] = {}
        if not self.sheet.is_repeat:
            return Inherited(values)
        for sheet, above, text in self._parents.above(self.sheet, row, self.text):
            for name, columns in self._fields(sheet).items():
                said = tuple(v for column in columns if (v := _value(above, column, text)) is not None)
                if name in INHERITED and said:
                    values.setdefault(name, (self._positions[id(sheet)], said))
        return Inherited(values)

    def _fields(self, sheet: FormSheet) -> dict[str, tuple[int, ...]]:
        if id(sheet) not in self._columns:
            self._columns[id(sheet)] = sheet.fields()
        return self._columns[id(sheet)]


TableOf = Callable[[Rendition], Table]


def form_of(rendition: Rendition, settings: Mapping[str, Any], tables: TableOf) -> Form | None:
    """The form that a rendition is a sheet of; None for any other list."""
    sheet = form_sheet(tables(rendition), rendition.text)
    return None if sheet is None else Form(rendition, sheet, settings, tables)


def _value(row: Row, column: int, text: str) -> Value | None:
    cells = row.cells
    if column >= len(cells):
        return None
    start, end = cells[column].start, cells[column].end
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    stripped = said.strip()
    return Value(start, start + len(stripped), stripped) if stripped else None
