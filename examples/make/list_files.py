"""The three lists as files: two CSV and one XLSX, each as its keeper would save it."""

import csv
import datetime
import io
import random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from make.lists import Mention, mentions
from make.packages import settle
from make.world import SEED

FILES = {
    "A": "list_a_volunteers.csv",
    "B": "list_b_local_council.xlsx",
    "C": "list_c_hospital_register.csv",
}
FIRST_ROW = {"A": 2, "B": 3, "C": 2}
"""The row, counted from 1 as a spreadsheet shows it, in which the first person stands."""

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_MADE = datetime.datetime(2025, 5, 4, 10, 30)
_A_HEAD = [
    "No.",
    "Full name",
    "Age",
    "Sex",
    "Village / town",
    "Governorate",
    "Date of death",
    "Told by",
    "Remarks",
]
_B_TITLE = "كشف بأسماء ضحايا أحداث نيسان ٢٠٢٥ – المجلس المحلي المشترك لقرى الساحل"
_B_HEAD = [
    "م",
    "الاسم الكامل",
    "العمر",
    "الجنس",
    "القرية أو البلدة",
    "المحافظة",
    "تاريخ الوفاة",
    "الحالة",
    "ملاحظات",
]
_B_WIDTHS = (6, 34, 8, 9, 20, 16, 16, 10, 34)
_B_NOTES = (
    "ملاحظات داخلية – لا تُنشر",
    "الأسماء من ٩٠ إلى ١٠٤ أُخذت بالهاتف من لجنة القرية ولم تُراجع بعد.",
    "طلبت عائلتان عدم نشر الأسماء قبل موافقة خطية.",
    "آخر تعديل: ٤ أيار ٢٠٢٥",
)
_C_HEAD = [
    "رقم القيد", "اسم المتوفى", "تاريخ الولادة", "العمر", "الجنس",
    "مكان الوفاة", "المحافظة", "تاريخ الوفاة", "سبب الوفاة", "ملاحظات",
]  # fmt: skip


def volunteers_csv() -> bytes:
    """List A: UTF-8 with commas, Latin letters, dates as each volunteer writes them, a total at the end."""
    rows = [_volunteer_row(number, row) for number, row in enumerate(mentions("A"), 1)]
    total = ["", "TOTAL", str(len(rows)), "", "", "", "", "", "names collected up to 2 May"]
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_A_HEAD, *rows, total])
    return out.getvalue().encode("utf-8")


def _volunteer_row(number: int, row: Mention) -> list[str]:
    cells = row.cells
    date = _volunteer_date(cells["date"], random.Random(f"{SEED}/A/date/{row.person.key()}"))
    return [
        str(number), cells["name"], cells["age"], cells["sex"], cells["place"],
        cells["governorate"], date, cells["told_by"], cells["note"],
    ]  # fmt: skip


def _volunteer_date(date: str, rng: random.Random) -> str:
    if len(date) == len("2025-04"):
        return rng.choice(("April 2025", "04/2025"))
    if not date:
        return ""
    day = datetime.date.fromisoformat(date)
    styles = (f"{day:%d/%m/%Y}", f"{day:%d/%m/%Y}", f"{day.day} April 2025", f"April {day.day}, 2025", date)
    return rng.choice(styles)


def council_xlsx() -> bytes:
    """List B: a title above the header, Arabic digits, dates as dates and as words, a hidden sheet."""
    book = Workbook()
    book.properties.creator = "المجلس المحلي المشترك"
    book.properties.created = book.properties.modified = _MADE
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _fill_council_sheet(sheet)
    notes = book.create_sheet("ملاحظات")
    notes.sheet_state = "hidden"
    notes.sheet_view.rightToLeft = True
    for line in _B_NOTES:
        notes.append([line])
    out = io.BytesIO()
    book.save(out)
    return settle(out.getvalue(), _MADE)


def _fill_council_sheet(sheet: Worksheet) -> None:
    sheet.title = "الأسماء"
    sheet.sheet_view.rightToLeft = True
    sheet.append([_B_TITLE])
    sheet.append(_B_HEAD)
    for number, row in enumerate(mentions("B"), 1):
        sheet.append(_council_row(number, row))
    sheet.merge_cells("A1:I1")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for column, width in enumerate(_B_WIDTHS):
        head = sheet.cell(2, column + 1)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="D9E2EC")
        sheet.column_dimensions["ABCDEFGHI"[column]].width = width
    sheet.freeze_panes = "A3"


def _council_row(number: int, row: Mention) -> list[str | int | datetime.date | None]:
    cells = row.cells
    date = _council_date(cells["date"], random.Random(f"{SEED}/B/date/{row.person.key()}"))
    age = cells["age"].translate(_ARABIC_DIGITS)
    return [
        number, cells["name"], age or None, cells["sex"] or None, cells["place"] or None,
        cells["governorate"], date, cells["status"], cells["note"] or None,
    ]  # fmt: skip


def _council_date(date: str, rng: random.Random) -> str | datetime.date | None:
    if not date:
        return None
    if len(date) == len("2025-04"):
        return "نيسان ٢٠٢٥"
    day = datetime.date.fromisoformat(date)
    if rng.random() < 0.22:
        return f"{day.day} نيسان 2025".translate(_ARABIC_DIGITS)
    return day


def hospital_csv() -> bytes:
    """List C: Windows-1256 with semicolons, as an old office program saves it."""
    numbers: dict[str, int] = {}
    rows = [
        _hospital_row(numbers.setdefault(row.person.id, 1107 + len(numbers)), row) for row in mentions("C")
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([_C_HEAD, *rows])
    return out.getvalue().encode("cp1256")


def _hospital_row(number: int, row: Mention) -> list[str]:
    cells = row.cells
    return [
        str(number), cells["name"], _day_first(cells["born"]), cells["age"], cells["sex"],
        cells["place"], cells["governorate"], _day_first(cells["date"]), cells["cause"], cells["note"],
    ]  # fmt: skip


def _day_first(date: str) -> str:
    return "/".join(reversed(date.split("-"))) if date else ""
