"""Our reader of Kobo and ODK forms on what formpack, KoboToolbox's own exporter, makes of its fixtures.

    python benchmarks/conformance/forms.py      (SIJIL_SUITES names the folder with the checkout)

formpack has no exported files, only the means to make them, so a Python that has it makes them first: with the names
of questions, with labels, with labels of groups, with HXL tags; as XLSX and as CSV. Asked: every sheet, header, row
and cell is what formpack says; every row of a repeat group is found under its submission; a CSV says what it lacks.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from suite import Tally, folder

from sijil.readers import Fence, Reading, Table
from sijil.readers.lists.forms import FormSheet, Parents, form_sheet, lacks_repeats

Sheets = dict[str, tuple[FormSheet, str]]


def exports(home: Path, out: Path) -> None:
    """Have formpack export every fixture into `out`; says how to set it up and ends, not failing, when it is not."""
    python = Path(os.environ.get("SIJIL_FORMPACK_PYTHON", home / ".venv" / "bin" / "python"))
    if not python.is_file():
        print(f"formpack: no Python that has it ({python}). Make one with:")
        print(f"  python3 -m venv {home}/.venv && {home}/.venv/bin/pip install {home} python-dateutil")
        sys.exit(0)
    maker = Path(__file__).with_name("suite_forms.py").resolve()
    done = subprocess.run(
        [python, "-W", "ignore", maker, out], cwd=home, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"formpack: the exports could not be made: {done.stderr.strip().splitlines()[-1:]}")
    print(done.stderr, end="")


def cells_of(found: Reading, table: Table) -> list[list[str]]:
    """Header and rows as texts, without empty cells at the end."""
    text = found.renditions[table.rendition].text
    lines = [*([table.header] if table.header_row else []), *(row.cells for row in table.rows)]
    rows = [trimmed([text[cell.start : cell.end] for cell in line]) for line in lines]
    # formpack's own account leaves the row of HXL tags out.
    return [row for row in rows if not row or not all(cell.startswith("#") for cell in row if cell)]


def trimmed(cells: list[str]) -> list[str]:
    """Cells with white space as one blank, as every table is read, without empty ones at the end."""
    plain = [" ".join(cell.split()) for cell in cells]
    while plain and not plain[-1]:
        plain.pop()
    return plain


def wanted_of(section: dict) -> list[list[str]]:
    """The same of what formpack says."""
    rows = [section["fields"], *section["data"]]
    found = [trimmed(["" if cell is None else str(cell) for cell in row]) for row in rows]
    return [row for row in found if row]


def differs(ours: list[list[str]], theirs: list[list[str]]) -> str:
    """Where two tables differ first; empty when they do not."""
    if len(ours) != len(theirs):
        return f"{len(ours)} rows, not {len(theirs)}"
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=True), 1):
        if mine != other:
            return f"row {number}: {mine} and not {other}"
    return ""


def sheets_of(found: Reading) -> Sheets:
    """The sheets of an export that the reader knows as such, by name."""
    pairs = ((table, found.renditions[table.rendition].text) for table in found.tables)
    known = ((form_sheet(table, text), text) for table, text in pairs)
    return {sheet.table.sheet: (sheet, text) for sheet, text in known if sheet is not None}


def unplaced(sheets: Sheets) -> tuple[int, str]:
    """How many rows of repeat groups there are, and what is wrong with the first that is not under its submission."""
    parents, rows = Parents(sheets), 0
    for sheet, text in sheets.values():
        where = {label.lower(): number for number, label in enumerate(sheet.labels)}
        for row in sheet.table.rows if sheet.is_repeat else []:
            rows += 1
            stated = cell(row, where["_submission__uuid"], text)
            above = parents.above(sheet, row, text)
            if not above or above[-1][0].is_repeat:
                return rows, f"{sheet.table.sheet} row {row.number}: no submission is found"
            top, found, its_text = above[-1]
            assert top.uuid is not None
            if cell(found, top.uuid, its_text) != stated:
                return rows, f"{sheet.table.sheet} row {row.number}: found under another submission"
    return rows, ""


def cell(row, column: int, text: str) -> str:
    """One cell's text."""
    cells = row.cells
    return text[cells[column].start : cells[column].end].strip() if column < len(cells) else ""


def main() -> None:
    """All exports, three tallies."""
    home = folder("formpack", "github.com/kobotoolbox/formpack")
    cells, repeats, plain = (
        Tally("formpack, XLSX cells"),
        Tally("formpack, rows of repeats"),
        Tally("formpack, CSV"),
    )
    with tempfile.TemporaryDirectory(prefix="sijil-forms-") as made, Fence() as fence:
        out = Path(made)
        exports(home, out)
        for path in sorted(out.glob("*.json")):
            said = json.loads(path.read_text("utf-8"))
            book = fence.read(path.with_suffix(".xlsx"), name=f"{path.stem}.xlsx")
            ours = [cells_of(book, table) for table in book.tables]
            theirs = [wanted_of(section) for section in said.values()]
            filled = theirs if book.tables else [rows for rows in theirs if len(rows) > 1]
            why = next((w for pair in zip(ours, filled, strict=False) if (w := differs(*pair))), "")
            why = why or ("" if len(ours) == len(filled) else f"{len(ours)} sheets, not {len(filled)}")
            cells.note(path.stem, not why, why)
            if len(said) > 1 and filled:
                number, why = unplaced(sheets_of(book))
                repeats.note(f"{path.stem}, {number} rows", number > 0 and not why, why)
            sheet = fence.read(path.with_suffix(".csv"), name=f"{path.stem}.csv")
            why = (
                differs(cells_of(sheet, sheet.tables[0]), theirs[0])
                if sheet.tables
                else sheet.reason or "no table"
            )
            alone = [known for known, _ in sheets_of(sheet).values()]
            told = any(lacks_repeats(one, []) for one in alone)
            why = why or ("" if told or len(said) == 1 else "does not say that repeats may be missing")
            plain.note(path.stem, not why, why)
    for tally in (cells, repeats, plain):
        tally.show()


if __name__ == "__main__":
    main()
