"""PDF: the text layer of each page, as far as it comes in the order in which it is printed."""

import re
from dataclasses import dataclass, field

from sijil.readers.draft import Draft, Source, refused
from sijil.readers.pdf_order import in_printed_order, is_right_to_left, plain_text
from sijil.readers.pdf_pages import TO_COMPARE, TO_TRANSCRIBE, pages
from sijil.readers.pdfium import (
    UNKNOWN_LOCK,
    WRONG_PASSWORD,
    PdfFile,
    PdfPage,
    PdfProblem,
)
from sijil.readers.pdfium import (
    VERSION as LIBRARY_VERSION,
)
from sijil.readers.reading import Reading
from sijil.readers.sheet_text import one_line
from sijil.readers.unlock import try_passwords

VERSION = "1"
_NAMES = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "CreationDate": "created",
    "ModDate": "modified",
}
_DATES = ("CreationDate", "ModDate")
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?(?:(Z)|([+-]\d\d)'?(\d\d))?.*")
_OCR = "recognise its pages as images (OCR): sijil transcribe"


@dataclass(slots=True)
class _Found:
    """What the pages have shown so far; page numbers from 1."""

    texts: list[str] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    withheld: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    arabic_withheld: bool = False
    unsure_words: int = 0
    arabic: list[int] = field(default_factory=list)
    turned: int = 0
    notes: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)


def read(source: Source) -> Reading:
    """One rendition, `text`, with a form feed between pages; `page_starts` in the metadata gives their offsets.

    Pages without text, and text that cannot be quoted because its order is not the printed one, are
    stated. Notes and form fields are texts of their own; attached files are members.
    """
    document = opened(source)
    draft = Draft("pdf", f"{VERSION} (pypdfium2 {LIBRARY_VERSION})", "application/pdf")
    for name, value in document.metadata().items():
        draft.say(_NAMES.get(name, name.lower()), iso_date(value) if name in _DATES else value)
    found = _Found()
    turned = document.reads_right_to_left()
    for index in range(len(document)):
        _page(document, index, turned, found)
    draft.say("pages", len(document))
    _put(found, draft)
    _state(found, draft)
    for name, content in document.attachments():
        draft.hand_over(name, content, source.spool)
    return draft.done()


def opened(source: Source) -> PdfFile:
    """The file, opened with one of the passwords if it needs one. Raises `Stopped`."""

    def attempt(password: str) -> PdfFile | None:
        try:
            return PdfFile(source.file, source.size, password)
        except PdfProblem as problem:
            if problem.code == WRONG_PASSWORD:
                return None
            if problem.code == UNKNOWN_LOCK:
                raise refused("locked in a way that cannot be opened", "save an unlocked copy") from problem
            remedy = "open it in a PDF viewer, check that it is whole, and print it to a new PDF"
            raise refused("cut short or damaged: it cannot be opened as a PDF", remedy) from problem

    return attempt("") or try_passwords(source.passwords, attempt)


def iso_date(value: str) -> str:
    """A PDF date (`D:20250415213000+03'00'`) in ISO form; anything else as it is."""
    found = _DATE.fullmatch(value)
    if not found:
        return value
    year, month, day, hour, minute, second, utc, hours, minutes = found.groups()
    time = f"T{hour}:{minute}:{second}" if hour else ""
    zone = "Z" if utc else f"{hours}:{minutes}" if hours else ""
    return f"{year}-{month}-{day}{time}{zone if time else ''}"


def _page(document: PdfFile, index: int, turned: bool, found: _Found) -> None:
    number = index + 1
    try:
        page = document.page(index)
    except PdfProblem:
        found.damaged.append(number)
        found.texts.append("")
        return
    text = _text(page, number, turned, found)
    found.texts.append(text.replace("\f", " "))
    if not text.strip() and number not in found.withheld:
        (found.blank if page.is_blank() else found.empty).append(number)
    for kind, who, what in page.notes():
        if what.strip():
            lines = found.fields if kind == "field" else found.notes
            lines.append(
                f"page {number} [{one_line(who)}] {one_line(what)}"
                if who
                else f"page {number} {one_line(what)}"
            )
    page.close()


def _text(page: PdfPage, number: int, turned: bool, found: _Found) -> str:
    units = page.units()
    arabic = any(map(is_right_to_left, units))
    if not (arabic or turned):
        return plain_text(units)
    if arabic:
        found.arabic.append(number)
    ordered = in_printed_order(page.glyphs(units))
    if ordered.unusable:
        found.withheld.append(number)
        found.arabic_withheld |= arabic
        return ""
    found.turned += ordered.turned
    if ordered.wrong:
        found.unsure.append(number)
        found.unsure_words += ordered.wrong
    return ordered.text


def _put(found: _Found, draft: Draft) -> None:
    starts, at = [], 0
    for text in found.texts:
        starts.append(at)
        at += len(text) + 1
    if any(text.strip() for text in found.texts):
        draft.add("text", "\f".join(found.texts))
        draft.say("page_starts", " ".join(map(str, starts)))
    if found.notes:
        draft.add("notes", "\n".join(found.notes))
    if found.fields:
        draft.add("form fields", "\n".join(found.fields))


def _state(found: _Found, draft: Draft) -> None:
    """Say which pages are missing and why."""
    if found.damaged:
        draft.miss(
            f"{pages(found.damaged)} cannot be loaded (damaged)",
            "open it in a PDF viewer and print it to a new PDF",
        )
    if found.empty:
        draft.miss(
            f"{pages(found.empty)} {'has' if len(found.empty) == 1 else 'have'} no text layer (scanned?)",
            _OCR,
        )
    if found.withheld:
        what = "Arabic text" if found.arabic_withheld else "text"
        whole = len(found.withheld) == len(found.texts)
        where = "this PDF" if whole else pages(found.withheld)
        draft.miss(f"{what} of {where} is in visual order and cannot be quoted; needs OCR", _OCR)
    if found.unsure_words:
        words = "1 word comes" if found.unsure_words == 1 else f"{found.unsure_words} words come"
        draft.miss(
            f"{words} in another order than printed on {pages(found.unsure)} and cannot be quoted; needs OCR",
            _OCR,
        )
    if found.turned:
        draft.say("lam_alef", f"{found.turned} pairs of letters drawn as one sign were put into their order")
    unread = sorted({*found.empty, *found.withheld, *found.unsure})
    draft.say(TO_TRANSCRIBE, " ".join(map(str, unread)))
    draft.say(TO_COMPARE, " ".join(str(number) for number in found.arabic if number not in unread))
    if found.blank:
        draft.say("blank_pages", pages(found.blank))


def warm() -> None:
    """PDFium is imported with this module."""
