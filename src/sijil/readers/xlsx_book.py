"""What an Excel workbook keeps apart from its sheets: their names and states, texts, date formats.

Read straight from the parts (ECMA-376, part 1, section 18); openpyxl knows only what a number format
means and which day a number is. Its own reader needs 25 µs a cell and stops at one odd style.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sijil.readers.draft import one_line_of
from sijil.readers.package import Package
from sijil.readers.xml_tree import Element, attribute, child, descendants, finished, local

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, whether Excel shows it, and the part that holds it. `kind` is `worksheet` for tables."""

    name: str
    hidden: bool
    part: str
    kind: str


@dataclass(slots=True)
class Book:
    """What cells refer to. `dates` and `spans` are the style numbers that show a number as a date or a duration."""

    sheets: list[Sheet] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    dates: frozenset[int] = frozenset()
    spans: frozenset[int] = frozenset()
    since_1904: bool = False


def open_book(package: Package, main: str) -> Book:
    """Read everything but the sheets of the workbook whose main part is `main`."""
    root = package.xml(main)
    relations = {relation.number: relation for relation in package.relations(main)}
    book = Book()
    properties = child(root, "workbookPr")
    book.since_1904 = properties is not None and attribute(properties, "date1904") in _TRUE
    for entry in descendants(root, "sheet"):
        relation = relations.get(attribute(entry, "id"))
        if relation is not None and not relation.external:
            hidden = attribute(entry, "state") in ("hidden", "veryHidden")
            name = one_line_of(attribute(entry, "name"))
            book.sheets.append(Sheet(name, hidden, relation.target, relation.kind))
    for relation in relations.values():
        if relation.kind == "sharedStrings" and package.has(relation.target):
            book.strings = list(_strings(package, relation.target))
        elif relation.kind == "styles" and package.has(relation.target):
            book.dates, book.spans = _date_styles(package.xml(relation.target))
    return book


def _strings(package: Package, part: str) -> Iterator[str]:
    with package.open(part) as stream:
        for entry in finished(stream, "si"):
            yield text_of(entry)


def text_of(entry: Element) -> str:
    """The text of a shared or inline string: its runs in order, without the reading aids beside them."""
    pieces = []
    for inner in entry:
        name = local(inner)
        if name == "t":
            pieces.append(inner.text or "")
        elif name == "r":
            pieces.extend(run.text or "" for run in inner if local(run) == "t")
    text = "".join(pieces)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _date_styles(root: Element) -> tuple[frozenset[int], frozenset[int]]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    formats = dict(BUILTIN_FORMATS)
    for entry in descendants(root, "numFmt"):
        if attribute(entry, "numFmtId").isdecimal():
            formats[int(attribute(entry, "numFmtId"))] = attribute(entry, "formatCode")
    styles = child(root, "cellXfs")
    numbers = [] if styles is None else [_number(attribute(style, "numFmtId")) for style in styles]
    codes = [formats.get(number, "General") for number in numbers]
    return _which(codes, is_date_format), _which(codes, is_timedelta_format)


def _which(codes: list[str], test: Callable[[str], bool]) -> frozenset[int]:
    return frozenset(number for number, code in enumerate(codes) if test(code))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
