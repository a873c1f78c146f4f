"""Files that carry protected strings: each string once, in a disguise that a file of that kind may hold."""

import gzip
import io
import json
import random
import sqlite3
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

from canary.disguises import chosen
from canary.people import Canary

Rows = list[tuple[str, str]]
"""Key and text."""


def write_all(name: str, every: list[Canary], folder: Path, chance: random.Random) -> dict[str, str]:
    """Write files of one format that hold every string; what was put in, by key."""
    rows = [(one.protected.key, _one(one, chance, name)) for one in every]
    if name in FEW:
        rows = [row for row in rows if row[0].split("-")[0] in ("name", "place", "phone", "email")][
            : FEW[name]
        ]
    FORMATS[name](rows, folder)
    return dict(rows)


_NEVER = frozenset(["read wrongly"])
"""Holds control characters, which most formats cannot."""
_WRAPPED = frozenset(["in tags", "entities", "escaped", "percent", "base64", "HTML"])
_FOLDED = frozenset(["soft hyphens", "direction marks", "zero-width non-joiners"])
"""What an index would part words at, and what prints letters apart; Sijil folds it away before."""
_WITHOUT_WRAPPINGS = (
    "file names",
    "database and index",
    *(f"PDF turned by {turn}" for turn in (0, 90, 180, 270)),
)
"""A name, an index and a printed page hold text that was unwrapped before."""


def _one(canary: Canary, chance: random.Random, name: str) -> str:
    if name in PLAIN:
        return canary.protected.written
    left_out = _NEVER | (_WRAPPED if name in _WITHOUT_WRAPPINGS else frozenset())
    left_out |= _FOLDED if name.startswith(("database", "PDF")) else frozenset()
    ways = [text for way, text in chosen(canary, 7, 10) if way not in left_out]
    text = chance.choice(ways)
    return text if name == "text and logs" else "".join(c for c in text if c >= " " or c == "\n").strip()


def _text(rows: Rows, folder: Path) -> None:
    (folder / "notes.txt").write_text("\n\n".join(text for _, text in rows), encoding="utf-8")
    (folder / "old.txt").write_bytes("\n\n".join(t for _, t in rows[:20]).encode("utf-16"))
    (folder / "log.jsonl").write_text("\n".join(json.dumps({"said": t}) for _, t in rows), encoding="utf-8")


def _html(rows: Rows, folder: Path) -> None:
    shapes = ('<p title="{}">.</p>', "<!-- {} -->", "<p>{}</p>")
    parts = [shapes[n % 3].format(escape(text)) for n, (_, text) in enumerate(rows)]
    (folder / "page.html").write_text("<meta charset=utf-8>" + "\n".join(parts), encoding="utf-8")


def _pdf(turn: int) -> Callable[[Rows, Path], None]:
    def write(rows: Rows, folder: Path) -> None:
        import typst
        from pypdf import PdfReader, PdfWriter
        from pypdf.annotations import FreeText

        source = (
            '#set text(font: "DejaVu Sans", size: 9pt)\n#set document(date: none)\n'
            "#let rows = json(bytes(sys.inputs.rows))\n#for row in rows [#text(row) #parbreak()]"
        )
        drawn, noted, said, attached = rows[::4], rows[1::4], rows[2::4], rows[3::4]
        import matplotlib

        fonts = Path(matplotlib.get_data_path(), "fonts", "ttf")
        data = typst.compile(
            source.encode(),
            sys_inputs={"rows": json.dumps([t for _, t in drawn])},
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
        )
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        for page in writer.pages:
            page.rotate(turn)
        for number, (_, text) in enumerate(noted):
            note = FreeText(text=text, rect=(50, 50 + number, 200, 70 + number))
            writer.add_annotation(page_number=0, annotation=note)
        writer.add_metadata({"/Subject": "\n\n".join(t for _, t in said)})
        writer.add_attachment("plan.txt", "\n\n".join(t for _, t in attached).encode())
        with (folder / "paper.pdf").open("wb") as file:
            writer.write(file)

    return write


def _docx(rows: Rows, folder: Path) -> None:
    import docx

    document = docx.Document()
    for number, (_, text) in enumerate(rows):
        if number % 4 == 0:
            document.add_paragraph(text)
        elif number % 4 == 1:
            run = document.add_paragraph("see ").add_run(text)
            run.font.hidden = True
        elif number % 4 == 2:
            document.add_comment(document.add_paragraph("x").runs, text=text, author="a")
        else:
            document.add_table(1, 1).cell(0, 0).text = text
    document.core_properties.author = rows[0][1][:200]
    document.save(str(folder / "draft.docx"))


def _xlsx(rows: Rows, folder: Path) -> None:
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    sheet, hidden = book.active, book.create_sheet("x")
    hidden.sheet_state = "hidden"
    for number, (_, text) in enumerate(rows, 1):
        if number % 3 == 0:
            sheet.cell(number, 1, text)
        elif number % 3 == 1:
            sheet.cell(number, 1, number).comment = Comment(text, "a")
        else:
            hidden.cell(number, 2, text)
    sheet.row_dimensions[3].hidden = True
    book.save(folder / "table.xlsx")


