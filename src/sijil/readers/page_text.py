"""The text of a tree of markup: blocks are lines, cells of a data table are a tab apart.

The same walk serves HTML and trafilatura's simplified tree; only the names of the elements differ.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from sijil.readers.sheet_text import one_line
from sijil.readers.xml_tree import Element, descendants, local, steps, words

_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0]+")
_LONGEST_CELL = 400


@dataclass(frozen=True, slots=True)
class Markup:
    """The names of the elements of one kind of markup."""

    blocks: frozenset[str]
    skipped: frozenset[str]
    row: str
    cell: frozenset[str]
    table: str
    line_break: str
    verbatim: frozenset[str] = frozenset()
    """Elements whose line breaks count."""


HTML = Markup(
    blocks=words(
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hr li main menu ol p pre section summary table tbody tfoot thead tr ul "
        "legend option"
    ),
    skipped=words(
        "script style noscript template svg iframe object head nav button select textarea math audio video "
        "canvas"
    ),
    row="tr",
    cell=frozenset(("td", "th")),
    table="table",
    line_break="br",
    verbatim=frozenset(("pre",)),
)
SIMPLE = Markup(
    blocks=words("body main div p head quote list item table row code comments"),
    skipped=frozenset(("graphic",)),
    row="row",
    cell=frozenset(("cell",)),
    table="table",
    line_break="lb",
    verbatim=frozenset(("code",)),
)


def page_text(root: Element, markup: Markup, unwanted: Callable[[Element], bool] | None = None) -> str:
    """All text beneath `root` in reading order. Elements for which `unwanted` is true are left out."""
    walk = _Walk(markup)
    for event, element, skip in steps(root):
        name = local(element)
        if event == "comment":
            walk.add(element.tail)
        elif event == "end":
            walk.leave(name)
            if element is not root:
                walk.add(element.tail)
        elif name in markup.skipped or (unwanted and unwanted(element)):
            # The end of a skipped element still comes, with the text behind it.
            skip()
        else:
            walk.enter(element, name)
            walk.add(element.text)
    return walk.text()


@dataclass(slots=True)
class _Walk:
    markup: Markup
    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    cells: list[str] | None = None
    """The cells so far, while inside a row of a data table."""
    verbatim: int = 0

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text if self.verbatim else _SPACE.sub(" ", text))

    def enter(self, element: Element, name: str) -> None:
        if name in self.markup.verbatim:
            self.verbatim += 1
        if name == self.markup.row and self.cells is None and _is_data(element, self.markup):
            self._break()
            self.cells = []
        elif name in self.markup.cell and self.cells is not None:
            self.pieces.clear()
        elif name == self.markup.line_break or name in self.markup.blocks:
            self._break()

    def leave(self, name: str) -> None:
        if name in self.markup.verbatim and self.verbatim:
            self.verbatim -= 1
        if name in self.markup.cell and self.cells is not None:
            self.cells.append(one_line(_tidy("".join(self.pieces))).strip())
            self.pieces.clear()
        elif name == self.markup.row and self.cells is not None:
            if any(self.cells):
                self.lines.append("\t".join(self.cells))
            self.cells = None
            self.pieces.clear()
        elif name in self.markup.blocks or name in self.markup.cell:
            self._break()

    def _break(self) -> None:
        if self.cells is not None:
            self.pieces.append(" ")
            return
        line = _tidy("".join(self.pieces))
        self.pieces.clear()
        if line:
            self.lines.append(line)

    def text(self) -> str:
        self.cells = None
        self._break()
        return "\n".join(self.lines)


def _tidy(text: str) -> str:
    """No double spaces across elements, none at either end; line breaks of verbatim text stay."""
    return "\n".join(re.sub(" {2,}", " ", line).strip() for line in text.strip().splitlines())


def _is_data(row: Element, markup: Markup) -> bool:
    """A row of data, and not one cell of a page laid out by tables: no table inside, no long cell."""
    if any(inner is not row for inner in descendants(row, markup.table)):
        return False
    cells = [cell for cell in row if local(cell) in markup.cell]
    return bool(cells) and all(_length(cell) <= _LONGEST_CELL for cell in cells)


def _length(cell: Element) -> int:
    size = 0
    for text in cell.itertext():
        size += len(text)
        if size > _LONGEST_CELL:
            break
    return size
