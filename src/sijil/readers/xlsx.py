"""Excel workbooks, read as a stream: a sheet that lies about its size costs nothing."""

import zlib
from collections.abc import Iterable
from zipfile import BadZipFile

from sijil.readers import header
from sijil.readers.draft import Draft, Source
from sijil.readers.limits import Limits
from sijil.readers.media_type import EXCEL
from sijil.readers.office import read_office
from sijil.readers.package import Package
from sijil.readers.reading import Reading
from sijil.readers.sheet_text import SheetText, one_line
from sijil.readers.xlsx_book import Book, Sheet, open_book
from sijil.readers.xlsx_rows import SheetFacts, rows_of_sheet
from sijil.readers.xml_tree import attribute, descendants

VERSION = "1"
_LOOK = "open it in an Office program, check that it is whole, and save it anew"
_MOST_NAMED = 20


def read(source: Source) -> Reading:
    """A rendition `sheet NAME` with a table for each sheet, hidden ones too, and `comments` for cell notes.

    Dates are ISO dates, whole numbers have no decimals, formulas show their stored value. Hidden
    sheets and rows, merged cells and formulas without a stored value are stated in the metadata.
    """
    return read_office(source.file, source.limits)


def read_excel(package: Package, main: str, limits: Limits) -> Reading:
    """The same from an open package whose workbook is the part `main`."""
    draft = Draft("xlsx", VERSION, EXCEL)
    package.properties(draft)
    book = open_book(package, main)
    said: dict[str, list[str]] = {}
    for sheet in book.sheets:
        if sheet.kind == "worksheet" and package.has(sheet.part):
            _sheet(package, sheet, book, limits, draft, said)
        else:
            said.setdefault("passed_over_sheets", []).append(f"{sheet.name} ({sheet.kind}, no table)")
    for kind, sheets in said.items():
        draft.say(kind, "; ".join(sheets))
    _comments(package, book, draft)
    package.state_damage(draft)
    if not draft.has_text():
        draft.miss("no text in it")
    return draft.done()


def _sheet(
    package: Package, sheet: Sheet, book: Book, limits: Limits, draft: Draft, said: dict[str, list[str]]
) -> None:
    text, facts = SheetText(limits), SheetFacts()
    try:
        with package.open(sheet.part) as stream:
            _take_rows(rows_of_sheet(stream, book, facts), text)
    except (SyntaxError, ValueError, BadZipFile, EOFError, zlib.error, OSError) as error:
        what = " ".join(str(error).split())[:160]
        draft.miss(f"sheet {sheet.name} is damaged after row {facts.last}: {what}", _LOOK)
    if len(text):
        text.put_into(draft, f"sheet {sheet.name}", sheet.name)
    for kind, found in (
        ("empty_sheets", [] if len(text) else ["no filled cell"]),
        ("hidden_sheets", ["read although hidden"] if sheet.hidden else []),
        ("hidden_rows", [str(number) for number in facts.hidden]),
        ("merged_cells", facts.merged),
        ("formulas", [f"{facts.without_value} have no stored value"] if facts.without_value else []),
    ):
        if found:
            said.setdefault(kind, []).append(f"{sheet.name}: {_named(found)}")


def _named(found: list[str]) -> str:
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return ", ".join(found[:_MOST_NAMED]) + more


def _take_rows(rows: Iterable[tuple[int, list[str]]], text: SheetText) -> None:
    """Take every filled row, and the empty rows that the file holds between them; those at the end stay out."""
    empty: list[int] = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            empty.append(number)
            continue
        for blank in empty:
            text.add(blank, [])
        empty.clear()
        if not text.add(number, cells):
            return


def _comments(package: Package, book: Book, draft: Draft) -> None:
    """Notes that people pinned to cells, as a text of their own: `Sheet A3 [who] what`."""
    lines: list[str] = []
    for sheet in book.sheets:
        for relation in package.relations(sheet.part):
            if relation.kind == "comments" and package.has(relation.target):
                lines.extend(f"{sheet.name} {line}" for line in _comment_lines(package, relation.target))
    if lines:
        draft.add("comments", "\n".join(lines))


def _comment_lines(package: Package, part: str) -> Iterable[str]:
    inside = package.inside(part)
    authors = ["".join(author.itertext()) for entry in inside for author in descendants(entry, "author")]
    for comment in (comment for entry in inside for comment in descendants(entry, "comment")):
        number = attribute(comment, "authorId")
        who = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        text = one_line("".join(inner.text or "" for inner in descendants(comment, "t"))).strip()
        yield f"{attribute(comment, 'ref')} [{who}] {text}" if who else f"{attribute(comment, 'ref')} {text}"


def warm() -> None:
    """Import what reading needs before any child is forked."""
    import openpyxl.styles.numbers
    import openpyxl.utils.datetime  # noqa: F401

    header.warm()
