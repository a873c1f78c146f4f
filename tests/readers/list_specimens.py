"""Tables for the tests of lists, made as the readers make them."""

from sijil.readers import Reading, Table
from sijil.readers.draft import Draft
from sijil.readers.limits import Limits
from sijil.readers.sheet_text import SheetText


def table_of(lines: list[str], sheet: str = "") -> tuple[Table, str]:
    """A table and its text, from lines whose cells are divided by bars."""
    sheet_text = SheetText(Limits())
    for number, line in enumerate(lines, start=1):
        sheet_text.add(number, [cell.strip() for cell in line.split("|")] if line else [])
    draft = Draft("specimen", "1", "text/csv")
    sheet_text.put_into(draft, "text", sheet)
    reading: Reading = draft.done()
    return reading.tables[0], reading.renditions[0].text
