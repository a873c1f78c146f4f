"""Every row of a list: a record, or passed over with the reason. None disappears."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sijil.readers.lists.ages import Age, parse_age
from sijil.readers.lists.columns import NAME_PARTS, Columns
from sijil.readers.lists.headers import label_key
from sijil.readers.lists.values import is_absent, is_total, sex_code, status_of
from sijil.readers.reading import Row, Table
from sijil.text import norm

_HXL_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+[a-z][a-z0-9_]*)*\Z")
_LATEST_YEAR_LIKE, _EARLIEST_YEAR_LIKE = 2100, 1850


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says, as written: `rendition_text[start:end] == text`, without white space around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """One person as one row has it.

    `row` is the row's number in the file, `start` and `end` its span. `values` holds, by field, the
    cells that say something; placeholders for nothing are left out. `sex`, `status`, `event_type` and
    `age` are normalised, empty or None when the row does not say them clearly. Dates stay as written.
    """

    row: int
    start: int
    end: int
    values: dict[str, tuple[Value, ...]]
    sex: str
    status: str
    event_type: str
    age: Age | None
    doubts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name as written: the column of whole names, or its parts in order. Empty when not known."""
        whole = self.values.get("name")
        parts = [whole] if whole else [self.values.get(part, ()) for part in NAME_PARTS]
        return " ".join(value.text for part in parts for value in part)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A row that is no person, with the reason."""

    row: int
    start: int
    end: int
    reason: str


class Records(list[RecordDraft]):
    """The records of a table, in file order; `passed_over` has every other row."""

    def __init__(self) -> None:
        super().__init__()
        self.passed_over: list[PassedOver] = []


def records(table: Table, rendition_text: str, columns: Columns) -> Records:
    """Make a record of each row of `table`; rows that are none are in `passed_over`, each with its reason."""
    found = Records()
    for row in table.rows:
        cells = [rendition_text[cell.start : cell.end] for cell in row.cells]
        reason = _why_none(row, cells, columns)
        if reason:
            found.passed_over.append(PassedOver(row.number, row.start, row.end, reason))
        else:
            found.append(_record(row, rendition_text, columns))
    return found


def _why_none(row: Row, cells: Sequence[str], columns: Columns) -> str:
    if columns.not_a_list:
        return f"not a list of people: {columns.not_a_list}"
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return "empty row"
    if columns.header_row and row.number <= columns.header_row:
        return "above the header" if row.number < columns.header_row else "the header"
    if _repeats_header(cells, columns.labels):
        return "repeats the header"
    if all(_HXL_TAG.match(cell.strip()) for cell in filled):
        return "tags of the columns (HXL)"
    if is_total(filled[0]) or (len(filled) <= 3 and any(map(is_total, filled))):
        return "a totals row"
    if [norm(cell) for cell in filled] == [str(at) for at in range(1, len(filled) + 1)] and len(filled) >= 3:
        return "numbers the columns"
    return "" if _names_or_describes(cells, columns) else "no name, and nothing else about a person"


def _repeats_header(cells: Sequence[str], labels: Sequence[str]) -> bool:
    pairs = [(cell, label) for cell, label in zip(cells, labels, strict=False) if cell.strip() and label]
    same = sum(label_key(cell) == label_key(label) for cell, label in pairs)
    return same >= 2 and same >= 0.6 * len(pairs)


def _names_or_describes(cells: Sequence[str], columns: Columns) -> bool:
    """A name, or two facts: somebody whose name is not known is a person too."""
    said = {
        name
        for name, numbers in columns.fields.items()
        if any(number < len(cells) and not is_absent(cells[number]) for number in numbers)
    }
    placeholder = any(
        number < len(cells) and cells[number].strip()
        for name in ("name", *NAME_PARTS)
        for number in columns.fields.get(name, ())
    )
    facts = said - {"number", "source", "notes"}
    return bool(said & {"name", "name_other", *NAME_PARTS}) or (placeholder and bool(said)) or len(facts) >= 2


def _record(row: Row, text: str, columns: Columns) -> RecordDraft:
    values = _values(row, text, columns)
    doubts: list[str] = []
    status, event_type = _status(values, columns, doubts)
    record = RecordDraft(
        row.number,
        row.start,
        row.end,
        values,
        _sex(values, doubts),
        status,
        event_type,
        _age(values, doubts),
        (),
    )
    if not record.name:
        doubts.append("no name is known")
    if columns.header_row and any(width for width in row.widths[columns.header_width :]):
        doubts.append("the row has more cells than the header")
    return RecordDraft(
        row.number, row.start, row.end, values, record.sex, status, event_type, record.age, tuple(doubts)
    )


def _values(row: Row, text: str, columns: Columns) -> dict[str, tuple[Value, ...]]:
    cells = row.cells
    values: dict[str, tuple[Value, ...]] = {}
    for name, numbers in columns.fields.items():
        found = [
            _trimmed(cells[number].start, cells[number].end, text)
            for number in numbers
            if number < len(cells)
        ]
        said = tuple(value for value in found if not is_absent(value.text))
        if said:
            values[name] = said
    return values


def _trimmed(start: int, end: int, text: str) -> Value:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    said = raw.strip()
    return Value(start, start + len(said), said)


def _sex(values: dict[str, tuple[Value, ...]], doubts: list[str]) -> str:
    if "sex" not in values:
        return ""
    said = values["sex"][0].text
    code = sex_code(said)
    if not code:
        doubts.append(f"'{said}' is no known sex")
    return code


def _status(values: dict[str, tuple[Value, ...]], columns: Columns, doubts: list[str]) -> tuple[str, str]:
    """The row's own status; the list's event type only where the row has none of its own."""
    if "status" not in values:
        return "", columns.event_type
    said = values["status"][0].text
    status = status_of(said)
    if status is None:
        doubts.append(f"'{said}' is no known status")
        return "", ""
    if status.doubt:
        doubts.append(status.doubt)
    if status.code == "died":
        # "Dead" alone does not say killed; what the whole list is about may.
        return status.code, columns.event_type
    return status.code, status.event_type


def _age(values: dict[str, tuple[Value, ...]], doubts: list[str]) -> Age | None:
    if "age" not in values:
        return None
    said = values["age"][0].text
    age = parse_age(said)
    if age is None:
        folded = norm(said)
        year = folded.isdecimal() and _EARLIEST_YEAR_LIKE <= int(folded) <= _LATEST_YEAR_LIKE
        doubts.append(f"'{said}' looks like a year, not an age" if year else f"'{said}' is no age")
    return age
