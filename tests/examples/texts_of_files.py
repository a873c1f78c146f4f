"""The text of each file of the example, read as simply as can be, and the rows of its lists."""

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
from lxml import etree, html

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCX_PARTS = ("document", "footnotes", "comments", "header1", "footer1")


def text_of(path: Path) -> str:
    """The text of a document with each run of white space as one space."""
    readers = {".html": _html, ".pdf": _pdf, ".docx": _docx, ".json": _json, ".zip": _zip}
    return " ".join(readers[path.suffix](path.read_bytes()).split())


def _html(data: bytes) -> str:
    page = html.document_fromstring(data)
    for furniture in page.xpath("//script|//style"):
        furniture.drop_tree()
    return page.text_content()


def _json(data: bytes) -> str:
    return "\n".join(message["text"] for message in json.loads(data)["messages"])


def _zip(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".txt"))


def evidence(examples: Path) -> list[Path]:
    """Every evidence file that holds text, also those in folders."""
    found = (path for path in (examples / "evidence").rglob("*") if path.is_file())
    return sorted(path for path in found if path.suffix != ".mp4")


CHATS = (".json", ".zip")
"""Chats say of themselves who speaks and when: they need no settings, and the truth codes none of their claims."""


def _pdf(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _docx(data: bytes) -> str:
    """Every part's paragraphs, inserted and deleted text as it stands."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [f"word/{name}.xml" for name in _DOCX_PARTS if f"word/{name}.xml" in package.namelist()]
        trees = [etree.fromstring(package.read(part)) for part in parts]
    paragraphs = [paragraph for tree in trees for paragraph in tree.iter(f"{_W}p")]
    return "\n".join(_docx_paragraph(paragraph) for paragraph in paragraphs)


def _docx_paragraph(paragraph: etree._Element) -> str:
    runs = paragraph.iter(f"{_W}t", f"{_W}delText")
    return "".join(run.text or "" for run in runs)


def rows_of(path: Path) -> dict[int, list[str]]:
    """Row number, counted from 1 as a spreadsheet shows it, to the cells as text."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, read_only=True)
        found = [list(map(_cell, row)) for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
    else:
        encoding, delimiter = ("cp1256", ";") if "list_c" in path.name else ("utf-8", ",")
        found = list(csv.reader(io.StringIO(path.read_bytes().decode(encoding)), delimiter=delimiter))
    return dict(enumerate(found, 1))


def _cell(value: object) -> str:
    return "" if value is None else str(value)
