"""A sheet as text: one line a row, cells a tab apart, so that each row and cell has its span by construction."""

import re
from collections.abc import Sequence

from sijil.readers.draft import Draft
from sijil.readers.header import find_header
from sijil.readers.limits import Limits
from sijil.readers.reading import Row, Table

_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LOOKED_AT = 60
"""Rows looked at when the header is sought."""


def one_line(text: str) -> str:
    """Text for a cell: each run of tabs and line breaks as one space."""
    return _BREAKS.sub(" ", text)


class SheetText:
    """Collects rows. Row numbers are those of the source file; nothing that is given is left out.

    `add` returns False once a limit is reached and takes no further row.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lines: list[str] = []
        self._rows: list[Row] = []
        self._first: list[tuple[int, list[str]]] = []
        self._at = 0
        self._cells = 0
        self.full = ""

    def add(self, number: int, cells: Sequence[str]) -> bool:
        """Add the row `number` of the file. An empty row is one empty cell."""
        self._cells += len(cells)
        if len(self._rows) >= self._limits.rows:
            self.full = f"only the first {len(self._rows):,} rows are read"
        elif self._cells > self._limits.cells:
            self.full = (
                f"only the first {len(self._rows):,} rows are read: more than {self._limits.cells:,} cells"
            )
        if self.full:
            return False
        shown = [cell if cell.isprintable() else one_line(cell) for cell in cells] or [""]
        if len(self._first) < _LOOKED_AT:
            self._first.append((number, shown))
        line = "\t".join(shown)
        self._lines.append(line)
        self._rows.append(Row(number, self._at, tuple(map(len, shown))))
        self._at += len(line) + 1
        return True

    def __len__(self) -> int:
        return len(self._rows)

    def widths(self) -> set[int]:
        """How many cells the rows have."""
        return {len(row.widths) for row in self._rows}

    def put_into(self, draft: Draft, part: str, sheet: str) -> None:
        """Close the sheet: its text becomes a rendition of `draft`, its rows a table."""
        index = draft.add(part, "\n".join(self._lines))
        header_row = find_header(self._first)
        header = next((row.cells for row in self._rows[:_LOOKED_AT] if row.number == header_row), [])
        rows = [row for row in self._rows if row.number != header_row]
        draft.tables.append(Table(index, sheet, header_row, header, rows))
        if self.full:
            draft.miss(f"{part}: {self.full}", "split the table")
