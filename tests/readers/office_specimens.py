"""Word and Excel files written part by part, so that each test knows every byte."""

import hashlib
import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EXCEL_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def package(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(targets: dict[str, tuple[str, str]]) -> str:
    """A relations part: id to (kind, target)."""
    entries = "".join(
        f'<Relationship Id="{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in targets.items()
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_RELS}">{entries}</Relationships>'


def content_types(main: str, kind: str) -> str:
    """The content types part for a main part."""
    return (
        f'<?xml version="1.0"?><Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )


def word(body: str, **parts: str) -> bytes:
    """A Word document with this body; further parts by kind: `comments=…`, `header=…`, `footnotes=…`, `styles=…`."""
    root = (
        f'<?xml version="1.0"?><w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    )
    return word_of_part(root, **parts)


def word_of_part(document: str, **parts: str) -> bytes:
    """The same from a whole document part."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("word/document.xml", _WORD_MAIN),
        "_rels/.rels": relations({"r1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relations({f"p{kind}": (kind, f"{kind}.xml") for kind in parts}),
    }
    for kind, content in parts.items():
        files[f"word/{kind}.xml"] = content
    return package(files)


def bulk() -> str:
    """Some kilobytes that do not pack: locked containers are only whole from 4,096 bytes on."""
    return "".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(160))


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def part(root: str, inside: str) -> str:
    """Another part of a Word document."""
    return f'<?xml version="1.0"?><w:{root} xmlns:w="{W}">{inside}</w:{root}>'


def excel(
    rows: str, *, after: str = "", strings: list[str] | None = None, styles: str = "", **book: str
) -> bytes:
    """A workbook of one sheet, `List`, whose rows are given as XML. `book`: `state=…`, `date1904=…`."""
    sheet = (
        f'<?xml version="1.0"?><worksheet xmlns="{S}"><dimension ref="A1"/>'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )
    shared = "".join(f"<si><t>{text}</t></si>" for text in strings or [])
    workbook = (
        f'<?xml version="1.0"?><workbook xmlns="{S}" xmlns:r="{R}">'
        f'<workbookPr date1904="{book.get("date1904", "0")}"/><sheets>'
        f'<sheet name="List" sheetId="1" state="{book.get("state", "visible")}" r:id="s1"/></sheets></workbook>'
    )
    return package(
        {
            "[Content_Types].xml": content_types("xl/workbook.xml", _EXCEL_MAIN),
            "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": workbook,
            "xl/_rels/workbook.xml.rels": relations(
                {
                    "s1": ("worksheet", "worksheets/sheet1.xml"),
                    "t1": ("sharedStrings", "sharedStrings.xml"),
                    "y1": ("styles", "styles.xml"),
                }
            ),
            "xl/worksheets/sheet1.xml": sheet,
            "xl/sharedStrings.xml": f'<?xml version="1.0"?><sst xmlns="{S}">{shared}</sst>',
            "xl/styles.xml": styles or f'<?xml version="1.0"?><styleSheet xmlns="{S}"/>',
        }
    )


DATE_STYLES = (
    f'<?xml version="1.0"?><styleSheet xmlns="{S}"><numFmts count="1"><numFmt numFmtId="170" '
    'formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/>'
    '<xf numFmtId="170"/></cellXfs></styleSheet>'
)
"""Styles 1 (a date), 2 (a date with time) and 3 (a duration)."""
