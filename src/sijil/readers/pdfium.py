"""The few things this room asks of PDFium, with types."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it ships no types

WRONG_PASSWORD, UNKNOWN_LOCK = 4, 5
_IN_MEMORY = 256 << 20
_NOTES = {
    1: "note",
    3: "text",
    4: "line",
    9: "highlight",
    10: "underline",
    11: "squiggly",
    12: "strikeout",
    13: "stamp",
}
_FORM_FIELD = 20
_RULES = 400
"""Lines and shapes on a page of tables; a chart whose letters are drawn has more."""

VERSION: str = pypdfium2.version.PYPDFIUM_INFO.version


class PdfProblem(Exception):
    """PDFium cannot open the file; `code` is its own error number."""

    def __init__(self, code: int, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as PDFium orders it: its UTF-16 unit, and where its pen stood, in points from bottom left.

    `made_up` marks spaces and line breaks that PDFium adds.
    """

    unit: int
    x: float
    y: float
    made_up: bool


class PdfFile:
    """An open PDF."""

    def __init__(self, file: IO[bytes], size: int, password: str = "") -> None:
        file.seek(0)
        source = file.read() if size <= _IN_MEMORY else file
        try:
            self._document: Any = pypdfium2.PdfDocument(source, password=password or None)
        except pypdfium2.PdfiumError as error:
            raise PdfProblem(error.err_code, str(error)) from error

    def __len__(self) -> int:
        return len(self._document)

    def page(self, index: int) -> "PdfPage":
        """The page at `index`, from 0. Raises `PdfProblem` when it cannot be loaded."""
        try:
            return PdfPage(self._document[index])
        except pypdfium2.PdfiumError as error:
            raise PdfProblem(0, str(error)) from error

    def metadata(self) -> dict[str, str]:
        """The document information, empty entries left out."""
        found: dict[str, str] = self._document.get_metadata_dict(skip_empty=True)
        return found

    def reads_right_to_left(self) -> bool:
        """Whether the document says so; PDFium then turns every line."""
        size = pdfium.FPDF_VIEWERREF_GetName(self._document, b"Direction", None, 0)
        buffer = ctypes.create_string_buffer(max(size, 1))
        pdfium.FPDF_VIEWERREF_GetName(self._document, b"Direction", buffer, size)
        return buffer.value == b"R2L"

    def attachments(self) -> Iterator[tuple[str, bytes | None]]:
        """The files attached inside: name, and bytes or None when they cannot be taken."""
        for index in range(self._document.count_attachments()):
            try:
                attachment = self._document.get_attachment(index)
                name = attachment.get_name()
            except pypdfium2.PdfiumError:
                yield f"attachment {index + 1}", None
                continue
            try:
                yield name, bytes(attachment.get_data())
            except pypdfium2.PdfiumError:
                yield name, None


class PdfPage:
    """One page."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._text = page.get_textpage()

    def units(self) -> list[int]:
        """The text as UTF-16 units, in PDFium's order."""
        return [pdfium.FPDFText_GetUnicode(self._text, index) for index in range(self._text.count_chars())]

    def turned(self) -> Iterator["PdfPage"]:
        """The page turned to each of its four sides, one after another: PDFium orders text by how a page lies."""
        lies = self._page.get_rotation()
        for quarter in range(4):
            self._page.set_rotation((lies + 90 * quarter) % 360)
            self._text = self._page.get_textpage()
            yield self
        self._page.set_rotation(lies)

    def glyphs(self, units: list[int]) -> list[Glyph]:
        """The same with the place of each."""
        x, y = ctypes.c_double(), ctypes.c_double()
        found = []
        for index, unit in enumerate(units):
            pdfium.FPDFText_GetCharOrigin(self._text, index, x, y)
            made_up = pdfium.FPDFText_IsGenerated(self._text, index) == 1
            found.append(Glyph(unit, x.value, y.value, made_up))
        return found

    def image(self, dpi: int, most_pixels: int) -> tuple[bytes, int, int, int, int]:
        """The page as printed, in shades of grey: pixels, width, height, bytes a line, and the dpi it came to."""
        inches = (self._page.get_width() / 72) * (self._page.get_height() / 72)
        dpi = max(1, min(dpi, int((most_pixels / max(inches, 1e-6)) ** 0.5)))
        bitmap = self._page.render(scale=dpi / 72, grayscale=True)
        found = bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, dpi
        bitmap.close()
        return found

    def is_blank(self) -> bool:
        """Whether nothing at all is drawn on it."""
        return bool(pdfium.FPDFPage_CountObjects(self._page) == 0)

    def is_drawn_on(self) -> bool:
        """Whether pictures, or more lines and shapes than rules and tables need, are on it: print may be among them."""
        kinds = [
            pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(self._page, index))
            for index in range(pdfium.FPDFPage_CountObjects(self._page))
        ]
        shapes = kinds.count(pdfium.FPDF_PAGEOBJ_PATH)
        groups = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_SHADING)
        return shapes > _RULES or any(kind in groups for kind in kinds)

    def notes(self) -> Iterator[tuple[str, str, str]]:
        """What people pinned or typed onto the page: kind (`field` for form fields), who or which, what."""
        for index in range(pdfium.FPDFPage_GetAnnotCount(self._page)):
            annotation = pdfium.FPDFPage_GetAnnot(self._page, index)
            if not annotation:
                continue
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind == _FORM_FIELD:
                yield "field", _string(annotation, b"T"), _string(annotation, b"V")
            elif kind in _NOTES:
                yield _NOTES[kind], _string(annotation, b"T"), _string(annotation, b"Contents")
            pdfium.FPDFPage_CloseAnnot(annotation)

    def close(self) -> None:
        """Give its memory back."""
        self._text.close()
        self._page.close()


def _string(annotation: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = (ctypes.c_ushort * max(size // 2, 1))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00")
