"""Columns are recognised from headers in English and Arabic and from values, and each says why."""

import pytest
from list_specimens import table_of

from sijil.errors import CaseSettings, ReadingError
from sijil.readers.lists import FIELDS, check_settings, recognise
from sijil.readers.lists.headers import is_header_word, known_label
from sijil.readers.tables import rows_of


def test_every_label_of_the_table_is_known():
    for row in rows_of("list_columns"):
        for label in (row["label"], f" {row['label'].upper()} :"):
            known = known_label(label)
            assert known is not None, label
            assert known.field == row["field"], label


def test_every_field_of_the_table_can_be_held():
    special = {"not_taken", "refused_religion", "refused_ethnicity", "refused_politics"}
    assert {row["field"] for row in rows_of("list_columns")} - special <= set(FIELDS)
    ids = [row["id"] for row in rows_of("list_columns")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Name / الاسم", "name"),
        ("الاسم (Name)", "name"),
        ("اسم الشهيد الثلاثي", "name"),
        ("Date of death (dd/mm/yyyy)", "date"),
        ("Father's name (Arabic)", "father"),
        ("victim_name", "name"),
        ("AGE", "age"),
        ("العمر عند الاستشهاد", "age"),
        ("الحاله", "status"),
        ("الحالة الاجتماعية", "not_taken"),
        ("Religious sect of the victim", "refused_religion"),
    ],
)
def test_labels_in_the_wild(label, field):
    known = known_label(label)
    assert known is not None
    assert known.field == field


@pytest.mark.parametrize("label", ["", "Ali Hassan", "killed", "حلب", "x" * 200])
def test_values_are_no_header_words(label):
    assert not is_header_word(label)


def columns_of(lines: list[str], **settings: object):
    table, text = table_of(lines)
    return recognise(table, text, check_settings(settings, "case.toml") if settings else None)


def test_an_arabic_list_with_a_title():
    columns = columns_of(
        [
            "قائمة شهداء القرية",
            "م|الاسم الثلاثي|العمر|الجنس|تاريخ الاستشهاد|القرية|المحافظة|ملاحظات",
            "1|أحمد علي حسن|٣٤|ذكر|7/3/2025|الشير|الساحل|",
            "2|فاطمة محمود|غير معروف|أنثى|8/3/2025|الشير|الساحل|أم لطفلين",
        ]
    )
    assert columns.fields == {
        "name": (1,),
        "sex": (3,),
        "age": (2,),
        "date": (4,),
        "village": (5,),
        "governorate": (6,),
        "notes": (7,),
        "number": (0,),
    }
    assert columns.reasons["name"] == "header 'الاسم الثلاثي'"
    assert (columns.header_row, columns.doubts, columns.not_a_list) == (2, (), "")
    assert (columns.event_type, columns.event_type_from) == ("killing", "'قائمة شهداء القرية'")


def test_names_in_parts_and_in_two_scripts():
    columns = columns_of(
        [
            "First name|Father's name|Grandfather|Family name|Mother's name|Age",
            "Ali|Hassan|Omar|Darwish|Rana Saleh|36",
        ]
    )
    assert {
        field: columns.fields[field] for field in ("given", "father", "grandfather", "family", "mother")
    } == {
        "given": (0,),
        "father": (1,),
        "grandfather": (2,),
        "family": (3,),
        "mother": (4,),
    }
    columns = columns_of(["name_ar|name_en|sex", "أحمد علي|Ahmad Ali|m", "رنا صالح|Rana Saleh|f"])
    assert (columns.fields["name"], columns.fields["name_other"]) == ((0,), (1,))
    assert columns.reasons["name_other"] == "header 'name_en', in another script"


def test_a_name_beside_a_family_name_is_the_given_name():
    columns = columns_of(["الاسم|اسم الأب|الكنية|العمر", "أحمد|علي|حسن|34", "رنا|عمر|صالح|20"])
    assert columns.fields["given"] == (0,)
    assert "name" not in columns.fields


def test_columns_without_headers_are_recognised_by_their_values():
    lines = [
        f"{n}|{name}|{sex}|2025-03-0{n}|killed"
        for n, name, sex in (
            (1, "Ali Hassan Darwish", "m"),
            (2, "Rana Saleh", "f"),
            (3, "Omar Nader Ali", "m"),
            (4, "Hala Issa", "f"),
        )
    ]
    columns = columns_of(lines)
    assert columns.fields == {"name": (1,), "sex": (2,), "date": (3,), "status": (4,), "number": (0,)}
    assert columns.reasons["date"] == "values look like date"
    assert columns.doubts == ("only the values say that column 2 holds the names",)


def test_a_wrong_header_becomes_a_doubt():
    columns = columns_of(["Name|Age|Sex", "Ali Hassan|Homs|m", "Rana Saleh|Hama|f", "Omar Nader|Homs|m"])
    assert columns.doubts == ("the values under column 'Age' do not look like age",)