def _images(rows: Rows, folder: Path) -> None:
    from PIL import Image, PngImagePlugin

    for number in range(0, len(rows), 30):
        some = "\n\n".join(t for _, t in rows[number : number + 30])
        picture = Image.new("RGB", (64, 48), (number % 255, 90, 90))
        if number % 60:
            exif = picture.getexif()
            exif[0x9C9C if number % 90 else 0x010E] = some.encode("utf-16-le" if number % 90 else "utf-8")
            picture.save(folder / f"photo{number}.jpg", exif=exif.tobytes())
        else:
            info = PngImagePlugin.PngInfo()
            info.add_itxt("Comment", some, zip=bool(number % 120))
            picture.save(folder / f"photo{number}.png", pnginfo=info)


def _video(rows: Rows, folder: Path) -> None:
    import av
    import numpy as np

    for number in range(0, len(rows), 80):
        some = rows[number : number + 80]
        kind = "mp4" if number % 160 else "mkv"
        with av.open(str(folder / f"film{number}.{kind}"), "w") as container:
            container.metadata["comment"] = "\n\n".join(t for _, t in some[::2])
            container.metadata["title"] = "\n\n".join(t for _, t in some[1::2])
            stream = container.add_stream("mpeg4", rate=5)
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
            for _ in range(5):
                frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
                container.mux(stream.encode(frame))
            container.mux(stream.encode())


def _names(rows: Rows, folder: Path) -> None:
    for number, (_, text) in enumerate(rows):
        name = "".join(c if c not in "/\0\n" else "_" for c in text)
        while len(name.encode()) > 200:
            name = name[:-1]
        (folder / f"{number}").mkdir()
        (folder / f"{number}" / f"{name}.txt").write_text("nothing", encoding="utf-8")


def _database(rows: Rows, folder: Path) -> None:
    with sqlite3.connect(folder / "case.db") as db:
        db.execute("PRAGMA secure_delete = OFF")
        db.execute("CREATE TABLE quotes (id INTEGER PRIMARY KEY, text TEXT)")
        db.execute("CREATE VIRTUAL TABLE found USING fts5(text, content='', tokenize='unicode61')")
        half = len(rows) // 2
        db.executemany("INSERT INTO quotes (text) VALUES (?)", [(t,) for _, t in rows[:half]])
        db.commit()
        db.execute("DELETE FROM quotes WHERE id % 5 = 0")  # deleted rows stay in free pages
        db.executemany(
            "INSERT INTO found (rowid, text) VALUES (?, ?)",
            [(n, t) for n, (_, t) in enumerate(rows[half:], 1)],
        )
    db.close()


def _parquet(rows: Rows, folder: Path) -> None:
    import duckdb

    with duckdb.connect() as db:
        db.execute("CREATE TABLE t (said TEXT)")
        db.executemany("INSERT INTO t VALUES (?)", [(t,) for _, t in rows])
        db.execute(f"COPY t TO '{folder / 'rows.parquet'}' (FORMAT parquet, COMPRESSION zstd)")


def _packed(rows: Rows, folder: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "\n\n".join(t for _, t in rows[::2]))
    with zipfile.ZipFile(folder / "all.zip", "w") as outer:
        outer.writestr("inner.zip", inner.getvalue())
        outer.writestr("b.log.gz", gzip.compress("\n\n".join(t for _, t in rows[1::2]).encode(), mtime=0))


def _print(rows: Rows, folder: Path) -> None:
    """Print in pictures, one upright and three turned."""
    import matplotlib
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")), 34)
    for turn in range(4):
        some = rows[turn::4]
        for script in (False, True):
            lines = [t for _, t in some if any("\u0600" <= c <= "\u06ff" for c in t) == script]
            picture = Image.new("L", (1500, 90 * len(lines) + 60), 255)
            draw = ImageDraw.Draw(picture)
            for number, text in enumerate(lines):
                draw.text((60, 40 + 90 * number), text, font=font, fill=0)
            picture.rotate(90 * turn, expand=True).save(folder / f"scan{turn}{script}.png", dpi=(200, 200))


FORMATS: dict[str, Callable[[Rows, Path], None]] = {
    "text and logs": _text,
    "HTML": _html,
    **{f"PDF turned by {turn}": _pdf(turn) for turn in (0, 90, 180, 270)},
    "DOCX": _docx,
    "XLSX": _xlsx,
    "images, EXIF and text chunks": _images,
    "video metadata": _video,
    "file names": _names,
    "database and index": _database,
    "Parquet": _parquet,
    "archives in archives": _packed,
    "print in pictures, four sides": _print,
}
FEW = {"print in pictures, four sides": 60}
PLAIN = ("print in pictures, four sides",)
"""Where the string stands as it is: recognised print has errors of its own."""
