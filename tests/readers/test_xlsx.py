"""Excel workbooks: what is in the cells as people would write it, and what a sheet hides."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from office_specimens import DATE_STYLES, excel
from openpyxl.comments import Comment

from sijil.readers import Limits
from sijil.readers.xlsx_book import Book
from sijil.readers.xlsx_rows import date_text, number_text


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lines(reading, part: str = "sheet List") -> list[str]:
    return next(r.text for r in reading.renditions if r.part == part).split("\n")


def test_values_look_as_people_write_them(read):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "List"
    sheet.append(["Name", "Age", "Date of death", "Seen", "Sure"])
    sheet.append(
        ["Ali\nHassan", 36.0, datetime.datetime(2025, 3, 7), datetime.datetime(2025, 3, 7, 18, 30), True]
    )
    sheet.append(["Rana", 36.6, datetime.date(2025, 3, 8), datetime.time(6, 5), None])
    reading = read("list.xlsx", saved(book))
    assert reading.outcome == "read"
    assert lines(reading) == [
        "Name\tAge\tDate of death\tSeen\tSure",
        "Ali Hassan\t36\t2025-03-07\t2025-03-07 18:30:00\tTRUE",
        "Rana\t36.6\t2025-03-08\t06:05:00",
    ]
    assert reading.tables[0].header_row == 1


def test_every_row_and_cell_slices_to_what_the_table_says(read):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["name", "age"])
    for at in range(50):
        sheet.append([f"شخص {at}", at])
    reading = read("list.xlsx", saved(book))
    table = reading.tables[0]
    text = reading.renditions[table.rendition].text
    for at, row in enumerate(table.rows):
        assert row.number == at + 2
        assert [text[cell.start : cell.end] for cell in row.cells] == [f"شخص {at}", str(at)]
        assert text[row.start : row.end] == f"شخص {at}\t{at}"


def test_what_a_sheet_hides_is_read_and_stated(read):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "List"
    sheet.append(["Name", "Age", "Total"])
    sheet.append(["Ali", 3, "=B2+1"])
    sheet.append(["Rana", 4])
    sheet.row_dimensions[3].hidden = True
    sheet.merge_cells("A5:C5")
    sheet["A2"].comment = Comment("seen alive", "Rana")
    other = book.create_sheet("Private")
    other.append(["kept apart"])
    other.sheet_state = "veryHidden"
    book.create_sheet("Nothing")
    reading = read("list.xlsx", saved(book))
    assert lines(reading)[2] == "Rana\t4"
    assert lines(reading, "sheet Private") == ["kept apart"]
    assert lines(reading, "comments") == ["List A2 [Rana] seen alive"]
    stated = {
        key: reading.metadata[key] for key in ("hidden_rows", "hidden_sheets", "merged_cells", "formulas")
    }
    assert stated == {
        "hidden_rows": "List: 3",
        "hidden_sheets": "Private: read although hidden",
        "merged_cells": "List: A5:C5",
        "formulas": "List: 1 have no stored value",
    }
    assert reading.metadata["empty_sheets"] == "Nothing: no filled cell"


def test_chart_sheets_are_passed_over_and_stated(read):
    book = openpyxl.Workbook()
    book.active.append(["name"])
    book.create_chartsheet("Chart")
    reading = read("list.xlsx", saved(book))
    assert reading.metadata["passed_over_sheets"] == "Chart (chartsheet, no table)"


def test_a_sheet_that_claims_a_million_rows_ends_fast(read):
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
    rows = first + '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    reading = read("list.xlsx", excel(rows))
    assert reading.outcome == "read"
    table = reading.tables[0]
    assert [row.number for row in table.rows][-1] == 1_048_576
    assert lines(reading)[1] == "\t" * 16_383 + "7"


def test_rows_and_cells_without_addresses_count_on(read):
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>"
    reading = read("list.xlsx", excel(rows))
    assert lines(reading)[0] == "1\t2"


def test_empty_rows_between_stay_and_those_at_the_end_do_not(read):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/><row r="4"><c r="A4"><v>4</v></c></row><row r="5"/>'
    reading = read("list.xlsx", excel(rows))
    assert [row.number for row in reading.tables[0].rows] == [1, 2, 4]
    assert lines(reading) == ["1", "", "4"]


def test_shared_errors_and_escaped_texts(read):
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="str"><f>A1</f><v>x</v></c>'
        '<c r="D1" t="s"><v>9</v></c><c r="E1" t="b"><v>0</v></c><c r="F1" t="d"><v>2025-03-07T00:00:00</v></c></row>'
    )
    reading = read("list.xlsx", excel(rows, strings=["Ali_x000D_ Hassan_x005F_"]))
    assert lines(reading) == ["Ali  Hassan_\t#N/A\tx\t\tFALSE\t2025-03-07"]


@pytest.mark.parametrize(("since", "day"), [("0", "2025-03-07"), ("1", "2029-03-08")])
def test_both_epochs_are_counted_from(read, since, day):
    cells = (("A1", 1, "45723"), ("B1", 2, "45723.5"), ("C1", 3, "1.5"))
    inside = "".join(f'<c r="{place}" s="{style}"><v>{value}</v></c>' for place, style, value in cells)
    rows = f'<row r="1">{inside}</row>'
    reading = read("list.xlsx", excel(rows, styles=DATE_STYLES, date1904=since))
    first = lines(reading)[0].split("\t")
    assert first[:2] == [day, f"{day} 12:00:00"]
    assert first[2] == "1 day, 12:00:00"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("36", "36"),
        ("36.0", "36"),
        ("36.600000000000001", "36.6"),
        ("1E+2", "100"),
        ("-4", "-4"),
        ("x", "x"),
        ("007", "7"),
    ],
)
def test_numbers(stored, shown):
    assert number_text(stored) == shown


def test_a_date_out_of_range_is_an_error_text():
    assert date_text("99999999999", False, Book()) == "#VALUE!"


def test_a_sheet_cut_in_the_middle_is_partly_read(read):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></row>'
    reading = read("list.xlsx", excel(rows))
    assert reading.outcome == "partly_read"
    assert reading.reason.startswith("sheet List is damaged after row 1")
    assert lines(reading) == ["1"]


def test_a_limit_on_cells_is_stated(read):
    rows = "".join(f'<row r="{at}"><c r="J{at}"><v>1</v></c></row>' for at in range(1, 20))
    reading = read("list.xlsx", excel(rows), limits=Limits(cells=100))
    assert reading.outcome == "partly_read"
    assert reading.reason == "sheet List: only the first 10 rows are read: more than 100 cells"


def test_a_document_type_in_a_sheet_is_refused(read):
    hostile = _with_part(
        excel(""), "xl/worksheets/sheet1.xml", b'<?xml version="1.0"?><!DOCTYPE x []><worksheet/>'
    )
    reading = read("list.xlsx", hostile)
    assert (reading.outcome, "document type" in reading.reason) == ("refused", True)


def test_a_swollen_part_is_refused_before_it_is_inflated(read):
    hostile = _with_part(excel(""), "xl/sharedStrings.xml", b"<sst>" + b" " * (16 << 20) + b"</sst>")
    reading = read("list.xlsx", hostile)
    assert reading.outcome == "refused"
    assert "its part xl/sharedStrings.xml swells from" in reading.reason


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return out.getvalue()