def test_two_columns_for_one_thing_are_a_doubt_and_a_statement():
    columns = columns_of(["Name|Date|Date of death|Age", "Ali Hassan|2025-05-01|2025-03-07|3"])
    assert columns.fields["date"] == (2,)
    assert columns.doubts == (
        "column 'Date of death' and column 'Date' could both be the date: the former is taken",
    )
    assert "column 'Date' is not taken over" in columns.statements


@pytest.mark.parametrize("header", ["Sect", "Religion", "Ethnicity", "الطائفة", "القومية", "المذهب", "Tribe"])
def test_no_sect_religion_or_ethnicity_is_taken_over(header):
    lines = [f"Name|{header}|Age", "Ali Hassan|x|36"]
    columns = columns_of(lines)
    assert columns.statements == (
        f"column '{header}' is not taken over: Sijil keeps no such attribute of a person",
    )
    assert all(1 not in numbers for numbers in columns.fields.values())
    with pytest.raises(ReadingError, match="Sijil keeps no such attribute"):
        columns_of(lines, columns={"notes": header})


def test_unknown_and_private_columns_are_stated():
    columns = columns_of(["Name|Age|Phone|Shoe size|Empty", "Ali Hassan|36|555|43|"])
    assert columns.statements == (
        "column 'Phone' is not taken over",
        "column 'Shoe size' is not taken over: its header is not known",
    )


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (
            ["Governorate|Killed|Injured", "Homs|3|4"],
            "no column of names (headers: Governorate, Killed, Injured)",
        ),
        (["name|lat|lon", "Homs|34.7|36.7"], "it lists places"),
        (["internal notes", "not for publication"], "no column of names (headers: none)"),
    ],
)
def test_a_table_of_something_else_is_no_list_of_people(lines, reason):
    columns = columns_of(lines)
    assert columns.not_a_list == reason
    assert columns.fields == {}


def test_names_alone_are_a_list_with_a_doubt():
    columns = columns_of(["Name|Village", "Ali Hassan|X", "Rana Saleh|Y"])
    assert columns.not_a_list == ""
    assert columns.doubts == ("only the header of column 'Name' says that these are people",)
    assert columns_of(["Victim name|Village", "Ali Hassan|X"]).doubts == ()


def test_a_running_number_is_no_official_id_and_the_other_way_round():
    lines = ["رقم القيد|الاسم|العمر", *[f"{1100 + n}|أحمد علي|{n + 20}" for n in range(5)]]
    assert "number" in columns_of(lines).fields
    lines = ["ID|Name|Age", *[f"{904467125 + 7 * n}|Ali Hassan|{n + 20}" for n in range(5)]]
    assert "official_id" in columns_of(lines).fields


def test_case_toml_overrules_headers():
    columns = columns_of(
        ["A|B|C", "36|Ali Hassan|x"], columns={"name": "b", "age": 1, "notes": ["C"]}, event_type="killing"
    )
    assert columns.fields == {"name": (1,), "age": (0,), "notes": (2,)}
    assert columns.reasons["name"] == "case.toml says b"
    assert (columns.event_type, columns.event_type_from) == ("killing", "case.toml")


def test_case_toml_can_move_the_header_and_skip_columns():
    lines = ["Name|Age", "Full name|Years", "Ali Hassan|36"]
    columns = columns_of(lines, header_row=2, columns={"age": "Years"})
    assert (columns.header_row, columns.labels) == (2, ("Full name", "Years"))
    columns = columns_of(lines, header_row=0, columns={"name": 1})
    assert (columns.header_row, columns.fields["name"]) == (0, (0,))
    columns = columns_of(["Name|Age|Sex", "Ali Hassan|36|m"], skip=["Age", 3])
    assert columns.fields == {"name": (0,)}
    assert columns.statements[0] == "column 'Age' is skipped, as case.toml says"


def test_case_toml_can_say_that_it_is_no_list():
    assert (
        columns_of(["Name|Age", "Ali|3"], not_a_list=True).not_a_list
        == "case.toml says that it is no list of people"
    )
    assert "names the sheet List" in columns_of(["Name|Age", "Ali|3"], sheet="List").not_a_list


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"columns": {"name": "Nme"}},
            "there is no column Nme; use one of its columns: 1 column 'Name', 2 column 'Age'",
        ),
        ({"columns": {"age": 7}}, "there is no column 7"),
        ({"skip": ["Sex"]}, "there is no column Sex"),
        ({"header_row": 9}, "header_row = 9, but there is no such row"),
    ],
)
def test_a_setting_that_does_not_fit_names_what_there_is(settings, message):
    with pytest.raises(ReadingError, match=message.replace("(", r"\(")):
        columns_of(["Name|Age", "Ali|3"], **settings)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"colums": {}}, "`colums` is no setting of a list; use columns"),
        ({"columns": "name"}, "`columns` must be a table"),
        ({"columns": {"nom": 1}}, "`nom` is nothing a column can hold"),
        ({"header_row": True}, "`header_row` must be a row number"),
        ({"not_a_list": "yes"}, "`not_a_list` must be true or false"),
    ],
)
def test_settings_are_checked_with_their_place(raw, message):
    with pytest.raises(CaseSettings, match=f"lists.a.csv: {message}"):
        check_settings(raw, "lists.a.csv")
