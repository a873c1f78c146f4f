"""The rows that are physically in a worksheet part, as text, read as a stream."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO

from sijil.readers.xlsx_book import Book, text_of
from sijil.readers.xml_tree import Element, attribute, finished, local

_WIDEST = 16_384
_TRUE = ("1", "true")
_NO_VALUE = "#VALUE!"


@dataclass(slots=True)
class SheetFacts:
    """What is seen on the way: hidden rows, merged ranges, formulas without a stored value, the last row."""

    hidden: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    without_value: int = 0
    last: int = 0


def rows_of_sheet(stream: IO[bytes], book: Book, facts: SheetFacts) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number and the texts of its cells, those left out as empty texts.

    A row that is not in the file costs nothing, whatever the sheet says of its size. Raises
    `SyntaxError` where the part is damaged.
    """
    for element in finished(stream, "row", "mergeCell"):
        if local(element) == "mergeCell":
            facts.merged.append(attribute(element, "ref"))
            continue
        number = element.get("r") or ""
        facts.last = int(number) if number.isdecimal() else facts.last + 1
        if element.get("hidden") in _TRUE:
            facts.hidden.append(facts.last)
        yield facts.last, _cells(element, book, facts)


def _cells(row: Element, book: Book, facts: SheetFacts) -> list[str]:
    # Names are compared with their namespace as the row has it: this runs once for each cell of a case.
    space = str(row.tag)[:-3]
    names = (f"{space}v", f"{space}f", f"{space}is")
    cells: list[str] = []
    for cell in row:
        text = _text(cell, names, book, facts)
        if not text:
            continue
        reference = cell.get("r")
        column = _column(reference.rstrip("0123456789")) if reference else len(cells) + 1
        if column == len(cells) + 1:
            cells.append(text)
        elif 0 < column <= _WIDEST:
            cells.extend([""] * (column - len(cells)))
            cells[column - 1] = text
    return cells


@lru_cache(maxsize=1 << 15)
def _column(letters: str) -> int:
    """The column called `letters`, from 1; 0 when no column is called so."""
    if not letters.isascii() or not letters.isalpha():
        return 0
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def _text(cell: Element, names: tuple[str, str, str], book: Book, facts: SheetFacts) -> str:
    value: str | None = None
    formula = False
    for inner in cell:
        name = inner.tag
        if name == names[0]:
            value = inner.text
        elif name == names[1]:
            formula = True
        elif name == names[2]:
            return text_of(inner)
    if value is None:
        facts.without_value += formula
        return ""
    return _shown(value, cell.get("t") or "n", cell.get("s"), book)


def _shown(value: str, kind: str, style: str | None, book: Book) -> str:
    if kind == "s":
        number = int(value)
        return book.strings[number] if 0 <= number < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if value.strip() in _TRUE else "FALSE"
    if kind == "n":
        index = int(style) if style else 0
        return date_text(value, index in book.spans, book) if index in book.dates else number_text(value)
    # Formula texts, errors such as #N/A, and ISO dates stand as they are.
    return value.removesuffix("T00:00:00") if kind == "d" else value


def number_text(value: str) -> str:
    """A stored number as people write it: `36.0` is `36`, `36.600000000000001` is `36.6`."""
    try:
        if value.isdecimal():
            return str(int(value))
        number = float(value)
    except (ValueError, OverflowError):
        return value
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    return f"{number:.15g}"


def date_text(value: str, span: bool, book: Book) -> str:
    """A stored day number as an ISO date, with the time unless it is midnight; a duration as hours."""
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

    try:
        found = from_excel(float(value), MAC_EPOCH if book.since_1904 else WINDOWS_EPOCH, timedelta=span)
    except (ValueError, OverflowError):
        return _NO_VALUE
    if isinstance(found, datetime.datetime):
        return found.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
    return found.isoformat(timespec="seconds") if isinstance(found, datetime.time) else str(found)
