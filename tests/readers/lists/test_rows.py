"""Every row of a list is a record or is passed over with a reason; every field has its span."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from list_specimens import table_of

from sijil.readers.lists import Age, Records, recognise, records


def records_of(lines: list[str]) -> Records:
    table, text = table_of(lines)
    return records(table, text, recognise(table, text))


LIST = [
    "List of the dead",
    "No|Name|Age|Sex|Status|Date of death|Village",
    "1|Ali Hassan Darwish|36|M|killed|7/3/2025|Shir",
    "2|Rana Saleh|n/a|F|missing, presumed dead|-|Shir",
    "3|unidentified|about 40|F|killed||Shir",
    "",
    "No|Name|Age|Sex|Status|Date of death|Village",
    "4|Omar Nader|1985|X|gone|9/3/2025|",
    "|(continued)|||||",
    "5||||||",
    "Total|4|||||",
]


def test_rows_become_records_with_their_numbers():
    found = records_of(LIST)
    assert [(record.row, record.name) for record in found] == [
        (3, "Ali Hassan Darwish"),
        (4, "Rana Saleh"),
        (5, ""),
        (8, "Omar Nader"),
        (9, "(continued)"),
    ]


def test_no_row_disappears():
    found = records_of(LIST)
    assert [(row.row, row.reason) for row in found.passed_over] == [
        (1, "above the header"),
        (6, "empty row"),
        (7, "repeats the header"),
        (10, "no name, and nothing else about a person"),
        (11, "a totals row"),
    ]
    assert sorted([record.row for record in found] + [row.row for row in found.passed_over]) == [
        *range(1, 2),
        *range(3, 12),
    ]


def test_values_are_normalised_and_doubts_stated():
    ali, rana, unknown, omar, _ = records_of(LIST)
    assert (ali.sex, ali.status, ali.event_type, ali.age, ali.doubts) == (
        "male",
        "killed",
        "killing",
        Age(36, 36),
        (),
    )
    assert (rana.status, rana.event_type, rana.age) == ("missing", "", None)
    assert "never as killed" in rana.doubts[0]
    assert (unknown.age, unknown.doubts) == (Age(40, 40, approximate=True), ("no name is known",))
    assert omar.doubts == (
        "'gone' is no known status",
        "'X' is no known sex",
        "'1985' looks like a year, not an age",
    )


def test_placeholders_are_left_out_and_dates_stay_as_written():
    ali, rana, *_ = records_of(LIST)
    assert [value.text for value in ali.values["date"]] == ["7/3/2025"]
    assert rana.values.keys() == {"name", "sex", "status", "village", "number"}


def test_every_field_slices_to_what_it_says():
    table, text = table_of([*LIST, "6|  Hala Issa |7| f |killed|x|y"])
    for record in records(table, text, recognise(table, text)):
        for values in record.values.values():
            for value in values:
                assert text[value.start : value.end] == value.text == value.text.strip()
                assert record.start <= value.start <= value.end <= record.end


def test_a_name_in_parts_is_put_together_in_order():
    lines = ["Family name|First name|Father's name|Age", "Darwish|Ali|Hassan|36", "Saleh|Rana||20"]
    assert [record.name for record in records_of(lines)] == ["Ali Hassan Darwish", "Rana Saleh"]


def test_the_list_says_what_happened_only_where_no_column_does():
    lines = ["Martyrs of the village", "Name|Age", "Ali Hassan|36"]
    assert [(record.status, record.event_type) for record in records_of(lines)] == [("", "killing")]
    lines = ["Martyrs of the village", "Name|Status", "Ali Hassan|injured", "Rana Saleh|", "Omar Nader|dead"]
    assert [(r.status, r.event_type) for r in records_of(lines)] == [
        ("injured", "injury"),
        ("", "killing"),
        ("died", "killing"),
    ]


def test_a_date_of_death_alone_does_not_say_killed():
    lines = ["Name|Age|Date of death", "Ali Hassan|36|7/3/2025"]
    assert [record.event_type for record in records_of(lines)] == [""]


def test_a_row_that_numbers_the_columns_is_passed_over():
    found = records_of(["Name|Age|Sex", "1|2|3", "Ali Hassan|36|m"])
    assert [(row.row, row.reason) for row in found.passed_over] == [(2, "numbers the columns")]


def test_rows_of_a_table_that_is_no_list_say_so():
    found = records_of(["Governorate|Killed", "Homs|3"])
    assert list(found) == []
    assert found.passed_over[0].reason == (
        "not a list of people: no column of names (headers: Governorate, Killed)"
    )


def test_rows_with_more_or_fewer_cells_than_the_header():
    found = records_of(["Name|Age", "Ali Hassan|36|extra", "Rana Saleh"])
    assert found[0].doubts == ("the row has more cells than the header",)
    assert (found[1].name, found[1].age) == ("Rana Saleh", None)


@given(
    rows=st.lists(
        st.lists(st.text(alphabet="Ali رنا0123456789-n/a|. ", max_size=12), min_size=1, max_size=5),
        max_size=12,
    )
)
def test_every_row_is_accounted_for_whatever_it_holds(rows):
    lines = ["Name|Age|Sex|Status", *["|".join(cells) for cells in rows]]
    table, text = table_of(lines)
    found = records(table, text, recognise(table, text))
    numbers = [record.row for record in found] + [row.row for row in found.passed_over]
    assert sorted(numbers) == [row.number for row in table.rows]
    for record in found:
        assert record.name or record.doubts


def test_a_real_list_is_taken_row_by_row(shared):
    path = shared / "data" / "gaza_lists_dev.csv"
    if not path.exists():
        pytest.skip("needs data/gaza_lists_dev.csv in the outside data folder")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for _, row in zip(range(3000), csv.reader(file), strict=False)]
    out = io.StringIO()
    csv.writer(out, delimiter="|").writerows(rows)
    table, text = table_of(out.getvalue().splitlines())
    columns = recognise(table, text)
    assert {field: columns.labels[numbers[0]] for field, numbers in columns.fields.items()} == {
        "name": "name_ar",
        "name_other": "name_en",
        "sex": "sex",
        "age": "age",
        "birth_date": "dob",
        "source": "source",
        "number": "record_id",
    }
    found = records(table, text, columns)
    assert (len(found), found.passed_over) == (2999, [])
    assert {record.sex for record in found} <= {"male", "female", ""}


def test_a_row_of_hxl_tags_is_nobody():
    found = records_of(
        ["Name|Age|Village", "#person+name|#person +age|#loc+name", "Ali Darwish|36|Shir", "#1|40|"]
    )
    assert [(passed.row, passed.reason) for passed in found.passed_over] == [(2, "tags of the columns (HXL)")]
    assert [record.name for record in found] == ["Ali Darwish", "#1"]
