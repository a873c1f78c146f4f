"""Small PDFs written by hand, so that each test knows every byte."""

import zlib

ARABIC_FONT = "F2"


def pdf(pages: list[bytes], *, extra: dict[str, str] | None = None, catalog: str = "") -> bytes:
    """A PDF with one content stream a page; fonts F1 (Helvetica) and F2 (every code is its own character)."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    helvetica = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    cmap = add(_stream(_to_unicode()))
    square = add(_stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f"))
    names = b" ".join(b"/g%d" % at for at in range(1, len(SHAPES) + 1))
    drawn = b" ".join(b"/g%d %d 0 R" % (at, square) for at in range(1, len(SHAPES) + 1))
    arabic = add(
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 800] /FontMatrix [0.001 0 0 0.001 0 0] "
        b"/CharProcs << %s >> /Encoding << /Type /Encoding /Differences [1 %s] >> /FirstChar 1 /LastChar %d "
        b"/Widths [%s] /Resources << >> /ToUnicode %d 0 R >>"
        % (drawn, names, len(SHAPES), b" ".join([b"600"] * len(SHAPES)), cmap)
    )
    first_page = len(objects) + 1
    root = first_page + 2 * len(pages)
    for content in pages:
        stream = len(objects) + 2
        add(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 400 400] /Contents %d 0 R "
            b"/Resources << /Font << /F1 %d 0 R /F2 %d 0 R >> >> >>" % (root, stream, helvetica, arabic)
        )
        add(_stream(content))
    kids = b" ".join(b"%d 0 R" % (first_page + 2 * at) for at in range(len(pages)))
    add(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)))
    add(b"<< /Type /Catalog /Pages %d 0 R %s >>" % (root, catalog.encode()))
    info = add(b"<< %s >>" % " ".join(f"/{k} ({v})" for k, v in (extra or {}).items()).encode())
    return _file(objects, root + 1, info)


def latin(lines: list[str]) -> bytes:
    """A page of lines in Helvetica."""
    shown = "".join(f"1 0 0 1 20 {370 - 20 * at} Tm ({line}) Tj\n" for at, line in enumerate(lines))
    return f"BT /F1 12 Tf\n{shown}ET".encode("cp1252")


def glyphs(places: list[tuple[str, float, float]]) -> bytes:
    """A page that draws each character (or ligature of several) at its place, in the order given."""
    shown = "".join(f"1 0 0 1 {x} {y} Tm <{_code(text):02x}> Tj\n" for text, x, y in places)
    return f"BT /F2 10 Tf\n{shown}ET".encode()


def stepping_back(text: str, y: int = 300) -> bytes:
    """Right-to-left text in one string, in reading order, the pen stepping back twice a glyph's width each time."""
    steps = " 1200 ".join(f"<{_code(char):02x}>" for char in text)
    return f"BT /F2 10 Tf 1 0 0 1 380 {y} Tm [{steps}] TJ ET".encode()


def leftward(text: str, y: float = 300.0, right: float = 380.0) -> list[tuple[str, float, float]]:
    """Right-to-left text as it is printed: each character left of the one before it."""
    return [(char, right - 6 * at, y) for at, char in enumerate(text)]


def rightward(text: str, y: float = 300.0, left: float = 20.0) -> list[tuple[str, float, float]]:
    """Text printed from left to right."""
    return [(char, left + 6 * at, y) for at, char in enumerate(text)]


def scanned() -> bytes:
    """A page that holds only a picture."""
    return b"q 100 0 0 100 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"


SHAPES = [*map(chr, range(0x20, 0x7F)), *map(chr, range(0x060C, 0x066A)), "لا", "لأ", "الله"]
"""What the glyphs of the font F2 stand for, by number from 1; each is drawn as a black square."""


def _code(text: str) -> int:
    return SHAPES.index(text) + 1


def _to_unicode() -> bytes:
    lines = [f"<{_code(text):02x}> <{text.encode('utf-16-be').hex()}>" for text in SHAPES]
    # A CMap takes a hundred at a time.
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    mapped = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Specimen def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{mapped}"
        "endcmap end end"
    ).encode()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: list[bytes], root: int, info: int) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root %d 0 R /Info %d 0 R >>\n" % (len(objects) + 1, root, info)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def twice_deflated(size: int) -> bytes:
    """A PDF of a few kilobytes whose page content swells to `size` bytes through two rounds of Flate."""
    once = zlib.compressobj(9)
    packed = b"".join(once.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + once.flush()
    return of_packed_content(packed)


def of_packed_content(packed: bytes) -> bytes:
    """A PDF of one page whose content is packed already, and here once more."""
    twice = zlib.compress(packed, 9)
    page = b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 100 100] /Contents 2 0 R >>"
    content = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (
        len(twice),
        twice,
    )
    pages = b"<< /Type /Pages /Kids [1 0 R] /Count 1 >>"
    return _file([page, content, pages, b"<< /Type /Catalog /Pages 3 0 R >>", b"<< >>"], 4, 5)
