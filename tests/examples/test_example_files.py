"""The evidence files are made from the texts, and look like what they pretend to be."""

import csv
import io
import os
import subprocess
import sys
import tomllib
import zipfile

import docx
import openpyxl
import pypdfium2
from lxml import html
from make import files
from make_example import differing
from texts_of_files import CHATS, evidence, rows_of


def test_what_is_committed_is_what_the_script_writes(examples):
    assert differing(examples, files()) == []


def test_a_changed_byte_and_a_stranger_in_the_evidence_are_named(tmp_path):
    made = {"evidence/a.txt": b"one", "truth.json": b"{}"}
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence/a.txt").write_bytes(b"two")
    (tmp_path / "evidence/b.txt").write_bytes(b"")
    (tmp_path / "truth.json").write_bytes(b"{}")
    assert differing(tmp_path, made) == ["evidence/a.txt", "evidence/b.txt"]


def test_another_process_with_another_clock_and_hash_seed_writes_the_same_bytes(examples, tmp_path):
    other = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    run = subprocess.run(
        [sys.executable, str(examples / "make_example.py"), "--check"],
        cwd=tmp_path,
        env=os.environ | other,
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_the_packages_carry_one_fixed_date_and_sorted_parts(examples):
    for path in [*examples.glob("evidence/*.docx"), *examples.glob("evidence/*.xlsx")]:
        with zipfile.ZipFile(path) as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            names = package.namelist()
            assert names[2:] == sorted(names[2:])


def test_the_news_page_says_when_and_where_it_was_published(examples):
    page = html.parse(str(examples / "evidence/sadaf_post_2025-04-14.html"))
    meta = {m.get("property") or m.get("name"): m.get("content") for m in page.iter("meta")}
    assert meta["article:published_time"] == "2025-04-14T15:40:00+03:00"
    assert meta["og:url"].startswith("https://www.sadafpost.example/")
    assert meta["author"] == "Nour Hadidan"


def test_the_bulletin_has_two_pages_with_a_text_layer(examples):
    with pypdfium2.PdfDocument(examples / "evidence/nawras_monitor_bulletin_6.pdf") as document:
        assert len(document) == 2
        assert document.get_metadata_dict()["CreationDate"] == "D:20250415213000+03'00'"
        assert all(page.get_textpage().count_chars() > 500 for page in document)


def test_the_english_note_has_header_comment_footnote_and_one_tracked_change(examples):
    note = docx.Document(examples / "evidence/interview_w07.docx")
    assert "W-07" in note.sections[0].header.paragraphs[0].text
    assert note.sections[0].footer.paragraphs[0].text
    assert len(list(note.comments)) == 1
    body = note.element.body
    assert len(body.xpath(".//w:ins")) == len(body.xpath(".//w:del")) == 1
    assert len(body.xpath(".//w:footnoteReference")) == 1


def test_the_council_list_has_a_title_a_hidden_sheet_and_arabic_digits(examples):
    book = openpyxl.load_workbook(examples / "evidence/list_b_local_council.xlsx")
    assert [sheet.sheet_state for sheet in book] == ["visible", "hidden"]
    sheet = book.worksheets[0]
    assert sheet["B1"].value is None
    assert sheet["B2"].value == "الاسم الكامل"
    ages = {sheet.cell(row, 3).value for row in range(3, sheet.max_row + 1)} - {None}
    assert all(set(age) <= set("٠١٢٣٤٥٦٧٨٩") for age in ages)


def test_the_register_is_windows_1256_and_has_one_row_twice(examples):
    path = examples / "evidence/list_c_hospital_register.csv"
    rows = [tuple(row) for row in rows_of(path).values()]
    assert len(rows) - len(set(rows)) == 1
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return
    raise AssertionError("the register reads as UTF-8")


def test_the_gazetteer_lies_in_the_sea_and_has_one_name_twice(examples):
    rows = list(csv.DictReader(io.StringIO((examples / "gazetteer.csv").read_text(encoding="utf-8"))))
    assert all(34.3 < float(row["lat"]) < 34.9 and 29.7 < float(row["lon"]) < 30.6 for row in rows)
    villages = [row for row in rows if row["level"] == "locality"]
    twice = [row for row in villages if row["name_ar"] == "عين نوار"]
    assert len(twice) == 2
    assert len({row["admin1"] for row in twice}) == 2
    assert len({row["name_ar"] for row in villages}) == len(villages) - 1


def test_the_settings_name_every_evidence_file(examples):
    settings = tomllib.loads((examples / "case.toml").read_text(encoding="utf-8"))
    named = settings["documents"].keys() | settings["lists"].keys()
    assert named == {path.name for path in evidence(examples) if path.suffix not in CHATS}


def test_the_recorded_judgements_are_those_of_the_notes_on_what_is_proposed_now(examples):
    done = subprocess.run(
        [sys.executable, examples / "make_judgements.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_every_recorded_judgement_is_in_the_case(examples, example_case, tmp_path, sijil):
    done = sijil("judgements", example_case, "--export", tmp_path / "export.jsonl", "--only", "recorded")
    recorded = len((examples / "judgements.jsonl").read_text("utf-8").splitlines())
    assert f"{recorded:,} recorded" in done.stdout
