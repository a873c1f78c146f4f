"""The two interview notes: DOCX with header, footer, table, footnote, comment and tracked changes."""

import datetime
import io
import re
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from make.footnotes import add_footnote
from make.packages import settle
from make.world import table

FILES = {"interview_en": "interview_w07.docx", "interview_ar": "interview_sh03_ar.docx"}

_MARK = re.compile(r"(\{\+.*?\+\}|\{-.*?-\}|\[\^\]|\[\*.*?\*\])")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UNUSED = ("thumbnail", "stylesWithEffects", "customXml", "webSettings", "numbering")
_STYLES = [
    "Normal",
    "Heading1",
    "Heading1Char",
    "Heading2",
    "Heading2Char",
    "Header",
    "HeaderChar",
    "Footer",
    "FooterChar",
    "DefaultParagraphFont",
    "TableNormal",
    "TableGrid",
    "NoList",
    "CommentText",
    "CommentReference",
    "annotationtext",
    "annotationreference",
]


def interview_docx(name: str) -> bytes:
    """The note written from `texts/NAME.toml`."""
    note = table(name)
    made = datetime.datetime.fromisoformat(note["created"])
    document = Document()
    _properties(document, note, made)
    _Writer(document, note, right_to_left=name.endswith("_ar")).write()
    _lean(document)
    out = io.BytesIO()
    document.save(out)
    return settle(out.getvalue(), made)


def _properties(document: DocumentObject, note: dict[str, Any], made: datetime.datetime) -> None:
    properties = document.core_properties
    properties.title = note["title"]
    properties.author = properties.last_modified_by = note["author"]
    properties.created = properties.modified = made
    properties.comments = ""
    properties.revision = 3


def _lean(document: DocumentObject) -> None:
    """Drop what python-docx's template brings along and nobody here uses: a preview, old styles, settings."""
    for part in (document.part.package, document.part):
        rels = part.rels
        for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in _UNUSED]:
            del rels[key]
    styles = document.styles.element
    for style in list(styles):
        if style.get(qn("w:styleId"), "Normal") not in _STYLES or style.tag == qn("w:latentStyles"):
            styles.remove(style)


class _Writer:
    """Writes a note into a document, paragraph by paragraph."""

    def __init__(self, document: DocumentObject, note: dict[str, Any], *, right_to_left: bool) -> None:
        self.document, self.note, self.right_to_left = document, note, right_to_left
        self.changes = 100

    def write(self) -> None:
        self._style()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        self._fill(section.header.paragraphs[0], self.note["header"], size=9)
        self._fill(section.footer.paragraphs[0], self.note["footer"], size=9)
        self._heading(self.note["title"], 1)
        self._table()
        for kind, text in self.note["body"]:
            if kind == "h":
                self._heading(text, 2)
            else:
                self._fill(self.document.add_paragraph(), text, italic=kind == "q")

    def _style(self) -> None:
        style = self.document.styles["Normal"]
        style.font.name = "Calibri"
        style.font.size = Pt(11)

    def _heading(self, text: str, level: int) -> None:
        self._fill(self.document.add_heading(level=level), text)

    def _table(self) -> None:
        grid = self.document.add_table(rows=0, cols=2)
        grid.style = "Table Grid"
        if self.right_to_left:
            grid._tbl.tblPr[0].addnext(OxmlElement("w:bidiVisual"))
        for label, value in self.note["table"]:
            cells = grid.add_row().cells
            self._fill(cells[0].paragraphs[0], label)
            self._fill(cells[1].paragraphs[0], value)
        self.document.add_paragraph()

    def _fill(
        self, paragraph: Paragraph, text: str, *, italic: bool = False, size: float | None = None
    ) -> None:
        if self.right_to_left:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        for piece in filter(None, _MARK.split(text)):
            run = self._piece(paragraph, piece)
            run.italic = italic or None
            run.font.size = Pt(size) if size else None

    def _piece(self, paragraph: Paragraph, piece: str) -> Run:
        if piece == "[^]":
            run = paragraph.add_run()
            add_footnote(self.document, run, self.note["footnote"])
            return run
        run = paragraph.add_run(piece.strip("{}[]*+-") if _MARK.fullmatch(piece) else piece)
        if self.right_to_left:
            run.font.rtl = True
        if piece.startswith("[*"):
            self._comment(run)
        if piece.startswith("{"):
            self._tracked(run, "w:ins" if piece[1] == "+" else "w:del")
        return run

    def _comment(self, run: Run) -> None:
        author = self.note["changed_by"]
        comment = self.document.add_comment(run, text=self.note["comment"], author=author, initials="L1")
        comment._comment_elm.set(qn("w:date"), self.note["changed_at"])

    def _tracked(self, run: Run, kind: str) -> None:
        """Move the run into an insertion or a deletion; deleted text has an element of its own."""
        mark: BaseOxmlElement = OxmlElement(kind)
        self.changes += 1
        mark.set(qn("w:id"), str(self.changes))
        mark.set(qn("w:author"), self.note["changed_by"])
        mark.set(qn("w:date"), self.note["changed_at"])
        run._r.addprevious(mark)
        mark.append(run._r)
        if kind == "w:del":
            for text in run._r.findall(qn("w:t")):
                deleted = parse_xml(f'<w:delText xmlns:w="{_W}" xml:space="preserve"/>')
                deleted.text = text.text
                run._r.replace(text, deleted)
