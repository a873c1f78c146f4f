"""CSV: encoding, separator, quotes, header; every row and cell has its span."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijil.readers import Limits
from sijil.readers.delimited import find_separator
from sijil.readers.sheet_text import one_line


def rows(reading) -> list[list[str]]:
    """All rows in file order, cells cut from the rendition by their spans."""
    table = reading.tables[0]
    text = reading.renditions[table.rendition].text
    found = [(row.number, row.cells) for row in table.rows]
    if table.header_row:
        found.append((table.header_row, table.header))
    return [
        [text[cell.start : cell.end] for cell in cells]
        for _, cells in sorted(found, key=lambda pair: pair[0])
    ]


def test_a_semicolon_list_in_windows_1256_is_read(read):
    data = "الاسم;العمر;المكان\nأحمد علي حسن;34;قرية الشير\nفاطمة محمود;غير معروف;مدينة الحفة\n".encode(
        "cp1256"
    )
    reading = read("list.csv", data)
    assert reading.outcome == "read"
    assert reading.metadata == {"encoding": "windows-1256 (guessed)", "separator": "semicolon"}
    assert reading.tables[0].header_row == 1
    assert rows(reading)[1] == ["أحمد علي حسن", "34", "قرية الشير"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    table=st.lists(
        st.lists(
            st.text(
                alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00\ufeff"),
                max_size=12,
            ),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_cell_slices_to_what_the_file_says(read, table):
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["a long first cell", "and a second"], *table])
    reading = read("list.csv", b"\xef\xbb\xbf" + out.getvalue().encode())
    expected = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    if reading.metadata["separator"] == "comma" and "quotes" not in reading.metadata:
        assert rows(reading) == [[one_line(cell) for cell in row] or [""] for row in expected]
    text = reading.renditions[0].text
    for row in reading.tables[0].rows:
        assert text[row.start : row.end].split("\t") == [text[cell.start : cell.end] for cell in row.cells]
    assert text.count("\n") + 1 == len(reading.tables[0].rows) + bool(reading.tables[0].header_row)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_gives_even_rows(separator):
    text = "\n".join(
        separator.join(["Ali, Hassan" if separator != "," else "Ali", "34; about", "x"]) for _ in range(5)
    )
    assert find_separator(text) == separator


def test_the_separator_that_excel_states_is_heard(read):
    reading = read("list.csv", b"sep=|\nname|age\nAli, Hassan|3\n")
    assert reading.metadata["separator"] == "bar"
    assert rows(reading)[0] == ["sep=", ""]
    assert reading.tables[0].header_row == 2


def test_line_breaks_in_a_cell_become_one_space_and_rows_keep_their_numbers(read):
    reading = read("list.csv", b'name,notes\n"Ali","first\r\nsecond\tthird"\n\nRana,x\n')
    assert reading.renditions[0].text == "name\tnotes\nAli\tfirst second third\n\nRana\tx"
    assert [row.number for row in reading.tables[0].rows] == [2, 3, 4]


def test_a_title_and_blank_lines_above_the_header_stay_rows(read):
    reading = read("list.csv", "قائمة الضحايا,,\n,,\nالاسم,العمر,المكان\nأحمد,34,حمص\n".encode())
    table = reading.tables[0]
    assert (table.header_row, [row.number for row in table.rows]) == (3, [1, 2, 4])


def test_unknown_headers_are_found_by_the_numbers_beneath(read):
    reading = read("list.csv", b"wer,wann,wieviel\nAli,Montag,3\nRana,Dienstag,4\n")
    assert reading.tables[0].header_row == 1


def test_a_form_s_export_has_a_header_whatever_its_questions_are_called(read):
    questions = [
        f"question {number} with as long a label as anybody may write into a form" for number in range(9)
    ]
    lines = [[*questions, "_uuid", "_index"], [*["yes"] * 9, "u-1", "1"]]
    reading = read("form.csv", "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines).encode())
    assert reading.tables[0].header_row == 1


def test_a_table_of_people_without_a_header_has_none(read):
    reading = read("list.csv", b"Ali Hassan,Homs\nRana Saleh,Hama\n")
    assert (reading.tables[0].header_row, reading.tables[0].header) == (0, [])


def test_ragged_rows_are_kept_and_stated(read):
    reading = read("list.csv", b"name,age,place\nAli,3\nRana,4,Homs,extra\n")
    assert reading.metadata["ragged"] == "rows have 2 to 4 cells"
    assert rows(reading) == [["name", "age", "place"], ["Ali", "3"], ["Rana", "4", "Homs", "extra"]]


def test_a_stray_quotation_mark_swallows_no_row(read):
    lines = ["name,age", 'Ali,"3', *[f"Person {n},{n}" for n in range(80)]]
    reading = read("list.csv", "\n".join(lines).encode())
    assert len(rows(reading)) == 82
    assert rows(reading)[1] == ["Ali", '"3']
    assert "never closed" in reading.metadata["quotes"] or "not closed" in reading.metadata["quotes"]


def test_a_row_limit_is_stated(read):
    data = "name,age\n" + "Ali,3\n" * 20
    reading = read("list.csv", data.encode(), limits=Limits(rows=10))
    assert (reading.outcome, len(rows(reading))) == ("partly_read", 10)
    assert reading.reason == "text: only the first 10 rows are read"
    reading = read("list.csv", data.encode(), limits=Limits(cells=10))
    assert "more than 10 cells" in reading.reason


def test_nul_bytes_stop_nothing(read):
    reading = read(
        "list.csv", b"name,age,place\nAli Has\x00san,34,Homs and the villages around it\nRana,4,Hama\n"
    )
    assert rows(reading)[1][0] == "Ali Has\ufffdsan"
    assert len(rows(reading)) == 3
