"""A small writer of PDF 1.4: lines of Helvetica, rules and filled boxes, with a text layer.

Written by hand because its bytes depend on nothing but what is drawn: no compressor, no font file, no
clock. Units are points, the origin is the lower left corner of an A4 page.
"""

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
REGULAR, BOLD = "F1", "F2"

# Advance widths of the characters 32-126 in thousandths of the size (Adobe's font metrics of the
# standard fonts).
_WIDTHS = {
    REGULAR: (
        "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
        "278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 "
        "611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 "
        "556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
    ),
    BOLD: (
        "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
        "333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 "
        "611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 "
        "611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
    ),
}
_ADVANCE = {
    font: dict(zip(map(chr, range(32, 127)), map(int, row.split()), strict=True))
    for font, row in _WIDTHS.items()
}
_OTHER = {"–": 556, "’": 222, "‘": 222, "“": 333, "”": 333}


@dataclass
class Page:
    """One page being drawn."""

    strokes: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, line: str, size: float, font: str = REGULAR, grey: float = 0) -> None:
        """Write one line with its left end at `x` and its foot at `y`; `grey` runs from 0 to 1 (white)."""
        shown = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.strokes.append(f"BT {grey:g} g /{font} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm ({shown}) Tj ET")

    def rule(self, x: float, y: float, width: float, thickness: float = 0.5) -> None:
        """Draw a horizontal line."""
        self.strokes.append(f"0.4 G {thickness:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """Fill a rectangle."""
        self.strokes.append(f"{grey:g} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")


def length(line: str, size: float, font: str = REGULAR) -> float:
    """The width of a line in points."""
    return sum(_ADVANCE[font].get(char) or _OTHER[char] for char in line) * size / 1000


def wrapped(text: str, width: float, size: float, font: str = REGULAR) -> list[str]:
    """The text in lines no wider than `width` points; words are never divided."""
    lines: list[str] = []
    for word in text.split():
        if lines and length(f"{lines[-1]} {word}", size, font) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def document(pages: list[Page], *, title: str, author: str, created: str) -> bytes:
    """The pages as one file; `created` is a PDF date such as `D:20250415213000+03'00'`."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        _font("Helvetica"),
        _font("Helvetica-Bold"),
        f"<< /Title ({title}) /Author ({author}) /CreationDate ({created}) /ModDate ({created}) >>",
    ]
    for number, page in enumerate(pages):
        objects += [_page(7 + 2 * number), _stream("\n".join(page.strokes))]
    return _assembled([obj.encode("cp1252") for obj in objects])


def _font(name: str) -> str:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"


def _page(contents: int) -> str:
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
        f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {contents} 0 R >>"
    )


def _stream(strokes: str) -> str:
    return f"<< /Length {len(strokes.encode('cp1252'))} >>\nstream\n{strokes}\nendstream"


def _assembled(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, obj in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, obj)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\n" % (len(objects) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)
