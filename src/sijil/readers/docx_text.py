"""Text of WordprocessingML, by walking the XML (ECMA-376, part 1, section 17).

Paragraphs are lines; a table row is a line with its cells a tab apart. Elements are known by their
local names, so that the transitional and the strict form read alike.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sijil.readers.sheet_text import one_line
from sijil.readers.xml_tree import Element, attribute, child, descendants, local, words

_THROUGH = words(
    "ins moveTo hyperlink smartTag sdtContent sdt fldSimple customXml dir bdo ruby rubyBase txbxContent "
    "body hdr ftr oMath oMathPara"
)
_GONE = frozenset(("del", "moveFrom"))
_PICTURES = frozenset(("drawing", "pict", "object"))
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\xad"}
_OFF = frozenset(("0", "false", "off"))


@dataclass(slots=True)
class Notes:
    """What is found on the way through all parts of a document."""

    hidden_styles: frozenset[str] = frozenset()
    deleted: list[str] = field(default_factory=list)
    inserted: int = 0
    hidden_runs: int = 0
    symbols: int = 0
    inserted_documents: int = 0


def signed(element: Element, text: str) -> str:
    """A line with who wrote it and when, as recorded."""
    who = ", ".join(filter(None, (attribute(element, "author"), attribute(element, "date"))))
    return f"[{who}] {text}" if who else text


class Story:
    """One run of paragraphs and tables: the body, a header, a note, a cell."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.lines: list[str] = []

    def text(self) -> str:
        """The paragraphs, a line break between each two."""
        return "\n".join(self.lines)

    def blocks(self, elements: Iterable[Element]) -> None:
        """Take every paragraph and table among or beneath `elements`, in document order."""
        for inner in elements:
            name = local(inner)
            if name == "p":
                self._paragraph(inner)
            elif name == "tbl":
                self._table(inner)
            elif name == "altChunk":
                self.notes.inserted_documents += 1
            elif name == "AlternateContent":
                self.blocks(_chosen(inner))
            elif name in _GONE:
                self._deleted(inner)
            elif name in _THROUGH:
                self.blocks(inner)

    def _paragraph(self, paragraph: Element) -> None:
        line = _Line(self.notes, _style_hides(paragraph, "pPr", "pStyle", self.notes))
        line.take(paragraph)
        self.lines.append(line.text())
        for box in line.boxes:
            self.blocks(box)

    def _table(self, table: Element) -> None:
        for row in _children(table, "tr"):
            cells = [self._cell_text(cell) for cell in _children(row, "tc")]
            self.lines.append("\t".join(cells))

    def _cell_text(self, cell: Element) -> str:
        story = Story(self.notes)
        story.blocks(cell)
        return one_line(" ".join(line for line in story.lines if line))

    def _deleted(self, element: Element) -> None:
        note_deletion(element, self.notes)


class _Line:
    """One paragraph's text, and the text boxes anchored in it."""

    def __init__(self, notes: Notes, hidden: bool) -> None:
        self.notes, self.hidden = notes, hidden
        self.pieces: list[str] = []
        self.boxes: list[Element] = []

    def text(self) -> str:
        return "".join(self.pieces)

    def take(self, element: Element) -> None:
        for inner in element:
            name = local(inner)
            if name == "r":
                self._run(inner)
            elif name in _GONE:
                note_deletion(inner, self.notes)
            elif name == "AlternateContent":
                self.take(_chosen(inner))
            elif name == "t":
                self.pieces.append(inner.text or "")
            elif name in _THROUGH:
                self.notes.inserted += name == "ins"
                self.take(inner)

    def _run(self, run: Element) -> None:
        before = len(self.pieces)
        for inner in run:
            self._run_part(inner)
        shown = not self.hidden and not _hides(run) and not _style_hides(run, "rPr", "rStyle", self.notes)
        if not shown and any(piece.strip() for piece in self.pieces[before:]):
            self.notes.hidden_runs += 1

    def _run_part(self, inner: Element) -> None:
        name = local(inner)
        if name == "t":
            self.pieces.append(inner.text or "")
        elif name in _MARKS:
            self.pieces.append(_MARKS[name])
        elif name == "sym":
            self._symbol(inner)
        elif name == "AlternateContent":
            for part in _chosen(inner):
                self._run_part(part)
        elif name in _PICTURES:
            self.boxes.extend(_outermost_boxes(inner))
        elif name in _THROUGH:
            self.take(inner)

    def _symbol(self, symbol: Element) -> None:
        code = attribute(symbol, "char")
        if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
            self.notes.symbols += 1
            self.pieces.append(chr(int(code, 16)))


def note_deletion(element: Element, notes: Notes) -> None:
    """Keep the text that a tracked change took away, with who and when."""
    texts = (inner.text or "" for inner in element.iter() if local(inner) in ("delText", "t"))
    text = one_line("".join(texts)).strip()
    if text:
        notes.deleted.append(signed(element, text))


def _chosen(alternatives: Element) -> Element:
    """Of alternative forms of the same content, the first that holds text: both would say it twice."""
    forms = [form for form in alternatives if local(form) in ("Choice", "Fallback")]
    for form in forms:
        if any((inner.text or "").strip() for inner in descendants(form, "t")):
            return form
    return forms[0] if forms else alternatives


def _outermost_boxes(picture: Element) -> list[Element]:
    boxes: list[Element] = []
    for box in descendants(picture, "txbxContent"):
        if not any(_is_inside(box, outer) for outer in boxes):
            boxes.append(box)
    return boxes


def _is_inside(element: Element, outer: Element) -> bool:
    at = element.getparent()
    while at is not None:
        if at is outer:
            return True
        at = at.getparent()
    return False


def _children(element: Element, name: str) -> list[Element]:
    """Rows or cells, also those wrapped in content controls and insertions."""
    found = []
    for inner in element:
        if local(inner) == name:
            found.append(inner)
        elif local(inner) in _THROUGH:
            found.extend(_children(inner, name))
    return found


def _hides(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in _OFF


def _style_hides(element: Element, properties: str, style: str, notes: Notes) -> bool:
    named = child(element, properties, style)
    return named is not None and attribute(named, "val") in notes.hidden_styles
