"""Exports of Kobo and ODK forms: victims in repeat groups are found, with the place and day of their submission."""

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

Sijil = Callable[..., subprocess.CompletedProcess[str]]

MAIN = [
    ["start", "end", "incident/date_of_incident", "incident/village", "enumerator_name", "respondent_phone", "_id",
     "_uuid", "_submission_time", "_submitted_by", "_index"],
    ["2025-03-20T10:00:00", "2025-03-20T10:20:00", "2025-03-07", "Beit Sal", "Rana Asker", "0944111222", 1, "aaa-1",
     "2025-03-20T11:00:00", "rana", 1],
    ["2025-03-21T10:00:00", "2025-03-21T10:20:00", "2025-03-08", "Talnur", "Rana Asker", "0944333444", 2, "bbb-2",
     "2025-03-21T11:00:00", "rana", 2],
]  # fmt: skip
VICTIMS = [
    ["incident/victims/full_name", "incident/victims/age", "incident/victims/sex", "incident/victims/status",
     "_index", "_parent_table_name", "_parent_index", "_submission__id", "_submission__uuid"],
    ["Karam Exemplar", 31, "male", "killed", 1, "survey", 9, 1, "aaa-1"],
    ["Huda Exemplar", 7, "female", "killed", 2, "survey", 1, 1, "aaa-1"],
    ["Nour Sample", 40, "female", "killed", 3, "survey", 2, 2, "bbb-2"],
]  # fmt: skip


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def records_of(case: Path) -> list[dict[str, object]]:
    return json.loads((case / "report/records.json").read_text("utf-8"))  # type: ignore[no-any-return]


def test_people_in_repeat_groups_have_the_place_and_day_of_their_submission(
    sijil: Sijil, tmp_path: Path
) -> None:
    case, path = tmp_path / "case", workbook(tmp_path / "form.xlsx", {"survey": MAIN, "victims": VICTIMS})
    done = sijil("run", case, path)
    assert done.returncode == 0, done.stdout + done.stderr
    found = {str(record["name"]): record for record in records_of(case)}
    assert set(found) == {"Karam Exemplar", "Huda Exemplar", "Nour Sample"}
    # The parent is found by the submission, never by the running number of another export (9 here).
    assert (found["Karam Exemplar"]["place"], found["Karam Exemplar"]["date"]) == ("Beit Sal", "2025-03-07")
    assert (found["Nour Sample"]["place"], found["Nour Sample"]["date"]) == ("Talnur", "2025-03-08")
    verified = sijil("verify", case)
    assert verified.returncode == 0, verified.stdout


def test_whoever_asked_and_answered_is_on_no_list_and_in_no_report(sijil: Sijil, tmp_path: Path) -> None:
    case, path = tmp_path / "case", workbook(tmp_path / "form.xlsx", {"survey": MAIN, "victims": VICTIMS})
    assert sijil("run", case, path).returncode == 0
    for file in (case / "report").iterdir():
        text = file.read_text("utf-8")
        assert "Rana Asker" not in text and "0944111222" not in text, file.name


def test_a_nested_repeat_reaches_through_to_the_submission(sijil: Sijil, tmp_path: Path) -> None:
    families = [
        ["incident/families/house", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"],
        ["white house", 1, "survey", 1, "aaa-1"],
        ["red house", 2, "survey", 2, "bbb-2"],
    ]
    members = [
        ["full_name", "age", "sex", "status", "_index", "_parent_table_name", "_parent_index"],
        ["Karam Exemplar", 31, "male", "killed", 1, "families", 2],
    ]
    sheets = {"survey": MAIN, "families": families, "members": members}
    case = tmp_path / "case"
    assert sijil("run", case, workbook(tmp_path / "form.xlsx", sheets)).returncode == 0
    (record,) = [r for r in records_of(case) if r["name"] == "Karam Exemplar"]
    assert (record["place"], record["date"]) == ("Talnur", "2025-03-08")


def test_a_form_without_the_sheets_of_its_repeats_is_warned_of(sijil: Sijil, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(MAIN)
    case = tmp_path / "case"
    assert sijil("new", case).returncode == 0
    done = sijil("add", case, path)
    assert (
        "no sheet of a repeat group is in this file: if the form has any, whoever is listed there"
        in done.stdout
    )
    other = [row[:-1] for row in MAIN]
    assert sijil("new", tmp_path / "other").returncode == 0
    done = sijil("add", tmp_path / "other", workbook(tmp_path / "plain.xlsx", {"survey": other}))
    assert "repeat groups" not in done.stdout


def test_a_tampered_cell_of_the_sheet_above_is_found(sijil: Sijil, tmp_path: Path) -> None:
    import sqlite3

    case, path = tmp_path / "case", workbook(tmp_path / "form.xlsx", {"survey": MAIN, "victims": VICTIMS})
    assert sijil("run", case, path).returncode == 0
    with sqlite3.connect(case / "case.db") as database:
        database.execute("DROP TRIGGER store_record_no_update")
        database.execute("UPDATE store_record SET cells = replace(cells, 'Beit Sal', 'Beit Sol')")
    database.close()
    done = sijil("verify", case)
    assert done.returncode == 1 and "is not what stands in its text" in done.stdout
