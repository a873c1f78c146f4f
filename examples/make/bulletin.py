"""The bulletin of the monitoring organisation: a PDF with a table of running totals and a list of incidents."""

from typing import Any

from make.pdf import BOLD, HEIGHT, WIDTH, Page, document, length, wrapped
from make.world import table

FILE = "nawras_monitor_bulletin_6.pdf"

_LEFT, _FOOT = 64.0, 78.0
_BREADTH = WIDTH - 2 * _LEFT
_SIZE, _LEAD = 10.5, 15.0
_COLUMNS = (0, 74, 164, 252, 332, 410)


class _Paper:
    """Pages filled from top to bottom; `y` is the foot of the next line."""

    def __init__(self) -> None:
        self.pages = [Page()]
        self.y = HEIGHT - 132.0

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def room(self, height: float) -> None:
        """Start a new page unless so much height is left."""
        if self.y - height < _FOOT:
            self.pages.append(Page())
            self.y = HEIGHT - 84.0

    def paragraph(
        self, text: str, *, size: float = _SIZE, font: str = "F1", indent: float = 0, after: float = 6
    ) -> None:
        lines = wrapped(text, _BREADTH - indent, size, font)
        self.room(_LEAD * min(len(lines), 3))
        for line in lines:
            self.room(0)
            self.page.text(_LEFT + indent, self.y, line, size, font)
            self.y -= size * 1.42
        self.y -= after

    def heading(self, text: str) -> None:
        self.room(70)
        self.y -= 10
        self.page.text(_LEFT, self.y, text, 12.5, BOLD)
        self.y -= 20


def bulletin_pdf() -> bytes:
    """The bulletin, two pages."""
    text = table("bulletin")
    paper = _Paper()
    _letterhead(paper, text)
    paper.heading("1. Summary")
    for line in text["summary"]:
        paper.paragraph(line)
    paper.heading("2. Running totals")
    _totals(paper, text)
    paper.heading("3. Incidents documented so far")
    for number, (where, what) in enumerate(text["incidents"], 1):
        paper.room(58)
        paper.paragraph(f"{number}. {where}", font=BOLD, after=1)
        paper.paragraph(what, indent=14, after=8)
    paper.heading("4. Method, limits and replies")
    for line in text["method"]:
        paper.paragraph(line)
    paper.heading("5. Corrections to earlier bulletins")
    for line in text["corrections"]:
        paper.paragraph(line)
    _footers(paper, text["footer"])
    return document(paper.pages, title=text["title"], author=text["organisation"], created=text["created"])


def _letterhead(paper: _Paper, text: dict[str, Any]) -> None:
    page = paper.page
    page.box(0, HEIGHT - 58, WIDTH, 58, 0.25)
    page.text(_LEFT, HEIGHT - 37, text["organisation"].upper(), 13, BOLD, grey=1)
    page.text(_LEFT, HEIGHT - 94, text["title"], 18, BOLD)
    for line in wrapped(text["subtitle"], _BREADTH, 10):
        page.text(_LEFT, paper.y + 18, line, 10, grey=0.35)
        paper.y -= 14
    paper.y -= 2


def _totals(paper: _Paper, text: dict[str, Any]) -> None:
    rows = text["table"]
    paper.room(40 + 18 * (len(rows) + 1))
    paper.paragraph(text["table_title"], font=BOLD, size=10)
    paper.page.box(_LEFT, paper.y - 5, _BREADTH, 17, 0.88)
    _table_row(paper, text["table_head"], BOLD)
    for row in rows:
        _table_row(paper, row, "F1")
        paper.page.rule(_LEFT, paper.y + 12, _BREADTH)
    paper.y -= 4
    paper.paragraph(text["table_note"], size=9)


def _table_row(paper: _Paper, cells: list[str], font: str) -> None:
    """First column to the left, numbers to the right of their column."""
    for number, (cell, x) in enumerate(zip(cells, _COLUMNS, strict=True)):
        right = 0.0 if number == 0 else 44 - length(cell, 10, font)
        paper.page.text(_LEFT + 4 + x + right, paper.y, cell, 10, font)
    paper.y -= 17


def _footers(paper: _Paper, footer: str) -> None:
    for number, page in enumerate(paper.pages, 1):
        page.rule(_LEFT, 56, _BREADTH)
        page.text(_LEFT, 42, footer, 8.5, grey=0.35)
        page.text(WIDTH - _LEFT - 52, 42, f"Page {number} of {len(paper.pages)}", 8.5, grey=0.35)
